"""A small export, written to a folder, for the tests of whoever reads it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from shoumi.evidence import export
from shoumi.evidence.changes import Alter, Change, Link, Make, NextNumber, OpenDuty, Scope
from shoumi.evidence.checkpoint import Checkpoint, Ed25519Signer, Signer, Statement, sign
from shoumi.evidence.entry import Entry, before_the_first, seal
from shoumi.evidence.registers import Registers, digest, fold
from shoumi.evidence.tree import Frontier
from tests.evidence.journals import UNIT, a_body

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SYSTEM = Ed25519Signer(b"s" * 32)
STORY: list[Change] = [
    Make(kind="carrier", id="c1", face={"holder": "li"}, body={"pages": 3}),
    Alter(kind="carrier", id="c1", face={"holder": "wang"}),
    Link(source="c1", relation="copy-of", target="c0"),
    Scope(thing="c1", key="person:wang"),
    OpenDuty(id="d1", body={"by": "2026-03-04"}),
    NextNumber(series="2026", value=1),
]


def a_story() -> list[Entry]:
    head, entries = before_the_first(UNIT), []
    for number, change in enumerate(STORY, 1):
        entry = seal(head, a_body(number, changes=[change]))
        entries.append(entry)
        head = entry.head
    return entries


def registers_of(entries: Sequence[Entry]) -> Registers:
    registers = Registers()
    assert list(fold(registers, entries)) == []
    return registers


def a_checkpoint(entries: Sequence[Entry], signer: Signer = SYSTEM) -> Checkpoint:
    tree = Frontier()
    for entry in entries:
        tree = tree.append(entry.digest)
    statement = Statement(
        unit=UNIT,
        number=len(entries),
        digest=entries[-1].digest.hex(),
        root=tree.root.hex(),
        at=NOON,
        registers=digest(registers_of(entries)).hex(),
    )
    signatures = (sign(statement, "system", signer),)
    return Checkpoint(statement=statement, signatures=signatures)


def write_export(folder: Path, signer: Signer = SYSTEM) -> Path:
    entries = a_story()
    manifest = export.Manifest(
        format="shoumi-export", v=1, unit=UNIT, entries=len(entries), at=NOON
    )
    checkpoints = [a_checkpoint(entries[:3], signer), a_checkpoint(entries, signer)]
    rows = export.register_rows(registers_of(entries))
    contents = {
        export.MANIFEST: [export.line(manifest)],
        export.KEYS: [export.line([signer.public])],
        export.JOURNAL: [export.line(export.entry_line(entry)) for entry in entries],
        export.CHECKPOINTS: [export.line(checkpoint) for checkpoint in checkpoints],
        export.REGISTERS: [export.line(row) for row in rows],
    }
    folder.mkdir()
    for name, lines in contents.items():
        (folder / name).write_bytes(b"".join(lines))
    return folder
