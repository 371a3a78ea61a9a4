"""Wiping sealed texts: carried out in the turn that decides it; the chain stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.acts.act import slug_of
from shoumi.acts.thing import kind_of
from shoumi.evidence.changes import Change, Make
from shoumi.evidence.sealed import bigrams, blind
from shoumi.matters.journal.acts import WipeTexts
from shoumi.matters.journal.things import Wiping
from shoumi.server.journal.sealing import SEALED
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.tables.statements import Direct, Writer

WIPING = kind_of(Wiping)
WIPE = slug_of(WipeTexts)


class Wiped(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal tells of a wiping: never the text.

    `by` asked for it, `consented` made it happen with the last signature; the same person only
    where no clause in force asked for consent.
    """

    entry: int
    at: str
    by: str
    consented: str
    clauses: tuple[str, ...]
    ground: str
    reason: str
    entries: tuple[int, ...]
    fields: tuple[str, ...]
    texts: int


def decided(changes: Iterable[Change]) -> frozenset[str]:
    """The commitments of all texts that an entry says are wiped."""
    made = (one for one in changes if isinstance(one, Make) and one.kind == WIPING)
    return frozenset(
        text
        for one in made
        for text in msgspec.convert(one.body.get("commitments", ()), type=tuple[str, ...])
    )


def carry_out(texts: frozenset[str], known: DatabaseRegisters, writer: Writer, at: object) -> None:
    """Take the texts out of their table and their words out of the index, for good."""
    _overwrite_what_is_freed(known.direct)
    owners = _owners(known, _told_in(known, texts), texts)
    _forget_words(known, writer, owners, texts)
    writer.update(
        "sealed",
        ("unit", "commitment"),
        ("ciphertext", "wiped_at"),
        [(None, at, known.unit, one) for one in sorted(texts)],
    )


def wipings_in(direct: Direct, unit: str) -> frozenset[str]:
    """Every commitment whose text the journal says was wiped."""
    rows = direct.ask("SELECT body FROM thing WHERE unit = %s AND kind = %s", [unit, WIPING])
    return frozenset(
        text for (body,) in rows for text in msgspec.json.decode(body, type=_Told).commitments
    )


def wipings_told(direct: Direct, unit: str) -> Iterator[Wiped]:
    """Every wiping as its entry tells it, the first one first."""
    rows = direct.ask(
        "SELECT e.body FROM thing AS t JOIN mention AS m ON m.unit = t.unit AND m.thing = t.id "
        "JOIN entry AS e ON e.unit = m.unit AND e.number = m.number "
        "WHERE t.unit = %s AND t.kind = %s ORDER BY e.number",
        [unit, WIPING],
    )
    for (text,) in rows:
        body = msgspec.json.decode(text)
        yield from _told_by(body)


class _Told(msgspec.Struct, frozen=True):
    commitments: tuple[str, ...] = ()


def _told_by(body: dict[str, Any]) -> Iterator[Wiped]:
    made = [one["body"] for one in body["changes"] if one.get("kind") == WIPING]
    asked = [one for one in (body, *body.get("contains", ())) if one["act"]["do"] == WIPE]
    for part, thing in zip(asked, made, strict=False):
        yield Wiped(
            entry=body["number"],
            at=body["at"],
            by=part["by"],
            consented=body["by"],
            clauses=tuple(dict.fromkeys(one["clause"] for one in part["findings"])),
            ground=thing["ground"],
            reason=thing["reason"],
            entries=tuple(thing["entries"]),
            fields=tuple(thing.get("fields", ())),
            texts=len(thing.get("commitments", ())),
        )


def _told_in(known: DatabaseRegisters, texts: frozenset[str]) -> frozenset[int]:
    """The entries that first told the texts."""
    found: set[int] = set()
    for text in sorted(texts):
        rows = known.direct.ask(
            "SELECT entry FROM sealed WHERE unit = %s AND commitment = %s", [known.unit, text]
        )
        found.update(entry for (entry,) in rows)
    return frozenset(found)


def _owners(
    known: DatabaseRegisters, entries: Iterable[int], texts: frozenset[str]
) -> Mapping[str, str]:
    """The things, with their kinds, that tell one of the texts: its entry names all of them."""
    named: dict[str, None] = {}
    for number in sorted(entries):
        ((things,),) = known.direct.ask(
            "SELECT things FROM entry WHERE unit = %s AND number = %s", [known.unit, number]
        )
        named |= dict.fromkeys(msgspec.json.decode(things, type=list[str]))
    kinds = {one: known.kind_of_id(one) for one in named}
    known.warm((kind, one) for one, kind in kinds.items())
    return {
        one: kind
        for one, kind in kinds.items()
        if (row := known.row(kind, one)) is not None
        and any(token[SEALED] in texts for token in row.held.values())
    }


def _forget_words(
    known: DatabaseRegisters, writer: Writer, owners: Mapping[str, str], wiped: frozenset[str]
) -> None:
    """Take the wiped words out of the blind index; those of other fields stay in it."""
    for identifier, kind in sorted(owners.items()):
        row = known.row(kind, identifier)
        if row is None:
            continue
        texts = [getattr(row.thing, word) or "" for word in row.thing.words]
        kept = [text for text in texts if row.held.get(text, {}).get(SEALED) not in wiped]
        tokens = {blind(known.keyring.words, bigram) for text in kept for bigram in bigrams(text)}
        writer.delete("word", ("unit", "thing"), [(known.unit, identifier)])
        rows = [(known.unit, kind, token, identifier) for token in sorted(tokens)]
        writer.insert("word", "unit, kind, token, thing", rows)


def _overwrite_what_is_freed(direct: Direct) -> None:
    """SQLite leaves deleted bytes in the file unless it is told to write zeros over them."""
    if not direct.postgresql:
        direct.ask("PRAGMA secure_delete = ON")


def clear_what_was_freed(connection: BaseDatabaseWrapper) -> None:
    """Take the old pages out of the log beside the file; let PostgreSQL write its table anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM (FULL) sealed")
            cursor.execute("VACUUM word")
