"""`shoumi verify`: does the database bear itself out; and an export that a stranger can verify."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.db import connections

from shoumi.cli.asking.ledger import the_house
from shoumi.cli.verify_sm2 import Sm2Verifier
from shoumi.cli.verify_words import WORDS, say
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.evidence.checkpoint import ED25519, SM2, Ed25519Verifier, Verifier
from shoumi.evidence.verification import Finding
from shoumi.law.words import N_
from shoumi.server.journal.wiping import Wiped, wipings_told
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import one_moment
from shoumi.server.verify import checkpoint_now, export_to, verify_ledger

OF_THE_DATABASE = frozenset({"head", "entries", "sealed", "uses"})


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
    with one_moment(connections[house.door.using]) as direct:
        wiped = list(wipings_told(direct, house.unit))
    speaker.value({"whole": not findings, "unit": house.unit, "findings": findings, "wiped": wiped})
    for wiping in wiped:
        speaker.line(f"[wiped] {_wiping(wiping, speaker)}")
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


def _wiping(wiped: Wiped, speaker: Speaker) -> str:
    """A lawful gap is named too: who reads that the ledger is whole must know what it lacks."""
    return speaker.sentence(
        N_(
            "entry {number}, {at}: {texts} texts of entries {entries} ({fields}) were wiped; "
            "asked by {by}, consented by {consented}, under {clauses}; {ground}: {reason}"
        ),
        number=wiped.entry,
        at=wiped.at,
        texts=wiped.texts,
        entries=" ".join(str(one) for one in wiped.entries),
        fields=" ".join(wiped.fields) or "*",
        by=wiped.by,
        consented=wiped.consented,
        clauses=" ".join(wiped.clauses),
        ground=wiped.ground,
        reason=wiped.reason,
    )


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
