"""The registers are what the journal adds up to: fold it, and compare with the rows."""

import functools
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from shoumi.evidence import canonical, sm3
from shoumi.evidence.changes import (
    Alter,
    AlterDuty,
    Change,
    CloseDuty,
    FaceKey,
    Link,
    Make,
    NextNumber,
    OpenDuty,
    Scope,
    Unlink,
    Unscope,
    changes_in,
)
from shoumi.evidence.entry import Entry


class Thing(msgspec.Struct, kw_only=True, gc=False):
    """One row of the register `kind`; what is absent from the face is null."""

    face: dict[FaceKey, object]
    body: dict[str, object]


class Duty(msgspec.Struct, kw_only=True, gc=False):
    """One duty, open or closed."""

    open: bool
    body: dict[str, object]


class Registers(msgspec.Struct, kw_only=True):
    """All registers in memory; grows by `apply`, `fold` and the export's rows."""

    things: dict[tuple[str, str], Thing] = {}
    links: set[tuple[str, str, str]] = set()
    scopes: set[tuple[str, str]] = set()
    duties: dict[str, Duty] = {}
    series: dict[str, int] = {}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A change in entry `number` that makes no sense behind those before it."""

    number: int
    reason: str
    subject: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One field in which the journal and the database disagree; None is absence or null."""

    kind: str
    id: str
    field: str
    journal: object
    database: object


def fold(registers: Registers, entries: Iterable[Entry]) -> Iterator[Fault]:
    """Apply all changes of `entries` to `registers`; yield what cannot be applied."""
    for entry in entries:
        changes, unread = changes_in(entry.body)
        for why in unread:
            yield Fault(number=entry.number, reason="unknown-change", subject=why)
        for change in changes:
            reason = apply(change, registers)
            if reason:
                subject = canonical.encode(change).decode()
                yield Fault(number=entry.number, reason=reason, subject=subject)


@functools.singledispatch
def apply(change: Change, registers: Registers) -> str:
    """Apply one change; return why it does not fit, or nothing. A misfit changes nothing."""
    raise TypeError(f"{type(change).__name__} into {registers}")


@apply.register
def _(change: Make, registers: Registers) -> str:
    key = (change.kind, change.id)
    if key in registers.things:
        return "made-twice"
    registers.things[key] = Thing(face=dict(change.face), body=dict(change.body))
    return ""


@apply.register
def _(change: Alter, registers: Registers) -> str:
    thing = registers.things.get((change.kind, change.id))
    if thing is None:
        return "altered-before-made"
    thing.face.update(change.face)
    thing.body.update(change.body)
    return ""


@apply.register
def _(change: Link, registers: Registers) -> str:
    link = (change.source, change.relation, change.target)
    if link in registers.links:
        return "linked-twice"
    registers.links.add(link)
    return ""


@apply.register
def _(change: Unlink, registers: Registers) -> str:
    link = (change.source, change.relation, change.target)
    if link not in registers.links:
        return "unlinked-before-linked"
    registers.links.remove(link)
    return ""


@apply.register
def _(change: Scope, registers: Registers) -> str:
    if (change.thing, change.key) in registers.scopes:
        return "scoped-twice"
    registers.scopes.add((change.thing, change.key))
    return ""


@apply.register
def _(change: Unscope, registers: Registers) -> str:
    if (change.thing, change.key) not in registers.scopes:
        return "unscoped-before-scoped"
    registers.scopes.remove((change.thing, change.key))
    return ""


@apply.register
def _(change: OpenDuty, registers: Registers) -> str:
    if change.id in registers.duties:
        return "opened-twice"
    registers.duties[change.id] = Duty(open=True, body=dict(change.body))
    return ""


@apply.register
def _(change: AlterDuty, registers: Registers) -> str:
    duty = registers.duties.get(change.id)
    if duty is None:
        return "altered-before-opened"
    duty.body.update(change.body)
    return ""


@apply.register
def _(change: CloseDuty, registers: Registers) -> str:
    duty = registers.duties.get(change.id)
    if duty is None or not duty.open:
        return "closed-before-opened"
    duty.open = False
    duty.body.update(change.body)
    return ""


@apply.register
def _(change: NextNumber, registers: Registers) -> str:
    if registers.series.get(change.series, change.value - 1) >= change.value:
        return "numbered-backwards"
    registers.series[change.series] = change.value
    return ""


_FIELDS: Final = "shoumi:registers:1"
_ABSENT: Final = ("absent",)


def rows(registers: Registers) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield (kind, id, fields) of every row, sorted: what is digested and compared."""
    for (kind, name), thing in sorted(registers.things.items()):
        face = {f"face.{key}": item for key, item in thing.face.items() if item is not None}
        body = {f"body.{key}": item for key, item in thing.body.items()}
        yield f"thing:{kind}", name, face | body
    for link in sorted(registers.links):
        yield "link", canonical.encode(link).decode(), {}
    for scope in sorted(registers.scopes):
        yield "scope", canonical.encode(scope).decode(), {}
    for name, duty in sorted(registers.duties.items()):
        fields = {f"body.{key}": item for key, item in duty.body.items()}
        yield "duty", name, {"open": duty.open} | fields
    for name, value in sorted(registers.series.items()):
        yield "series", name, {"value": value}


def digests(registers: Registers) -> dict[str, bytes]:
    """Return one digest for each register, by kind: what two ledgers compare first."""
    running = {}
    for kind, name, fields in rows(registers):
        if kind not in running:
            running[kind] = sm3.started(_FIELDS)
        running[kind].update(canonical.encode([name, fields]) + b"\n")
    return {kind: started.finalize() for kind, started in running.items()}


def digest(registers: Registers) -> bytes:
    """Return one digest over all registers: what a checkpoint signs."""
    by_kind = {kind: each.hex() for kind, each in digests(registers).items()}
    return sm3.digest(_FIELDS, canonical.encode(by_kind))


def compare(journal: Registers, database: Registers) -> Iterator[Difference]:
    """Yield each field in which the database's rows differ from the fold of the journal."""
    told = {(kind, name): fields for kind, name, fields in rows(journal)}
    held = {(kind, name): fields for kind, name, fields in rows(database)}
    for kind, name in sorted(told.keys() | held.keys()):
        ours, theirs = told.get((kind, name)), held.get((kind, name))
        if ours is None or theirs is None:
            yield Difference(kind=kind, id=name, field="", journal=ours, database=theirs)
            continue
        for field in sorted(ours.keys() | theirs.keys()):
            if not _same(ours.get(field, _ABSENT), theirs.get(field, _ABSENT)):
                yield Difference(
                    kind=kind,
                    id=name,
                    field=field,
                    journal=ours.get(field),
                    database=theirs.get(field),
                )


def _same(journal: object, database: object) -> bool:
    """Tell equal texts: in Python 1 equals true and 1.0, in a register it does not."""
    if journal != database:
        return False
    if isinstance(journal, str) or journal is None:
        return True
    encode = msgspec.json.encode
    return encode(journal, order="sorted") == encode(database, order="sorted")
