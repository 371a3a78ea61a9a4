"""What is done to clearances."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from shoumi.acts.act import Act
from shoumi.acts.fields import PersonRef, SealedText, one_of
from shoumi.matters.personnel.things import ClearanceRef, SuspendedWhy, TierCode

WhatChanges = Annotated[Literal["tier", "duties", "post"], one_of("duty_change")]


class GrantClearance(Act, frozen=True, kw_only=True, tag="personnel.grant-clearance"):
    """准予接触国家秘密: a person holds a tier from a day on."""

    person: PersonRef
    tier: TierCode
    since: date
    until: date | None = None
    reason: SealedText = ""


class SuspendClearance(Act, frozen=True, kw_only=True, tag="personnel.suspend-clearance"):
    """暂停接触国家秘密: at once; a new grant ends the suspension."""

    clearance: ClearanceRef
    why: SuspendedWhy
    text: SealedText = ""


class ChangeDuties(Act, frozen=True, kw_only=True, tag="personnel.change-duties"):
    """变更职务(工作内容、涉密等级): another tier from a day on."""

    clearance: ClearanceRef
    what: WhatChanges = "tier"
    tier: TierCode
    since: date
    reason: SealedText
