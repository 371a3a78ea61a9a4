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

DEMO = "shoumi.server.demo.building"


def prepare(home: Path, speaker: Speaker, *, demo: bool) -> None:
    """Bring the tables up to date; build the fictional unit unless it stands already."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if demo:
        _demonstrate(home, speaker)
    call_command("migrate", verbosity=0)
    if not Head.objects.filter(number__gt=0).exists():
        speaker.tell(N_("There is no unit here yet; the first page sets one up."))
    try:
        master_in(home)
    except KeyFileError as error:
        raise UnusableInputError(N_("{mistakes}"), mistakes=str(error)) from error
    connections.close_all()


def _demonstrate(home: Path, speaker: Speaker) -> None:
    building = import_module(DEMO)
    if not building.stands(home):
        speaker.tell(N_("Building the fictional unit; this happens once …"))
    accounts = building.build(home)
    speaker.tell(N_("Log in with the password {password} as:"), password=accounts.password)
    for one in accounts.people:
        speaker.line(f"  {one.log_in:<10} {one.name} {one.post}")
