"""Duties and their time limits: periods, the working calendar, due times, reminders."""
