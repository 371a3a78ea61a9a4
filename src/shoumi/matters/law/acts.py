"""Adopting, repealing and setting the law: each proposed by one person, confirmed by another."""

from __future__ import annotations

from datetime import date
from typing import Any

from shoumi.acts.act import Act
from shoumi.acts.fields import Line, SealedText
from shoumi.matters.law.things import ChangeRef


class Adopt(Act, frozen=True, kw_only=True, tag="law.adopt"):
    """采用制度包: it binds from a day on; the same said by a second person confirms it."""

    pack: Line | None = None
    digest: Line | None = None
    since: date | None = None
    confirms: ChangeRef | None = None


class Repeal(Act, frozen=True, kw_only=True, tag="law.repeal"):
    """停用制度包: `on` is the first day on which it no longer binds."""

    pack: Line | None = None
    on: date | None = None
    reason: SealedText = ""
    confirms: ChangeRef | None = None


class SetValue(Act, frozen=True, kw_only=True, tag="law.set-parameter"):
    """设定参数: a parameter of the unit by its `code`, or one `figure` of one `clause`."""

    code: Line | None = None
    clause: Line | None = None
    figure: Line | None = None
    value: Any = None
    since: date | None = None
    reason: SealedText = ""
    confirms: ChangeRef | None = None
