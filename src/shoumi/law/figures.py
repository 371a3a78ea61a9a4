"""The figures of one clause on one day, as a rule reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import msgspec

from shoumi.law.clause import Json


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The values of one clause on the day of the act.

    `proposed` names the figures that the text leaves open and the unit has not set: their value
    is the project's proposal (拟) or, without one, absent.
    """

    values: Mapping[str, Json]
    proposed: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Json:
        """The value of figure `name`; KeyError if the clause has no such figure."""
        return self.values[name]

    def get(self, name: str) -> Json:
        """The value of figure `name`, None where the clause is silent."""
        return self.values.get(name)

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes; a single code counts as a list of one, silence as none."""
        value = self.values.get(name)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        return tuple(cast("list[str]", value))

    def number(self, name: str) -> int:
        """A whole number; TypeError if the figure holds anything else."""
        value = self.values[name]
        if not isinstance(value, int) or isinstance(value, bool):
            message = f"figure {name} is {value!r}, expected a whole number"
            raise TypeError(message)
        return value

    def binds(self, name: str, value: str | None) -> bool:
        """Whether a selector (levels, kinds, who …) leaves the clause binding for `value`."""
        chosen = self.codes(name)
        return not chosen or (value is not None and value in chosen)
