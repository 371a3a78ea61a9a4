"""The clauses of a pack: each with one effect, its figures and its examples."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from shoumi.law import errors
from shoumi.law.clause import Clause, Effect, Example, Figure, Json
from shoumi.law.reading.figures import read_figures
from shoumi.law.reading.notes import listed, nearest
from shoumi.law.reading.table import Table, plain
from shoumi.law.rules import Rule, RuleCatalogue

NUMBER: Final = re.compile(r"[0-9A-Za-z]+([.-][0-9A-Za-z]+)*", re.ASCII)
EFFECTS: Final = frozenset(Effect)
MODES: Final = frozenset({"enforce", "attest", "guide", "teach", "define"})
_SLUG: Final = re.compile(r"[a-z]+\.[a-z-]+\.[a-z-]+", re.ASCII)
_OWN: Final[dict[Effect, str]] = {
    Effect.ATTEST: "attest",
    Effect.ACKNOWLEDGE: "teach",
    Effect.PRINCIPLE: "teach",
    Effect.DEFINE: "define",
}


class Found:
    """The clauses of a pack as they are met, so that doubled ones are seen."""

    def __init__(self, pack: str, words: RuleCatalogue, served: Collection[str]) -> None:
        self.pack = pack
        self.words = words
        self.served = served
        self.clauses: list[Clause] = []
        self.places: dict[str, str] = {}
        self.routes: list[tuple[Table, str, dict[str, Figure]]] = []


def read_clause(table: Table, found: Found) -> None:
    """Read one [[clause]] and keep it, noting what is wrong."""
    number = _number(table, found)
    effect, slug = _effect(table)
    rule = _rule(table, effect, slug, found.words)
    since, until = _days(table)
    figures = read_figures(table, rule, found.words)
    clause = Clause(
        pack=found.pack,
        number=number,
        locator=table.text("locator"),
        says=table.both("says"),
        mode=_mode(table, effect),
        effect=effect or Effect.PRINCIPLE,
        rule=slug,
        figures=figures,
        examples=tuple(_examples(table, found.words)),
        since=since,
        until=until,
    )
    table.close()
    _check_sides(table, clause, found.served)
    _check_doubled(table, clause, found.clauses)
    _check_route(table, clause)
    found.routes.append((table, number, figures))
    found.clauses.append(clause)


def _number(table: Table, found: Found) -> str:
    number = table.text("number")
    if number:
        table.place = number
    if number and not NUMBER.fullmatch(number):
        table.fault(errors.BAD_NUMBER, number=number)
    elif number in found.places:
        table.fault(errors.DOUBLED_NUMBER, number=number, first=found.places[number])
    elif number:
        found.places[number] = table.file
    return number


def _effect(table: Table) -> tuple[Effect | None, str]:
    """The one key that is an effect, and the rule it names."""
    named = [effect for effect in Effect if effect.value in table.content]
    for effect in named:
        table.ask(effect.value)
    if len(named) > 1:
        table.fault(errors.TWO_EFFECTS, count=len(named), found=listed(named))
    if len(named) == 1:
        return named[0], table.text(named[0].value)
    if not named and not _unknown_effects(table):
        table.fault(errors.NO_EFFECT, effects=listed(EFFECTS))
    return None, ""


def _unknown_effects(table: Table) -> list[str]:
    """The keys that name a rule but are no effect, such as forbid = "a.b.c"."""
    found = [
        key
        for key, value in table.content.items()
        if isinstance(value, str) and _SLUG.fullmatch(value)
    ]
    for key in found:
        table.ask(key)
        table.fault(errors.UNKNOWN_EFFECT, effect=key, effects=listed(EFFECTS))
    return found


def _rule(table: Table, effect: Effect | None, slug: str, words: RuleCatalogue) -> Rule | None:
    rule = words.rules.get(slug)
    if rule is None:
        if slug:
            table.fault(errors.UNKNOWN_RULE, rule=slug, nearest=nearest(slug, words.rules))
    elif effect is not None and rule.effect is not effect:
        table.fault(errors.OTHER_EFFECT, rule=slug, wanted=rule.effect.value, found=effect.value)
    return rule


def _days(table: Table) -> tuple[date | None, date | None]:
    since, until = table.day("since"), table.day("until")
    if since is not None and until is not None and until < since:
        table.fault(errors.UNTIL_BEFORE_SINCE, since=since.isoformat(), until=until.isoformat())
    return since, until


def _mode(table: Table, effect: Effect | None) -> str:
    """How the clause works; where the pack is silent its effect tells."""
    if "mode" not in table.content:
        return _OWN.get(effect, "enforce") if effect else ""
    mode = table.text("mode")
    if mode and mode not in MODES:
        table.fault(errors.UNKNOWN_MODE, mode=mode, modes=listed(MODES))
    return mode


def _examples(table: Table, words: RuleCatalogue) -> Iterator[Example]:
    names: set[str] = set()
    for example in table.tables("example"):
        example.place = f"{table.place} example {example.place.rpartition(' ')[2]}"
        read = _example(example, words)
        if read.name in names:
            example.fault(errors.DOUBLED_EXAMPLE, name=read.name)
        names.add(read.name)
        yield read


def _example(example: Table, words: RuleCatalogue) -> Example:
    name = example.text("name")
    act = _part(example, "act")
    if "refused" not in example.content:
        example.fault(errors.MISSING_KEY, key="refused")
    slug = act.get("do")
    if not isinstance(slug, str):
        example.fault(errors.EXAMPLE_WITHOUT_ACT, name=name)
    elif slug not in words.acts:
        example.fault(errors.UNKNOWN_ACT, act=slug, nearest=nearest(slug, words.acts))
    read = Example(
        name=name, act=act, given=_part(example, "given"), refused=example.flag("refused")
    )
    example.close()
    return read


def _part(example: Table, key: str) -> dict[str, Json]:
    value = example.ask(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        example.wrong(key, value, "a table")
        return {}
    return {name: plain(example, f"{key}.{name}", each) for name, each in value.items()}


def _check_sides(table: Table, clause: Clause, served: Collection[str]) -> None:
    """No rule that refuses is served without an example each way."""
    if clause.effect is not Effect.REFUSE or clause.rule not in served:
        return
    sides = {example.refused for example in clause.examples}
    if True not in sides:
        table.fault(errors.NO_REFUSED_EXAMPLE)
    if False not in sides:
        table.fault(errors.NO_PERMITTED_EXAMPLE)


def _check_doubled(table: Table, clause: Clause, others: list[Clause]) -> None:
    for other in others:
        if (clause.rule, clause.says, clause.figures) == (other.rule, other.says, other.figures):
            table.fault(errors.DOUBLED_CLAUSE, first=other.number)
            return


def _check_route(table: Table, clause: Clause) -> None:
    """An empty list of stages must say whose route it follows."""
    stages = clause.figures.get("stages")
    if stages is None or {"follows", "same_route_as"} & clause.figures.keys():
        return
    if any(dated.value == [] for dated in stages.values):
        table.fault(errors.EMPTY_ROUTE)


def check_routes(found: Found) -> None:
    """When all clauses are known: what the routes of some follow must be there."""
    for table, number, figures in found.routes:
        for followed in _codes(figures, "follows") if "stages" in figures else ():
            pack, _, other = followed.rpartition("/")
            if pack in ("", found.pack) and other == number:
                table.fault(errors.FOLLOWS_ITSELF)
            elif pack in ("", found.pack) and other not in found.places:
                table.fault(errors.FOLLOWS_UNKNOWN_CLAUSE, clause=followed)
        for act in _codes(figures, "same_route_as"):
            if act not in found.words.acts:
                near = nearest(act, found.words.acts)
                table.fault(errors.UNKNOWN_ACT, act=act, nearest=near)


def _codes(figures: dict[str, Figure], name: str) -> Iterator[str]:
    figure = figures.get(name)
    for dated in figure.values if figure else ():
        several = dated.value if isinstance(dated.value, list) else [dated.value]
        yield from (each for each in several if isinstance(each, str))
