"""Does the database bear itself out: chain, checkpoints, registers, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.db import connections

from shoumi.acts.thing import kind_of
from shoumi.evidence import export
from shoumi.evidence.chain import Break, check
from shoumi.evidence.checkpoint import ED25519, SM2, Ed25519Verifier, PublicKey, Verifier
from shoumi.evidence.entry import before_the_first
from shoumi.evidence.registers import digest
from shoumi.evidence.sealed import NotOpened, open_text
from shoumi.evidence.verification import Export, Finding, verify
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.packs import digest_of_files, kept_files
from shoumi.server.journal.reading import (
    checkpoints_of,
    entries_of,
    register_rows_of,
    registers_of,
)
from shoumi.server.journal.sealing import SEALED
from shoumi.server.journal.uses import differing_uses
from shoumi.server.journal.wiping import wipings_in
from shoumi.server.keys.keyring import Keyring
from shoumi.server.keys.sm2 import Sm2Verifier
from shoumi.server.perform import Door, one_moment
from shoumi.server.tables.statements import Direct, as_moment

VERIFIERS: Mapping[str, Verifier] = {ED25519: Ed25519Verifier(), SM2: Sm2Verifier()}


class _Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What of a body also stands in columns."""

    by: str
    at: datetime
    verdict: str
    act: dict[str, Any]


class _Adopted(msgspec.Struct, frozen=True):
    """Which pack a row of an adoption names."""

    digest: str


def verify_ledger(
    door: Door, *, verifiers: Mapping[str, Verifier] = VERIFIERS
) -> Iterator[Finding]:
    """Yield whatever was changed by hand in a unit's rows; nothing: the ledger is whole."""
    connection = connections[door.using]
    keys = _keys(door.keyring)
    with one_moment(connection) as direct:
        yield from verify(_as_export(direct, door.unit), keys, verifiers)
        yield from _head(direct, door.unit)
        yield from _columns(direct, door.unit)
        yield from _pointing(direct, door.unit)
        yield from _sealed(direct, door.unit, door.keyring)
        yield from _packs(direct, door.unit)
        yield from _uses(direct, door.unit)


def verify_chain(direct: Direct, unit: str) -> Iterator[Break]:
    """Yield the breaks of the chain alone: the check that is cheap enough for every hour."""
    anchors = {
        one.statement.number: bytes.fromhex(one.statement.digest)
        for one in checkpoints_of(direct, unit)
    }
    return check(entries_of(direct, unit), start=before_the_first(unit), anchors=anchors)


def checkpoint_now(door: Door) -> None:
    """Sign the head together with the digest of all registers."""
    with door.turn() as turn:
        registers = registers_of(register_rows_of(turn.direct, door.unit))
        door.checkpoints.write(turn.standing, turn.at, turn.writer, digest(registers))


def export_to(door: Door, folder: Path, at: datetime) -> None:
    """Write what `shoumi-verify` reads into `folder`: nothing that is sealed can be read there."""
    with one_moment(connections[door.using]) as direct:
        manifest = _manifest(direct, door.unit, at)
        with (folder / export.JOURNAL).open("wb") as file:
            for entry in entries_of(direct, door.unit):
                file.write(export.line(export.entry_line(entry)))
        with (folder / export.REGISTERS).open("wb") as file:
            for row in register_rows_of(direct, door.unit):
                file.write(export.line(row))
        checkpoints = b"".join(map(export.line, checkpoints_of(direct, door.unit)))
    (folder / export.CHECKPOINTS).write_bytes(checkpoints)
    (folder / export.KEYS).write_bytes(export.line(list(_keys(door.keyring).values())))
    (folder / export.MANIFEST).write_bytes(export.line(manifest))


def _keys(keyring: Keyring) -> dict[str, PublicKey]:
    return {public.id: public for public in keyring.verifying}


def _manifest(direct: Direct, unit: str, at: datetime) -> export.Manifest:
    ((number,),) = direct.ask("SELECT number FROM head WHERE unit = %s", [unit])
    return export.Manifest(format="shoumi-export", v=1, unit=unit, entries=number, at=at)


def _as_export(direct: Direct, unit: str) -> Export:
    ((_, at),) = direct.ask("SELECT number, at FROM head WHERE unit = %s", [unit])
    return Export(
        manifest=_manifest(direct, unit, as_moment(at) or datetime.min),  # noqa: DTZ901 no entry
        entries=entries_of(direct, unit),
        checkpoints=checkpoints_of(direct, unit),
        registers=registers_of(register_rows_of(direct, unit)),
    )


