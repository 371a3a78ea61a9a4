"""What a unit is told before it adopts a pack."""

from __future__ import annotations

from datetime import date

import pytest

from shoumi.law.adoption import Adoption, LawInForce
from shoumi.law.analysis import Kind, Remark, remarks
from shoumi.law.clause import Served
from shoumi.law.pack import Pack
from shoumi.law.rules import RuleCatalogue
from tests.law.written import Write
from tests.packs.shelf import REGULATIONS, the_pack

DAY = date(2026, 3, 2)
NOTHING_SERVED: Served = {}
HELD = frozenset({"leader_in_charge", "courier", "secrecy_officer"})
CLAUSE = """
[[clause]]
number = "1"
locator = "一"
says = { zh = "一句。", en = "A sentence." }
"""


def destroyed(methods: str) -> str:
    effect = 'refuse = "carriers.destroy.method"\n'
    return f"{CLAUSE}{effect}figures.methods = [{methods}]\n"


def when(activity: str) -> str:
    return f'figures.when = {{ activity = "{activity}" }}\n'


def told(
    pack: Pack, *others: Pack, catalogue: RuleCatalogue, served: Served = NOTHING_SERVED
) -> list[Remark]:
    law = LawInForce(
        library={other.id: other for other in others},
        adoptions=[Adoption(pack=p.id, digest=p.digest, since=DAY) for p in others],
        catalogue=catalogue,
    )
    return list(remarks(pack, law, DAY, served=served, held=HELD))


def of_kind(kind: Kind, found: list[Remark]) -> list[Remark]:
    return [remark for remark in found if remark.kind is kind]


def test_two_regulations_that_leave_nothing_allowed_are_a_conflict(
    write: Write, catalogue: RuleCatalogue
) -> None:
    new, old = write("new", destroyed('"pulping"')), write("old", destroyed('"shredding"'))
    (conflict,) = of_kind(Kind.CONFLICT, told(new, old, catalogue=catalogue))
    assert conflict.clauses == ("new/1", "old/1")


def test_two_regulations_that_have_one_way_in_common_are_none(
    write: Write, catalogue: RuleCatalogue
) -> None:
    new = write("new", destroyed('"pulping", "shredding"'))
    old = write("old", destroyed('"shredding"'))
    assert not of_kind(Kind.CONFLICT, told(new, old, catalogue=catalogue))


def test_a_conflict_between_others_is_not_told_again(
    write: Write, catalogue: RuleCatalogue
) -> None:
    one, two = write("one", destroyed('"pulping"')), write("two", destroyed('"shredding"'))
    new = write("new", destroyed('"pulping", "shredding"'))
    assert not of_kind(Kind.CONFLICT, told(new, one, two, catalogue=catalogue))


def test_two_regulations_about_different_levels_are_none(
    write: Write, catalogue: RuleCatalogue
) -> None:
    sent = 'refuse = "carriers.channel.allowed"\nfigures.channels = ["{}"]\nfigures.levels = ["{}"]'
    new = write("new", CLAUSE + sent.format("courier", "secret"))
    old = write("old", CLAUSE + sent.format("encrypted_equipment", "top_secret"))
    near = 'figures.distance = "{}"'
    here = write("here", CLAUSE + sent.format("courier", "secret") + "\n" + near.format("local"))
    away = write("away", CLAUSE + sent.format("post", "secret") + "\n" + near.format("out_of_town"))
    assert not of_kind(Kind.CONFLICT, told(here, away, catalogue=catalogue))
    same = write("same", CLAUSE + sent.format("encrypted_equipment", "secret"))
    assert len(of_kind(Kind.CONFLICT, told(new, same, catalogue=catalogue))) == 1
    assert not of_kind(Kind.CONFLICT, told(new, old, catalogue=catalogue))


def test_a_group_and_what_it_holds_exclude_each_other_no_more_than_a_word_and_itself(
    write: Write, catalogue: RuleCatalogue
) -> None:
    read = 'refuse = "carriers.read.place"\nfigures.places = ["{}"]\n'
    office = write("office", CLAUSE + read.format("office"))
    room = write("room", CLAUSE + read.format("reading_room"))
    home = write("home", CLAUSE + read.format("residence"))
    assert not of_kind(Kind.CONFLICT, told(office, room, catalogue=catalogue))
    assert len(of_kind(Kind.CONFLICT, told(home, room, catalogue=catalogue))) == 1


def test_a_pack_brings_groups_of_its_own(write: Write, catalogue: RuleCatalogue) -> None:
    read = 'refuse = "carriers.read.place"\nfigures.places = ["{}"]\n'
    groups = '[place]\nour_rooms = ["reading_room"]\n'
    ours = write("ours", CLAUSE + read.format("our_rooms"), groups=groups)
    room = write("room", CLAUSE + read.format("reading_room"))
    assert not of_kind(Kind.CONFLICT, told(ours, room, catalogue=catalogue))


