"""The rows of the registers. Only `record` writes them; every index begins with the unit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.server.tables.columns import RowField, code, optional
from shoumi.server.tables.evidence import (
    AdoptedContent,
    Checkpoint,
    ClauseUse,
    ClauseUseUpTo,
    Entry,
    Head,
    Mention,
    Sealed,
    UnitKey,
)

__all__ = [
    "AdoptedContent",
    "Checkpoint",
    "ClauseUse",
    "ClauseUseUpTo",
    "Duty",
    "Entry",
    "Head",
    "Link",
    "Mention",
    "Notice",
    "Scope",
    "Sealed",
    "Series",
    "Thing",
    "UnitKey",
    "Word",
]

SHARED_NUMBERS = (
    "law.adoption",
    "calendar.day",
    "calendar.year",
    "organisation.appointment",
)
"""Kinds whose number is another's, such as the paper by which five people were appointed."""


class Thing(models.Model):
    """One row of a register: the face as columns, the whole struct as canonical JSON text.

    `row` counts up in the order of making and is shown to nobody.
    """

    row = RowField(primary_key=True)
    unit = code()
    kind = code()
    identifier = models.CharField(max_length=64, db_column="id")
    number = optional(200)
    name = optional(200)
    level = optional()
    level_rank = models.IntegerField(null=True)
    state = optional()
    holder = optional()
    department = optional()
    due_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    body = models.TextField()

    class Meta:
        db_table = "thing"
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "identifier"], name="thing_one_id"),
            models.UniqueConstraint(
                fields=["unit", "kind", "number"],
                condition=Q(number__isnull=False) & ~Q(kind__in=SHARED_NUMBERS),
                name="thing_one_number",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "kind", "row"], name="thing_row"),
            *(
                models.Index(
                    fields=["unit", "kind", column, "row"],
                    name=f"thing_{column.removesuffix('_on')}",
                    condition=Q(**{f"{column}__isnull": False}),
                )
                for column in ("number", "due_on", "name", "holder", "department", "state")
            ),
        ]


class Link(models.Model):
    """One thing points to another."""

    row = RowField(primary_key=True)
    unit = code()
    source = code()
    relation = code()
    target = code()

    class Meta:
        db_table = "link"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "source", "relation", "target"], name="link_onward"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "target", "relation", "row"], name="link_back"),
        ]


class Scope(models.Model):
    """Who may learn of a thing: a subject and the group of fields (`see`) it opens.

    `thing_row` is the thing's row, so that a subject's newest things are read and no others.
    """

    row = RowField(primary_key=True)
    unit = code()
    kind = code()
    subject = models.CharField(max_length=160)
    see = models.CharField(max_length=16)
    thing = code()
    thing_row = models.BigIntegerField()

    class Meta:
        db_table = "scope"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "thing", "subject", "see"], name="scope_of_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "kind", "subject", "thing_row"], name="scope_newest"),
        ]


class Duty(models.Model):
    """What must be done by a time, by someone; closed ones stay."""

    row = RowField(primary_key=True)
    unit = code()
    identifier = models.CharField(max_length=64, db_column="id")
    rule = models.CharField(max_length=128)
    who = code()
    department = optional()
    thing = optional()
    due_at = models.DateTimeField(null=True)
    is_open = models.BooleanField()
    body = models.TextField()

    class Meta:
        db_table = "duty"
        constraints = [
            models.UniqueConstraint(fields=["unit", "identifier"], name="duty_one_id"),
        ]
        indexes = [
            models.Index(
                fields=["unit", "thing", "row"], name="duty_thing", condition=Q(is_open=True)
            ),
            models.Index(
                fields=["unit", "who", "due_at"], name="duty_who", condition=Q(is_open=True)
            ),
            models.Index(fields=["unit", "due_at"], name="duty_due", condition=Q(is_open=True)),
        ]


class Series(models.Model):
    """The number that a running series gave out last."""

    row = RowField(primary_key=True)
    unit = code()
    series = models.CharField(max_length=200)
    value = models.BigIntegerField()

    class Meta:
        db_table = "series"
        constraints = [models.UniqueConstraint(fields=["unit", "series"], name="series_one")]


class Notice(models.Model):
    """A line in a person's inbox: a sentence with its values apart, and never a title."""

    row = RowField(primary_key=True)
    unit = code()
    person = code()
    template = models.TextField()
    words = models.TextField()
    thing = optional()
    entry = models.BigIntegerField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        indexes = [models.Index(fields=["unit", "person", "row"], name="notice_person")]


class Word(models.Model):
    """The blind index of sealed words: a keyed digest of two characters, and where they stand."""

    row = RowField(primary_key=True)
    unit = code()
    kind = code()
    token = models.BinaryField(max_length=8)
    thing = code()

    class Meta:
        db_table = "word"
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "token", "thing"], name="word_token"),
        ]
        indexes = [models.Index(fields=["unit", "thing"], name="word_thing")]
