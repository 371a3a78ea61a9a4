"""Copying: only on a granted job, as many as granted, as secret as the original."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.rule import Opening, Rule, approval, attestation, duty, form, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.carriers.acts import Copy, DestroyWaste, FinishJob, HandOverCarriers
from shoumi.matters.carriers.facts.copying import CopyFacts, FinishFacts, WasteFacts
from shoumi.matters.carriers.facts.custody import HandOverFacts
from shoumi.matters.carriers.rules.bound import binds_roles

TOP = "top_secret"
CONSENTS_FOR_TOP_SECRET = frozenset(
    {"classifying_unit", "superior", "superior_of_classifying_unit"}
)
COPYING = frozenset({"copy", "reprint", "forward"})


@refusal("carriers.base.complete-copy-request", Copy)
def request_is_complete(act: Copy, facts: CopyFacts, _figures: Figures) -> Breach | None:
    """A request to copy names the original and what the copies are for."""
    if not facts.carriers:
        return breach(N_("Name the original."), missing="carriers")
    if not (act.purpose or "").strip():
        return breach(N_("Say what the copies are for."), missing="purpose")
    if not facts.operator_exists:
        return breach(N_("Operator and supervisor are people of this unit."), missing="operator")
    return None


@refusal("carriers.base.original-at-hand", Copy)
def original_is_there(_act: Copy, facts: CopyFacts, _figures: Figures) -> Breach | None:
    """Only a carrier that is kept or in a reader's hand is copied."""
    wrong = sorted({one.state for one in facts.carriers if one.state not in {"kept", "issued"}})
    if not wrong:
        return None
    return breach(
        N_("An original in the state {states} is not copied."),
        missing="carriers",
        states=" ".join(wrong),
    )


def is_copying(act: Copy, _facts: CopyFacts, _figures: Figures) -> bool:
    """The clause speaks of copying, and that is what is asked."""
    return act.operation in COPYING


def is_excerpting(act: Copy, _facts: CopyFacts, _figures: Figures) -> bool:
    """The clause speaks of excerpts, and one is asked."""
    return act.operation == "excerpt"


copy_approved = approval(
    "carriers.copy.approval",
    Copy,
    applies=is_copying,
    says="A carrier is copied only on a granted application.",
)
excerpt_approved = approval(
    "carriers.excerpt.approval",
    Copy,
    applies=is_excerpting,
    says="An excerpt is made only on a granted application.",
)


@refusal("carriers.copy.top-secret", Copy)
def top_secret_is_not_copied(act: Copy, facts: CopyFacts, figures: Figures) -> Breach | None:
    """Top-secret carriers are not copied: without exception, or save on the consent named."""
    if act.operation not in COPYING or all(one.level != TOP for one in facts.carriers):
        return None
    if figures.get("exception") in (None, "none"):
        return breach(N_("Top-secret carriers are never copied."), missing="carriers")
    shown = {each.kind for each in act.consents if each.number}
    if shown & CONSENTS_FOR_TOP_SECRET:
        return None
    return breach(
        N_("The classifying unit or its superior consents first; enter its paper."),
        missing="consents",
        supplier="secrecy_officer",
    )


@refusal("carriers.base.issuer-forbids-copying", Copy)
def issuer_does_not_forbid(_act: Copy, facts: CopyFacts, _figures: Figures) -> Breach | None:
    """What its issuer does not allow to be copied is not copied."""
    if facts.issuer_allows_copying != "no":
        return None
    return breach(N_("The issuer does not allow copies."), missing="consents", supplier="issuer")


@refusal("carriers.telegram.barred-ways", Copy)
def telegram_is_not_copied(_act: Copy, facts: CopyFacts, figures: Figures) -> Breach | None:
    """A cipher telegram is not copied in any way that a clause bars."""
    if all(one.family != "cipher_telegram" for one in facts.carriers):
        return None
    if not set(figures.codes("ways")) & {"copy", "print", "reprint"}:
        return None
    return breach(N_("Cipher telegrams are not copied."), missing="carriers")


@refusal("carriers.copy.only-by-job", FinishJob, HandOverCarriers)
def made_on_a_granted_job(
    _act: FinishJob | HandOverCarriers, facts: FinishFacts | HandOverFacts, figures: Figures
) -> Breach | None:
    """A copy leaves the machine, and changes hands, only through a granted job."""
    roles = facts.giver_roles if isinstance(facts, HandOverFacts) else facts.roles
    if not binds_roles(figures, roles):
        return None
    if isinstance(facts, HandOverFacts):
        granted = all(one.registered or one.origin != "copied" for one in facts.carriers)
    else:
        granted = facts.job_state == "granted"
    if granted:
        return None
    return breach(N_("No granted job allows these copies."), missing="job", cure="carriers.copy")


@refusal("carriers.base.job-is-granted", FinishJob)
def job_is_granted(act: FinishJob, facts: FinishFacts, _figures: Figures) -> Breach | None:
    """A job is finished once, and not after the last day of its grant."""
    if facts.job_state != "granted":
        return breach(N_("This job is finished already or was never granted."), missing="job")
    if not facts.ended or act.made == 0:
        return None
    return breach(
        N_("The last day of this job has passed; apply again for what is not made."),
        missing="job",
        cure="carriers.copy",
    )


