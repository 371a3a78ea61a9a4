"""The laws of changing the law."""

from __future__ import annotations

from datetime import date

from shoumi.acts.confirming import confirmed_wrongly
from shoumi.acts.rule import Rule, approval, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.law.acts import Adopt, Repeal, SetValue
from shoumi.matters.law.facts import LawFacts, stated
from shoumi.matters.law.things import AdoptedPack

ChangeOfLaw = Adopt | Repeal | SetValue


@refusal("law.base.second-person", Adopt, Repeal, SetValue)
def is_confirmed_by_another(act: ChangeOfLaw, facts: LawFacts, figures: Figures) -> Breach | None:
    """The law of the unit changes when one person proposes it and another confirms it."""
    return confirmed_wrongly(facts.confirming)


@refusal("law.base.complete", Adopt, Repeal, SetValue)
def says_what_changes(act: ChangeOfLaw, facts: LawFacts, figures: Figures) -> Breach | None:
    """A proposal says what changes and from which day; a parameter by its code or its figure."""
    if facts.confirming.meant:
        return None
    lacking = _lacking(act)
    if lacking is None:
        return None
    return breach(
        N_("Say what changes and from which day: {field}."), missing=lacking, field=lacking
    )


def _lacking(act: ChangeOfLaw) -> str | None:
    if isinstance(act, Adopt):
        wanted = {"pack": act.pack, "digest": act.digest, "since": act.since}
    elif isinstance(act, Repeal):
        wanted = {"pack": act.pack, "on": act.on, "reason": act.reason.strip()}
    else:
        named = act.code if act.clause is None and act.figure is None else None
        figure = act.clause and act.figure if act.code is None else None
        wanted = {"code": named or figure, "value": act.value, "since": act.since}
    return next((name for name, value in wanted.items() if value in (None, "")), None)


@refusal("law.base.never-earlier", Adopt, Repeal, SetValue)
def is_never_earlier(act: ChangeOfLaw, facts: LawFacts, figures: Figures) -> Breach | None:
    """The law changes from the day of the act at the earliest, never for the past."""
    since: date | None = stated(act)["since"]
    if facts.confirming.meant or since is None or facts.on <= since:
        return None
    return breach(
        N_("Nothing binds for the past: choose {today} or later."),
        missing="on" if isinstance(act, Repeal) else "since",
        today=facts.on.isoformat(),
    )


@refusal("law.base.digest-of-the-shelf", Adopt)
def is_the_pack_on_the_shelf(act: Adopt, facts: LawFacts, figures: Figures) -> Breach | None:
    """What is adopted is exactly the pack that stands on the shelf."""
    digest = facts.standing.digest if facts.standing else act.digest
    if digest is None or digest == facts.digest_on_shelf:
        return None
    if facts.digest_on_shelf is None:
        return breach(N_("There is no pack of that id on the shelf."), missing="pack")
    return breach(
        N_("The pack on the shelf is another version; look at it again before you adopt it."),
        missing="digest",
    )


@refusal("law.base.not-adopted-twice", Adopt)
def is_not_adopted_twice(act: Adopt, facts: LawFacts, figures: Figures) -> Breach | None:
    """What is in force is not adopted again, and no version overtakes one adopted for later."""
    digest = facts.standing.digest if facts.standing else act.digest
    since = facts.standing.since if facts.standing else act.since
    lasting = [row for row in facts.adopted if row.until is None]
    if any(row.digest == digest for row in lasting):
        return breach(N_("This version of the pack is adopted already."), missing="digest")
    if since is not None and any(since <= row.since for row in lasting):
        return breach(
            N_("Another version begins on that day or later; choose a later day."), missing="since"
        )
    return None


@refusal("law.base.only-what-is-adopted", Repeal)
def repeals_what_is_adopted(act: Repeal, facts: LawFacts, figures: Figures) -> Breach | None:
    """Only an adopted pack is repealed, and never the pack that carries the program's own law."""
    pack = facts.standing.pack if facts.standing else act.pack
    if pack in figures.codes("stays"):
        return breach(N_("The base pack {pack} is not repealed."), missing="pack", pack=pack or "")
    if act.confirms is not None or pack is None or _lasting(facts.adopted):
        return None
    return breach(N_("That pack is not adopted, or its end is set already."), missing="pack")


def _lasting(adopted: tuple[AdoptedPack, ...]) -> bool:
    return any(row.until is None for row in adopted)


@refusal("law.base.value-of-the-kind", SetValue)
def is_of_the_same_kind(act: SetValue, facts: LawFacts, figures: Figures) -> Breach | None:
    """A parameter keeps its kind: a number stays a number, a list a list, a text a text."""
    if act.value is None or facts.value_now is None or _alike(act.value, facts.value_now):
        return None
    return breach(N_("The value is of another kind than the one it replaces."), missing="value")


def _alike(one: object, other: object) -> bool:
    lists = (list, tuple)
    return type(one) is type(other) or (isinstance(one, lists) and isinstance(other, lists))


def binds_less(_act: SetValue, facts: LawFacts, _figures: Figures) -> bool:
    """Only a value that binds less than the one set is asked for."""
    return facts.loosens


loosening_is_asked = approval(
    "law.parameter.loosening",
    SetValue,
    applies=binds_less,
    says="A value that binds less than the one set is asked of the body that adopts.",
)


RULES: tuple[Rule, ...] = (
    is_confirmed_by_another,
    says_what_changes,
    is_never_earlier,
    is_the_pack_on_the_shelf,
    is_not_adopted_twice,
    repeals_what_is_adopted,
    is_of_the_same_kind,
    loosening_is_asked,
)
