"""Adoptions and parameters: the unit's law as things."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from shoumi.acts.fields import Line
from shoumi.acts.thing import Face, Thing


class AdoptedPack(Thing, frozen=True, kw_only=True, tag="law.adoption"):
    """采用: a pack binds from one day, until another if it was repealed."""

    open_to_all: ClassVar[bool] = True

    pack: Line
    digest: Line
    since: date
    until: date | None = None

    def face(self) -> Face:
        """Listed by the pack."""
        return Face(name=self.pack, state="repealed" if self.until else "in_force")


class SetParameter(Thing, frozen=True, kw_only=True, tag="law.parameter"):
    """参数: a value that the unit set, from one day on; for a clause's figure or by its code."""

    open_to_all: ClassVar[bool] = True

    code: Line | None = None
    clause: Line | None = None
    figure: Line | None = None
    value: Any
    since: date

    def face(self) -> Face:
        """Listed by what it sets."""
        return Face(name=self.code or f"{self.clause}.{self.figure}", state="set")
