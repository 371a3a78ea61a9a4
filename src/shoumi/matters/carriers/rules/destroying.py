"""Destroying: an approved list, two witnesses, the right way, and nothing left over."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.rule import (
    Opening,
    Rule,
    approval,
    attestation,
    declared,
    duty,
    kept_by_the_entry,
    refusal,
)
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Effect
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.carriers.ending_acts import CloseBatch, Destroy, WitnessDestruction
from shoumi.matters.carriers.facts.ending import BatchFacts, DestroyFacts

TWO = 2

destruction_approved = approval(
    "carriers.destroy.approval",
    Destroy,
    says="A destruction list is carried out only after approval of the exact list.",
)


@refusal("carriers.base.complete-destruction", Destroy)
def list_is_complete(act: Destroy, facts: DestroyFacts, _figures: Figures) -> Breach | None:
    """A list names its carriers, each once, of one kind, and how they end."""
    if not facts.lines:
        return breach(N_("List at least one carrier."), missing="carriers")
    if len({line.carrier for line in facts.lines}) < len(facts.lines):
        return breach(N_("A carrier stands on the list twice."), missing="carriers")
    if act.method is None:
        return breach(N_("Say how they are destroyed."), missing="method")
    if len(facts.families) > 1 and "removable_medium" in facts.families:
        return breach(N_("List media apart from paper."), missing="carriers")
    return None


@refusal("carriers.base.free-to-destroy", Destroy)
def carriers_are_free(_act: Destroy, facts: DestroyFacts, _figures: Figures) -> Breach | None:
    """Only what lies in its keeper's stock, and is not on offer, is listed."""
    wrong = [one for one in facts.carriers if one.state not in {"kept", "sealed"}]
    if not wrong and not any(one.in_handover for one in facts.carriers):
        return None
    return breach(
        N_("{pieces} of these are not in their keeper's charge; they come back first."),
        missing="carriers",
        cure="carriers.hand-over",
        pieces=len(wrong) or 1,
    )


@refusal("carriers.destroy.only-in-batch", Destroy, CloseBatch)
def ends_only_on_an_approved_list(
    act: Destroy | CloseBatch, facts: DestroyFacts | BatchFacts, figures: Figures
) -> Breach | None:
    """Nothing is destroyed except through an approved list, by at least two, in a stated way."""
    needs = set(figures.codes("needs"))
    if isinstance(facts, BatchFacts):
        if facts.state not in {"approved", "under_way"} or not facts.digest_kept:
            return breach(N_("This list is not the one that was approved."), missing="batch")
        return None
    if "two_persons" in needs and len(set(facts.witnesses)) < TWO:
        return breach(N_("Two persons carry a destruction out."), missing="witnesses")
    if "method" in needs and isinstance(act, Destroy) and act.method is None:
        return breach(N_("Say how they are destroyed."), missing="method")
    return None


@refusal("carriers.return.to-issuer", Destroy)
def goes_back_to_its_issuer(_act: Destroy, facts: DestroyFacts, figures: Figures) -> Breach | None:
    """What another unit issued goes back to it unless it does not ask for it."""
    if "issuer_asks_no_return" not in figures.codes("unless"):
        return None
    asked = [
        one for one in facts.carriers if one.issuer_kind != "own" and one.issuer_asks_return != "no"
    ]
    if not asked:
        return None
    return breach(
        N_("The issuer of {pieces} has not said that it does not ask for them back."),
        missing="issuer_asks_return",
        supplier="issuer",
        cure="carriers.return-to-issuer",
        pieces=len(asked),
    )


@refusal("carriers.destroy.method", Destroy)
def method_is_allowed(act: Destroy, facts: DestroyFacts, figures: Figures) -> Breach | None:
    """Each way of destroying is allowed for batches of its size."""
    methods = figures.codes("methods")
    if act.method not in methods or figures.get("size") in (None, facts.size):
        return None
    if figures.get("size") == "large":
        return None  # what serves a large batch serves a small one
    return breach(
        N_("{method} is allowed only for a small batch; this one is large."),
        missing="method",
        method=str(act.method),
    )


