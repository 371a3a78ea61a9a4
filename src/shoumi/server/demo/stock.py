"""What the people of the play themselves know of their papers: where each one is."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import msgspec

from shoumi.matters.carriers.numbering import carrier_number


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One carrier as its keeper knows it."""

    id: str
    level: str
    keeper: str
    year: int
    readers: tuple[str, ...] = ()
    returned: bool = False
    copying: str = "yes"
    is_medium: bool = False

    @property
    def label(self) -> str:
        """The number that a scanner reads from it."""
        return carrier_number(self.id)


class Shelf:
    """The carriers that lie with one keeper, to be drawn from by chance in constant time."""

    def __init__(self) -> None:
        """Nothing lies there yet."""
        self._papers: list[Paper] = []
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._papers)

    def __iter__(self) -> Iterator[Paper]:
        return iter(self._papers)

    def __contains__(self, paper: object) -> bool:
        return isinstance(paper, Paper) and paper.id in self._places

    def put(self, paper: Paper) -> None:
        """A carrier comes to lie here."""
        self._places[paper.id] = len(self._papers)
        self._papers.append(paper)

    def take(self, paper: Paper) -> None:
        """A carrier leaves."""
        place = self._places.pop(paper.id)
        last = self._papers.pop()
        if last.id != paper.id:
            self._papers[place] = last
            self._places[last.id] = place

    def draw(self, chance: Random) -> Paper | None:
        """One of them by chance, None where there is none."""
        return chance.choice(self._papers) if self._papers else None

    def near(self, chance: Random, reach: int) -> Iterator[Paper]:
        """A few that lie side by side, from a chance place on."""
        if self._papers:
            start = chance.randrange(len(self._papers))
            yield from self._papers[start : start + reach]
