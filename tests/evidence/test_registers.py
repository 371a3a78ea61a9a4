"""The registers are what the journal adds up to; every disagreement is named by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.evidence.changes import (
    Alter,
    AlterDuty,
    Change,
    CloseDuty,
    Link,
    Make,
    NextNumber,
    OpenDuty,
    Scope,
    Unlink,
    Unscope,
    changes_in,
)
from shoumi.evidence.registers import (
    Difference,
    Registers,
    compare,
    digest,
    digests,
    fold,
)
from tests.evidence.journals import a_body, a_journal

COPY = Make(kind="carrier", id="c1", face={"holder": "li"}, body={"pages": 3})
LINK = Link(source="c1", relation="copy-of", target="c0")
ALL: list[Change] = [
    COPY,
    Alter(kind="carrier", id="c1", face={"state": "kept"}, body={"pages": None}),
    LINK,
    Scope(thing="c1", key="person:li"),
    OpenDuty(id="d1", body={"by": "2026-03-04"}),
    AlterDuty(id="d1", body={"by": "2026-03-05"}),
    NextNumber(series="2026", value=1),
]


def folded(*changes: Change) -> tuple[Registers, list[str]]:
    registers = Registers()
    faults = [fault.reason for fault in fold(registers, a_journal(1, changes=list(changes)))]
    return registers, faults


def test_every_change_comes_back_from_an_entry_as_it_was_written() -> None:
    endings: list[Change] = [
        Unlink(source="c1", relation="copy-of", target="c0"),
        Unscope(thing="c1", key="person:li"),
        CloseDuty(id="d1", body={"how": "done"}),
    ]
    body = a_body(1, changes=[*ALL, *endings])
    assert changes_in(body) == ([*ALL, *endings], [])


def test_a_journal_adds_up_to_its_registers() -> None:
    registers, faults = folded(*ALL)
    assert faults == []
    thing = registers.things["carrier", "c1"]
    assert thing.face == {"holder": "li", "state": "kept"}
    assert thing.body == {"pages": None}
    assert registers.links == {("c1", "copy-of", "c0")}
    assert registers.scopes == {("c1", "person:li")}
    assert registers.duties["d1"].body == {"by": "2026-03-05"}
    assert registers.series == {"2026": 1}


def test_a_closed_duty_stays_in_its_register() -> None:
    registers, faults = folded(OpenDuty(id="d1"), CloseDuty(id="d1", body={"how": "done"}))
    assert faults == []
    assert not registers.duties["d1"].open
    assert registers.duties["d1"].body == {"how": "done"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ([COPY, COPY], "made-twice"),
        ([Alter(kind="carrier", id="c1")], "altered-before-made"),
        ([LINK, LINK], "linked-twice"),
        ([Unlink(source="a", relation="b", target="c")], "unlinked-before-linked"),
        ([Scope(thing="a", key="b"), Scope(thing="a", key="b")], "scoped-twice"),
        ([Unscope(thing="a", key="b")], "unscoped-before-scoped"),
        ([OpenDuty(id="d"), OpenDuty(id="d")], "opened-twice"),
        ([AlterDuty(id="d")], "altered-before-opened"),
        ([OpenDuty(id="d"), CloseDuty(id="d"), CloseDuty(id="d")], "closed-before-opened"),
        ([NextNumber(series="s", value=2)] * 2, "numbered-backwards"),
    ],
)
def test_a_change_that_does_not_fit_is_named(changes: list[Change], fault: str) -> None:
    assert folded(*changes)[1] == [fault]


@pytest.mark.parametrize(
    "change",
    [
        {"change": "forget", "id": "c1"},
        {"change": "make", "kind": "carrier", "id": "c1", "face": {"colour": "red"}},
        {"change": "make", "kind": "carrier", "id": "c1", "extra": 1},
        {"change": "make", "kind": "carrier"},
        "make",
    ],
)
def test_a_change_that_nobody_knows_is_named_and_the_others_still_count(
    change: object,
) -> None:
    registers = Registers()
    entries = a_journal(1, changes=[change, NextNumber(series="s", value=1)])
    assert [fault.reason for fault in fold(registers, entries)] == ["unknown-change"]
    assert registers.series == {"s": 1}


def test_a_row_changed_by_hand_is_named_by_field() -> None:
    journal, _ = folded(*ALL)
    database, _ = folded(*ALL)
    database.things["carrier", "c1"].face["holder"] = "zhao"
    assert list(compare(journal, database)) == [
        Difference(
            kind="thing:carrier",
            id="c1",
            field="face.holder",
            journal="li",
            database="zhao",
        )
    ]
    assert digests(journal).keys() == digests(database).keys()
    assert digest(journal) != digest(database)


def test_an_empty_column_is_a_face_without_the_key() -> None:
    journal, _ = folded(*ALL)
    database, _ = folded(*ALL)
    database.things["carrier", "c1"].face["due_on"] = None
    assert list(compare(journal, database)) == []
    assert digest(journal) == digest(database)


@given(st.permutations(["c1", "c2", "c3"]))
def test_registers_do_not_depend_on_the_order_in_which_things_came(
    names: list[str],
) -> None:
    registers, _ = folded(*(Make(kind="carrier", id=name) for name in names))
    sorted_ones, _ = folded(*(Make(kind="carrier", id=name) for name in sorted(names)))
    assert digest(registers) == digest(sorted_ones)


def test_a_row_without_an_entry_and_an_entry_without_a_row_are_named() -> None:
    with_copy, _ = folded(COPY)
    without, _ = folded()
    for one, other in ((with_copy, without), (without, with_copy)):
        assert [(found.kind, found.id) for found in compare(one, other)] == [
            ("thing:carrier", "c1")
        ]
