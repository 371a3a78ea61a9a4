"""Entering carriers: each copy by itself, by the right person, with its mark."""

from __future__ import annotations

from shoumi.acts.act import Act, slug_of
from shoumi.acts.rule import Opening, Rule, attestation, duty, form, record, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.carriers.acts import FinishJob, HandOverCarriers, Register
from shoumi.matters.carriers.ending_acts import CloseBatch, Destroy
from shoumi.matters.carriers.facts.copying import FinishFacts
from shoumi.matters.carriers.facts.custody import HandOverFacts, RegisterFacts
from shoumi.matters.carriers.facts.ending import BatchFacts, DestroyFacts
from shoumi.matters.carriers.things import Carrier

RECEIVED = frozenset({"received", "brought_back", "found"})
MARKS = {"level": "level", "period": "period"}


@refusal("carriers.base.complete-entry", Register)
def entry_is_complete(act: Register, facts: RegisterFacts, _figures: Figures) -> Breach | None:
    """An entry names its edition or medium, its level, and at least one copy."""
    if not act.copies:
        return breach(N_("Enter at least one copy."), missing="copies")
    paper = any(family != "removable_medium" for family in facts.families)
    if paper and act.edition is None and act.new_edition is None:
        return breach(N_("Say which document the copies are of."), missing="new_edition")
    if facts.level is None:
        return breach(N_("Say which level stands on it."), missing="new_edition.level")
    if not facts.level_exists:
        return breach(
            N_("No pack in force knows the level {level}."),
            missing="new_edition.level",
            level=facts.level,
        )
    return None


@refusal("carriers.base.copy-number-once", Register)
def copy_number_is_new(act: Register, facts: RegisterFacts, _figures: Figures) -> Breach | None:
    """A copy number stands once within its edition."""
    numbers = [copy.copy_number for copy in act.copies if copy.copy_number]
    twice = sorted({one for one in numbers if numbers.count(one) > 1 or one in facts.taken})
    if not twice:
        return None
    return breach(
        N_("Copy number {numbers} is registered already."),
        missing="copies.copy_number",
        numbers=" ".join(twice),
    )


@refusal("carriers.register.each-copy", Register, FinishJob)
def each_copy_has_an_entry(
    act: Register | FinishJob, facts: RegisterFacts | FinishFacts, figures: Figures
) -> Breach | None:
    """Every copy has an entry of its own, told apart by its copy number."""
    if isinstance(act, FinishJob) or not figures.binds("levels", facts.level):
        return None
    if len(act.copies) < 2 or all(copy.copy_number for copy in act.copies):  # noqa: PLR2004 several
        return None
    return breach(
        N_("Give every copy its own copy number; one entry for several is not accepted."),
        missing="copies.copy_number",
    )


@record("carriers.register.fields", Register)
def carries_the_printed_fields(
    act: Register, facts: RegisterFacts, figures: Figures
) -> Breach | None:
    """An entry carries the columns of the official register; an empty one is not saved.

    Number and date are given by the program, so only what a person must say can be missing.
    """
    filled = {
        "receipt_number": True,
        "received_on": True,
        "level": facts.level is not None,
        "copies": bool(act.copies),
    }
    empty = [field for field in figures.codes("fields") if filled.get(field) is False]
    if not empty:
        return None
    return breach(N_("Fill in: {fields}."), missing=empty[0], fields=" ".join(empty))


@attestation("carriers.register.stamped", Register)
def first_page_is_stamped(act: Register, facts: RegisterFacts, figures: Figures) -> Breach | None:
    """Whoever enters a paper confirms that its first page bears the stamp and the number."""
    if act.origin not in RECEIVED:
        return None
    paper = [
        copy for copy, family in zip(act.copies, facts.families, strict=False) if family == "paper"
    ]
    wanted = figures.codes("statements")
    if "stamp_on_first_page" not in wanted or all(copy.stamp_on_first_page for copy in paper):
        return None
    if act.statements.get("stamp_on_first_page") is True:
        return None
    return breach(
        N_("Confirm for every paper that the first page bears the receipt stamp."),
        missing="copies.stamp_on_first_page",
    )


@refusal("carriers.custodian.acts-reserved", Register, HandOverCarriers, FinishJob)
def named_person_does_it(
    act: Act, facts: RegisterFacts | HandOverFacts | FinishFacts, figures: Figures
) -> Breach | None:
    """Certain acts are done only by the person named for that task; buying is no receiving."""
    verb = slug_of(act).partition(".")[2]
    roles = frozenset(figures.codes("roles"))
    if verb not in figures.codes("acts") or not roles:
        return None
    if isinstance(facts, HandOverFacts):
        return _giver_is_named(facts, figures, roles)
    bought = isinstance(act, Register) and act.origin == "purchased"
    if facts.roles & roles or (bought and figures.get("task") == "receive_and_send"):
        return None
    return _only_named(roles)