def _head(direct: Direct, unit: str) -> Iterator[Finding]:
    """The row of the head names the last entry, and its time: no clock lies before that."""
    ((number, told, at),) = direct.ask(
        "SELECT number, digest, at FROM head WHERE unit = %s", [unit]
    )
    last = direct.ask(
        "SELECT number, digest, at FROM entry WHERE unit = %s ORDER BY number DESC LIMIT 1", [unit]
    )
    if last and as_moment(at) != as_moment(last[0][2]):
        yield Finding(
            check="head",
            kind="other-time",
            number=last[0][0],
            expected=str(as_moment(last[0][2])),
            found=str(as_moment(at)),
        )
    if last and (number, bytes(told)) != (last[0][0], bytes(last[0][1])):
        yield Finding(
            check="head",
            kind="other-head",
            number=last[0][0],
            expected=bytes(last[0][1]).hex(),
            found=bytes(told).hex(),
        )


def _pointing(direct: Direct, unit: str) -> Iterator[Finding]:
    """Every scope points to the row of its thing, or another's would be shown."""
    rows = direct.ask(
        "SELECT s.thing, s.thing_row, t.row FROM scope AS s "
        "LEFT JOIN thing AS t ON t.unit = s.unit AND t.kind = s.kind AND t.id = s.thing "
        "WHERE s.unit = %s AND (t.row IS NULL OR t.row <> s.thing_row)",
        [unit],
    )
    for thing, told, row in rows:
        yield Finding(
            check="registers",
            kind="other-row",
            number=0,
            subject=f"scope:{thing}",
            expected=str(row),
            found=str(told),
        )


def _columns(direct: Direct, unit: str) -> Iterator[Finding]:
    """The columns by which entries are filtered say what their bodies say."""
    decoder = msgspec.json.Decoder(_Filters)
    after = 0
    while rows := direct.ask(
        'SELECT number, body, "by", act, at, verdict FROM entry '
        "WHERE unit = %s AND number > %s ORDER BY number LIMIT 5000",
        [unit, after],
    ):
        for number, body, by, act, at, verdict in rows:
            try:
                told = decoder.decode(body)
            except msgspec.MsgspecError:
                continue  # verify has named the body already
            stands = {"by": by, "act": act, "at": as_moment(at), "verdict": verdict}
            says = {
                "by": told.by,
                "act": told.act.get("do"),
                "at": told.at,
                "verdict": told.verdict,
            }
            for column, value in says.items():
                if stands[column] != value:
                    yield Finding(
                        check="entries",
                        kind="other-column",
                        number=number,
                        subject=column,
                        expected=str(value),
                        found=str(stands[column]),
                    )
        after = rows[-1][0]


def _sealed(direct: Direct, unit: str, keyring: Keyring) -> Iterator[Finding]:
    """Every ciphertext opens to what the chain commits to, or an entry says that it is wiped."""
    wiped = wipings_in(direct, unit)
    after = 0
    while rows := direct.ask(
        "SELECT row, commitment, ciphertext, entry, wiped_at FROM sealed "
        "WHERE unit = %s AND row > %s ORDER BY row LIMIT 5000",
        [unit, after],
    ):
        for _, commitment, ciphertext, entry, wiped_at in rows:
            gone = ciphertext is None
            if gone != (wiped_at is not None) or gone != (commitment in wiped):
                yield Finding(check="sealed", kind="missing", number=entry, subject=commitment)
            elif ciphertext is not None:
                try:
                    open_text(keyring.texts, {SEALED: commitment}, bytes(ciphertext))
                except NotOpened as error:
                    yield Finding(
                        check="sealed",
                        kind="altered",
                        number=entry,
                        subject=commitment,
                        found=str(error),
                    )
        after = rows[-1][0]


def _packs(direct: Direct, unit: str) -> Iterator[Finding]:
    """The files of every pack that was adopted are kept as they were."""
    rows = direct.ask(
        "SELECT body FROM thing WHERE unit = %s AND kind = %s", [unit, kind_of(AdoptedPack)]
    )
    for digest_ in sorted({msgspec.json.decode(body, type=_Adopted).digest for (body,) in rows}):
        found = digest_of_files(kept_files(direct, digest_))
        if found != digest_:
            yield Finding(
                check="packs", kind="other-files", number=0, expected=digest_, found=found
            )


def _uses(direct: Direct, unit: str) -> Iterator[Finding]:
    """What is kept of the use of clauses is what the entries tell."""
    for use, told, held in differing_uses(direct, unit):
        yield Finding(
            check="uses",
            kind="other-number",
            number=0,
            subject=" ".join(use),
            expected=str(told),
            found=str(held),
        )