def test_kinds_meet_by_what_they_hold_and_persons_may_be_of_two_audiences(
    write: Write, catalogue: RuleCatalogue
) -> None:
    read = 'refuse = "carriers.read.place"\nfigures.places = ["{}"]\nfigures.{} = ["{}"]\n'
    wide = write("wide", CLAUSE + read.format("reading_room", "kinds", "medium"))
    disc = write("disc", CLAUSE + read.format("residence", "kinds", "disc"))
    paper = write("paper", CLAUSE + read.format("residence", "kinds", "paper"))
    assert len(of_kind(Kind.CONFLICT, told(wide, disc, catalogue=catalogue))) == 1
    assert not of_kind(Kind.CONFLICT, told(wide, paper, catalogue=catalogue))
    leads = write("leads", CLAUSE + read.format("reading_room", "who", "leaders"))
    types = write("types", CLAUSE + read.format("residence", "who", "key_site_staff"))
    assert len(of_kind(Kind.CONFLICT, told(leads, types, catalogue=catalogue))) == 1


@pytest.mark.parametrize(
    ("activity", "count"), [("foreign_activity", 1), ("any", 1), ("none", 0), ("visit", 0)]
)
def test_two_conditions_that_never_hold_together_are_no_conflict(
    activity: str, count: int, write: Write, catalogue: RuleCatalogue
) -> None:
    reserved = 'refuse = "carriers.custodian.substitute"\nfigures.designated_by = ["{}"]\n'
    one = write("one", CLAUSE + reserved.format("leader_in_charge") + when("foreign_activity"))
    other = write("other", CLAUSE + reserved.format("courier") + when(activity))
    assert len(of_kind(Kind.CONFLICT, told(one, other, catalogue=catalogue))) == count


def test_the_regulations_on_the_shelf_exclude_each_other_nowhere(catalogue: RuleCatalogue) -> None:
    packs = [the_pack(name) for name in REGULATIONS]
    pairs = [
        remark.clauses
        for pack in packs
        for remark in of_kind(
            Kind.CONFLICT,
            told(pack, *(other for other in packs if other is not pack), catalogue=catalogue),
        )
        if len(remark.clauses) > 1
    ]
    assert pairs == []


def test_a_flag_that_says_what_is_bound_selects_no_code(
    write: Write, catalogue: RuleCatalogue
) -> None:
    flag = "figures.permits = true\n"
    new = write("new", destroyed('"pulping"') + flag)
    old = write("old", destroyed('"shredding"') + flag)
    assert len(of_kind(Kind.CONFLICT, told(new, old, catalogue=catalogue))) == 1


def test_one_word_defined_twice_is_a_conflict(write: Write, catalogue: RuleCatalogue) -> None:
    term = '[kind.safe]\nzh = "{}"\nen = "safe"\n'
    new = write("new", terms=term.format("保险柜"))
    old = write("old", terms=term.format("密码柜"))
    (conflict,) = of_kind(Kind.CONFLICT, told(new, old, catalogue=catalogue))
    assert "kind: safe" in str(conflict.message)


STAGE = 'approve = "carriers.copy.approval"\nfigures.stages = [{{ {}, rank = 40, mode = "one" }}]'


@pytest.mark.parametrize(
    ("role", "count"), [("leader_in_charge", 0), ("principal", 1), ("classifying_unit", 0)]
)
def test_a_stage_that_nobody_of_the_unit_can_sign_is_a_conflict(
    role: str, count: int, write: Write, catalogue: RuleCatalogue
) -> None:
    pack = write("new", CLAUSE + STAGE.format(f'role = ["{role}"]'))
    assert len(of_kind(Kind.CONFLICT, told(pack, catalogue=catalogue))) == count


def test_a_figure_that_is_not_printed_is_a_gap(write: Write, catalogue: RuleCatalogue) -> None:
    duty = 'duty = "carriers.register.same-day"\nfigures.within = { unset = true }'
    (gap,) = of_kind(Kind.GAP, told(write("new", CLAUSE + duty), catalogue=catalogue))
    assert "within" in str(gap.message)


def test_a_clause_without_code_is_named_until_its_rule_is_served(
    write: Write, catalogue: RuleCatalogue
) -> None:
    pack = write("new", destroyed('"pulping"'))
    assert len(of_kind(Kind.NOT_SERVED, told(pack, catalogue=catalogue))) == 1
    served: Served = {"carriers.destroy.method": {}}
    assert not of_kind(Kind.NOT_SERVED, told(pack, catalogue=catalogue, served=served))


def test_a_clause_whose_condition_no_act_tells_is_named_with_what_it_asks(
    write: Write, catalogue: RuleCatalogue
) -> None:
    figures = 'attest = "carriers.register.stamped"\nfigures.when = { movement = "dispatched" }\n'
    pack = write("new", CLAUSE + figures)
    served: Served = {"carriers.register.stamped": {"movement": frozenset({"received"})}}
    (remark,) = of_kind(Kind.NOT_SERVED, told(pack, catalogue=catalogue, served=served))
    assert "movement" in str(remark.message)
