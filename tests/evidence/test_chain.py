"""Whatever is done to a journal afterwards is found, and named by entry."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.evidence.chain import Break, Kind, check
from shoumi.evidence.entry import Entry, before_the_first, digest_of, seal
from tests.evidence.journals import UNIT, a_body, a_journal

LENGTH = 6


def breaks(entries: list[Entry], anchors: dict[int, bytes] | None = None) -> list[Break]:
    return list(check(entries, start=before_the_first(UNIT), anchors=anchors))


def named(entries: list[Entry], **more: dict[int, bytes]) -> list[tuple[Kind, int]]:
    return [(found.kind, found.number) for found in breaks(entries, **more)]


@given(st.integers(0, 20))
def test_a_journal_that_nobody_touched_has_no_break(length: int) -> None:
    entries = a_journal(length)
    anchors = {entry.number: entry.digest for entry in entries}
    assert breaks(entries, anchors) == []


@given(st.data())
def test_a_flipped_bit_anywhere_is_found_and_its_entry_named(data: st.DataObject) -> None:
    entries = a_journal(LENGTH)
    at = data.draw(st.integers(0, LENGTH - 1))
    field = data.draw(st.sampled_from(["body", "digest", "previous"]))
    old = bytearray(getattr(entries[at], field))
    old[data.draw(st.integers(0, len(old) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    head = {LENGTH: entries[-1].digest}
    entries[at] = msgspec.structs.replace(entries[at], **{field: bytes(old)})
    found = named(entries, anchors=head)
    kind = {"body": Kind.BODY, "digest": Kind.DIGEST, "previous": Kind.PREVIOUS}[field]
    if at == LENGTH - 1 and field == "digest":
        assert found == [(Kind.CHECKPOINT, LENGTH), (kind, LENGTH)]
    else:
        assert found == [(kind, at + 1)]


def test_an_entry_taken_out_is_named_as_missing() -> None:
    entries = a_journal(LENGTH)
    del entries[2:4]
    assert breaks(entries) == [Break(kind=Kind.MISSING, number=3, expected="4", found="")]


def test_an_entry_given_twice_is_named_as_doubled() -> None:
    entries = a_journal(LENGTH)
    assert named([*entries[:3], *entries[2:]]) == [(Kind.DOUBLED, 3)]


def test_entries_that_changed_places_are_named_as_reordered() -> None:
    one, two, three, *rest = a_journal(LENGTH)
    assert named([one, three, two, *rest]) == [(Kind.REORDERED, 2)]


def test_a_number_that_the_body_does_not_bear_out_is_named() -> None:
    entries = a_journal(2)
    entries[1] = msgspec.structs.replace(entries[1], number=3)
    assert (Kind.PLACE, 3) in named(entries)


def test_an_entry_written_anew_with_its_digest_does_not_fit_the_next_one() -> None:
    entries = a_journal(LENGTH)
    entries[2] = seal(entries[1].head, a_body(3, by="li"))
    assert named(entries) == [(Kind.REPLACED, 3)]


def test_a_tail_written_anew_differs_from_what_was_signed() -> None:
    entries = a_journal(LENGTH)
    signed = {LENGTH: entries[-1].digest}
    entries[-1] = seal(entries[-2].head, a_body(LENGTH, by="li"))
    assert named(entries, anchors=signed) == [(Kind.CHECKPOINT, LENGTH)]


def test_a_tail_cut_off_is_found_against_a_checkpoint() -> None:
    entries = a_journal(LENGTH)
    signed = {LENGTH: entries[-1].digest}
    assert named(entries[:-2], anchors=signed) == [(Kind.TRUNCATED, LENGTH - 1)]


def test_the_journal_of_another_unit_does_not_pass() -> None:
    entries = a_journal(1)
    found = check(entries, start=before_the_first("other"))
    assert {one.kind for one in found} == {Kind.PREVIOUS, Kind.PLACE}


def test_a_body_written_for_another_number_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="not written for entry 1"):
        seal(before_the_first(UNIT), a_body(2))


@pytest.mark.parametrize("body", [a_body(3), a_body(2, unit="other"), b"{}", b"["])
def test_an_entry_sealed_with_a_body_for_another_place_is_named(body: bytes) -> None:
    (first,) = a_journal(1)
    digest = digest_of(first.digest, body)
    entry = Entry(unit=UNIT, number=2, previous=first.digest, body=body, digest=digest)
    assert named([first, entry]) == [(Kind.PLACE, 2)]


def test_the_digest_is_what_the_manual_says() -> None:
    (entry,) = a_journal(1)
    genesis = hashlib.new("sm3", b"shoumi:genesis:1\0office").digest()
    sealed = b"shoumi:entry:1\0" + genesis + entry.body
    assert entry.digest == hashlib.new("sm3", sealed).digest()
