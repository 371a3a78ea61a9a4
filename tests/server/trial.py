"""A small matter of the tests' own: files that are registered, passed on and closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any, ClassVar

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.consequence import (
    Consequence,
    Linked,
    Made,
    Moment,
    Noticed,
    Numbered,
    become,
)
from shoumi.acts.fields import (
    DESK,
    KNOW,
    DepartmentRef,
    Level,
    Line,
    PersonRef,
    SealedLine,
    SealedText,
    refers_to,
)
from shoumi.acts.known import Asking, Known
from shoumi.acts.matter import ActKind, Matter
from shoumi.acts.rule import Opening, duty, refusal
from shoumi.acts.thing import Face, Thing, keys
from shoumi.deadlines.calendar import UnitTime
from shoumi.decision.catalogue import Catalogue, compose
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Clause, Effect
from shoumi.law.conditions import Scale
from shoumi.law.figures import Figures
from shoumi.law.levels import Level as LawLevel
from shoumi.law.levels import Levels, Scheme, Standing, Tier, levels_of
from shoumi.law.words import Message, Text
from shoumi.matters.organisation.things import Appointment, Department, Person
from shoumi.matters.personnel.things import Clearance
from tests.deadlines.unit import UNIT

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))


class File(Thing, frozen=True, kw_only=True, tag="trial.file"):
    words: ClassVar[tuple[str, ...]] = ("title",)

    number: Line
    title: Annotated[SealedLine | None, KNOW] = None
    level: Level | None = None
    department: DepartmentRef | None = None
    holder: PersonRef
    readers: tuple[PersonRef, ...] = ()
    remark: Annotated[SealedText | None, DESK] = None
    due_on: date | None = None
    state: str = "kept"

    def face(self) -> Face:
        return Face(
            number=self.number,
            level=self.level,
            state=self.state,
            holder=self.holder,
            department=self.department,
            due_on=self.due_on,
        )

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the file names its own
        return (
            keys("own", "person", {self.holder})
            | keys("know", "reader", self.readers)
            | keys("row", "department", {self.department})
            | {"desk:role:secrecy_office"}
        )


FileRef = Annotated[str, refers_to("trial.file")]


class Hire(Act, frozen=True, kw_only=True, tag="trial.hire"):
    name: SealedLine
    department: DepartmentRef | None = None
    role: str | None = None
    tier: str | None = None


class OpenDepartment(Act, frozen=True, kw_only=True, tag="trial.open-department"):
    name: Line


class Register(Act, frozen=True, kw_only=True, tag="trial.register"):
    title: SealedLine | None = None
    level: Level | None = None
    department: DepartmentRef | None = None
    holder: PersonRef
    readers: tuple[PersonRef, ...] = ()
    number: Line | None = None
    remark: SealedText | None = None


class Pass(Act, frozen=True, kw_only=True, tag="trial.pass"):
    files: tuple[FileRef, ...]
    to: PersonRef
    remark: SealedText | None = None
    due_on: date | None = None


class Close(Act, frozen=True, kw_only=True, tag="trial.close"):
    file: FileRef


class Held(msgspec.Struct, frozen=True, kw_only=True):
    files: tuple[File, ...] = ()
    number: int = 0


def nothing(act: Act, asking: Asking) -> Held:
    return Held(number=asking.known.next_number("trial.file"))


def held(act: Pass, asking: Asking) -> Held:
    found = [asking.known.get(File, identifier) for identifier in act.files]
    return Held(files=tuple(file for file in found if file is not None))


def held_one(act: Close, asking: Asking) -> Held:
    found = asking.known.get(File, act.file)
    return Held(files=(found,) if found else ())


def hired(act: Hire, facts: Held, moment: Moment) -> tuple[Consequence, ...]:
    person = Person(id=moment.new_id(), name=act.name, department=act.department)
    since = date(2020, 1, 1)
    made: list[Consequence] = [Made(person)]
    if act.role:
        made.append(
            Made(
                Appointment(id=moment.new_id(), person=person.id, role=act.role, since=since),
                principal=False,
            )
        )
    if act.tier:
        made.append(
            Made(
                Clearance(id=moment.new_id(), person=person.id, tier=act.tier, since=since),
                principal=False,
            )
        )
    return tuple(made)


def opened(act: OpenDepartment, facts: Held, moment: Moment) -> tuple[Consequence, ...]:
    return (Made(Department(id=moment.new_id(), name=act.name)),)


def registered(act: Register, facts: Held, moment: Moment) -> tuple[Consequence, ...]:
    file = File(
        id=moment.new_id(),
        number=act.number or f"F{facts.number}",
        title=act.title,
        level=act.level,
        department=act.department,
        holder=act.holder,
        readers=act.readers,
        remark=act.remark,
    )
    return (
        Made(file),
        Numbered("trial.file", facts.number),
        Linked(file.id, "kept-by", act.holder),
        Noticed(act.holder, _REGISTERED, file.id),
    )


def passed(act: Pass, facts: Held, moment: Moment) -> tuple[Consequence, ...]:
    return tuple(
        become(file, holder=act.to, remark=act.remark, due_on=act.due_on) for file in facts.files
    )


def closed(act: Close, facts: Held, moment: Moment) -> tuple[Consequence, ...]:
    return tuple(become(file, state="closed") for file in facts.files)


@refusal("trial.holder-passes", Pass)
def holder_passes(act: Pass, facts: Held, figures: Figures) -> Breach | None:
    """Only what is kept is passed on."""
    if all(file.state == "kept" for file in facts.files):
        return None
    return breach("Only what is kept is passed on.")


@refusal("trial.registers", Register)
def registers(act: Register, facts: Held, figures: Figures) -> Breach | None:
    """A file that is called forbidden is not registered."""
    return breach("It is forbidden.") if act.title == "forbidden" else None


@duty(
    "trial.close-in-time",
    after=(Register,),
    closed_by=(Close,),
    closes=lambda act, _: (act.file,),
)
def closing(act: Register, facts: Held, figures: Figures) -> tuple[Opening, ...]:
    """A registered file is closed in time."""
    return (Opening(who=act.holder),)


MATTER = Matter(
    slug="trial",
    things=(File, Person, Department, Appointment, Clearance),
    acts=(
        ActKind(act=Hire, facts=nothing, follows=hired),
        ActKind(act=OpenDepartment, facts=nothing, follows=opened),
        ActKind(act=Register, facts=nothing, follows=registered),
        ActKind(act=Pass, facts=held, follows=passed),
        ActKind(act=Close, facts=held_one, follows=closed),
    ),
    rules=(holder_passes, registers, closing),
)


_REGISTERED = Message("A file was registered for you.")

CATALOGUE: Catalogue = compose((MATTER,))


def _level(code: str, rank: int, standing: Standing = Standing.SECRET) -> LawLevel:
    name = Text(zh=code, en=code)
    return LawLevel(scheme="state", code=code, name=name, rank=rank, standing=standing)


def _tier(code: str, rank: int, level: str) -> Tier:
    return Tier(code=code, name=Text(zh=code, en=code), rank=rank, level=level)


LEVELS: Levels = levels_of(
    (
        Scheme(
            id="state",
            name=Text(zh="国家秘密", en="state secrets"),
            reference=True,
            levels=(
                _level("public", 0, Standing.BELOW),
                _level("confidential", 10),
                _level("secret", 20),
                _level("top_secret", 30),
            ),
        ),
    ),
    (
        _tier("general", 1, "confidential"),
        _tier("important", 2, "secret"),
        _tier("core", 3, "top_secret"),
    ),
)


def _clause(number: str, rule: str, effect: Effect = Effect.REFUSE) -> Clause:
    return Clause(
        pack="trial",
        number=number,
        locator=number,
        says=Text(zh=rule, en=rule),
        mode="enforce",
        effect=effect,
        rule=rule,
    )


CLAUSES = (
    _clause("1", "base.actor.of-the-unit"),
    _clause("2", "base.actor.role"),
    _clause("3", "base.thing.visible"),
    _clause("4", "trial.holder-passes"),
    _clause("5", "trial.registers"),
    _clause("6", "trial.close-in-time", Effect.DUTY),
)
FIGURES: Mapping[str, Mapping[str, Any]] = {
    "2": {
        "acts": {
            "trial.hire": ["setup", "secrecy_office"],
            "trial.open-department": ["setup", "secrecy_office"],
            "trial.register": ["secrecy_office"],
            "trial.pass": ["anyone"],
            "trial.close": ["anyone"],
        }
    },
    "6": {"within": "P10D"},
}


class SmallLaw:
    """Six clauses, always in force."""

    digest = "00" * 32
    levels = LEVELS
    day = MONDAY.date()
    scale = Scale(levels=LEVELS, kinds={}, until=lambda _: MONDAY.date())

    def of_rule(self, rule: str, /) -> tuple[Clause, ...]:
        return tuple(clause for clause in CLAUSES if clause.rule == rule)

    def figures(self, clause: Clause, /) -> Figures:
        return Figures(values=FIGURES.get(clause.number, {}))

    def clause(self, identifier: str, /) -> Clause | None:
        return next((clause for clause in CLAUSES if clause.id == identifier), None)

    def parameter(self, _code: str, /) -> None:
        return None

    def codes(self, _sort: str, /) -> frozenset[str]:
        return frozenset()

    def once(self, _key: object, work_out: Callable[[], Any], /) -> Any:  # noqa: ANN401 whatever
        return work_out()


class SmallBook:
    """The same law on every day."""

    def today(self, _known: Known, _day: date, /) -> tuple[Any, UnitTime]:
        return SmallLaw(), UNIT

    def forget(self) -> None:
        """There is nothing to forget."""

    def timed(self, _known: Known, /) -> UnitTime:
        return UNIT
