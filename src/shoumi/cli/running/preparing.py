"""What a database needs before it is served: its tables, its key, and for --demo its unit."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from shoumi.cli.ending import UnusableInputError
from shoumi.cli.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.keys import KeyFileError, master_in
from shoumi.server.tables.models import Head

DEMO = "shoumi.server.demo"


def prepare(home: Path, speaker: Speaker, *, demo: bool) -> None:
    """Bring the tables up to date; build the fictional unit unless it stands already."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", verbosity=0)
    if Head.objects.filter(number__gt=0).exists():
        pass
    elif demo:
        speaker.tell(N_("Building the fictional unit; this happens once …"))
        import_module(DEMO).build(home)
    else:
        speaker.tell(N_("There is no unit here yet; the first page sets one up."))
    try:
        master_in(home)
    except KeyFileError as error:
        raise UnusableInputError(N_("{mistakes}"), mistakes=str(error)) from error
    connections.close_all()
