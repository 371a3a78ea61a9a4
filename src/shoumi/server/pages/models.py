"""What pages remember that is no act: how a person looks at a register, and ticks on findings."""

from __future__ import annotations

from django.db import models


class KeptView(models.Model):
    """Filters and columns of a register under a name of one person's own."""

    unit = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    query = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "person", "kind", "name"], name="kept_view_one_name"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ReviewedFinding(models.Model):
    """A finding of screening that somebody looked at and let stand; it does not come back.

    `identity` is keyed: it tells nothing of what was found.
    """

    unit = models.CharField(max_length=64)
    identity = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "identity"], name="reviewed_once"),)

    def __str__(self) -> str:
        return self.identity
