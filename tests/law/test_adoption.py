"""Which clauses and figures are in force on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.law.adoption import Adoption, LawInForce, NotInLibraryError, Setting
from shoumi.law.clause import Dated, Figure
from shoumi.law.pack import Pack
from shoumi.law.rules import RuleCatalogue
from tests.law.written import Write

START = date(2020, 1, 1)
END = date(2024, 1, 1)
DAY = date(2022, 6, 1)
CLAUSES = """
[[clause]]
number = "1"
locator = "一"
says = { zh = "当日登记。", en = "Registered the same day." }
duty = "carriers.register.same-day"
figures.within = { set_by = "late_entry" }

[[clause]]
number = "2"
locator = "二"
says = { zh = "复印须经批准。", en = "Copies need approval." }
approve = "carriers.copy.approval"
since = 2021-01-01
until = 2023-01-01
figures.stages = [
  { mode = "one", rank = 40, set_by = "copy_approver" },
  { role = ["principal"], mode = "one" },
]
"""


def adopted(pack: Pack, *, until: date | None = None) -> Adoption:
    return Adoption(pack=pack.id, digest=pack.digest, since=START, until=until)


@pytest.fixture(scope="session")
def pack(write: Write) -> Pack:
    return write("one", CLAUSES)


def law_of(pack: Pack, catalogue: RuleCatalogue, *settings: Setting) -> LawInForce:
    return LawInForce(
        library={pack.id: pack},
        adoptions=[adopted(pack, until=END)],
        settings=settings,
        catalogue=catalogue,
    )


def test_clauses_bind_from_the_day_of_adoption_until_the_day_of_repeal(
    pack: Pack, catalogue: RuleCatalogue
) -> None:
    law = law_of(pack, catalogue)
    one = timedelta(days=1)
    assert law.clauses(START - one) == ()
    assert [clause.id for clause in law.clauses(START)] == ["one/1"]
    assert [clause.id for clause in law.clauses(END - one)] == ["one/1"]
    assert law.clauses(END) == ()


def test_a_clause_binds_only_on_its_own_days(pack: Pack, catalogue: RuleCatalogue) -> None:
    law = law_of(pack, catalogue)
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2022, 12, 31), date(2023, 1, 1)]
    bound = [bool(law.bound("carriers.copy", day)) for day in days]
    assert bound == [False, True, True, False]


def test_an_act_is_bound_by_the_clauses_whose_rule_names_it(
    pack: Pack, catalogue: RuleCatalogue
) -> None:
    law = law_of(pack, catalogue)
    assert [clause.id for clause in law.bound("carriers.register", DAY)] == ["one/1"]
    assert [clause.id for clause in law.rule("carriers.copy.approval", DAY)] == ["one/2"]
    assert law.bound("carriers.destroy", DAY) == ()


def test_a_gap_is_filled_by_the_proposal_and_says_so(pack: Pack, catalogue: RuleCatalogue) -> None:
    law = law_of(pack, catalogue)
    clause = law.rule("carriers.register.same-day", DAY)[0]
    assert law.figures(clause, DAY)["within"] == "PT4H"
    assert law.figures(clause, DAY).proposed == {"within"}


def test_a_setting_fills_the_gap_from_its_day_on(pack: Pack, catalogue: RuleCatalogue) -> None:
    setting = Setting(parameter="late_entry", value="PT2H", since=DAY)
    law = law_of(pack, catalogue, setting)
    clause = law.rule("carriers.register.same-day", DAY)[0]
    assert law.figures(clause, DAY - timedelta(days=1))["within"] == "PT4H"
    assert law.figures(clause, DAY)["within"] == "PT2H"
    assert law.figures(clause, DAY).proposed == frozenset()


def test_the_newest_setting_that_has_begun_fills_the_gap(
    pack: Pack, catalogue: RuleCatalogue
) -> None:
    newer = Setting(parameter="late_entry", value="PT1H", since=DAY)
    older = Setting(parameter="late_entry", value="PT2H", since=START)
    law = law_of(pack, catalogue, newer, older)
    clause = law.rule("carriers.register.same-day", DAY)[0]
    assert law.figures(clause, DAY - timedelta(days=1))["within"] == "PT2H"
    assert law.figures(clause, DAY)["within"] == "PT1H"


def test_the_roles_and_ranks_of_stages_are_gaps_like_figures(
    pack: Pack, catalogue: RuleCatalogue
) -> None:
    gaps = {gap.figure: gap for gap in law_of(pack, catalogue).gaps(DAY)}
    assert set(gaps) == {"within", "stages.1.role", "stages.2.rank"}
    assert gaps["stages.1.role"].parameter == "copy_approver"
    assert gaps["stages.1.role"].proposal == ["leader_in_charge"]
    assert gaps["stages.2.rank"].proposal is None


def test_naming_the_signer_closes_the_gap_of_a_stage(pack: Pack, catalogue: RuleCatalogue) -> None:
    named = Setting(clause="one/2", figure="stages.2.rank", value=60, since=START)
    law = law_of(pack, catalogue, named)
    clause = law.rule("carriers.copy.approval", DAY)[0]
    assert law.figures(clause, DAY)["stages"][1]["rank"] == 60
    assert "stages.2.rank" not in law.figures(clause, DAY).proposed


def test_a_printed_figure_is_not_changed_by_a_setting(
    write: Write, catalogue: RuleCatalogue
) -> None:
    printed = write("one", CLAUSES.replace('{ set_by = "late_entry" }', '"same_day"'))
    setting = Setting(clause="one/1", figure="within", value="P9D", since=START)
    law = law_of(printed, catalogue, setting)
    assert law.figures(law.rule("carriers.register.same-day", DAY)[0], DAY)["within"] == "same_day"


def test_a_pack_whose_files_changed_after_adoption_is_not_in_force(
    pack: Pack, catalogue: RuleCatalogue
) -> None:
    other = Adoption(pack=pack.id, digest="0" * 64, since=START)
    with pytest.raises(NotInLibraryError, match="put back the files"):
        LawInForce(library={pack.id: pack}, adoptions=[other], catalogue=catalogue)


def test_the_digest_of_a_day_covers_packs_and_settings_begun(
    pack: Pack, catalogue: RuleCatalogue
) -> None:
    setting = Setting(parameter="late_entry", value="PT2H", since=DAY)
    plain, setted = law_of(pack, catalogue), law_of(pack, catalogue, setting)
    before = DAY - timedelta(days=1)
    assert plain.digest(before) == setted.digest(before)
    assert plain.digest(DAY) != setted.digest(DAY)
    assert plain.digest(START - timedelta(days=1)) != plain.digest(START)


@given(day=st.dates(date(2019, 1, 1), date(2025, 1, 1)))
def test_the_law_of_a_day_answers_as_the_law_in_force_does(
    day: date, pack: Pack, catalogue: RuleCatalogue
) -> None:
    setting = Setting(parameter="late_entry", value="PT2H", since=DAY)
    law = law_of(pack, catalogue, setting)
    of_day = law.on(day)
    assert of_day.clauses == law.clauses(day)
    assert of_day.bound("carriers.copy") == law.bound("carriers.copy", day)
    assert of_day.gaps == law.gaps(day)
    assert of_day.digest == law.digest(day)
    assert [of_day.figures(clause) for clause in of_day.clauses] == [
        law.figures(clause, day) for clause in law.clauses(day)
    ]


DATED = st.dictionaries(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(), min_size=1)


@given(values=DATED, day=st.dates(date(1999, 1, 1), date(2031, 1, 1)))
def test_a_figure_is_the_last_one_that_began(values: dict[date, int], day: date) -> None:
    figure = Figure(
        values=tuple(Dated(since=since, value=values[since]) for since in sorted(values))
    )
    begun = [since for since in values if since <= day]
    assert figure.on(day) == (values[max(begun)] if begun else None)
