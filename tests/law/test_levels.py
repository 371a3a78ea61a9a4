"""Schemes of levels side by side: each with its words, compared through the state's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.law.levels import Levels, levels_of
from shoumi.law.pack import Pack
from tests.law.written import Write

COMPANY = [("top_secret", "绝密", 3), ("secret", "机密", 2), ("confidential", "秘密", 1)]
MISSION = [
    ("absolute", "绝对机密", 4, "top_secret"),
    ("highest", "极机密", 3, "top_secret"),
    ("secret", "机密", 2, "secret"),
    ("low", "密", 1, "confidential"),
]
LIMITED = [("secret", "机密", 3, "secret"), ("confidential", "秘密", 2, "confidential")]


def scheme(name: str, levels: list[tuple[str, str, int, str | None]]) -> str:
    """A levels.toml with one scheme."""
    parts = [f'[[scheme]]\nid = "{name}"\nzh = "自定密级"\nen = "own levels"\n']
    for code, word, rank, target in levels:
        maps = f'maps_to = "{target}"\n' if target else ""
        parts.append(
            f'[[scheme.level]]\ncode = "{code}"\nzh = "{word}"\nen = "{code}"\n'
            f"rank = {rank}\n{maps}"
        )
    return "\n".join(parts)


@pytest.fixture(scope="session")
def levels(base: Pack, write: Write) -> Levels:
    packs = [
        write("p10", levels=scheme("company", [(*each, each[0]) for each in COMPANY])),
        write("mofa", levels=scheme("mission", [*MISSION])),
        write("rv", levels=scheme("limited", [*LIMITED, ("limited", "限制级", 1, None)])),
    ]
    schemes = (*base.schemes, *(scheme for pack in packs for scheme in pack.schemes))
    return levels_of(schemes, base.tiers)


def test_the_printed_word_belongs_to_its_scheme(levels: Levels) -> None:
    words = [levels.level(code).name.zh for code in ("mission:absolute", "company:secret")]
    assert words == ["绝对机密", "机密"]
    assert levels.level("limited:limited").name.zh == "限制级"
    assert levels.level("secret").address == "state:secret"


def test_levels_of_one_scheme_are_compared_by_their_own_ranks(levels: Levels) -> None:
    difference = levels.difference("mission:absolute", "mission:highest")
    assert difference is not None
    assert difference > 0


def test_levels_of_two_schemes_are_compared_through_the_state(levels: Levels) -> None:
    assert levels.difference("mission:highest", "top_secret") == 0
    assert levels.difference("mission:low", "company:confidential") == 0
    lower = levels.difference("mission:secret", "company:top_secret")
    assert lower is not None
    assert lower < 0


def test_a_level_that_maps_to_none_counts_as_the_highest(levels: Levels) -> None:
    assert levels.in_reference("limited:limited").code == "top_secret"


def test_what_is_said_of_a_state_level_is_said_of_those_that_map_to_it(levels: Levels) -> None:
    assert levels.applies("secret", "mission:secret")
    assert levels.applies("top_secret", "mission:absolute")
    assert not levels.applies("secret", "mission:absolute")
    assert not levels.applies("mission:secret", "secret")


def test_levels_beside_the_others_are_compared_with_none(levels: Levels) -> None:
    assert levels.difference("trade_secret", "secret") is None


def test_each_tier_may_know_up_to_its_level(levels: Levels) -> None:
    assert levels.may_know("core", "top_secret")
    assert levels.may_know("important", "secret")
    assert not levels.may_know("important", "top_secret")
    assert not levels.may_know("general", "mission:secret")
    assert levels.may_know("general", "work_secret")


CODES = st.sampled_from(
    [
        *("top_secret", "secret", "confidential", "internal", "public", "trade_secret"),
        *("mission:absolute", "mission:low", "company:secret", "limited:limited"),
    ]
)


@given(first=CODES, second=CODES)
def test_comparing_the_other_way_round_turns_the_sign(
    first: str, second: str, levels: Levels
) -> None:
    there, back = levels.difference(first, second), levels.difference(second, first)
    assert (there is None) is (back is None)
    if there is not None and back is not None:
        assert there == -back
    assert levels.difference(first, first) in (0, None)
