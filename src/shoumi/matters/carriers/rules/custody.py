"""Passing carriers on: two signatures, on a basis, through the keeper, to who may know."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.rule import Rule, kept_by_the_entry, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Effect
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.carriers.acts import Accept, CancelHandOver, HandOverCarriers
from shoumi.matters.carriers.facts.custody import HandOverFacts, OfferFacts
from shoumi.matters.carriers.rules.bound import binds_roles

STARTS_FROM = {
    HandOverCarriers: frozenset({"kept", "issued", "carried", "sealed", "declared", "sent"}),
}
READING = frozenset({"circulation", "loan"})


@refusal("carriers.base.holder-gives", HandOverCarriers)
def holder_gives(_act: HandOverCarriers, facts: HandOverFacts, _figures: Figures) -> Breach | None:
    """Only who holds a carrier gives it away."""
    if facts.carriers and all(one.holder == facts.giver for one in facts.carriers):
        return None
    return breach(
        N_("You hold only some of these, or none; the holder hands over."), missing="carriers"
    )


@refusal("carriers.base.receiver-of-the-unit", HandOverCarriers)
def receiver_is_another(
    act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """Giver and receiver are two persons, and the receiver is of this unit."""
    if act.receiver == facts.giver:
        return breach(N_("Giver and receiver are two different persons."), missing="receiver")
    if not facts.receiver_exists:
        return breach(N_("The receiver is no longer of this unit."), missing="receiver")
    return None


@refusal("carriers.base.receiver-cleared", HandOverCarriers)
def receiver_is_cleared(
    _act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """A secret goes only to who is cleared for its level."""
    if facts.receiver_cleared:
        return None
    return breach(
        N_("The receiver is not cleared for the level of these carriers."),
        missing="tier",
        supplier="secrecy_office",
        cure="personnel.grant-clearance",
    )


@refusal("carriers.base.one-offer-at-a-time", HandOverCarriers)
def is_not_on_offer(
    _act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """What waits for a second signature is not offered again."""
    if not any(one.in_handover for one in facts.carriers):
        return None
    return breach(
        N_("One of these waits for its receiver's signature; cancel that offer first."),
        missing="carriers",
        cure="carriers.cancel-handover",
    )


@refusal("carriers.base.not-before-last-entry", HandOverCarriers, Accept)
def follows_the_last_entry(
    act: HandOverCarriers | Accept, facts: HandOverFacts | OfferFacts, _figures: Figures
) -> Breach | None:
    """Nothing is entered for a time before the carrier's last entry."""
    at = act.happened_at or facts.at
    latest = max((one.since for one in facts.carriers if one.since), default=None)
    if at is None or latest is None or at >= latest:
        return None
    return breach(
        N_("The register has an entry of {latest}; enter a time after it."),
        missing="happened_at",
        latest=latest.isoformat(timespec="minutes"),
    )


@refusal("carriers.base.offer-is-open", Accept, CancelHandOver)
def offer_is_open(_act: Act, facts: OfferFacts, _figures: Figures) -> Breach | None:
    """Only an offer that still waits is accepted or cancelled."""
    if facts.state == "offered":
        return None
    return breach(N_("This hand-over is settled already."), missing="hand_over")


@refusal("carriers.base.receiver-signs", Accept)
def receiver_signs(_act: Accept, facts: OfferFacts, _figures: Figures) -> Breach | None:
    """The named receiver signs, nobody else."""
    if facts.by == facts.receiver:
        return None
    return breach(N_("Only the named receiver signs for this hand-over."), missing="receiver")


@refusal("carriers.base.party-cancels", CancelHandOver)
def party_cancels(_act: CancelHandOver, facts: OfferFacts, _figures: Figures) -> Breach | None:
    """Giver or receiver takes an offer back."""
    if facts.by in {facts.giver, facts.receiver}:
        return None
    return breach(N_("Only giver or receiver may cancel a hand-over."), missing="hand_over")


@refusal("carriers.base.missing-was-offered", Accept)
def missing_was_offered(act: Accept, facts: OfferFacts, _figures: Figures) -> Breach | None:
    """What is said to be missing was among what was offered."""
    offered = {one.id for one in facts.carriers}
    if set(act.missing) <= offered:
        return None
    return breach(N_("Among the missing is something that was not offered."), missing="missing")


