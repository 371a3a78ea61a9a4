"""The only writer of rows: seals an entry behind the newest one and writes what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.consequence import Became, Made
from shoumi.acts.known import Asking
from shoumi.acts.shape import references
from shoumi.acts.thing import Thing
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.entry import body_of_entry
from shoumi.decision.perform import Performed, notices_of
from shoumi.evidence import canonical
from shoumi.evidence.changes import Alter, Change, Make
from shoumi.evidence.entry import Entry, Head, digest_of
from shoumi.evidence.tree import Frontier
from shoumi.law.levels import Levels
from shoumi.server.journal.rows import Rows
from shoumi.server.journal.sealing import Sealer
from shoumi.server.keys.keyring import Keyring
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.tables.statements import Writer


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a unit's journal while its lock is held."""

    head: Head
    tree: Frontier
    at: datetime | None


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """What one act is recorded with."""

    performed: Performed
    changes: tuple[Change, ...]
    asking: Asking
    law: str
    levels: Levels
    paper: str | None = None


def record(
    recording: Recording,
    standing: Standing,
    known: DatabaseRegisters,
    *,
    writer: Writer,
    keyring: Keyring,
    catalogue: Catalogue,
) -> Standing:
    """Write the entry and all its rows; the caller holds the head's lock and commits."""
    sealer = Sealer(keyring, catalogue.acts)
    sealed = _sealed(recording, standing, known, sealer, catalogue)
    entry, grown = _chained(standing, sealed.body, recording.asking.at)
    performed = recording.performed
    _write_entry(
        entry,
        Columns(
            by=performed.by,
            act=slug_of(performed.act),
            at=recording.asking.at,
            verdict=performed.ruling.verdict.value,
            things=_mentioned(performed, sealed.changes),
        ),
        writer,
    )
    _write_head(grown, writer)
    _write_sealed(sealer, entry, writer)
    rows = Rows(
        unit=entry.unit, known=known, writer=writer, keyring=keyring, levels=recording.levels
    )
    rows.write(sealed.changes, things_of(recording.performed))
    _write_notices(recording, entry, writer)
    known.learn(sealed.changes, rows.bodies, sealer.texts)
    return grown


class _Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """An entry's body and changes, every sealed text replaced by its token."""

    body: dict[str, Any]
    changes: tuple[Change, ...]


def _sealed(
    recording: Recording,
    standing: Standing,
    known: DatabaseRegisters,
    sealer: Sealer,
    catalogue: Catalogue,
) -> _Sealed:
    performed = recording.performed
    payloads = [sealer.payload(msgspec.to_builtins(one.act)) for one in _with_contained(performed)]
    changes = tuple(
        [_sealed_change(change, known, sealer, catalogue) for change in recording.changes]
    )
    body: dict[str, Any] = body_of_entry(
        performed,
        changes,
        unit=standing.head.unit,
        number=standing.head.number + 1,
        asking=recording.asking,
        law=recording.law,
    )
    for told, payload in zip(_told(body), payloads, strict=True):
        told["act"] = payload
    if recording.paper is not None:
        body["paper"] = recording.paper
    return _Sealed(body=body, changes=changes)


def _with_contained(performed: Performed) -> Iterator[Performed]:
    yield performed
    for part in performed.contained:
        yield from _with_contained(part)


def _told(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a body that tell an act, in the order of `_with_contained`."""
    yield body
    for part in body.get("contains", ()):
        yield from _told(part)


def _sealed_change(
    change: Change, known: DatabaseRegisters, sealer: Sealer, catalogue: Catalogue
) -> Change:
    if not isinstance(change, Make | Alter):
        return change
    row = known.row(change.kind, change.id) if isinstance(change, Alter) else None
    held = row.held if row is not None else {}
    struct = catalogue.things[change.kind]
    return msgspec.structs.replace(change, body=sealer.body(change.body, struct, change.id, held))


def things_of(performed: Performed) -> Mapping[str, Thing]:
    """Every thing as the act leaves it, those of contained acts included."""
    found: dict[str, Thing] = {}
    for one in _with_contained(performed):
        for consequence in one.consequences:
            if isinstance(consequence, Made):
                found[consequence.thing.id] = consequence.thing
            elif isinstance(consequence, Became):
                found[consequence.after.id] = consequence.after
    return found


def _entry(head: Head, body: bytes) -> Entry:
    """The entry behind `head`; evidence.entry.seal would read the text again that we just made."""
    return Entry(
        unit=head.unit,
        number=head.number + 1,
        previous=head.digest,
        body=body,
        digest=digest_of(head.digest, body),
    )


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """What of an entry also stands in columns, to be filtered by."""

    by: str
    act: str
    at: datetime
    verdict: str
    things: Sequence[str]


def _chained(standing: Standing, body: dict[str, Any], at: datetime) -> tuple[Entry, Standing]:
    """The entry behind the head, and the head that it makes."""
    entry = _entry(standing.head, canonical.encode(body))
    return entry, Standing(head=entry.head, tree=standing.tree.append(entry.digest), at=at)


def _write_entry(entry: Entry, columns: Columns, writer: Writer) -> None:
    writer.insert(
        "entry",
        'unit, number, previous, digest, body, "by", act, at, verdict, things',
        [
            (
                entry.unit,
                entry.number,
                entry.previous,
                entry.digest,
                entry.body.decode(),
                columns.by,
                columns.act,
                writer.moment(columns.at),
                columns.verdict,
                msgspec.json.encode(columns.things).decode(),
            )
        ],
    )


def _mentioned(performed: Performed, changes: tuple[Change, ...]) -> list[str]:
    """What the entry touched and what it was asked about."""
    named = dict.fromkeys(
        identifier for one in _with_contained(performed) for identifier in _subjects(one.act)
    )
    for change in changes:
        if isinstance(change, Make | Alter):
            named[change.id] = None
    return list(named)


def _subjects(act: Act) -> Iterator[str]:
    for _, _, identifier in references(act):
        yield identifier


def _write_head(grown: Standing, writer: Writer) -> None:
    writer.run(
        "UPDATE head SET number = %s, digest = %s, peaks = %s, at = %s WHERE unit = %s",
        [
            grown.head.number,
            grown.head.digest,
            b"".join(grown.tree.peaks),
            writer.moment(grown.at),
            grown.head.unit,
        ],
    )


def _write_sealed(sealer: Sealer, entry: Entry, writer: Writer) -> None:
    writer.insert(
        "sealed",
        "unit, commitment, ciphertext, thing, entry",
        [
            (entry.unit, commitment, ciphertext, thing, entry.number)
            for commitment, ciphertext, thing in sealer.made
        ],
    )


def _write_notices(recording: Recording, entry: Entry, writer: Writer) -> None:
    writer.insert(
        "notice",
        "unit, person, template, words, thing, entry, at",
        [
            (
                entry.unit,
                notice.person,
                notice.message.template,
                msgspec.json.encode(notice.message.values).decode(),
                notice.thing,
                entry.number,
                writer.moment(recording.asking.at),
            )
            for notice in notices_of(recording.performed)
        ],
    )


def kinds_touched(changes: tuple[Change, ...]) -> frozenset[str]:
    """The kinds of which something was made or changed."""
    return frozenset(change.kind for change in changes if isinstance(change, Make | Alter))
