"""The acts and rules that Python carries, and a clause's own examples asked of them."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import get_type_hints

import msgspec

from shoumi.acts.matter import ActKind
from shoumi.acts.rule import Rule
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.everything import everything
from shoumi.law.breach import Breach
from shoumi.law.clause import Clause, Effect, Example, Json
from shoumi.law.figures import Figures
from shoumi.law.filling import Filled, fill
from tests.packs.shelf import REGULATIONS, the_catalogue, the_pack

DAY = date(2026, 3, 2)


@cache
def the_house() -> Catalogue:
    return everything()


def served_refusals() -> Iterator[Clause]:
    """The refusing clauses of the five regulations whose rule has code."""
    for pack in REGULATIONS:
        for clause in the_pack(pack).clauses:
            if clause.effect is Effect.REFUSE and clause.rule in the_house().rules:
                yield clause


def facts_of(kind: ActKind, given: dict[str, Json]) -> msgspec.Struct:
    """The facts of an act, as given and else as a struct of that type is by itself."""
    facts: msgspec.Struct = msgspec.convert(given, type=get_type_hints(kind.facts)["return"])
    return facts


def ignored(given: Json, converted: Json, place: str = "given") -> Iterator[str]:
    """What stands in `given` and was silently passed over: a slip of the pen in an example."""
    if isinstance(given, dict) and isinstance(converted, dict):
        for key, value in given.items():
            if key in converted:
                yield from ignored(value, converted[key], f"{place}.{key}")
            else:
                yield f"{place}.{key}"
    elif isinstance(given, list) and isinstance(converted, list):
        for order, (one, other) in enumerate(zip(given, converted, strict=False)):
            yield from ignored(one, other, f"{place}[{order}]")


def figures_of(clause: Clause) -> Figures:
    """The clause's figures of the day, gaps filled by what the base pack proposes."""

    def proposed(_clause: Clause, _figure: str, parameter: str | None) -> Filled:
        known = the_catalogue().parameters.get(parameter or "")
        return Filled(value=known.proposal if known else None, settled=False)

    return fill(clause, DAY, proposed).figures


def answer(clause: Clause, example: Example) -> Breach | None:
    """What the clause's rule says of the example's act."""
    rule: Rule = the_house().rules[clause.rule]
    assert rule.check is not None, f"{clause.rule} refuses and has no check"
    act = the_house().read(example.act)
    facts = facts_of(the_house().acts[str(example.act["do"])], example.given)
    return rule.check(act, facts, figures_of(clause))