@refusal("carriers.destroy.in-own-unit", Destroy)
def stays_in_the_unit(act: Destroy, facts: DestroyFacts, figures: Figures) -> Breach | None:
    """Top-secret carriers and cipher telegrams are destroyed inside the own unit."""
    levels, kinds = set(figures.codes("levels")), set(figures.codes("kinds"))
    bound = [one for one in facts.carriers if one.level in levels or one.kind in kinds]
    outside = act.place_kind != "own_premises" or act.destroyer != "own_unit"
    if not bound or not (outside or act.method == "pulping"):
        return None
    return breach(
        N_("{pieces} of these are destroyed inside the own unit only."),
        missing="place_kind",
        pieces=len(bound),
    )


@refusal("carriers.destroy.media-by-authority", Destroy, CloseBatch)
def media_go_to_the_authority(
    act: Destroy | CloseBatch, facts: DestroyFacts | BatchFacts, figures: Figures
) -> Breach | None:
    """Media go to the city authority, whose receipt closes the list."""
    if "medium" not in figures.codes("kinds") or facts.kind != "medium":
        return None
    if isinstance(act, CloseBatch):
        if act.receipt_number:
            return None
        return breach(N_("Enter the authority's receipt."), missing="receipt_number")
    if act.destroyer == figures.get("destroyer"):
        return None
    return breach(
        N_("Media are destroyed by {destroyer}."),
        missing="destroyer",
        destroyer=str(figures.get("destroyer")),
    )


@refusal("carriers.destroy.no-sale", Destroy)
def is_not_sold(act: Destroy, _facts: DestroyFacts, figures: Figures) -> Breach | None:
    """Selling as waste or throwing away is no end of a carrier."""
    if act.end not in figures.codes("to"):
        return None
    return breach(N_("A carrier is never sold as waste or thrown away."), missing="end")


@refusal("carriers.base.witness-named", WitnessDestruction)
def witness_is_named(
    _act: WitnessDestruction, facts: BatchFacts, _figures: Figures
) -> Breach | None:
    """Each witness named confirms once, alone, under an own account."""
    if facts.state not in {"approved", "under_way"}:
        return breach(N_("This list is closed or was never approved."), missing="batch")
    if facts.by not in facts.witnesses:
        return breach(N_("Only the witnesses named confirm."), missing="witnesses")
    if facts.by in facts.confirmed_by:
        return breach(N_("You have confirmed already."), missing="batch")
    return None


@attestation("carriers.destroy.witnesses", Destroy, WitnessDestruction)
def enough_witnesses(
    _act: Act, facts: DestroyFacts | BatchFacts, figures: Figures
) -> Breach | None:
    """Enough people watch the destruction, one of them of the role that the clause names."""
    needed = figures.number("persons")
    watching = set(facts.witnesses)
    if len(watching) < needed:
        return breach(
            N_("{needed} people watch the destruction; {present} named."),
            missing="witnesses",
            needed=needed,
            present=len(watching),
        )
    roles = set(figures.codes("roles"))
    held = {role for person in watching for role in facts.witness_roles.get(person, frozenset())}
    if not roles or roles & held:
        return None
    return breach(
        N_("One of the witnesses is {roles}."), missing="witnesses", roles=" ".join(sorted(roles))
    )


@refusal("carriers.destroy.counted-and-cancelled", WitnessDestruction, CloseBatch)
def is_counted_item_by_item(
    act: WitnessDestruction | CloseBatch, facts: BatchFacts, figures: Figures
) -> Breach | None:
    """A list is counted before, confirmed item by item, and closed only if both agree."""
    kinds = figures.codes("kinds")
    if kinds and facts.kind not in kinds:
        return None
    needs = set(figures.codes("requires"))
    if isinstance(act, WitnessDestruction):
        if "counted" in needs and act.counted_before is None and facts.counted is None:
            return breach(N_("Count the pieces before it starts."), missing="counted_before")
        return None
    return _not_all_confirmed(facts)


