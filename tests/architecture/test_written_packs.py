"""The excerpts of the pages for pack authors are together a pack without a mistake."""

import re
from collections import defaultdict

import pytest

from shoumi.acts.act import slug_of
from shoumi.decision.case import read_case, run_case
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.decision.ledger import Ledger
from shoumi.law.clause import Effect
from shoumi.law.conditions import COMPARING
from shoumi.law.mistakes import PackErrors
from shoumi.law.pack import Pack
from shoumi.law.reader import read_pack
from shoumi.law.reading.clauses import MODES
from shoumi.law.reading.names import PARAMETER_KINDS
from shoumi.law.stages import STAGE_KEYS, StageMode
from shoumi.server.shelf import stand_up
from tests.architecture.tree import ROOT
from tests.packs.served import answer
from tests.packs.shelf import the_catalogue

PAGES = ROOT / "docs" / "pack-authors"
EXCERPT = re.compile(r"^```toml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """The excerpts by the file that each says it stands in."""
    files: defaultdict[str, str] = defaultdict(str)
    for file in sorted(PAGES.glob("*.md")):
        for name, content in EXCERPT.findall(file.read_text(encoding="utf-8")):
            files[name] += content
    return {name: content.encode() for name, content in files.items()}


@pytest.fixture(scope="module")
def read(written: dict[str, bytes]) -> Pack:
    found = read_pack("our-rules", written, the_catalogue(), served=everything().served)
    assert not isinstance(found, PackErrors), str(found)
    return found


def test_the_excerpts_are_a_pack_that_shows_every_effect_that_is_carried_out(read: Pack) -> None:
    shown = {clause.effect for clause in read.clauses}
    listed = {Effect.CHECKLIST, Effect.ASSIGN, Effect.SANCTION, Effect.PRINCIPLE}
    assert shown == set(Effect) - listed


def test_every_excerpt_is_taken(written: dict[str, bytes]) -> None:
    blocks = sum(file.read_text(encoding="utf-8").count("```toml") for file in PAGES.glob("*.md"))
    assert blocks == sum(len(EXCERPT.findall(page(file.name))) for file in PAGES.glob("*.md"))
    assert {"pack.toml", "roles.toml", "levels.toml", "terms.toml"} <= written.keys()


def test_the_examples_on_the_page_do_what_they_say(read: Pack) -> None:
    told = [(clause, example) for clause in read.clauses for example in clause.examples]
    assert told
    for clause, example in told:
        assert (answer(clause, example) is not None) == example.refused


def test_the_case_on_the_page_comes_out_as_it_is_written(
    written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("packs") / "our-rules"
    for name, content in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    shelf = stand_up(frozenset(), folder.parent)
    ledger = Ledger(everything(), LawBook(shelf))
    outcomes = run_case(read_case(written["cases/a-gift.toml"]), ledger)
    assert [str(each) for one in outcomes for each in one.differences] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("effects.md", {*Effect}),
        ("conditions.md", {*COMPARING, "any", "none", "unset"}),
        ("format.md", {*MODES, *StageMode, *STAGE_KEYS, *PARAMETER_KINDS}),
    ],
)
def test_every_word_that_a_pack_may_use_is_explained(name: str, words: set[str]) -> None:
    text = page(name)
    assert sorted(word for word in words if not re.search(rf"\b{word}\b", text)) == []


def test_the_acts_of_the_excerpts_are_acts_of_the_house(read: Pack) -> None:
    known = {slug_of(kind.act) for kind in everything().acts.values()}
    assert {example.act["do"] for one in read.clauses for example in one.examples} <= known
