"""The registers in memory: for cases, rehearsals and tests; asked exactly as the database is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from shoumi.acts.thing import Face, Thing, kind_of
from shoumi.deadlines.duties import Duty
from shoumi.evidence.changes import Scope, Unscope

T = TypeVar("T", bound=Thing)
NOBODY: Mapping[str, None] = MappingProxyType({})
COLUMNS = ("number", "name", "state", "holder", "department")
NO_FACE = Face()
_columns = attrgetter(*COLUMNS)
Pointer = tuple[str, str]


class Registers:
    """Things, links, scopes, duties and series, each with the indices that questions need."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.things: dict[str, dict[str, Thing]] = defaultdict(dict)
        self.scopes: dict[str, frozenset[str]] = {}
        self.every_duty: dict[str, Duty] = {}
        self.series: dict[str, int] = {}
        self._by_face: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
        self._onward: dict[Pointer, dict[str, None]] = defaultdict(dict)
        self._back: dict[Pointer, dict[str, None]] = defaultdict(dict)
        self._open_about: dict[str, dict[str, None]] = defaultdict(dict)
        self._open_of: dict[str, dict[str, None]] = defaultdict(dict)

    def get(self, kind: type[T], identifier: str, /) -> T | None:
        """The thing of that kind and id, or None."""
        found = self.things[kind_of(kind)].get(identifier)
        return found if isinstance(found, kind) else None

    def find(
        self,
        kind: type[T],
        /,
        *,
        number: str | None = None,
        name: str | None = None,
        state: str | None = None,
        holder: str | None = None,
        department: str | None = None,
    ) -> tuple[T, ...]:
        """All things of a kind whose face has these values, in the order of their making."""
        slug = kind_of(kind)
        rows = self.things[slug]
        asked = zip(COLUMNS, (number, name, state, holder, department), strict=True)
        sets = [
            self._by_face.get((slug, column, value), NOBODY)
            for column, value in asked
            if value is not None
        ]
        if not sets:
            hits = list(rows.values())
        elif len(sets) == 1:
            hits = [rows[one] for one in sets[0]]
        else:
            first, *others = sorted(sets, key=len)
            hits = [rows[one] for one in first if all(one in other for other in others)]
        return tuple([row for row in hits if isinstance(row, kind)])

    def linked(self, source: str, relation: str, /) -> tuple[str, ...]:
        """The ids that `source` points to by `relation`."""
        return tuple(self._onward[source, relation])

    def linking(self, target: str, relation: str, /) -> tuple[str, ...]:
        """The ids that point to `target` by `relation`."""
        return tuple(self._back[target, relation])

    def audience(self, identifier: str, /) -> frozenset[str]:
        """The audience keys of a thing."""
        return self.scopes.get(identifier, frozenset())

    def duties(self, *, thing: str | None = None, person: str | None = None) -> tuple[Duty, ...]:
        """The open duties about a thing, of a person, or both."""
        if thing is not None:
            found = [self.every_duty[one] for one in self._open_about[thing]]
            return tuple(duty for duty in found if person is None or duty.who == person)
        if person is not None:
            return tuple(self.every_duty[one] for one in self._open_of[person])
        return tuple(duty for duty in self.every_duty.values() if duty.state == "open")

    def next_number(self, series: str, /) -> int:
        """The next number of a running series."""
        return self.series.get(series, 0) + 1

    def texts_told(self, entry: int, fields: tuple[str, ...], /) -> tuple[str, ...]:  # noqa: ARG002
        """None: in memory no text is sealed."""
        return ()

    def same_texts(self, commitments: tuple[str, ...], /) -> tuple[str, ...]:
        """Nothing but these: in memory no text is sealed."""
        return commitments

    def keep(self, thing: Thing) -> None:
        """Enter a thing, or its new state, and index its face."""
        kind = kind_of(thing)
        rows = self.things[kind]
        before = rows.get(thing.id)
        rows[thing.id] = thing
        old, new = (
            _columns(before.face() if before is not None else NO_FACE),
            _columns(thing.face()),
        )
        if old == new:
            return
        for column, was, now in zip(COLUMNS, old, new, strict=True):
            if was == now:
                continue
            if was is not None:
                self._by_face[kind, column, was].pop(thing.id, None)
            if now is not None:
                self._by_face[kind, column, now][thing.id] = None

    def link(self, source: str, relation: str, target: str) -> None:
        """Let `source` point to `target`."""
        self._onward[source, relation][target] = None
        self._back[target, relation][source] = None

    def unlink(self, source: str, relation: str, target: str) -> None:
        """Let `source` no longer point to `target`."""
        self._onward[source, relation].pop(target, None)
        self._back[target, relation].pop(source, None)

    def rescope(self, scopes: Iterable[Scope | Unscope]) -> None:
        """Enter who may see a thing from now on, or no longer."""
        for scope in scopes:
            keys = self.scopes.get(scope.thing, frozenset())
            mark = {scope.key}
            self.scopes[scope.thing] = keys | mark if isinstance(scope, Scope) else keys - mark

    def keep_duty(self, duty: Duty) -> None:
        """Enter a duty or its new state."""
        self.every_duty[duty.id] = duty
        if duty.state == "open":
            self._open_about[duty.thing][duty.id] = None
            self._open_of[duty.who][duty.id] = None
        else:
            self._open_about[duty.thing].pop(duty.id, None)
            self._open_of[duty.who].pop(duty.id, None)
