"""The registers as they will be: what is known, with the consequences of one act laid over it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from shoumi.acts.consequence import Became, Consequence, Linked, Made, Unlinked
from shoumi.acts.known import Known
from shoumi.acts.thing import Thing, kind_of
from shoumi.deadlines.duties import Duty

T = TypeVar("T", bound=Thing)


class Overlay:
    """A `Known` that already knows what an act makes and changes."""

    def __init__(self, known: Known, consequences: Iterable[Consequence]) -> None:
        """Lay `consequences` over `known`; the things they touch are in `touched`."""
        self._known = known
        self.touched: dict[str, Thing] = {}
        self._linked: dict[tuple[str, str, str], bool] = {}
        for consequence in consequences:
            self._lay(consequence)

    def _lay(self, consequence: Consequence) -> None:
        if isinstance(consequence, Made):
            self.touched[consequence.thing.id] = consequence.thing
        elif isinstance(consequence, Became):
            self.touched[consequence.after.id] = consequence.after
        elif isinstance(consequence, Linked | Unlinked):
            pointer = (consequence.source, consequence.relation, consequence.target)
            self._linked[pointer] = isinstance(consequence, Linked)

    def get(self, kind: type[T], identifier: str, /) -> T | None:
        """The thing as it will be."""
        found = self.touched.get(identifier)
        if found is not None:
            return found if isinstance(found, kind) else None
        return self._known.get(kind, identifier)

    def find(self, kind: type[T], /, **face: str | None) -> tuple[T, ...]:
        """The things as they will be, those newly made at the end."""
        wanted = {column: value for column, value in face.items() if value is not None}
        before = self._known.find(kind, **wanted)
        kept = [row for row in before if row.id not in self.touched]
        fresh = [row for row in self.touched.values() if kind_of(row) == kind_of(kind)]
        return (*kept, *(row for row in fresh if isinstance(row, kind) and _fits(row, wanted)))

    def linked(self, source: str, relation: str, /) -> tuple[str, ...]:
        """The ids that `source` will point to."""
        found = dict.fromkeys(self._known.linked(source, relation))
        for (start, how, target), stands in self._linked.items():
            if (start, how) == (source, relation):
                if stands:
                    found[target] = None
                else:
                    found.pop(target, None)
        return tuple(found)

    def linking(self, target: str, relation: str, /) -> tuple[str, ...]:
        """The ids that will point to `target`."""
        found = dict.fromkeys(self._known.linking(target, relation))
        for (source, how, end), stands in self._linked.items():
            if (how, end) == (relation, target):
                if stands:
                    found[source] = None
                else:
                    found.pop(source, None)
        return tuple(found)

    def audience(self, identifier: str, /) -> frozenset[str]:
        """The audience as it will be for what the act touches, else as it is."""
        touched = self.touched.get(identifier)
        return touched.audience(self) if touched else self._known.audience(identifier)

    def duties(self, *, thing: str | None = None, person: str | None = None) -> tuple[Duty, ...]:
        """The open duties before the act."""
        return self._known.duties(thing=thing, person=person)

    def next_number(self, series: str, /) -> int:
        """The next number before the act."""
        return self._known.next_number(series)

    def texts_told(self, entry: int, fields: tuple[str, ...], /) -> tuple[str, ...]:
        """The sealed texts of an entry before the act."""
        return self._known.texts_told(entry, fields)

    def same_texts(self, commitments: tuple[str, ...], /) -> tuple[str, ...]:
        """The same texts elsewhere before the act."""
        return self._known.same_texts(commitments)


def _fits(thing: Thing, wanted: dict[str, str]) -> bool:
    face = thing.face()
    return all(getattr(face, column) == value for column, value in wanted.items())
