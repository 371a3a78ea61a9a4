"""What a decision asks of the law in force on its day."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Protocol, TypeVar

from shoumi.law.clause import Clause, Json
from shoumi.law.conditions import Scale
from shoumi.law.figures import Figures
from shoumi.law.levels import Levels
from shoumi.law.pack import Parameter
from shoumi.law.stages import RouteRule

W = TypeVar("W")


class LawToday(Protocol):
    """The clauses in force on one day, with their figures of that day."""

    @property
    def day(self) -> date:
        """The day."""
        ...

    @property
    def digest(self) -> str:
        """The digest of the packs and settings that decide on that day."""
        ...

    @property
    def levels(self) -> Levels:
        """The level schemes and tiers in force."""
        ...

    @property
    def scale(self) -> Scale:
        """What conditions are compared by."""
        ...

    def of_rule(self, rule: str, /) -> tuple[Clause, ...]:
        """The clauses in force that name a rule."""
        ...

    def figures(self, clause: Clause, /) -> Figures:
        """A clause's figures on that day, gaps filled by the unit's settings or proposals."""
        ...

    def route(self, clause: Clause, /) -> RouteRule:
        """The route that an approve clause draws."""
        ...

    def clause(self, identifier: str, /) -> Clause | None:
        """The clause of that id, if it is in force."""
        ...

    def parameter(self, code: str, /) -> Json:
        """A parameter of the unit: as set, else as proposed, else None."""
        ...

    def pack_digest(self, pack: str, /) -> str | None:
        """The digest of a pack on the shelf, adopted or not."""
        ...

    def parameter_behind(self, clause: str, figure: str, /) -> str | None:
        """The code of the parameter that fills a figure of a clause in force, if one does."""
        ...

    def definition(self, code: str, /) -> Parameter | None:
        """What the packs in force say of a parameter."""
        ...

    def exclusive_with(self, role: str, /) -> frozenset[str]:
        """The roles that nobody holds beside this one."""
        ...

    def codes(self, sort: str, /) -> frozenset[str]:
        """The codes of a list in the packs in force; empty where no pack lists that sort."""
        ...

    def once(self, key: Hashable, work_out: Callable[[], W], /) -> W:
        """What was worked out of the same law before under `key`, or is now."""
        ...
