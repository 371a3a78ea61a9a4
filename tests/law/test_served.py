"""What a clause is counted as, wherever it is counted."""

import msgspec
import pytest

from shoumi.law.clause import Clause, Dated, Effect, Figure, Json
from shoumi.law.words import Text


def a_clause(effect: Effect) -> Clause:
    return Clause(
        pack="p",
        number="1",
        locator="一",
        says=Text(zh="一句。", en="A sentence."),
        mode="enforce",
        effect=effect,
        rule="trial.topic.constraint",
    )


@pytest.mark.parametrize("effect", Effect)
def test_a_clause_is_served_by_the_code_of_its_rule(effect: Effect) -> None:
    assert a_clause(effect).is_served({"trial.topic.constraint": {}})


@pytest.mark.parametrize("effect", Effect)
def test_without_code_only_a_principle_is_served_because_it_is_only_shown(effect: Effect) -> None:
    assert a_clause(effect).is_served({"trial.topic.other": {}}) == (effect is Effect.PRINCIPLE)


def asking(asked: Json, name: str = "when") -> Clause:
    """A clause of which one condition, its own or a stage's, is as given."""
    value = asked if name == "when" else [{"role": ["leader"], "when": asked}]
    figure = Figure(values=(Dated(value=value),))
    return msgspec.structs.replace(a_clause(Effect.REFUSE), figures={name: figure})


@pytest.mark.parametrize("name", ["when", "stages"])
@pytest.mark.parametrize(
    ("asked", "told", "unread"),
    [
        ({"purpose": "visit"}, {}, ("purpose",)),
        ({"purpose": "visit", "level": ["secret"]}, {"level": frozenset[str]()}, ("purpose",)),
        ({"purpose": "visit"}, {"purpose": frozenset[str]()}, ()),
        ({"movement": "sent"}, {"movement": frozenset({"received"})}, ("movement",)),
        ({"movement": ["sent", "received"]}, {"movement": frozenset({"received"})}, ()),
        ({"movement": {"not": "sent"}}, {"movement": frozenset({"received"})}, ()),
        ({"movement": "any"}, {"movement": frozenset({"received"})}, ()),
        ({"movement": None}, {}, ()),
    ],
)
def test_a_clause_whose_condition_nothing_tells_is_not_served(
    asked: Json, told: dict[str, frozenset[str]], unread: tuple[str, ...], name: str
) -> None:
    clause = asking(asked, name)
    served = {clause.rule: told}
    assert clause.untold(served) == unread
    assert clause.is_served(served) is not bool(unread)


@pytest.mark.parametrize(
    ("stated", "read", "unread"),
    [
        (["copy", "print"], {"copy", "print", "reprint"}, ()),
        (["copy", "post"], {"copy"}, ("ways",)),
        ("listed", set[str](), ("ways",)),
        (None, set[str](), ()),
    ],
)
def test_a_clause_that_states_what_its_rule_does_not_read_is_not_served(
    stated: Json, read: set[str], unread: tuple[str, ...]
) -> None:
    figure = Figure(values=(Dated(value=stated),))
    clause = msgspec.structs.replace(a_clause(Effect.REFUSE), figures={"ways": figure})
    served = {"trial.topic.constraint": {"figures.ways": frozenset(read)}}
    assert clause.untold(served) == unread
    assert clause.is_served(served) == (unread == ())
    assert clause.is_served({"trial.topic.constraint": {}})
