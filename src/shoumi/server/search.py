"""Finding things by sealed words: a blind index proposes, the opened text decides."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from shoumi.acts.shape import shapes
from shoumi.acts.thing import Thing, kind_of
from shoumi.evidence.sealed import bigrams, blind
from shoumi.law.words import N_, Message
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.visibility import OPEN, Sight

MOST = 50
AT_ONCE = 200


class TooShortError(ValueError):
    """One character finds too much and is not indexed."""

    message = Message(N_("Type at least two characters."))


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A thing with the fields in which the words stand, all of which the person may read."""

    thing: Thing
    fields: tuple[str, ...]


def search(
    text: str, kind: type[Thing], *, sight: Sight, known: DatabaseRegisters, most: int = MOST
) -> tuple[Hit, ...]:
    """The newest things of a kind in whose words `text` stands, as far as the person may read."""
    dense = _dense(text)
    if len(dense) < 2:  # noqa: PLR2004 a bigram has two
        raise TooShortError
    found: list[Hit] = []
    for candidates in _proposed(dense, kind, known):
        known.warm((kind_of(kind), one) for one in candidates)
        things = [thing for one in candidates if (thing := known.get(kind, one)) is not None]
        groups = (
            {thing.id: OPEN for thing in things}
            if kind.open_to_all
            else sight.groups((thing.id, thing.face().level) for thing in things)
        )
        for thing in things:
            fields = _fields_with(dense, thing, groups.get(thing.id, frozenset()))
            if fields:
                found.append(Hit(thing=thing, fields=fields))
            if len(found) == most:
                return tuple(found)
    return tuple(found)


def _proposed(dense: str, kind: type[Thing], known: DatabaseRegisters) -> Iterator[list[str]]:
    """Ids of things that hold every bigram, newest first, some at a time."""
    tokens = [blind(known.keyring.words, bigram) for bigram in sorted(bigrams(dense))]
    first, *others = _rarest_first(tokens, kind, known)
    also = "".join(
        " AND EXISTS (SELECT 1 FROM word AS o WHERE o.unit = w.unit AND o.kind = w.kind "
        "AND o.token = %s AND o.thing = w.thing)"
        for _ in others
    )
    last: int | None = None
    while True:
        behind = "" if last is None else " AND t.row < %s"
        rows = known.direct.ask(
            "SELECT t.row, w.thing FROM word AS w "
            "JOIN thing AS t ON t.unit = w.unit AND t.kind = w.kind AND t.id = w.thing "
            f"WHERE w.unit = %s AND w.kind = %s AND w.token = %s{also}{behind} "
            f"ORDER BY t.row DESC LIMIT {AT_ONCE}",
            [known.unit, kind_of(kind), first, *others, *([] if last is None else [last])],
        )
        if not rows:
            return
        yield [thing for _, thing in rows]
        last = rows[-1][0]


def _rarest_first(tokens: list[bytes], kind: type[Thing], known: DatabaseRegisters) -> list[bytes]:
    """The token that fewest things hold leads, so that as few as possible are looked at."""
    one = (
        "SELECT count(*) FROM (SELECT 1 FROM word WHERE unit = %s AND kind = %s "
        "AND token = %s LIMIT 5000) AS counted"
    )
    counts = [known.direct.ask(one, [known.unit, kind_of(kind), token])[0][0] for token in tokens]
    return [token for _, token in sorted(zip(counts, tokens, strict=True))]


def _fields_with(dense: str, thing: Thing, groups: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        shape.name
        for shape in shapes(type(thing))
        if shape.name in thing.words
        and shape.see in groups
        and dense in _dense(getattr(thing, shape.name) or "")
    )


def _dense(text: str) -> str:
    return "".join(text.split()).casefold()
