"""工作日历: which days are worked, as announced year by year."""
