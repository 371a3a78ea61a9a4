"""`shoumi backup`: everything in one sealed file, read back before it is said to stand."""

from __future__ import annotations

import argparse
import getpass
import os
from pathlib import Path

from django.conf import settings

from shoumi.cli.asking.ledger import the_house
from shoumi.cli.keeping.archive import write_backup
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.keys.keyring import read_master
from shoumi.server.verify import verify_ledger

SHORTEST = 12


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help=N_("a new file"))
    configure_passphrase(parser)


def configure_passphrase(parser: argparse.ArgumentParser) -> None:
    """Name the option that backup and restore share."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=N_("the passphrase is its first line (else SHOUMI_PASSPHRASE, else it is asked for)"),
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Write the backup; exit 1 if the ledger it is of does not bear itself out."""
    if asked.file.exists():
        raise UnusableInputError(
            N_("{file} exists already; name a new file."), file=str(asked.file)
        )
    passphrase = passphrase_of(asked, speaker)
    house = the_house()
    findings = list(verify_ledger(house.door))
    master = read_master(settings.SHOUMI_HOME)
    try:
        manifest = write_backup(house.door.using, master, passphrase, asked.file)
    except OSError as error:
        # What was begun is no backup, and its name would be in the way of the next one.
        asked.file.unlink(missing_ok=True)
        raise UnusableInputError(
            N_("{file} cannot be written: {why}. Name a file where there is room."),
            file=str(asked.file),
            why=error.strerror or str(error),
        ) from error
    rows = sum(table.rows for table in manifest.tables)
    speaker.value(
        {
            "written": str(asked.file),
            "units": manifest.units,
            "tables": len(manifest.tables),
            "rows": rows,
            "whole": not findings,
        }
    )
    speaker.tell(
        N_("{rows} rows of {tables} tables stand sealed in {file}, read back and compared."),
        rows=rows,
        tables=len(manifest.tables),
        file=str(asked.file),
    )
    if findings:
        speaker.tell(N_("But the ledger itself is not whole: run shoumi verify."))
        return NO
    return DONE


def passphrase_of(asked: argparse.Namespace, speaker: Speaker) -> str:
    """The passphrase from the file, the environment, or the person."""
    if asked.passphrase_file is not None:
        try:
            lines = asked.passphrase_file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UnusableInputError(
                N_("{file} cannot be read: {why}."), file=str(asked.passphrase_file), why=str(error)
            ) from error
        given = lines[0] if lines else ""
    else:
        given = os.environ.get("SHOUMI_PASSPHRASE") or getpass.getpass(
            speaker.sentence(N_("Passphrase of the backup: "))
        )
    if len(given) < SHORTEST:
        raise UnusableInputError(
            N_("Give a passphrase of at least {count} characters."), count=SHORTEST
        )
    return given