def _giver_is_named(facts: HandOverFacts, figures: Figures, roles: frozenset[str]) -> Breach | None:
    """Giving out is reserved, in the task that the clause names; giving back never is."""
    kinds = figures.codes("kinds")
    if kinds and not any(one.family == "removable_medium" for one in facts.carriers):
        return None
    giving_out = [one for one in facts.carriers if one.keeper == facts.giver]
    if not giving_out or not _is_task(figures, facts.basis) or facts.giver_roles & roles:
        return None
    return _only_named(roles)


def _is_task(figures: Figures, basis: str | None) -> bool:
    """Whether giving out on a basis belongs to the task, so that two offices never share one.

    Circulating is 传阅 and nothing else; issuing media is all giving out of media but that. A
    clause that names another task, or none, binds circulation and loans.
    """
    task = figures.get("task")
    if task == "media_issue":
        return basis != "circulation"
    return basis == "circulation" or (basis == "loan" and task != "circulation")


def _only_named(roles: frozenset[str]) -> Breach:
    return breach(
        N_("Only who is named for it may do this: {roles}."),
        missing="role",
        supplier="leader_in_charge",
        cure="organisation.appoint",
        roles=" ".join(sorted(roles)),
    )


@refusal("carriers.custodian.keeper-named", Register, HandOverCarriers)
def keeper_is_named(
    act: Register | HandOverCarriers, facts: RegisterFacts | HandOverFacts, figures: Figures
) -> Breach | None:
    """A document has a keeper of the right role before it is entered or issued."""
    roles = frozenset(figures.codes("roles"))
    if figures.get("object") != "document" or not roles:
        return None
    if isinstance(facts, HandOverFacts):
        return _next_keeper(facts, figures, roles)
    if not isinstance(act, Register) or not figures.binds("levels", facts.level):
        return None
    for person, held in facts.keeper_roles.items():
        if any(copy.keeper == person for copy in act.copies) and not held & roles:
            return _no_keeper(roles, "copies.keeper")
    return None


def _next_keeper(facts: HandOverFacts, figures: Figures, roles: frozenset[str]) -> Breach | None:
    """A document changes its keeper only for one of the right role; media have their own."""
    documents = [
        one
        for one in facts.carriers
        if one.family != "removable_medium" and figures.binds("levels", one.level)
    ]
    if facts.basis != "keeper_change" or not documents or facts.receiver_roles & roles:
        return None
    return _no_keeper(roles, "receiver")


def _no_keeper(roles: frozenset[str], field: str) -> Breach:
    return breach(
        N_("The keeper named is no {roles}."),
        missing=field,
        supplier="department_head",
        cure="organisation.appoint",
        roles=" ".join(sorted(roles)),
    )


@refusal("carriers.telegram.cipher-office-register", Register)
def telegrams_stay_in_the_cipher_office(
    act: Register, _facts: RegisterFacts, _figures: Figures
) -> Breach | None:
    """A cipher telegram is entered in the register of the cipher office alone."""
    if all(copy.kind != "cipher_telegram" for copy in act.copies):
        return None
    return breach(
        N_("A cipher telegram stands only in the register of the cipher office."),
        missing="copies.kind",
    )


@refusal("classification.marking.before-use", Register)
def mark_is_complete(act: Register, facts: RegisterFacts, figures: Figures) -> Breach | None:
    """What is entered bears its mark: what the clause names of level and period."""
    if act.new_edition is None or act.origin == "opening_stock":
        return None
    known = {"level": facts.level, "period": facts.period}
    lacking = [one for one in figures.codes("elements") if one in MARKS and not known.get(one)]
    if not lacking:
        return None
    return breach(
        N_("The mark lacks: {elements}. Ask the issuer or the classification authority."),
        missing=f"new_edition.{lacking[0]}",
        supplier="classification_authority",
        elements=" ".join(lacking),
    )


def _entered(facts: object) -> tuple[Carrier, ...]:
    made = facts.made if isinstance(facts, RegisterFacts) else ()
    return tuple(one for one in made if isinstance(one, Carrier))


def _destroyed(_act: Act, facts: object) -> tuple[str, ...]:
    if isinstance(facts, BatchFacts):
        return tuple(one.id for one in facts.carriers)
    return ()


