"""What follows from a permitted act, in the terms of the journal: changes to rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, get_args

import msgspec

from shoumi.acts.consequence import Became, Consequence, Linked, Made, Numbered, Unlinked
from shoumi.acts.known import Known
from shoumi.acts.thing import Thing, kind_of
from shoumi.decision.overlay import Overlay
from shoumi.decision.sight import is_of_signers
from shoumi.evidence.changes import (
    Alter,
    Change,
    FaceKey,
    Link,
    Make,
    NextNumber,
    Scope,
    Unlink,
    Unscope,
)
from shoumi.matters.applications.things import NAMES, ApplicationRow

_K = TypeVar("_K", bound=str)
_COLUMNS: tuple[FaceKey, ...] = get_args(FaceKey)


def changes_from(consequences: Iterable[Consequence]) -> Iterator[Change]:
    """The changes of rows that `consequences` amount to; who may see them is told apart."""
    for consequence in consequences:
        yield from _change(consequence)


def _change(consequence: Consequence) -> Iterator[Change]:
    if isinstance(consequence, Made):
        yield _making(consequence.thing)
    elif isinstance(consequence, Became):
        if consequence.before != consequence.after:
            yield _altering(consequence.before, consequence.after)
    elif isinstance(consequence, Linked):
        yield Link(
            source=consequence.source, relation=consequence.relation, target=consequence.target
        )
    elif isinstance(consequence, Unlinked):
        yield Unlink(
            source=consequence.source, relation=consequence.relation, target=consequence.target
        )
    elif isinstance(consequence, Numbered):
        yield NextNumber(series=consequence.series, value=consequence.value)


def body_of(thing: Thing) -> dict[str, object]:
    """A thing's fields as JSON values, without its kind."""
    body: dict[str, object] = msgspec.to_builtins(thing)
    body.pop("thing", None)
    return body


def face_of(thing: Thing) -> dict[FaceKey, object]:
    """A thing's face as JSON values, empty columns left out."""
    face = thing.face()
    found: dict[FaceKey, object] = {
        key: value for key in _COLUMNS if (value := getattr(face, key)) is not None
    }
    if face.due_on is not None:
        found["due_on"] = face.due_on.isoformat()
    return found


def _making(thing: Thing) -> Make:
    return Make(kind=kind_of(thing), id=thing.id, face=face_of(thing), body=body_of(thing))


def _altering(before: Thing, after: Thing) -> Alter:
    old, new = body_of(before), body_of(after)
    was, now = face_of(before), face_of(after)
    return Alter(
        kind=kind_of(after), id=after.id, face=_difference(was, now), body=_difference(old, new)
    )


def _difference(old: dict[_K, object], new: dict[_K, object]) -> dict[_K, object]:
    """What is new or other; what fell back to its default is told as null."""
    changed = {key: value for key, value in new.items() if key not in old or old[key] != value}
    return changed | {key: None for key in old if key not in new}


def scopes_from(
    laid: tuple[Consequence, ...], known: Known, kinds: Mapping[str, type[Thing]]
) -> tuple[Scope | Unscope, ...]:
    """Who may see what was touched, and what depends on it, told as differences."""
    return tuple(_audiences(laid, known, kinds))


def _audiences(
    laid: tuple[Consequence, ...], known: Known, kinds: Mapping[str, type[Thing]]
) -> Iterator[Scope | Unscope]:
    after = Overlay(known, laid)
    affected: dict[str, Thing] = dict(after.touched)
    for thing in tuple(affected.values()):
        for other in thing.bearing_on(after):
            affected.setdefault(other.id, other)
    named = {thing.id: thing for thing in _named_by_applications(laid, after, kinds)}
    for thing in (affected | named).values():
        if thing.open_to_all:
            continue
        was, now = known.audience(thing.id), thing.audience(after)
        if thing.id in named:
            now |= signers_of(thing, after)
        elif not isinstance(thing, ApplicationRow):
            now |= {key for key in was if is_of_signers(key)}
        if was == now:
            continue
        for key in sorted(now - was):
            yield Scope(thing=thing.id, key=key)
        for key in sorted(was - now):
            yield Unscope(thing=thing.id, key=key)


def _named_by_applications(
    laid: tuple[Consequence, ...], after: Overlay, kinds: Mapping[str, type[Thing]]
) -> Iterator[Thing]:
    """What the applications name, or named, that an act touches, as it is afterwards."""
    rows = [each.before for each in laid if isinstance(each, Became)]
    for row in (*rows, *after.touched.values()):
        for one in row.names if isinstance(row, ApplicationRow) else ():
            thing = after.get(kinds[one.kind], one.thing)
            if thing is not None:
                yield thing


def signers_of(thing: Thing, known: Known) -> frozenset[str]:
    """Audience keys of those who sign an application that names the thing: they have to know it."""
    rows = (known.get(ApplicationRow, one) for one in known.linking(thing.id, NAMES))
    return frozenset(
        f"know:{subject}" for row in rows if row is not None for subject in row.signers(known)
    )