@refusal("carriers.base.all-confirmed", CloseBatch)
def all_is_confirmed(_act: CloseBatch, facts: BatchFacts, _figures: Figures) -> Breach | None:
    """A list closes when every witness has confirmed every line, with the same number."""
    return _not_all_confirmed(facts)


def _not_all_confirmed(facts: BatchFacts) -> Breach | None:
    waiting = [person for person in facts.witnesses if person not in facts.confirmed_by]
    if waiting or len(set(facts.confirmed_by)) < TWO:
        return breach(
            N_("{waiting} witnesses have not confirmed."),
            missing="confirmations",
            cure="carriers.witness-destruction",
            waiting=max(len(waiting), TWO - len(set(facts.confirmed_by))),
        )
    wrong = [pieces for pieces in facts.confirmed_pieces if pieces != facts.line_count]
    if facts.lines_unconfirmed or wrong:
        return breach(
            N_("{lines} stand on the list; {open} are not confirmed by every witness."),
            missing="confirmations",
            lines=facts.line_count,
            open=facts.lines_unconfirmed or len(wrong),
        )
    return None


@attestation("carriers.destroy.confirmations", WitnessDestruction)
def witness_confirms_the_method(
    act: WitnessDestruction, facts: BatchFacts, figures: Figures
) -> Breach | None:
    """Each witness confirms the physical facts that the method demands."""
    if facts.method not in figures.codes("methods"):
        return None
    wanted = [one for one in figures.codes("statements") if one != "shred_size"]
    open_ = [one for one in wanted if act.statements.get(one) is not True]
    if open_:
        return breach(
            N_("Confirm: {statements}."),
            missing=f"statements.{open_[0]}",
            statements=" ".join(open_),
        )
    greatest = figures.get("shred_mm2_max")
    if greatest is None or (act.shred_mm2 is not None and act.shred_mm2 <= greatest):
        return None
    return breach(
        N_("Shreds are at most {greatest} square millimetres; enter what you measured."),
        missing="shred_mm2",
        greatest=int(greatest),
    )


def _closed_lines(_act: Act, facts: object) -> tuple[str, ...]:
    if isinstance(facts, BatchFacts):
        return tuple(one.id for one in facts.carriers)
    return ()


@duty(
    "carriers.disposition.due",
    after=(Destroy,),
    closed_by=(CloseBatch,),
    closes=_closed_lines,
)
def end_is_carried_out(_act: Destroy, facts: DestroyFacts, figures: Figures) -> tuple[Opening, ...]:
    """What is of no more value is destroyed by the end of the next year."""
    if "no_value" not in figures.codes("opens"):
        return ()
    worthless = [line.carrier for line in facts.lines if line.reason == "no_value"]
    return tuple(Opening(who=facts.by, thing=one) for one in worthless)


DESTROYING_RULES: tuple[Rule, ...] = (
    destruction_approved,
    list_is_complete,
    carriers_are_free,
    ends_only_on_an_approved_list,
    goes_back_to_its_issuer,
    method_is_allowed,
    stays_in_the_unit,
    media_go_to_the_authority,
    is_not_sold,
    witness_is_named,
    enough_witnesses,
    is_counted_item_by_item,
    all_is_confirmed,
    witness_confirms_the_method,
    kept_by_the_entry(
        "carriers.destroy.certificate",
        Effect.FORM,
        "Closing a list makes a numbered certificate: the program numbers it.",
        CloseBatch,
    ),
    end_is_carried_out,
    declared("carriers.kinds.catalogue", Effect.DEFINE, "The kinds of carrier known."),
    declared("carriers.media.as-paper", Effect.DEFINE, "Rules for paper bind media too."),
    declared(
        "carriers.media.higher-may-hold-lower",
        Effect.DEFINE,
        "A medium of a higher level may hold content of a lower one.",
    ),
)
