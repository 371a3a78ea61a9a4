"""Columns that many tables share."""

from __future__ import annotations

from django.db import models


def code() -> models.CharField[str, str]:
    """An id or a code."""
    return models.CharField(max_length=64)


def optional(longest: int = 64) -> models.CharField[str | None, str | None]:
    """A text that may be absent."""
    return models.CharField(max_length=longest, null=True)
