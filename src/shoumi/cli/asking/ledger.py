"""What commands on the unit's own ledger stand on: its house, and the person who is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import OperationalError, ProgrammingError, connections

from shoumi.cli.voice.ending import UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.evidence.sealed import NotOpened
from shoumi.law.words import N_
from shoumi.matters.organisation.things import Person
from shoumi.server.api.telling import Teller
from shoumi.server.keys.keyring import KeyFileError
from shoumi.server.pages.house import PagesHouse, house_of_this_installation
from shoumi.server.perform import one_moment
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.shelf import UnreadablePacksError


def the_house() -> PagesHouse:
    """The house of this installation; says what to do where there is none yet."""
    try:
        return house_of_this_installation()
    except OperationalError as error:
        raise unopened(error) from error
    except (ObjectDoesNotExist, ProgrammingError) as error:
        raise _no_unit(error) from error
    except MultipleObjectsReturned as error:
        raise UnusableInputError(
            N_("This database holds several units; the command line serves one.")
        ) from error
    except NotOpened as error:
        raise UnusableInputError(
            N_(
                "The master key does not open this database. If master.key.new lies beside it, "
                "finish with shoumi key rotate; else restore the key from where it is kept."
            )
        ) from error
    except (KeyFileError, UnreadablePacksError) as error:
        raise UnusableInputError(N_("{mistakes}"), mistakes=str(error)) from error


NOT_THERE = ("no such table", "unable to open")


def unopened(error: OperationalError) -> UnusableInputError:
    """Whether there is no database yet, or one that cannot be worked with now."""
    if any(word in str(error).lower() for word in NOT_THERE):
        return _no_unit(error)
    return UnusableInputError(
        N_(
            "The database cannot be opened ({why}). Make room if its disk is full, see that the "
            "disk or the database server can be reached, then try again."
        ),
        why=str(error).strip(),
    )


def _no_unit(error: Exception) -> UnusableInputError:
    return UnusableInputError(
        N_(
            "There is no unit here yet ({why}). Run shoumi serve --demo for a fictional one, "
            "or set SHOUMI_HOME to where the unit is kept."
        ),
        why=str(error),
    )


@contextmanager
def registers(house: PagesHouse) -> Iterator[DatabaseRegisters]:
    """The registers as they are at one moment."""
    connection = connections[house.door.using]
    with connection.wrap_database_errors, one_moment(connection) as direct:
        yield house.door.registers(direct)


def person_named(house: PagesHouse, named: str) -> str:
    """The id of the person that is named by id or, if only one bears it, by name."""
    with registers(house) as known:
        if known.get(Person, named) is not None:
            return named
        bearing = [one.id for one in known.find(Person) if one.name == named]
    if len(bearing) == 1:
        return bearing[0]
    if bearing:
        raise UnusableInputError(
            N_("{count} people are called {name}; name the id: {ids}."),
            count=len(bearing),
            name=named,
            ids=" ".join(bearing),
        )
    raise UnusableInputError(N_("Nobody here has the id or the name {name}."), name=named)


def teller(house: PagesHouse, speaker: Speaker) -> Teller:
    """Tells rulings in the language of the command."""
    return Teller(house.shelf, say=speaker.message, text=speaker.text)


def moment_of(house: PagesHouse, day: str | None) -> datetime:
    """The end of the day that was typed as 2026-03-02, else now."""
    if day is None:
        return house.clock()
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise UnusableInputError(N_("{day} is no day; write it as 2026-03-02."), day=day) from error
    return datetime.combine(on, time(23, 59, 59), tzinfo=house.shelf.zone)
