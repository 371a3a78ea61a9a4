"""`shoumi verify`: does the database bear itself out; and an export that a stranger can verify."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from shoumi.cli.asking.ledger import the_house
from shoumi.cli.verify_sm2 import Sm2Verifier
from shoumi.cli.verify_words import WORDS, say
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.evidence.checkpoint import ED25519, SM2, Ed25519Verifier, Verifier
from shoumi.evidence.verification import Finding
from shoumi.law.words import N_
from shoumi.server.pages.house import PagesHouse
from shoumi.server.verify import checkpoint_now, export_to, verify_ledger

OF_THE_DATABASE = frozenset({"head", "entries", "sealed"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FOLDER",
        help=N_("also write an export into this new folder, for shoumi-verify"),
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Verify chain, checkpoints, registers and sealed texts; exit 1 on any finding."""
    house = the_house()
    verifiers: dict[str, Verifier] = {ED25519: Ed25519Verifier(), SM2: Sm2Verifier()}
    findings = list(verify_ledger(house.door, verifiers=verifiers))
    if asked.export is not None:
        _export(house, asked.export)
    speaker.value({"whole": not findings, "unit": house.unit, "findings": findings})
    for finding in findings:
        speaker.line(f"[{finding.check}] {_words(finding, speaker)}")
    if findings:
        speaker.tell(N_("{count} findings: the ledger was changed by hand."), count=len(findings))
        return NO
    speaker.tell(N_("The ledger of {unit} is whole."), unit=house.unit)
    return DONE


def _export(house: PagesHouse, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError as error:
        raise UnusableInputError(
            N_("{file} exists already; name a new folder."), file=str(folder)
        ) from error
    checkpoint_now(house.door)
    export_to(house.door, folder, datetime.now(UTC))


def _words(finding: Finding, speaker: Speaker) -> str:
    """What of an export is wrong has its words already; the rest is said here."""
    if finding.check not in OF_THE_DATABASE and finding.kind in WORDS:
        return say(finding.kind, speaker.language, **msgspec.structs.asdict(finding))
    return speaker.sentence(
        N_("entry {number}: {kind} ({subject}); expected {expected}, found {found}"),
        number=finding.number,
        kind=finding.kind,
        subject=finding.subject or "-",
        expected=finding.expected or "-",
        found=finding.found or "-",
    )
