"""Counting: blind, by two people, and closed only when every difference has a result."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from shoumi.acts.act import Act
from shoumi.acts.rule import Opening, Rule, duty, recurring_duty, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.carriers.acts import HandOverCarriers
from shoumi.matters.carriers.ending_acts import OpenCount, SettleCount, SubmitCount
from shoumi.matters.carriers.facts.custody import HandOverFacts
from shoumi.matters.carriers.facts.ending import CountFacts
from shoumi.matters.carriers.work import Inventory

if TYPE_CHECKING:
    from shoumi.acts.known import Known


@refusal("carriers.base.two-counters", OpenCount)
def two_people_count(_act: OpenCount, facts: CountFacts, _figures: Figures) -> Breach | None:
    """A count has its counters, different people of this unit, one of them not the keeper."""
    different = set(facts.counters)
    if len(different) < len(facts.counters) or len(different) < facts.counters_needed:
        return breach(
            N_("{needed} different people count."), missing="counters", needed=facts.counters_needed
        )
    if not facts.counters_exist:
        return breach(N_("Counters are people of this unit."), missing="counters")
    if different and different <= facts.keepers:
        return breach(N_("At least one counter does not keep what is counted."), missing="counters")
    return None


@refusal("carriers.base.counter-alone", SubmitCount)
def counter_hands_in_one_sheet(
    _act: SubmitCount, facts: CountFacts, _figures: Figures
) -> Breach | None:
    """Each counter hands in one sheet, alone, while the count is open."""
    if facts.state not in {"open", "one_sheet"}:
        return breach(N_("This count takes no more sheets."), missing="count")
    if facts.by not in facts.counters:
        return breach(N_("Only the counters named hand in sheets."), missing="counters")
    if facts.by in facts.sheets_of:
        return breach(N_("Your sheet is in already."), missing="count")
    return None


@refusal("carriers.base.both-sheets-in", SettleCount)
def both_sheets_are_in(_act: SettleCount, facts: CountFacts, _figures: Figures) -> Breach | None:
    """There is nothing to settle before every counter's sheet is in."""
    if facts.state == "both_in":
        return None
    return breach(N_("The other counter's sheet is not in."), missing="count")


@refusal("carriers.base.settler-is-not-the-keeper", SettleCount)
def settler_is_not_the_keeper(
    _act: SettleCount, facts: CountFacts, _figures: Figures
) -> Breach | None:
    """The keeper of the stock alone never settles its differences."""
    if facts.differences == 0 or facts.by not in facts.keepers:
        return None
    return breach(
        N_("Somebody who does not keep the stock settles its differences."),
        missing="role",
        supplier="secrecy_office",
    )


@refusal("carriers.base.every-difference-settled", SettleCount)
def every_difference_has_a_result(
    _act: SettleCount, facts: CountFacts, _figures: Figures
) -> Breach | None:
    """A count is closed only when each difference has its result."""
    return _all_settled(facts)


@refusal("carriers.count.every-item-settled", SettleCount)
def every_item_is_settled(_act: SettleCount, facts: CountFacts, _figures: Figures) -> Breach | None:
    """A count is closed only when every carrier in its scope has a result."""
    return _all_settled(facts)


def _all_settled(facts: CountFacts) -> Breach | None:
    if not facts.labels_open:
        return None
    return breach(
        N_("{open} differences have no result yet."), missing="lines", open=len(facts.labels_open)
    )


@refusal("carriers.handover.on-a-basis", HandOverCarriers, SettleCount)
def rests_on_a_basis(
    act: HandOverCarriers | SettleCount,
    _facts: HandOverFacts | CountFacts,
    figures: Figures,
) -> Breach | None:
    """Every hand-over names what it rests on; a gift, a sale or a favour is not on the list."""
    bases = figures.codes("bases")
    if isinstance(act, SettleCount) or act.basis in bases:
        return None
    return breach(
        N_("Say what the hand-over rests on, one of: {bases}."),
        missing="basis",
        bases=" ".join(bases),
    )


def _count_of(_act: Act, facts: object) -> tuple[str, ...]:
    if isinstance(facts, CountFacts) and facts.count is not None:
        return (facts.count.id,)
    return ()


@duty(
    "carriers.hold.wrong-holder",
    after=(SubmitCount,),
    closed_by=(SettleCount,),
    closes=_count_of,
)
def wrong_holder_is_explained(
    _act: SubmitCount, facts: CountFacts, _figures: Figures
) -> tuple[Opening, ...]:
    """A carrier found with someone who is not its holder must be explained in time."""
    count = facts.count
    if count is None or len(count.sheets) + 1 < len(count.counters):
        return ()
    return (Opening(who=count.opened_by, thing=count.id),)


@duty(
    "carriers.base.differences-settled",
    after=(SubmitCount,),
    closed_by=(SettleCount,),
    closes=_count_of,
)
def differences_are_settled(
    _act: SubmitCount, facts: CountFacts, _figures: Figures
) -> tuple[Opening, ...]:
    """When both sheets are in, the comparison is settled within the period."""
    count = facts.count
    if count is None or len(count.sheets) + 1 < len(count.counters):
        return ()
    return (Opening(who=count.opened_by, thing=count.id),)


@recurring_duty("carriers.count.periodic", who=("secrecy_officer",))
def stock_was_counted(known: Known, figures: Figures) -> tuple[datetime, ...]:
    """Carriers are counted against the register at each period."""
    del figures  # every settled count counts, whatever its purpose
    return tuple(
        max(
            (sheet.at for sheet in count.sheets),
            default=datetime.combine(count.settled_on, time.min, count.cut_off_at.tzinfo),
        )
        for count in known.find(Inventory, state="settled")
        if count.settled_on is not None
    )


COUNTING_RULES: tuple[Rule, ...] = (
    two_people_count,
    counter_hands_in_one_sheet,
    both_sheets_are_in,
    settler_is_not_the_keeper,
    every_difference_has_a_result,
    every_item_is_settled,
    rests_on_a_basis,
    wrong_holder_is_explained,
    differences_are_settled,
    stock_was_counted,
)