def _listed(_act: Act, facts: object) -> tuple[str, ...]:
    if isinstance(facts, DestroyFacts | BatchFacts):
        return tuple(one.id for one in facts.carriers)
    return ()


@duty(
    "carriers.return.by-date",
    after=(Register,),
    closed_by=(CloseBatch,),
    closes=_destroyed,
)
def goes_back_by_the_issuers_date(
    act: Register, facts: RegisterFacts, _figures: Figures
) -> tuple[Opening, ...]:
    """What the issuer asks back by a day is back by that day."""
    asked = act.new_edition.return_by if act.new_edition else None
    by = asked or (facts.edition.return_by if facts.edition else None)
    if by is None:
        return ()
    return tuple(
        Opening(who=one.keeper, thing=one.id, within=by.isoformat()) for one in _entered(facts)
    )


@duty(
    "carriers.return.year-end",
    after=(Register,),
    closed_by=(Destroy, CloseBatch),
    closes=_listed,
)
def is_settled_after_the_year(
    act: Register, facts: RegisterFacts, figures: Figures
) -> tuple[Opening, ...]:
    """Every carrier of a year has an end by the end of the next year's first quarter."""
    if act.origin not in RECEIVED:
        return ()
    within = f"next_year_{figures['by']}"
    if act.received_on is not None:  # what came in December and is entered in January is December's
        within = f"{act.received_on.year + 1}-{figures['by']}"
    return tuple(Opening(who=one.keeper, thing=one.id, within=within) for one in _entered(facts))


@form("carriers.media.label", Register, HandOverCarriers)
def label_is_complete(
    act: Register | HandOverCarriers, facts: RegisterFacts | HandOverFacts, figures: Figures
) -> Breach | None:
    """Every medium bears the uniform label; it is not issued while a field of it is empty."""
    if isinstance(act, Register) or isinstance(facts, RegisterFacts):
        return None
    media = [one for one in facts.carriers if one.family == "removable_medium"]
    lacking = {
        field
        for one in media
        for field, value in (
            ("level", one.level),
            ("user", one.label_user),
            ("medium_number", one.medium_number),
        )
        if field in figures.codes("fields") and not value
    }
    if not lacking:
        return None
    return breach(
        N_("The label of the medium lacks: {fields}."),
        missing="label_user",
        fields=" ".join(sorted(lacking)),
    )


@refusal("carriers.media.bought-centrally", Register)
def bought_by_the_office(act: Register, facts: RegisterFacts, figures: Figures) -> Breach | None:
    """A medium enters the ledger only with the purchase record of the secrecy office."""
    buyer = str(figures["buyer"])
    for copy, family in zip(act.copies, facts.families, strict=False):
        if family == "removable_medium" and act.origin == "purchased":
            if copy.bought_by == buyer and copy.purchase:
                continue
            return breach(
                N_("Media are bought by {buyer}; enter its purchase record."),
                missing="copies.purchase",
                supplier="secrecy_office",
                buyer=buyer,
            )
    return None


@refusal("carriers.media.compliant-model", Register, HandOverCarriers)
def model_is_compliant(
    act: Register | HandOverCarriers, facts: RegisterFacts | HandOverFacts, figures: Figures
) -> Breach | None:
    """A secret medium is of an allowed kind, with its certificate where that is asked."""
    kinds = figures.codes("kinds")
    if isinstance(act, Register) and isinstance(facts, RegisterFacts):
        new = act.origin == "purchased"
        used = [
            copy.kind
            for copy, family in zip(act.copies, facts.families, strict=False)
            if new and family == "removable_medium"
        ]
    elif isinstance(facts, HandOverFacts):
        out = facts.basis in {"loan", "job"}
        used = [one.kind for one in facts.carriers if out and one.family == "removable_medium"]
    else:
        used = []
    barred = sorted({kind for kind in used if kinds and kind not in kinds})
    if not barred:
        return None
    return breach(
        N_("Only these kinds of media hold secrets: {kinds}."),
        missing="copies.kind",
        supplier="secrecy_office",
        kinds=" ".join(kinds),
    )


REGISTER_RULES: tuple[Rule, ...] = (
    entry_is_complete,
    copy_number_is_new,
    each_copy_has_an_entry,
    carries_the_printed_fields,
    first_page_is_stamped,
    named_person_does_it,
    keeper_is_named,
    telegrams_stay_in_the_cipher_office,
    mark_is_complete,
    goes_back_by_the_issuers_date,
    is_settled_after_the_year,
    label_is_complete,
    bought_by_the_office,
    model_is_compliant,
)
