"""Wiping sealed texts whose time has come: two persons, one entry, and the chain stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.acts.known import People
from shoumi.decision.entry import VERSION
from shoumi.decision.people import Office
from shoumi.evidence.sealed import bigrams, blind
from shoumi.law.words import N_, Message
from shoumi.server.journal.sealing import SEALED
from shoumi.server.journal.trouble import Trouble
from shoumi.server.perform import Door, Turn
from shoumi.server.tables.statements import Direct

WIPE = "journal.wipe-texts"
ROLES = ("secrecy_office", "principal")
"""One of each consents; nobody wipes alone, and neither for the other."""


class NotWipedError(Trouble):
    """Nothing was wiped; the message says what is wanting."""

    identifier = "DOOR-E010"


class Wiping(msgspec.Struct, frozen=True, kw_only=True):
    """Which texts, by whose consent, and why; the reason stands in the chain and must be open.

    `texts` are commitments, as rows and entries tell them.
    """

    texts: tuple[str, ...]
    by: tuple[str, str]
    reason: str


def wipe(door: Door, wiping: Wiping, *, at: datetime | None = None) -> int:
    """Wipe the texts for good and return the number of the entry that says so.

    The caller has made sure that both persons are who they say. Copies in backups remain until
    the backups are wiped too.
    """
    connection = connections[door.using]
    _overwrite_what_is_freed(connection)
    with door.turn(at) as turn:
        asking, house = turn.asked(wiping.by[0])
        _refuse_unless_two_consent(wiping, Office(turn.known, asking.at.date()))
        entries = _told_in(turn.direct, door.unit, wiping.texts)
        texts = frozenset(wiping.texts)
        owners = _owners(turn, entries, texts)
        body = {
            "v": VERSION,
            "unit": door.unit,
            "number": turn.standing.head.number + 1,
            "at": asking.at.isoformat(),
            "by": wiping.by[0],
            "law": house.law.digest,
            **_told_of(wiping),
        }
        turn.enter(body, sorted(owners), asking.at)
        _forget_words(turn, owners, texts)
        turn.writer.update(
            "sealed",
            ("unit", "commitment"),
            ("ciphertext", "wiped_at"),
            [(None, turn.writer.moment(turn.at), door.unit, one) for one in sorted(texts)],
        )
        number = turn.standing.head.number
    door.forget()
    _clear_what_was_freed(connection)
    return number


def _told_of(wiping: Wiping) -> dict[str, object]:
    """What the entry says of a wiping, beside when and by whom."""
    return {
        "act": {
            "do": WIPE,
            "texts": sorted(wiping.texts),
            "with": wiping.by[1],
            "reason": wiping.reason,
        },
        "verdict": "permitted",
        "findings": [],
        "changes": [],
    }


def wipings_in(direct: Direct, unit: str) -> frozenset[str]:
    """Every commitment whose text an entry says was wiped."""
    rows = direct.ask("SELECT body FROM entry WHERE unit = %s AND act = %s", [unit, WIPE])
    return frozenset(
        text for (body,) in rows for text in msgspec.json.decode(body, type=_Told).act.texts
    )


class _Act(msgspec.Struct, frozen=True):
    texts: tuple[str, ...]


class _Told(msgspec.Struct, frozen=True):
    act: _Act


def _refuse_unless_two_consent(wiping: Wiping, people: People) -> None:
    first, second = wiping.by
    for one, other in ((first, second), (second, first)):
        if ROLES[0] in people.roles(one) and ROLES[1] in people.roles(other) and one != other:
            break
    else:
        template = N_(
            "A text is wiped by the secrecy office and the principal together, two persons. "
            "Nothing was wiped; let both consent."
        )
        raise NotWipedError(Message(template))
    if not wiping.reason.strip():
        raise NotWipedError(Message(N_("Say why the text is wiped. Nothing was wiped.")))


def _told_in(direct: Direct, unit: str, texts: Sequence[str]) -> frozenset[int]:
    """The entries that first told the texts; all of them must be there to be wiped."""
    found: dict[str, int] = {}
    for text in texts:
        rows = direct.ask(
            "SELECT commitment, entry FROM sealed "
            "WHERE unit = %s AND commitment = %s AND ciphertext IS NOT NULL",
            [unit, text],
        )
        found.update(rows)
    missing = sorted(set(texts) - found.keys())
    if missing or not texts:
        template = N_("There is no text to wipe by {which}. Nothing was wiped.")
        raise NotWipedError(Message(template, {"which": ", ".join(missing) or "—"}))
    return frozenset(found.values())


def _owners(turn: Turn, entries: Iterable[int], texts: frozenset[str]) -> Mapping[str, str]:
    """The things, with their kinds, that tell one of the texts: its entry names all of them."""
    unit = turn.standing.head.unit
    named: dict[str, None] = {}
    for number in sorted(entries):
        ((things,),) = turn.direct.ask(
            "SELECT things FROM entry WHERE unit = %s AND number = %s", [unit, number]
        )
        named |= dict.fromkeys(msgspec.json.decode(things, type=list[str]))
    kinds = {one: turn.known.kind_of_id(one) for one in named}
    turn.known.warm((kind, one) for one, kind in kinds.items())
    return {
        one: kind
        for one, kind in kinds.items()
        if (row := turn.known.row(kind, one)) is not None
        and any(token[SEALED] in texts for token in row.held.values())
    }


def _forget_words(turn: Turn, owners: Mapping[str, str], wiped: frozenset[str]) -> None:
    """Take the wiped words out of the blind index; those of other fields stay in it."""
    for identifier, kind in sorted(owners.items()):
        row = turn.known.row(kind, identifier)
        if row is None:
            continue
        texts = [getattr(row.thing, word) or "" for word in row.thing.words]
        kept = [text for text in texts if row.held.get(text, {}).get(SEALED) not in wiped]
        tokens = {
            blind(turn.known.keyring.words, bigram) for text in kept for bigram in bigrams(text)
        }
        unit = turn.standing.head.unit
        turn.writer.delete("word", ("unit", "thing"), [(unit, identifier)])
        rows = [(unit, kind, token, identifier) for token in sorted(tokens)]
        turn.writer.insert("word", "unit, kind, token, thing", rows)


def _overwrite_what_is_freed(connection: BaseDatabaseWrapper) -> None:
    """SQLite leaves deleted bytes in the file unless it is told to write zeros over them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _clear_what_was_freed(connection: BaseDatabaseWrapper) -> None:
    """Take the old pages out of the log beside the file, or out of PostgreSQL's table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM sealed")
