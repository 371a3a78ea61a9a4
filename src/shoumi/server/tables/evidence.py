"""The rows of the journal and what stands beside it. Nobody changes or deletes an entry."""

from __future__ import annotations

from django.db import models

from shoumi.server.tables.columns import RowField, code, optional


class Head(models.Model):
    """Where the next entry goes: whoever holds this row's lock performs the unit's next act.

    `peaks` is the frontier of the tree of entries, 32 bytes a peak.
    """

    unit = models.CharField(max_length=64, primary_key=True)
    number = models.BigIntegerField()
    digest = models.BinaryField()
    peaks = models.BinaryField()
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "head"


class Entry(models.Model):
    """One entry: `body` is the canonical text that is chained; what follows it serves filters.

    `things` names in JSON what the entry touched or was asked about; mentions are made from it.
    """

    row = RowField(primary_key=True)
    unit = code()
    number = models.BigIntegerField()
    previous = models.BinaryField()
    digest = models.BinaryField()
    body = models.TextField()
    by = code()
    act = code()
    at = models.DateTimeField()
    verdict = models.CharField(max_length=16)
    things = models.TextField()

    class Meta:
        db_table = "entry"
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="entry_number")]
        indexes = [
            models.Index(fields=["unit", "by", "number"], name="entry_by"),
            models.Index(fields=["unit", "act", "number"], name="entry_act"),
        ]


class Mention(models.Model):
    """Which entries are about a thing: its history, without reading the journal."""

    row = RowField(primary_key=True)
    unit = code()
    thing = code()
    number = models.BigIntegerField()

    class Meta:
        db_table = "mention"
        indexes = [models.Index(fields=["unit", "thing", "number"], name="mention_thing")]


class Checkpoint(models.Model):
    """A signed statement of the head, as it travels."""

    row = RowField(primary_key=True)
    unit = code()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        db_table = "checkpoint"
        indexes = [models.Index(fields=["unit", "number"], name="checkpoint_number")]


class Sealed(models.Model):
    """The ciphertext beside a commitment in the chain; a wiped one is gone for good.

    `thing` is whose text it is, if one thing's; `entry` is the one that first told it.
    """

    row = RowField(primary_key=True)
    unit = code()
    commitment = models.CharField(max_length=64)
    ciphertext = models.BinaryField(null=True)
    thing = optional()
    entry = models.BigIntegerField()
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sealed"
        constraints = [
            models.UniqueConstraint(fields=["unit", "commitment"], name="sealed_commitment"),
        ]
        indexes = [models.Index(fields=["unit", "thing"], name="sealed_thing")]


class UnitKey(models.Model):
    """A key of a unit, locked with the master key that is not in this database."""

    row = RowField(primary_key=True)
    unit = code()
    purpose = code()
    token = models.CharField(max_length=64)
    ciphertext = models.BinaryField()

    class Meta:
        db_table = "unit_key"
        constraints = [
            models.UniqueConstraint(fields=["unit", "purpose"], name="unit_key_purpose"),
        ]


class AdoptedContent(models.Model):
    """A file of an adopted pack, kept so that a decision can be explained in ten years."""

    row = RowField(primary_key=True)
    digest = models.CharField(max_length=64)
    pack = code()
    file = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta:
        db_table = "pack_file"
        constraints = [
            models.UniqueConstraint(fields=["digest", "file"], name="pack_file_once"),
        ]


class ClauseUse(models.Model):
    """How often a clause said something in a month; see journal.uses, which alone writes it."""

    row = RowField(primary_key=True)
    unit = code()
    month = models.CharField(max_length=7)
    clause = models.CharField(max_length=128)
    outcome = models.CharField(max_length=16)
    number = models.BigIntegerField()

    class Meta:
        db_table = "clause_use"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "clause", "outcome"], name="clause_use_once"
            ),
        ]


class ClauseUseUpTo(models.Model):
    """The number of the last entry that is counted in ClauseUse."""

    unit = models.CharField(max_length=64, primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "clause_use_upto"
