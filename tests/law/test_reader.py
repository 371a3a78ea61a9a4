"""Whatever bytes a pack holds, the answer is a pack or its mistakes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.law.mistakes import PackErrors
from shoumi.law.pack import Pack
from shoumi.law.reader import read_pack
from shoumi.law.rules import RuleCatalogue
from tests.law.written import HEAD, Write, ids_of

CLAUSE = """
[[clause]]
number = "1"
locator = "一"
says = { zh = "当日登记。", en = "Registered the same day." }
duty = "carriers.register.same-day"
figures.within = [{ from = 2013-01-01, value = "P1D" }, { from = 2020-01-01, unset = true }]
"""
PATHS = st.sampled_from(
    [
        *("pack.toml", "roles.toml", "levels.toml", "terms.toml", "fields.toml"),
        *("parameters.toml", "clauses/a.toml", "cases/a.toml", "forms/a.typ"),
        *("rules.jsonl", "../x", ""),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(files=st.dictionaries(PATHS, st.binary(max_size=200), max_size=5))
def test_random_bytes_are_refused_and_never_crash(
    files: dict[str, bytes], catalogue: RuleCatalogue
) -> None:
    read = read_pack("broken", files, catalogue)
    assert isinstance(read, PackErrors)
    assert read.errors


KEYS = ("number", "locator", "says", "duty", "figures", "example", "since", "until", "mode")


@settings(max_examples=200, deadline=None)
@given(content=st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_a_clause_of_wrong_values_is_refused_and_never_crashes(
    content: dict[str, object], catalogue: RuleCatalogue
) -> None:
    lines = [f"{key} = {_toml(value)}" for key, value in content.items() if value is not None]
    text = "\n".join(["[[clause]]", *lines])
    files = {"pack.toml": HEAD.format(id="fuzz").encode(), "clauses/a.toml": text.encode()}
    read = read_pack("fuzz", files, catalogue)
    assert isinstance(read, PackErrors)
    assert all(str(error) for error in read.errors)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_toml(str(key))} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(_toml(each) for each in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08X}" for letter in value) + '"'
    return "{ unset = true }" if value is None else str(value)


def test_deep_nesting_is_a_mistake_and_no_crash(catalogue: RuleCatalogue) -> None:
    deep = f"x = {'[' * 5000}{']' * 5000}".encode()
    read = read_pack("broken", {"clauses/a.toml": deep}, catalogue)
    assert isinstance(read, PackErrors)
    assert ids_of(read) == ["PACK-E005", "PACK-E006"]


def test_a_pack_is_read_with_its_dated_figures_and_gaps(write: Write) -> None:
    (clause,) = write("good", CLAUSE).clauses
    assert clause.id == "good/1"
    assert clause.mode == "enforce"
    assert [dated.value for dated in clause.figures["within"].values] == ["P1D", None]


@pytest.mark.parametrize("line", ["issued = 2020-01-01\n", ""])
def test_a_text_that_prints_no_date_has_none(line: str, catalogue: RuleCatalogue) -> None:
    head = HEAD.format(id="good").replace("issued = 2020-01-01\n", line)
    read = read_pack("good", {"pack.toml": head.encode()}, catalogue)
    assert isinstance(read, Pack), str(read)
    assert read.issued == (date(2020, 1, 1) if line else None)


def test_the_digest_changes_with_any_byte_but_not_with_the_line_ends_of_another_system(
    catalogue: RuleCatalogue,
) -> None:
    files = {"pack.toml": HEAD.format(id="good").encode(), "clauses/a.toml": CLAUSE.encode()}
    crossed = {path: text.replace(b"\n", b"\r\n") for path, text in files.items()}
    other = {**files, "clauses/a.toml": CLAUSE.replace("P1D", "P2D").encode()}
    first, second, third = (read_pack("good", each, catalogue) for each in (files, crossed, other))
    assert isinstance(first, Pack)
    assert isinstance(second, Pack)
    assert isinstance(third, Pack)
    assert first.digest == second.digest
    assert first.digest != third.digest
    assert set(first.files) == set(files)


@pytest.mark.parametrize("served", [frozenset[str](), frozenset({"carriers.register.each-copy"})])
def test_only_a_served_rule_needs_examples(
    served: frozenset[str], catalogue: RuleCatalogue
) -> None:
    text = CLAUSE.replace(
        'duty = "carriers.register.same-day"', 'refuse = "carriers.register.each-copy"'
    )
    text = text[: text.index("figures")]
    files = {"pack.toml": HEAD.format(id="good").encode(), "clauses/a.toml": text.encode()}
    read = read_pack("good", files, catalogue, served=served)
    assert isinstance(read, PackErrors) is bool(served)


def test_a_pack_brings_words_of_its_own(write: Write) -> None:
    roles = '[role.porter]\nzh = "门卫"\nen = "porter"\nscope = ["unit"]\n'
    clause = CLAUSE.replace(
        'duty = "carriers.register.same-day"', 'approve = "carriers.copy.approval"'
    )
    clause = clause[: clause.index("figures")]
    stages = 'figures.stages = [{ role = ["porter"], rank = 10, mode = "one" }]\n'
    pack = write("good", clause + stages, roles=roles)
    assert set(pack.roles) == {"porter"}


def refused(catalogue: RuleCatalogue, **files: str) -> list[str]:
    """The ids of the mistakes of a pack of which only these files matter."""
    found = {"pack.toml": HEAD.format(id="bad")} | {f"{key}.toml": files[key] for key in files}
    read = read_pack("bad", {path: text.encode() for path, text in found.items()}, catalogue)
    assert isinstance(read, PackErrors)
    return ids_of(read)


def test_a_figure_has_one_value_a_day(catalogue: RuleCatalogue) -> None:
    twice = CLAUSE.replace("from = 2020-01-01", "from = 2013-01-01")
    assert refused(catalogue, **{"clauses/a": twice}) == ["PACK-E052"]


def test_an_audience_is_a_union_or_an_intersection_and_never_both(
    catalogue: RuleCatalogue,
) -> None:
    both = """
[audience.cleared_leaders]
zh = "涉密领导干部"
en = "cleared leaders"
any_of = ["cleared"]
all_of = ["leaders"]
"""
    assert refused(catalogue, roles=both) == ["PACK-E084"]


def test_a_pack_makes_an_audience_of_known_ones(write: Write) -> None:
    roles = """
[audience.cleared_leaders]
zh = "涉密领导干部"
en = "cleared leaders"
all_of = ["cleared", "leaders"]
"""
    clause = """
[[clause]]
number = "1"
locator = "一"
says = { zh = "学习本制度。", en = "Read this regulation." }
acknowledge = "training.text.acknowledged"
figures.audience = ["cleared_leaders"]
"""
    made = write("good", clause, roles=roles).audiences["cleared_leaders"]
    assert made.parts == ("cleared", "leaders")
    assert made.together
