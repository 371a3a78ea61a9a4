"""What logging in needs and no journal may hold: hashes of proofs, counters, sittings."""

from __future__ import annotations

from django.db import models


class Credential(models.Model):
    """The proofs of one account; `account` and `person` are ids of the registers.

    `kind` repeats the account's, for choosing pages. `one_time` is the sealed secret of the token,
    `spent` the last time step whose code was used. The counters survive a restart.
    """

    account = models.CharField(max_length=64, primary_key=True)
    unit = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=64, unique=True)
    password = models.CharField(max_length=256, blank=True)
    must_change = models.BooleanField(default=True)
    token = models.CharField(max_length=64, blank=True)
    one_time = models.BinaryField(null=True)
    spent = models.BigIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    locked = models.BooleanField(default=False)
    pin = models.CharField(max_length=256, blank=True)
    pin_wrong = models.PositiveIntegerField(default=0)
    pin_locked = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["unit", "person"], name="credential_person"),)

    def __str__(self) -> str:
        return self.account


class Sitting(models.Model):
    """One log-in at one browser, until it ends. `agent` is a digest of what the browser says."""

    id = models.CharField(max_length=64, primary_key=True)
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE)
    agent = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["credential", "ended_at"], name="sitting_open"),)

    def __str__(self) -> str:
        return self.id
