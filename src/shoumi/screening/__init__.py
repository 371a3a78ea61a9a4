"""Finds in documents what must not go out, and proves that what was redacted is gone."""
