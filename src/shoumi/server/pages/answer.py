"""May I? What the clauses say of an act, as lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.shape import Shape, shapes
from shoumi.decision.catalogue import UnusableActError
from shoumi.decision.verdict import Finding, Ruling, Said, Verdict
from shoumi.law.clause import Clause, Effect, Json
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.forms.typed import empty_fields

TONES = {
    Said.REFUSED: "no",
    Said.WAITING: "wait",
    Said.GAP: "wait",
    Said.SATISFIED: "yes",
    Said.RECORDED: "yes",
    Said.OPENED: "duty",
    Said.CLOSED: "yes",
}
_ORDER = ("no", "empty", "wait", "duty", "yes")
_ANYTHING: Mapping[str, Json] = {"number": 1, "yes_no": True, "map": {}, "text": "…"}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What one clause says. `empty`: it only waits for a field that is not filled in yet."""

    tone: str
    clause: str
    pack: str
    number: str
    locator: str
    says: str
    sentence: str = ""
    missing: str = ""
    supplier: str = ""
    cure: str = ""
    cure_name: str = ""
    proposed: tuple[str, ...] = ()
    due_at: datetime | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of it: permitted, waiting, refused, or empty while the form is being filled."""

    verdict: str
    lines: tuple[Line, ...] = ()
    ruling: Ruling | None = None
    empty: tuple[str, ...] = ()
    fault: str = ""
    fault_at: str = ""

    def of(self, tone: str) -> tuple[Line, ...]:
        """The lines of one tone."""
        return tuple(line for line in self.lines if line.tone == tone)

    @property
    def refusal(self) -> Line | None:
        """The first clause that says no."""
        return next(iter(self.of("no")), None)


def asked(desk: Desk, slug: str, payload: Mapping[str, Json]) -> Answer:
    """What the clauses say of an act as far as it is filled in.

    Empty fields are given a stand-in, and a clause that misses one of them is not held against
    the act: it waits for the field.
    """
    kind = desk.catalogue.acts[slug]
    empty = tuple(empty_fields(kind.act, payload))
    names = {shape.name for shape in shapes(kind.act)} - set(payload)
    try:
        act = desk.read({"do": slug, **payload, **_stand_ins(empty, desk)})
    except UnusableActError as error:
        if any(shape.ref and _stand_in(shape, desk) is None for shape in empty):
            return Answer(verdict="empty", empty=_named(empty, slug, desk))
        return Answer(
            verdict="fault", fault=desk.words.say(error.message), fault_at=error.field or ""
        )
    return _answer(desk.may(act), desk, empty=_named(empty, slug, desk), unfilled=names)


def answer_to(desk: Desk, act: Act) -> Answer:
    """What the clauses say of a whole act."""
    return _answer(desk.may(act), desk, empty=(), unfilled=set())


def answer_from(desk: Desk, ruling: Ruling) -> Answer:
    """A ruling that has been made, for reading."""
    return _answer(ruling, desk, empty=(), unfilled=set())


def _named(empty: Iterable[Shape], slug: str, desk: Desk) -> tuple[str, ...]:
    return tuple(desk.words.field(shape, slug) for shape in empty)


def _stand_ins(empty: Iterable[Shape], desk: Desk) -> dict[str, Json]:
    found = {shape.name: _stand_in(shape, desk) for shape in empty}
    return {name: value for name, value in found.items() if value is not None}


def _stand_in(shape: Shape, desk: Desk) -> Json:
    """Something of the right kind for an empty field; None where nothing can stand in."""
    if shape.many:
        return []
    if shape.ref or shape.inner:
        return _one_of_the_unit(shape, desk)
    if shape.code:
        return next((code for code, _ in desk.words.codes(shape.code)), None)
    today = {"date": desk.asking.on.isoformat(), "at": desk.at.isoformat()}
    return today.get(shape.sort, _ANYTHING.get(shape.sort))


def _one_of_the_unit(shape: Shape, desk: Desk) -> Json:
    """Who asks, or his department: both are there, and neither says yes for another."""
    if shape.ref == "organisation.person":
        return desk.person
    if shape.ref == "organisation.department":
        return desk.asking.people.department(desk.person)
    return None


def _answer(ruling: Ruling, desk: Desk, *, empty: tuple[str, ...], unfilled: set[str]) -> Answer:
    lines = sorted(
        (_line(finding, desk, unfilled) for finding in ruling.findings),
        key=lambda line: _ORDER.index(line.tone),
    )
    tones = {line.tone for line in lines}
    verdict = ruling.verdict.value
    if (ruling.verdict is Verdict.REFUSED and "no" not in tones) or (
        ruling.verdict is not Verdict.REFUSED and empty
    ):
        verdict = "empty"
    return Answer(verdict=verdict, lines=tuple(lines), ruling=ruling, empty=empty)


def _line(finding: Finding, desk: Desk, unfilled: set[str]) -> Line:
    words = desk.words
    clause = words.clause(finding.clause)
    said = finding.breach
    tone = TONES[finding.said]
    if said is not None and said.missing in unfilled:
        tone = "empty"
    pack, _, number = finding.clause.partition("/")
    found = words.pack(pack)
    return Line(
        tone=tone,
        clause=finding.clause,
        pack=words.text(found.title) if found else pack,
        number=number,
        locator=clause.locator if clause else number,
        says=words.text(clause.says) if clause else "",
        sentence=words.say(said.message) if said else "",
        missing=words.field(said.missing) if said and said.missing else "",
        supplier=words.term("role", said.supplier) if said and said.supplier else "",
        cure=said.cure or "" if said and said.cure in desk.catalogue.acts else "",
        cure_name=words.term("act", said.cure) if said and said.cure else "",
        proposed=finding.proposed,
        due_at=finding.due_at,
    )


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody confirms by performing an act, and the clause that asks for it."""

    code: str
    name: str
    clause: Clause


def statements_for(desk: Desk, slug: str) -> tuple[Statement, ...]:
    """The statements that clauses in force ask for with an act, each once."""
    found: dict[str, Statement] = {}
    for rule in desk.catalogue.binding[slug]:
        for clause in desk.house.law.of_rule(rule.slug):
            if clause.effect is not Effect.ATTEST:
                continue
            figures = desk.house.law.figures(clause)
            for code in (*figures.codes("statements"), *_items(figures.get("items"))):
                name = desk.words.term("statement", code)
                found.setdefault(code, Statement(code=code, name=name, clause=clause))
    return tuple(found.values())


def _items(value: Json) -> tuple[str, ...]:
    return tuple(cast("list[str]", value)) if isinstance(value, list) else ()
