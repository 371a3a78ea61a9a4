"""`shoumi key`: the master key that opens everything, and the keys that sign."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connections

from shoumi.cli.asking.ledger import the_house
from shoumi.cli.keeping.backup import configure_passphrase, passphrase_of
from shoumi.cli.voice.ending import DONE, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.keys.keyring import (
    PASSPHRASE_FILE,
    SM2_KEY,
    KeyFileError,
    is_locked,
    lock_master,
    unlock_master,
)
from shoumi.server.keys.rotation import rotate_master
from shoumi.server.keys.sm2 import OpenSSLFailed, make_key


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "what", choices=("show", "lock", "unlock", "rotate", "sm2"), help=N_("what to do")
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help=N_("a new file: of show for the public keys, of sm2 for the private one"),
    )
    configure_passphrase(parser)


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Do one of them; what cannot be done leaves everything as it was."""
    home: Path = settings.SHOUMI_HOME
    try:
        return _CASES[asked.what](asked, home, speaker)
    except (KeyFileError, OpenSSLFailed) as error:
        raise UnusableInputError(N_("{mistakes}"), mistakes=str(error)) from error


def _show(asked: argparse.Namespace, home: Path, speaker: Speaker) -> int:
    keyring = the_house().door.keyring
    public = keyring.verifying
    if asked.to is not None:
        _write_new(asked.to, msgspec.json.encode(public))
    locked = is_locked(home)
    told = {"locked": locked, "signs": keyring.signer.public.id, "verify": [k.id for k in public]}
    speaker.value(told)
    speaker.tell(
        N_("The master key in {home} stands behind a passphrase.")
        if locked
        else N_("The master key in {home} is protected by the rights of its file alone."),
        home=str(home),
    )
    for key in public:
        mark = "*" if key.id == keyring.signer.public.id else " "
        speaker.line(f"{mark} {key.id}  {key.scheme}")
    return DONE


def _lock(asked: argparse.Namespace, home: Path, speaker: Speaker) -> int:
    lock_master(home, passphrase_of(asked, speaker))
    speaker.value({"locked": True})
    speaker.tell(
        N_("Locked. From now on {name} must name the file with the passphrase."),
        name=PASSPHRASE_FILE,
    )
    return DONE


def _unlock(_asked: argparse.Namespace, home: Path, speaker: Speaker) -> int:
    unlock_master(home)
    speaker.value({"locked": False})
    speaker.tell(N_("Unlocked: the rights of the file alone protect the master key."))
    return DONE


def _rotate(_asked: argparse.Namespace, home: Path, speaker: Speaker) -> int:
    count = rotate_master(home, connections["default"])
    the_house()
    speaker.value({"locked_anew": count, "locked": is_locked(home)})
    speaker.tell(
        N_("There is another master key; {count} keys are locked with it. Make a backup now."),
        count=count,
    )
    return DONE


def _sm2(asked: argparse.Namespace, _home: Path, speaker: Speaker) -> int:
    if asked.to is None:
        raise UnusableInputError(N_("Name the file for the key with --to."))
    try:
        make_key(asked.to)
    except OSError as error:
        raise UnusableInputError(
            N_("{file} cannot be written: {why}."), file=str(asked.to), why=error.strerror or ""
        ) from error
    speaker.value({"written": str(asked.to)})
    speaker.tell(
        N_("Written. Let {name} name {file}, and start the server again."),
        name=SM2_KEY,
        file=str(asked.to),
    )
    return DONE


def _write_new(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except OSError as error:
        raise UnusableInputError(
            N_("{file} cannot be written: {why}."), file=str(file), why=error.strerror or ""
        ) from error


_CASES = {"show": _show, "lock": _lock, "unlock": _unlock, "rotate": _rotate, "sm2": _sm2}
