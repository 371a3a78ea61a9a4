"""Cases: a written timeline of acts with what is expected of each, run in a scratch ledger."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from shoumi.acts.consequence import Made
from shoumi.acts.thing import Thing
from shoumi.decision.catalogue import UnusableActError
from shoumi.decision.inbox import DutyLine, standing_duties
from shoumi.decision.ledger import Ledger
from shoumi.decision.perform import Performed
from shoumi.decision.sight import may_see
from shoumi.decision.verdict import Ruling
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.matters.law.things import AdoptedPack
from shoumi.matters.organisation.things import Appointment, Department, Person, Unit
from shoumi.matters.personnel.things import Clearance

BASE = "shoumi"
THE_UNIT = "unit"


class CaseError(ValueError):
    """A case that cannot be run: says at which place, and what would be right."""

    def __init__(self, message: Message) -> None:
        """Keep the sentence for translation."""
        super().__init__(str(message))
        self.message = message


class CasePerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person of the case's unit."""

    id: str
    name: str = ""
    department: str | None = None
    posts: tuple[str, ...] = ()
    tier: str | None = None
    employment: str = "regular"


class DueLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is expected of a duty."""

    duty: str
    who: str | None = None
    state: str = "due"
    due_on: date | None = None
    due_at: datetime | None = None
    count: int | None = None


class SeeLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a person learns that a thing exists."""

    person: str
    thing: str
    visible: bool


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="lower"):
    """One moment: an act with its expectation, or only a look at duties and visibility."""

    at: datetime
    by: str | None = None
    do: str | None = None
    with_: dict[str, Any] = msgspec.field(name="with", default={})
    as_: str | None = msgspec.field(name="as", default=None)
    expect: str | None = None
    clauses: tuple[str, ...] = ()
    not_clauses: tuple[str, ...] = ()
    missing: str | None = None
    due: tuple[DueLine, ...] = ()
    see: tuple[SeeLine, ...] = ()
    note: str | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case as it is written."""

    title: str
    regulations: tuple[str, ...] = ()
    adopted_on: date | None = None
    person: tuple[CasePerson, ...] = ()
    step: tuple[Step, ...] = ()
    note: str | None = None


class StepOutcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of one step; `differences` are sentences, none if all was as expected."""

    step: int
    do: str | None = None
    expected: str | None = None
    outcome: str | None = None
    clauses: tuple[str, ...] = ()
    refused_by: tuple[str, ...] = ()
    reasons: tuple[Message, ...] = ()
    differences: tuple[Message, ...] = ()


def read_case(content: bytes) -> Case:
    """A case out of its TOML; CaseError says what is wrong and where."""
    try:
        return msgspec.convert(tomllib.loads(content.decode()), type=Case)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CaseError(
            Message(N_("This is no case: {reason}."), {"reason": str(error)})
        ) from error


def run_case(case: Case, ledger: Ledger) -> tuple[StepOutcome, ...]:
    """Run every step in order; a difference does not stop the case."""
    run = _Run(case, ledger)
    return tuple(run.steps())


class _Run:
    """A case under way: the ledger, and what its names stand for."""

    def __init__(self, case: Case, ledger: Ledger) -> None:
        self._case, self._ledger = case, ledger
        self._named: dict[str, tuple[str, ...]] = {}
        ledger.enter(tuple(Made(thing) for thing in _population(case, ledger)))

    def steps(self) -> Iterator[StepOutcome]:
        for number, step in enumerate(self._case.step, 1):
            outcome = self._acted(number, step) if step.do else StepOutcome(step=number)
            looked = (*self._dues(step), *self._sights(step))
            yield msgspec.structs.replace(outcome, differences=(*outcome.differences, *looked))

    def _acted(self, number: int, step: Step) -> StepOutcome:
        try:
            payload: dict[str, Json] = {"do": step.do, **self._resolved(step.with_)}
            by = str(self._resolved(step.by or ""))
            performed = self._ledger.do(payload, by, step.at)
        except (UnusableActError, CaseError) as error:
            return StepOutcome(
                step=number,
                do=step.do,
                expected=step.expect,
                outcome="unusable",
                reasons=(error.message,),
                differences=(error.message,) if step.expect != "unusable" else (),
            )
        if step.as_:
            self._named[step.as_] = performed.made
        return _judged(number, step, performed)

    def _resolved(self, value: Json) -> Json:
        """The payload with its names replaced; a name alone in a list stands for all it made."""
        if isinstance(value, dict):
            return {key: self._resolved(each) for key, each in value.items()}
        if isinstance(value, list):
            return [one for each in value for one in self._listed(each)]
        if isinstance(value, str) and value.startswith("$"):
            return self._ids(value)[0]
        return value

    def _listed(self, each: Json) -> list[Json]:
        if isinstance(each, str) and each.startswith("$"):
            return list(self._ids(each))
        return [self._resolved(each)]

    def _ids(self, name: str) -> tuple[str, ...]:
        """The ids of $A, or of the second thing of it as $A.2, or of its $A.edition."""
        plain, _, part = name[1:].partition(".")
        made = self._named.get(plain, ())
        if part.isdigit():
            made = made[int(part) - 1 : int(part)]
        elif part and made:
            made = self._field(made[0], part)
        if not made:
            raise CaseError(
                Message(N_("{name} names nothing that was made before."), {"name": name})
            )
        return made

    def _field(self, identifier: str, field: str) -> tuple[str, ...]:
        value = getattr(self._thing(identifier), field, None)
        if isinstance(value, tuple):
            return tuple(str(one) for one in value)
        return (str(value),) if value is not None else ()

    def _thing(self, identifier: str) -> Thing | None:
        for rows in self._ledger.registers.things.values():
            if identifier in rows:
                return rows[identifier]
        return None

    def _dues(self, step: Step) -> Iterator[Message]:
        duties = standing_duties(self._ledger, step.at) if step.due else ()
        for line in step.due:
            fitting = [
                found
                for found in duties
                if found.rule == line.duty
                and line.who in (None, found.who)
                and found.state == line.state
                and line.due_at in (None, found.due_at)
                and _falls(found.due_at, line.due_on)
            ]
            if len(fitting) == line.count or (line.count is None and fitting):
                continue
            seen = sorted({_told(found) for found in duties})
            yield Message(
                N_("Expected the duty {duty} of {who} to be {state}; there are: {seen}."),
                {
                    "duty": line.duty,
                    "who": line.who or "*",
                    "state": f"{line.state} {line.due_at or line.due_on or ''}".strip(),
                    "seen": "; ".join(seen) or "-",
                },
            )

    def _sights(self, step: Step) -> Iterator[Message]:
        for line in step.see:
            try:
                identifier = str(self._resolved(line.thing))
            except CaseError as error:
                # The step that should have made it was refused; what that step says is the cause.
                yield error.message
                continue
            thing = self._thing(identifier)
            asking = self._ledger.asking(line.person, step.at)
            seen = thing is not None and may_see(
                line.person,
                thing,
                known=asking.known,
                people=asking.people,
                levels=asking.levels,
            )
            if seen != line.visible:
                template = (
                    N_("{person} should see {thing} and does not.")
                    if line.visible
                    else N_("{person} should not see {thing} and does.")
                )
                yield Message(template, {"person": line.person, "thing": line.thing})


