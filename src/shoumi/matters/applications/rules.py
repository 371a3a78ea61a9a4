"""The laws of approval: who signs, who does not, and what a signature must show."""

from __future__ import annotations

from shoumi.acts.confirming import confirmed_wrongly
from shoumi.acts.rule import Rule, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.applications.acts import (
    AddSignatory,
    Apply,
    Countersign,
    Delegate,
    NameSigner,
    Recall,
    Return,
    Sign,
    Urge,
)
from shoumi.matters.applications.facts import (
    ApplicationFacts,
    ApplyFacts,
    DelegateFacts,
    NamingFacts,
    OnApplication,
)
from shoumi.matters.applications.outcomes import given_by, outcome, stage_meant
from shoumi.procedures.application import State
from shoumi.procedures.delegation import delegate
from shoumi.procedures.signing import signers_so_far

SHOWN = frozenset({"opinion", "minutes", "paper", "answers"})


@refusal("applications.base.not-concerned", Sign, Return, Countersign, AddSignatory)
def is_not_concerned(
    act: Sign | Return | Countersign | AddSignatory, facts: ApplicationFacts, figures: Figures
) -> Breach | None:
    """The applicant and whom the act concerns sign no stage of it, nor does another for them."""
    if facts.application is None or not _acts_at_a_stage(act):
        return None
    if facts.application.excluded.isdisjoint(_names(act, facts)):
        return None
    return breach(
        N_("The applicant, and whom the act concerns, sign no stage of the application."),
        missing="signer",
    )


def _acts_at_a_stage(act: OnApplication) -> bool:
    return not (isinstance(act, Countersign) and act.answer is not None)


def _names(act: OnApplication, facts: ApplicationFacts) -> tuple[str, ...]:
    """Whose name is used: of who acts, and of the one for whom."""
    behalf = act.on_behalf_of if isinstance(act, Sign | Return) else None
    return (facts.by,) if behalf is None else (facts.by, behalf)


@refusal("applications.base.one-stage-a-person", Sign)
def signs_one_stage(act: Sign, facts: ApplicationFacts, figures: Figures) -> Breach | None:
    """Nobody signs two stages of one application, in the own name or in another's."""
    stage = stage_meant(act, facts)
    if facts.application is None or stage is None or not stage.signed_in_person:
        return None
    if signers_so_far(facts.application).isdisjoint(_names(act, facts)):
        return None
    return breach(
        N_("Nobody signs two stages of one application; another holder or the deputy signs."),
        missing="signer",
    )


@refusal("applications.base.cleared", Sign, Countersign, AddSignatory)
def may_know_what_it_is_about(
    act: Sign | Countersign | AddSignatory, facts: ApplicationFacts, figures: Figures
) -> Breach | None:
    """Who signs, or is asked, is cleared for the level of what the application names."""
    if not facts.uncleared:
        return None
    levels = facts.application.wanted.levels if facts.application else ()
    return breach(
        N_("Not cleared for what this application names ({levels}): {people}."),
        missing="tier",
        supplier="secrecy_office",
        cure="personnel.grant-clearance",
        levels=" ".join(levels),
        people=" ".join(facts.uncleared),
    )


@refusal("applications.base.signature-complete", Sign)
def shows_what_it_must(act: Sign, facts: ApplicationFacts, figures: Figures) -> Breach | None:
    """Who disagrees says why; who tells others' consent shows minutes, paper and answers."""
    after = outcome(act, facts)
    if not isinstance(after, Breach) or (after.missing or "").partition(".")[0] not in SHOWN:
        return None
    return after


@refusal("applications.base.urged-once-a-day", Urge)
def is_urged_once_a_day(act: Urge, facts: ApplicationFacts, figures: Figures) -> Breach | None:
    """A stage is urged at most once a day."""
    stage = stage_meant(act, facts)
    if facts.application is None or stage is None:
        return None
    today = (stage.id, facts.at.date())
    if all((sent.stage, sent.at.date()) != today for sent in facts.application.urgings):
        return None
    return breach(N_("This stage was urged today; urge it again tomorrow."), missing="stage")


@refusal("applications.base.in-order", Sign, Return, Recall, Countersign, AddSignatory, Urge)
def is_in_order(act: OnApplication, facts: ApplicationFacts, figures: Figures) -> Breach | None:
    """An open stage is signed by who holds its role or a delegation; only the applicant recalls."""
    after = outcome(act, facts)
    if not isinstance(after, Breach) or _said_by_another_rule(act, facts):
        return None
    return after


def _said_by_another_rule(act: OnApplication, facts: ApplicationFacts) -> bool:
    nothing = Figures(values={})
    if isinstance(act, Sign):
        checks = (
            is_not_concerned,
            signs_one_stage,
            may_know_what_it_is_about,
            shows_what_it_must,
        )
        return any(each.check and each.check(act, facts, nothing) for each in checks)
    if isinstance(act, Urge):
        check = is_urged_once_a_day.check
        return check is not None and check(act, facts, nothing) is not None
    check = is_not_concerned.check
    stated = isinstance(act, Return | Countersign | AddSignatory)
    return stated and check is not None and check(act, facts, nothing) is not None


@refusal("applications.base.hands-in-own", Apply)
def hands_in_the_own(act: Apply, facts: ApplyFacts, figures: Figures) -> Breach | None:
    """Only the applicant hands in again, and only what was returned."""
    again = facts.again
    if again is None or (again.applicant == facts.by and again.state is State.RETURNED):
        return None
    return breach(
        N_("Only the applicant hands in again, and only what was returned."), missing="again"
    )


@refusal("applications.base.delegation", Delegate)
def delegates_what_is_held(act: Delegate, facts: DelegateFacts, figures: Figures) -> Breach | None:
    """Who holds a role may let another sign for it between two days, unless it is personal."""
    if not facts.delegate_exists:
        return breach(N_("Name a person of this unit who has not left."), missing="person")
    if act.until < facts.on:
        return breach(N_("The last day of the delegation has passed."), missing="until")
    if facts.excluding:
        return breach(
            N_("Who is {held} does not sign as {role}; name another."),
            missing="person",
            held=" ".join(sorted(facts.excluding)),
            role=act.role,
        )
    given = given_by(act, facts.by)
    answer = delegate(given, held=facts.held, personal=figures.codes("personal"))
    return answer if isinstance(answer, Breach) else None


@refusal("applications.base.naming-complete", NameSigner)
def names_one_signer(act: NameSigner, facts: NamingFacts, figures: Figures) -> Breach | None:
    """A naming states act, clause and reason, and either a role or a person."""
    if act.confirms is not None:
        return None
    stated = act.act and act.clause and act.reason.strip()
    if stated and (act.role is None) != (act.person is None):
        return None
    return breach(
        N_("State act, clause and reason, and either a role or a person."), missing="role"
    )


@refusal("applications.base.second-person", NameSigner)
def is_confirmed_by_another(act: NameSigner, facts: NamingFacts, figures: Figures) -> Breach | None:
    """Who signs where the text names nobody is proposed by one person and confirmed by another."""
    return confirmed_wrongly(facts.confirming)


RULES: tuple[Rule, ...] = (
    is_not_concerned,
    signs_one_stage,
    may_know_what_it_is_about,
    shows_what_it_must,
    is_urged_once_a_day,
    is_in_order,
    hands_in_the_own,
    delegates_what_is_held,
    names_one_signer,
    is_confirmed_by_another,
)
