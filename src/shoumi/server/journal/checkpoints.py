"""Signed statements of the head: after so many entries, on a new day, and on demand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from shoumi.evidence import canonical
from shoumi.evidence.checkpoint import Checkpoint, Signer, Statement, sign
from shoumi.server.tables.statements import Writer

if TYPE_CHECKING:
    from shoumi.server.record import Standing

EVERY = 1000


class Checkpoints:
    """Signs a unit's heads. A statement stands in the same transaction as what it states."""

    def __init__(self, *, unit: str, signer: Signer) -> None:
        """Sign as the system."""
        self._unit, self._signer = unit, signer

    def after(self, before: Standing, now: Standing, writer: Writer) -> Checkpoint | None:
        """Sign the new head when it is due: every thousandth entry and the first of a day."""
        if now.at is None:
            return None
        new_day = before.at is None or before.at.astimezone(now.at.tzinfo).date() < now.at.date()
        if new_day or now.head.number % EVERY == 0:
            return self.write(now, now.at, writer)
        return None

    def write(
        self, standing: Standing, at: datetime, writer: Writer, registers: bytes | None = None
    ) -> Checkpoint:
        """Sign the head as it stands, and keep the checkpoint."""
        statement = Statement(
            unit=self._unit,
            number=standing.head.number,
            digest=standing.head.digest.hex(),
            root=standing.tree.root.hex(),
            at=at,
            registers=registers.hex() if registers is not None else None,
        )
        checkpoint = Checkpoint(
            statement=statement, signatures=(sign(statement, "system", self._signer),)
        )
        writer.insert(
            "checkpoint",
            "unit, number, at, body",
            [
                (
                    self._unit,
                    statement.number,
                    writer.moment(at),
                    canonical.encode(checkpoint).decode(),
                )
            ],
        )
        return checkpoint
