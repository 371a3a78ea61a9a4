"""Level schemes side by side: each with its own words, compared through the scheme they map to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from shoumi.law.words import Text


class Standing(StrEnum):
    """Where a level stands: beside the others means that it is compared with none."""

    SECRET = "secret"  # noqa: S105 a level, no password
    BELOW = "below"
    BESIDE = "beside"


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One level of a scheme; a higher rank is the more secret.

    `maps_to` is the address of the level whose rules apply to this one, None for a gap.
    """

    scheme: str
    code: str
    name: Text
    rank: int | None
    standing: Standing
    maps_to: str | None = None

    @property
    def address(self) -> str:
        """The level with its scheme, since a code alone may stand in several."""
        return f"{self.scheme}:{self.code}"


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """A list of levels that belong together. The reference scheme is the one others map to."""

    id: str
    name: Text
    reference: bool
    levels: tuple[Level, ...]


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """A tier of cleared people and the highest level that they may know."""

    code: str
    name: Text
    rank: int
    level: str


class Levels(msgspec.Struct, frozen=True, kw_only=True):
    """All levels and tiers known on a day. A bare code means a level of the reference scheme."""

    levels: Mapping[str, Level]
    tiers: Mapping[str, Tier]
    reference: str

    def level(self, code: str) -> Level:
        """The level of an address or of a bare code of the reference scheme; KeyError if none."""
        return self.levels[code if ":" in code else f"{self.reference}:{code}"]

    def knows(self, code: str) -> bool:
        """Whether there is such a level."""
        return (code if ":" in code else f"{self.reference}:{code}") in self.levels

    def in_reference(self, code: str) -> Level:
        """The level of the reference scheme whose rules apply; an unmapped one counts as highest.

        Terminates because a pack with a circle of mappings is refused when it is read.
        """
        level = self.level(code)
        while level.scheme != self.reference:
            level = self.level(level.maps_to) if level.maps_to else self._highest()
        return level

    def _highest(self) -> Level:
        own = [each for each in self.levels.values() if each.scheme == self.reference]
        return max(own, key=lambda each: -1 if each.rank is None else each.rank)

    def difference(self, first: str, second: str) -> int | None:
        """Above zero if `first` is the more secret; None where the two are not compared."""
        left, right = self.level(first), self.level(second)
        if left.scheme != right.scheme:
            left, right = self.in_reference(first), self.in_reference(second)
        if left.rank is None or right.rank is None:
            return None
        return left.rank - right.rank

    def applies(self, asked: str, actual: str) -> bool:
        """Whether what is said of the level `asked` is said of a thing of level `actual`."""
        left, right = self.level(asked), self.level(actual)
        if left.scheme != right.scheme and left.scheme == self.reference:
            right = self.in_reference(actual)
        return left == right

    def may_know(self, tier: str, level: str) -> bool:
        """Whether people of `tier` may be told secrets of `level`; beside levels bind no tier."""
        difference = self.difference(self.tiers[tier].level, level)
        return difference is None or difference >= 0


def levels_of(schemes: tuple[Scheme, ...], tiers: tuple[Tier, ...]) -> Levels:
    """One view of several schemes; the reference scheme is the one that says so."""
    return Levels(
        levels={level.address: level for scheme in schemes for level in scheme.levels},
        tiers={tier.code: tier for tier in tiers},
        reference=next((scheme.id for scheme in schemes if scheme.reference), ""),
    )


def circle_from(start: Level, levels: Mapping[str, Level]) -> tuple[str, ...]:
    """The addresses of a circle of mappings that leads back to `start`; empty if none does."""
    walked = [start.address]
    here = start
    while here.maps_to is not None and here.maps_to in levels:
        here = levels[here.maps_to]
        if here.address == start.address:
            return (*walked, start.address)
        if here.address in walked:
            return ()
        walked.append(here.address)
    return ()