@refusal("carriers.base.operator-finishes", FinishJob)
def operator_finishes(_act: FinishJob, facts: FinishFacts, _figures: Figures) -> Breach | None:
    """The operator of the job enters what was made."""
    if facts.operator in (None, facts.by):
        return None
    return breach(N_("Only the operator of this job enters what was made."), missing="operator")


@refusal("carriers.job.approved-number", FinishJob)
def no_more_than_approved(act: FinishJob, facts: FinishFacts, figures: Figures) -> Breach | None:
    """No more copies are entered than were approved."""
    return _too_many(act, facts) if figures.binds("jobs", facts.job_kind) else None


@refusal("carriers.base.made-is-approved", FinishJob)
def made_is_approved(act: FinishJob, facts: FinishFacts, _figures: Figures) -> Breach | None:
    """A granted job allows so many copies and not one more."""
    return _too_many(act, facts)


def _too_many(act: FinishJob, facts: FinishFacts) -> Breach | None:
    made = facts.made_before + act.made
    if made <= facts.approved:
        return None
    return breach(
        N_("{approved} copies were approved, {made} entered; destroy the rest as waste."),
        missing="made",
        cure="carriers.copy",
        approved=facts.approved,
        made=made,
    )


@refusal("carriers.job.place", Copy, FinishJob)
def done_at_an_allowed_place(
    act: Copy | FinishJob, facts: CopyFacts | FinishFacts, figures: Figures
) -> Breach | None:
    """A job is done inside the unit, or outside only as far as the clause allows."""
    kind = facts.job_kind if isinstance(facts, FinishFacts) else "copy"
    if not figures.binds("jobs", kind) or act.place_kind == figures.get("inside"):
        return None
    if act.place_kind in {"own_premises", "safe_place", "confidentiality_room"}:
        return None
    return breach(N_("This is done inside the unit."), missing="place_kind")


@attestation("carriers.job.confirmations", FinishJob)
def operator_confirms(act: FinishJob, facts: FinishFacts, figures: Figures) -> Breach | None:
    """Whoever ran the job confirms what only the operator can know of it."""
    if not figures.binds("jobs", facts.job_kind):
        return None
    open_ = [one for one in figures.codes("statements") if one not in act.statements]
    if not open_:
        return None
    return breach(
        N_("Confirm: {statements}."),
        missing=f"statements.{open_[0]}",
        statements=" ".join(open_),
    )


@refusal("carriers.job.intermediates", FinishJob)
def intermediates_are_numbered(
    act: FinishJob, _facts: FinishFacts, _figures: Figures
) -> Breach | None:
    """Intermediate material that is kept gets a number and a keeper before the job closes."""
    if all(each.number and each.keeper for each in act.intermediates):
        return None
    return breach(
        N_("Give what you keep of it a number and a keeper."), missing="intermediates.keeper"
    )


@refusal("carriers.copy.as-original", FinishJob)
def copy_is_as_its_original(act: FinishJob, facts: FinishFacts, figures: Figures) -> Breach | None:
    """A copy has the level, period and scope of its original; no act sets another."""
    if "level" not in figures.codes("inherits") or act.sets_level in (None, facts.level):
        return None
    return breach(
        N_("Copies bear the level of their original, {level}."),
        missing="sets_level",
        level=facts.level,
    )


@form("carriers.copy.marks", FinishJob)
def copies_bear_their_mark(act: FinishJob, _facts: FinishFacts, _figures: Figures) -> Breach | None:
    """Each copy bears a printed mark with unit, number of copies, date and serial number."""
    if act.made == 0 or act.marks_checked:
        return None
    return breach(N_("Confirm that every copy bears its copy mark."), missing="marks_checked")


def _waste_of(act: Act, _facts: object) -> tuple[str, ...]:
    return (act.job,) if isinstance(act, DestroyWaste) else ()


@duty(
    "carriers.waste.after-job",
    after=(FinishJob,),
    closed_by=(DestroyWaste,),
    closes=_waste_of,
)
def waste_is_destroyed(
    act: FinishJob, facts: FinishFacts, _figures: Figures
) -> tuple[Opening, ...]:
    """Waste pages of a job are destroyed within the period and logged."""
    if act.waste_pages == 0:
        return ()
    return (Opening(who=facts.by, thing=act.job, since=act.happened_at),)


@refusal("carriers.base.waste-is-open", DestroyWaste)
def waste_is_open(_act: DestroyWaste, facts: WasteFacts, _figures: Figures) -> Breach | None:
    """Only waste that is still there is logged as destroyed."""
    if facts.state in {"granted", "done"} and facts.waste_pages:
        return None
    return breach(N_("No waste of this job is left."), missing="job")


COPYING_RULES: tuple[Rule, ...] = (
    request_is_complete,
    original_is_there,
    copy_approved,
    excerpt_approved,
    top_secret_is_not_copied,
    issuer_does_not_forbid,
    telegram_is_not_copied,
    made_on_a_granted_job,
    job_is_granted,
    operator_finishes,
    no_more_than_approved,
    made_is_approved,
    done_at_an_allowed_place,
    operator_confirms,
    intermediates_are_numbered,
    copy_is_as_its_original,
    copies_bear_their_mark,
    waste_is_destroyed,
    waste_is_open,
)
