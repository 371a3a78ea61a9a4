import pytest

from tests.packs.shelf import INVENTORY, REGULATIONS, the_pack


def expected(pack: str) -> list[str]:
    return (INVENTORY / f"{pack}.txt").read_text(encoding="utf-8").split()


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("pack", REGULATIONS)
def test_every_id_of_the_inventory_has_its_clause_and_no_clause_is_extra(pack: str) -> None:
    assert sorted(clause.id for clause in the_pack(pack).clauses) == sorted(expected(pack))


def test_the_five_regulations_hold_311_clauses() -> None:
    assert len(REGULATIONS) == 5
    assert sum(len(expected(pack)) for pack in REGULATIONS) == 311


@pytest.mark.parametrize("pack", REGULATIONS)
def test_every_clause_speaks_chinese_and_english(pack: str) -> None:
    silent = [
        clause.id
        for clause in the_pack(pack).clauses
        if not is_chinese(clause.says.zh) or is_chinese(clause.says.en) or not clause.says.en
    ]
    assert silent == []


@pytest.mark.parametrize("pack", REGULATIONS)
def test_every_clause_stands_below_a_heading_of_its_regulation(pack: str) -> None:
    headings = {article.number for article in the_pack(pack).articles}
    lost = [
        clause.id
        for clause in the_pack(pack).clauses
        if not any(stands_below(clause.number, heading) for heading in headings)
    ]
    assert lost == []


def stands_below(number: str, heading: str) -> bool:
    """Whether a clause is of an article: 1.11.2c of 1.11 but not of 1.1."""
    rest = number.removeprefix(heading)
    return number.startswith(heading) and not rest[:1].isdigit()
