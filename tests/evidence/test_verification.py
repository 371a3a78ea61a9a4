"""What an export must bear out beyond the chain: count, tree, registers, units, form."""

import msgspec
import pytest

from shoumi.cli.verify_words import WORDS
from shoumi.evidence.checkpoint import ED25519, Checkpoint, Ed25519Verifier, sign
from shoumi.evidence.entry import Entry, digest_of
from shoumi.evidence.export import Manifest, line, read_registers, register_rows
from shoumi.evidence.registers import Registers
from shoumi.evidence.verification import Export, Finding, verify
from tests.evidence.exports import NOON, SYSTEM, a_checkpoint, a_story, registers_of
from tests.evidence.journals import UNIT

ENTRIES = a_story()


def found_in(
    entries: list[Entry],
    *checkpoints: Checkpoint,
    count: int = len(ENTRIES),
    registers: Registers | None = None,
) -> list[Finding]:
    manifest = Manifest(format="shoumi-export", v=1, unit=UNIT, entries=count, at=NOON)
    export = Export(
        manifest=manifest,
        entries=iter(entries),
        checkpoints=checkpoints,
        registers=registers_of(entries) if registers is None else registers,
    )
    keys = {SYSTEM.public.id: SYSTEM.public}
    found = list(verify(export, keys, {ED25519: Ed25519Verifier()}))
    assert {one.kind for one in found} <= WORDS.keys()
    return found


def kinds(found: list[Finding]) -> list[tuple[str, str, int]]:
    return [(one.check, one.kind, one.number) for one in found]


def signed_with(**changed: object) -> Checkpoint:
    statement = msgspec.structs.replace(a_checkpoint(ENTRIES).statement, **changed)
    signature = sign(statement, "system", SYSTEM)
    return Checkpoint(statement=statement, signatures=(signature,))


def test_an_export_that_bears_itself_out_has_no_finding() -> None:
    assert found_in(ENTRIES, a_checkpoint(ENTRIES[:2]), a_checkpoint(ENTRIES)) == []


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"root": "00" * 32}, ("tree", "other-root", 6)),
        ({"registers": "00" * 32}, ("registers", "other-digest", 6)),
        ({"unit": "other"}, ("checkpoints", "other-unit", 6)),
        ({"digest": "00" * 32}, ("chain", "differs-from-checkpoint", 6)),
        ({"digest": "no hex"}, ("chain", "differs-from-checkpoint", 6)),
        ({"number": 7}, ("chain", "truncated", 7)),
    ],
)
def test_a_signed_statement_that_the_journal_does_not_bear_out_is_named(
    changed: dict[str, object], finding: tuple[str, str, int]
) -> None:
    assert kinds(found_in(ENTRIES, signed_with(**changed))) == [finding]


def test_fewer_entries_than_the_manifest_names_are_found() -> None:
    assert kinds(found_in(ENTRIES, count=7)) == [("chain", "other-count", 0)]


def test_a_body_that_is_sealed_but_not_canonical_is_named() -> None:
    body = b" " + ENTRIES[-1].body
    digest = digest_of(ENTRIES[-1].previous, body)
    entry = msgspec.structs.replace(ENTRIES[-1], body=body, digest=digest)
    registers = registers_of(ENTRIES[:-1])
    found = found_in([*ENTRIES[:-1], entry], registers=registers)
    assert kinds(found) == [("chain", "not-canonical", 6)]


def test_rows_that_only_the_database_has_are_named() -> None:
    registers = registers_of(ENTRIES)
    registers.scopes.add(("c9", "person:li"))
    found = found_in(ENTRIES, registers=registers)
    assert [(one.kind, one.subject) for one in found] == [
        ("other-rows", 'scope ["c9","person:li"]')
    ]


def test_registers_survive_their_way_through_the_export() -> None:
    registers = registers_of(ENTRIES)
    lines = [line(row) for row in register_rows(registers)]
    assert read_registers(lines) == registers