@refusal("carriers.life.step-after-step", HandOverCarriers)
def comes_from_the_right_state(
    _act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """An act starts from a state that the register shows."""
    return _from_right_state(facts)


@refusal("carriers.base.state-allows", HandOverCarriers)
def state_allows(_act: HandOverCarriers, facts: HandOverFacts, _figures: Figures) -> Breach | None:
    """What has ended, is listed for its end or is being looked for does not change hands."""
    return _from_right_state(facts)


def _from_right_state(facts: HandOverFacts) -> Breach | None:
    allowed = STARTS_FROM[HandOverCarriers]
    wrong = sorted({one.state for one in facts.carriers if one.state not in allowed})
    if not wrong:
        return None
    return breach(
        N_("From the state {states} nothing is handed over."),
        missing="carriers",
        states=" ".join(wrong),
    )


@refusal("carriers.register.before-use", HandOverCarriers)
def is_registered(_act: HandOverCarriers, facts: HandOverFacts, figures: Figures) -> Breach | None:
    """Nothing is issued before it is in the register."""
    if figures.get("object") != "carrier":
        return None
    back = [one for one in facts.carriers if one.state == "declared"]
    if not back or facts.basis == "return":
        return None
    return breach(
        N_("Hand it in for registration first."),
        missing="carriers",
        supplier="secrecy_officer",
        cure="carriers.register",
    )


@refusal("carriers.handover.two-sided", HandOverCarriers, Accept)
def both_sides_sign(
    _act: Act, facts: HandOverFacts | OfferFacts, _figures: Figures
) -> Breach | None:
    """The holder changes only when giver and receiver, two persons, have both signed."""
    if isinstance(facts, OfferFacts) and facts.giver and facts.by == facts.giver:
        return breach(
            N_("The receiver signs with an own account; until then the giver answers."),
            missing="receiver",
        )
    return None


@refusal("carriers.handover.hub-and-spoke", HandOverCarriers)
def goes_back_to_the_keeper(
    act: HandOverCarriers, facts: HandOverFacts, figures: Figures
) -> Breach | None:
    """A reader gives a carrier back to its keeper and to nobody else."""
    if not binds_roles(figures, facts.giver_roles):
        return None
    bases = frozenset(figures.codes("bases"))
    for one in facts.carriers:
        read = one.basis in bases or (act.basis in bases and one.keeper != facts.giver)
        if read and one.keeper not in {facts.giver, act.receiver}:
            return breach(
                N_("A reader gives it back to the keeper, who alone gives it to the next."),
                missing="receiver",
                supplier="secrecy_officer",
                cure="carriers.hand-over",
            )
    return None


@refusal("carriers.read.within-scope", HandOverCarriers)
def receiver_may_know(
    act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """Nobody outside the readers of a document is given it to read."""
    return _reads_within(act, facts)


@refusal("carriers.base.reader-named", HandOverCarriers)
def reader_is_named(
    act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """Where readers are fixed, only they are given a document to read."""
    return _reads_within(act, facts)


def _reads_within(act: HandOverCarriers, facts: HandOverFacts) -> Breach | None:
    if act.basis not in READING:
        return None
    outside = [
        one
        for one in facts.carriers
        if one.has_readers and act.receiver not in {*one.readers, one.keeper}
    ]
    if not outside:
        return None
    return breach(
        N_("The receiver is not among those who may know it."),
        missing="readers",
        supplier="leader_in_charge",
        cure="carriers.set-readers",
    )


@refusal("carriers.hold.overdue-blocks", HandOverCarriers)
def receiver_owes_nothing(
    act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """Whoever holds an overdue carrier is given no other."""
    if act.basis == "return" or facts.receiver_overdue == 0:
        return None
    return breach(
        N_("The receiver holds {pieces} overdue; those come back first."),
        missing="carriers",
        cure="carriers.hand-over",
        pieces=facts.receiver_overdue,
    )


@refusal("carriers.carry-out.only-approved", HandOverCarriers)
def goes_out_only_on_an_outing(
    act: HandOverCarriers, facts: HandOverFacts, figures: Figures
) -> Breach | None:
    """Nothing is handed out for a place outside without an outing in force."""
    if act.basis != "outing" or facts.allowed_by is not None:
        return None
    objects = figures.codes("objects")
    kinds = {one.kind for one in facts.carriers}
    if objects == ("portable_computer",) and "portable_computer" not in kinds:
        return None
    return breach(
        N_("An approved outing that names carrier, bearer and place is needed first."),
        missing="basis_ref",
        supplier="leader_in_charge",
        cure="carriers.carry-out",
    )


@refusal("carriers.media.in-ledger", HandOverCarriers)
def medium_is_in_the_ledger(
    _act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> Breach | None:
    """A medium that is not in the ledger is not issued."""
    media = [one for one in facts.carriers if one.family == "removable_medium"]
    if all(one.medium_number for one in media):
        return None
    return breach(
        N_("The medium has no number in the ledger; register it first."),
        missing="medium_number",
        supplier="secrecy_office",
        cure="carriers.register",
    )


@refusal("carriers.borrow.signed-out", HandOverCarriers, Accept)
def loan_is_signed_out(
    act: Act, facts: HandOverFacts | OfferFacts, figures: Figures
) -> Breach | None:
    """A lent carrier leaves the keeper only with its entry: for how long, to whom."""
    if not isinstance(act, HandOverCarriers) or act.basis != "loan":
        return None
    if act.due_at is not None or not isinstance(facts, HandOverFacts):
        return None
    return breach(
        N_("A loan states when the carrier comes back ({form})."),
        missing="due_at",
        form=str(figures.get("form") or ""),
    )


@refusal("carriers.read.sign-first", Accept)
def signs_before_reading(act: Accept, facts: OfferFacts, _figures: Figures) -> Breach | None:
    """A reader signs for it under an own name before reading."""
    if facts.basis not in READING or act.signature_kind != "outside_receipt":
        return None
    return breach(
        N_("A reader of this unit signs under the own account or at the desk."),
        missing="signature_kind",
    )


CUSTODY_RULES: tuple[Rule, ...] = (
    holder_gives,
    receiver_is_another,
    receiver_is_cleared,
    is_not_on_offer,
    follows_the_last_entry,
    offer_is_open,
    receiver_signs,
    party_cancels,
    missing_was_offered,
    comes_from_the_right_state,
    state_allows,
    is_registered,
    both_sides_sign,
    goes_back_to_the_keeper,
    receiver_may_know,
    reader_is_named,
    receiver_owes_nothing,
    goes_out_only_on_an_outing,
    medium_is_in_the_ledger,
    loan_is_signed_out,
    signs_before_reading,
    kept_by_the_entry(
        "carriers.read.top-secret-log",
        Effect.RECORD,
        "Each contact with a top-secret carrier writes a line: the entry itself is that line.",
        Accept,
    ),
    kept_by_the_entry(
        "carriers.custody.whereabouts",
        Effect.RECORD,
        "The register shows at every moment holder, place and since when: custody is the proof.",
        HandOverCarriers,
        Accept,
    ),
)
