"""Everything that an export must bear out, in one pass over its journal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from shoumi.evidence import canonical
from shoumi.evidence.chain import check
from shoumi.evidence.checkpoint import Checkpoint, PublicKey, Verifier, complaints
from shoumi.evidence.entry import Entry, before_the_first
from shoumi.evidence.export import Manifest
from shoumi.evidence.registers import Registers, compare, digest, fold
from shoumi.evidence.tree import Frontier


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One check that failed; `number` is the entry's, or 0 where it concerns none."""

    check: str
    kind: str
    number: int
    subject: str = ""
    expected: str = ""
    found: str = ""


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """An export as it was read; `entries` may be read once only."""

    manifest: Manifest
    entries: Iterable[Entry]
    checkpoints: Sequence[Checkpoint]
    registers: Registers


def verify(
    export: Export,
    keys: Mapping[str, PublicKey],
    verifiers: Mapping[str, Verifier],
) -> Iterator[Finding]:
    """Yield every check that fails; nothing: the export bears itself out.

    `keys` are those that are trusted, by id. The digest of the registers is checked at
    the newest checkpoint that names one, since it takes a pass over all registers.
    """
    yield from _signatures(export, keys, verifiers)
    passed = _Pass(export)
    anchors = dict(_heads(export.checkpoints))
    start = before_the_first(export.manifest.unit)
    for found in check(passed.entries(), start=start, anchors=anchors):
        yield Finding(
            check="chain",
            kind=found.kind.value,
            number=found.number,
            expected=found.expected,
            found=found.found,
        )
    yield from passed.findings
    if passed.count != export.manifest.entries:
        yield Finding(
            check="chain",
            kind="other-count",
            number=0,
            expected=str(export.manifest.entries),
            found=str(passed.count),
        )
    yield from _differences(passed.registers, export.registers)


def _heads(checkpoints: Sequence[Checkpoint]) -> Iterator[tuple[int, bytes]]:
    for checkpoint in checkpoints:
        try:
            signed = bytes.fromhex(checkpoint.statement.digest)
        except ValueError:
            signed = b""
        yield checkpoint.statement.number, signed


def _signatures(
    export: Export, keys: Mapping[str, PublicKey], verifiers: Mapping[str, Verifier]
) -> Iterator[Finding]:
    for checkpoint in export.checkpoints:
        statement = checkpoint.statement
        for found in complaints(checkpoint, keys, verifiers):
            yield Finding(
                check="checkpoints",
                kind=found.reason,
                number=found.number,
                subject=found.by,
            )
        if statement.unit != export.manifest.unit:
            yield Finding(
                check="checkpoints",
                kind="other-unit",
                number=statement.number,
                expected=export.manifest.unit,
                found=statement.unit,
            )


class _Pass:
    """Reads the entries once: grows the tree, folds, and stops at each checkpoint."""

    def __init__(self, export: Export) -> None:
        self.registers = Registers()
        self.findings: list[Finding] = []
        self.count = 0
        self._tree = Frontier()
        self._entries = export.entries
        self._at: dict[int, list[Checkpoint]] = {}
        for checkpoint in export.checkpoints:
            self._at.setdefault(checkpoint.statement.number, []).append(checkpoint)
        self._newest = max(
            (
                one.statement.number
                for one in export.checkpoints
                if one.statement.registers is not None
            ),
            default=0,
        )

    def entries(self) -> Iterator[Entry]:
        """Yield each entry on to the chain's check."""
        for entry in self._entries:
            self.count += 1
            self._tree = self._tree.append(entry.digest)
            self._read(entry)
            for checkpoint in self._at.get(entry.number, ()):
                self._compare(checkpoint)
            yield entry

    def _read(self, entry: Entry) -> None:
        try:
            canonical.decode(entry.body)
        except canonical.NotCanonical as error:
            self._add("chain", "not-canonical", entry.number, subject=str(error))
            return
        for fault in fold(self.registers, [entry]):
            self._add("registers", fault.reason, fault.number, subject=fault.subject)

    def _compare(self, checkpoint: Checkpoint) -> None:
        statement = checkpoint.statement
        number, root = statement.number, self._tree.root.hex()
        if statement.root != root:
            self._add("tree", "other-root", number, expected=statement.root, found=root)
        if number == self._newest and statement.registers is not None:
            folded = digest(self.registers).hex()
            if statement.registers != folded:
                self._add(
                    "registers",
                    "other-digest",
                    number,
                    expected=statement.registers,
                    found=folded,
                )

    def _add(self, check_name: str, kind: str, number: int, **more: str) -> None:
        self.findings.append(Finding(check=check_name, kind=kind, number=number, **more))


def _differences(journal: Registers, database: Registers) -> Iterator[Finding]:
    for found in compare(journal, database):
        yield Finding(
            check="registers",
            kind="other-row" if found.field else "other-rows",
            number=0,
            subject=" ".join(filter(None, (found.kind, found.id, found.field))),
            expected=msgspec.json.encode(found.journal).decode(),
            found=msgspec.json.encode(found.database).decode(),
        )
