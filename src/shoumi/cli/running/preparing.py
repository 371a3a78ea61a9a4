"""What a database needs before it is served: its tables and its key."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connections

from shoumi.cli.asking.ledger import unopened
from shoumi.cli.voice.ending import UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.keys.keyring import KeyFileError, master_in
from shoumi.server.tables.models import Head


def prepare(home: Path, speaker: Speaker) -> None:
    """Bring the tables up to date and see to the key."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        raise unopened(error) from error
    if not Head.objects.filter(number__gt=0).exists():
        speaker.tell(N_("There is no unit here yet; the first page sets one up."))
    try:
        master_in(home)
    except KeyFileError as error:
        raise UnusableInputError(N_("{mistakes}"), mistakes=str(error)) from error
    connections.close_all()
