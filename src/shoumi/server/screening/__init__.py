"""Files screened and redacted for the pages: in memory, in a program of their own, with limits."""
