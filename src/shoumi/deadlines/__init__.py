"""Duties and their time limits: periods, the working calendar, due times, reminders. Pure; the clock is passed in."""