def _falls(due_at: datetime | None, expected: date | None) -> bool:
    return expected is None or (due_at is not None and due_at.date() == expected)


def _told(duty: DutyLine) -> str:
    when = duty.due_at.isoformat(timespec="minutes") if duty.due_at else ""
    return f"{duty.rule} {duty.who} {duty.state} {when}".strip()


def _judged(number: int, step: Step, performed: Performed) -> StepOutcome:
    ruling = performed.ruling
    refusing = ruling.refusing()
    said = (
        *ruling.clauses,
        *(each for part in performed.contained for each in part.ruling.clauses),
    )
    return StepOutcome(
        step=number,
        do=step.do,
        expected=step.expect,
        outcome=ruling.verdict.value,
        clauses=said,
        refused_by=tuple(dict.fromkeys(one.clause for one in refusing)),
        reasons=tuple(one.breach.message for one in refusing if one.breach),
        differences=(*_otherwise_ruled(step, ruling), *_otherwise_said(step, said)),
    )


def _otherwise_ruled(step: Step, ruling: Ruling) -> Iterator[Message]:
    breaches = [(one.clause, one.breach) for one in ruling.refusing() if one.breach]
    if step.expect and ruling.verdict.value != step.expect:
        why = "; ".join(f"{clause}: {found.message}" for clause, found in breaches)
        yield Message(
            N_("Expected {expected}, got {got}. {why}"),
            {"expected": step.expect, "got": ruling.verdict.value, "why": why},
        )
    if step.missing and step.missing not in {found.missing for _, found in breaches}:
        yield Message(N_("No finding says that {field} is missing."), {"field": step.missing})


def _otherwise_said(step: Step, said: tuple[str, ...]) -> Iterator[Message]:
    for clause in step.clauses:
        if clause not in said:
            yield Message(N_("{clause} is not among the findings."), {"clause": clause})
    for clause in step.not_clauses:
        if clause in said:
            yield Message(
                N_("{clause} is among the findings and should not be."), {"clause": clause}
            )


def _population(case: Case, ledger: Ledger) -> Iterator[Thing]:
    """The unit, its departments, people, posts and clearances, and the packs in force."""
    first = min((step.at.date() for step in case.step), default=date(2026, 1, 1))
    since = case.adopted_on or date(first.year, 1, 1)
    yield Unit(id=THE_UNIT, name=case.title)
    for name in dict.fromkeys(one.department for one in case.person if one.department):
        yield Department(id=name, name=name)
    for person in case.person:
        yield from _person(person, since)
    yield from _adoptions((BASE, *case.regulations), since, ledger)


def _person(person: CasePerson, since: date) -> Iterator[Thing]:
    yield Person(
        id=person.id,
        name=person.name or person.id,
        department=person.department,
        employment=person.employment,
    )
    for post in person.posts:
        role = post.replace("-", "_")
        place = person.department if role.startswith("department_") else None
        yield Appointment(
            id=f"{person.id}:{role}", person=person.id, role=role, department=place, since=since
        )
    if person.tier:
        yield Clearance(id=f"{person.id}:tier", person=person.id, tier=person.tier, since=since)


def _adoptions(packs: Iterable[str], since: date, ledger: Ledger) -> Iterator[Thing]:
    for pack in dict.fromkeys(packs):
        digest = ledger.book.shelf.digest(pack)
        if digest is None:
            known = " ".join(sorted(ledger.book.shelf.library))
            raise CaseError(
                Message(
                    N_("There is no pack {pack}; there are: {known}."),
                    {"pack": pack, "known": known},
                )
            )
        yield AdoptedPack(id=f"adopted:{pack}", pack=pack, digest=digest, since=since)


def expectations_met(outcomes: Iterable[StepOutcome]) -> bool:
    """Whether every step came out as expected."""
    return not any(outcome.differences for outcome in outcomes)


Outcomes = Mapping[str, tuple[StepOutcome, ...]]
