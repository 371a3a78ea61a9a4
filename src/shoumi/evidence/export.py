"""What an export's files hold, line by line; opening them is the business of the caller."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Literal, TypeVar

import msgspec

from shoumi.evidence import canonical
from shoumi.evidence.changes import FaceKey
from shoumi.evidence.checkpoint import Checkpoint, PublicKey
from shoumi.evidence.entry import Entry
from shoumi.evidence.registers import Duty, Registers, Thing

Value = TypeVar("Value")

MANIFEST: Final = "manifest.json"
JOURNAL: Final = "journal.jsonl"
CHECKPOINTS: Final = "checkpoints.jsonl"
KEYS: Final = "keys.json"
REGISTERS: Final = "registers.jsonl"


class Unusable(Exception):  # noqa: N818 a statement, as rules are
    """A file of an export that cannot be read: which, at what line (or 0), and why."""

    def __init__(self, file: str, line: int, why: str) -> None:
        """Say it in one line."""
        super().__init__(f"{file}:{line}: {why}" if line else f"{file}: {why}")
        self.file = file
        self.line = line
        self.why = why


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the export claims to be: whose journal, up to how many entries, when made."""

    format: Literal["shoumi-export"]
    v: Literal[1]
    unit: str
    entries: int
    at: datetime


class EntryLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the journal: digests in hex, the canonical body as one text."""

    number: int
    previous: str
    digest: str
    body: str


class ThingRow(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="register", tag="thing",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A row of the table of things, as the database has it."""

    kind: str
    id: str
    face: dict[FaceKey, object]
    body: dict[str, object]


class LinkRow(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="register", tag="link",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A row of the table of links."""

    source: str = msgspec.field(name="from")
    relation: str
    target: str = msgspec.field(name="to")


class ScopeRow(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="register", tag="scope",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A row of the table of scopes."""

    thing: str
    key: str


class DutyRow(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="register", tag="duty",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A row of the table of duties."""

    id: str
    open: bool
    body: dict[str, object]


class SeriesRow(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="register", tag="series",
    forbid_unknown_fields=True,
):  # fmt: skip
    """The number that a series gave out last."""

    series: str
    value: int


Row = ThingRow | LinkRow | ScopeRow | DutyRow | SeriesRow

_MANIFEST: Final = msgspec.json.Decoder(Manifest)
_ENTRY: Final = msgspec.json.Decoder(EntryLine)
_CHECKPOINT: Final = msgspec.json.Decoder(Checkpoint)
_KEYS: Final = msgspec.json.Decoder(list[PublicKey])
_ROW: Final[msgspec.json.Decoder[Row]] = msgspec.json.Decoder(Row)


def line(value: Manifest | EntryLine | Checkpoint | Row | list[PublicKey]) -> bytes:
    """Return `value` as one line of its file."""
    return canonical.encode(value) + b"\n"


def entry_line(entry: Entry) -> EntryLine:
    """Return an entry as the journal's file holds it."""
    return EntryLine(
        number=entry.number,
        previous=entry.previous.hex(),
        digest=entry.digest.hex(),
        body=entry.body.decode(),
    )


def register_rows(registers: Registers) -> Iterator[Row]:
    """Yield the rows of `registers`, for a ledger that lives in memory."""
    for (kind, name), thing in sorted(registers.things.items()):
        yield ThingRow(kind=kind, id=name, face=thing.face, body=thing.body)
    for source, relation, target in sorted(registers.links):
        yield LinkRow(source=source, relation=relation, target=target)
    for thing_id, key in sorted(registers.scopes):
        yield ScopeRow(thing=thing_id, key=key)
    for name, duty in sorted(registers.duties.items()):
        yield DutyRow(id=name, open=duty.open, body=duty.body)
    for name, value in sorted(registers.series.items()):
        yield SeriesRow(series=name, value=value)


def read_manifest(text: bytes) -> Manifest:
    """Return the manifest; raise Unusable."""
    return _decoded(_MANIFEST, MANIFEST, 0, text)


def read_keys(text: bytes, file: str = KEYS) -> list[PublicKey]:
    """Return the public keys; raise Unusable."""
    return _decoded(_KEYS, file, 0, text)


def read_journal(lines: Iterable[bytes], unit: str) -> Iterator[Entry]:
    """Yield the entries as they stand, unchecked; raise Unusable."""
    for count, text in enumerate(lines, 1):
        told = _decoded(_ENTRY, JOURNAL, count, text)
        previous = _raw(told.previous, count)
        digest = _raw(told.digest, count)
        body = told.body.encode()
        yield Entry(unit=unit, number=told.number, previous=previous, body=body, digest=digest)


def _raw(text: str, count: int) -> bytes:
    """Return the bytes of a digest; one spelling only, so that no altered byte passes."""
    try:
        raw = bytes.fromhex(text)
    except ValueError as error:
        raise Unusable(JOURNAL, count, str(error)) from error
    if raw.hex() != text:
        raise Unusable(JOURNAL, count, "a digest that is not in lower-case hex")
    return raw


def read_checkpoints(lines: Iterable[bytes]) -> list[Checkpoint]:
    """Return the checkpoints; raise Unusable, also for another spelling of one."""
    checkpoints = []
    for count, text in enumerate(lines, 1):
        checkpoint = _decoded(_CHECKPOINT, CHECKPOINTS, count, text)
        try:
            spelled = line(checkpoint)
        except canonical.NotCanonical as error:
            raise Unusable(CHECKPOINTS, count, str(error)) from error
        if spelled != text:
            raise Unusable(CHECKPOINTS, count, "not in its canonical form")
        checkpoints.append(checkpoint)
    return checkpoints


def read_registers(lines: Iterable[bytes]) -> Registers:
    """Return the registers that the rows make; raise Unusable, also for a doubled row."""
    registers = Registers()
    for count, text in enumerate(lines, 1):
        before = _size(registers)
        _take(_decoded(_ROW, REGISTERS, count, text), registers)
        if _size(registers) == before:
            raise Unusable(REGISTERS, count, "a row that stands there already")
    return registers


def _size(registers: Registers) -> int:
    return (
        len(registers.things)
        + len(registers.links)
        + len(registers.scopes)
        + len(registers.duties)
        + len(registers.series)
    )


def _take(row: Row, registers: Registers) -> None:
    match row:
        case ThingRow():
            key = (row.kind, row.id)
            registers.things[key] = Thing(face=row.face, body=row.body)
        case LinkRow():
            registers.links.add((row.source, row.relation, row.target))
        case ScopeRow():
            registers.scopes.add((row.thing, row.key))
        case DutyRow():
            registers.duties[row.id] = Duty(open=row.open, body=row.body)
        case SeriesRow():
            registers.series[row.series] = row.value


def _decoded(decoder: msgspec.json.Decoder[Value], file: str, count: int, text: bytes) -> Value:
    try:
        return decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Unusable(file, count, str(error)) from error
