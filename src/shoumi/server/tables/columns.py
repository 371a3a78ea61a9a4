"""Columns that many tables share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Counting = models.BigAutoField[int, int]
else:
    _Counting = models.BigAutoField


def code() -> models.CharField[str, str]:
    """An id or a code."""
    return models.CharField(max_length=64)


def optional(longest: int = 64) -> models.CharField[str | None, str | None]:
    """A text that may be absent."""
    return models.CharField(max_length=longest, null=True)


class RowField(_Counting):
    """Counts up in the order of making.

    SQLite need not remember the greatest number that ever was, which costs a page of every act:
    a number is given again only after the newest row went, and nothing points to that row.
    """

    def db_type_suffix(self, connection: BaseDatabaseWrapper) -> str | None:
        """What makes the database count."""
        if connection.vendor == "sqlite":
            return None
        return super().db_type_suffix(connection)
