"""The registers in the database, asked as every matter asks them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from shoumi.acts.thing import Thing, kind_of
from shoumi.deadlines.duties import Duty
from shoumi.evidence.changes import (
    Alter,
    Change,
    Link,
    Make,
    NextNumber,
    Scope,
    Unlink,
    Unscope,
)
from shoumi.evidence.sealed import Token, open_text
from shoumi.law.clause import Json
from shoumi.server.journal.sealing import SEALED, commitments_in, with_texts
from shoumi.server.journal.told import Texts
from shoumi.server.keys.keyring import Keyring
from shoumi.server.tables.statements import Direct

T = TypeVar("T", bound=Thing)
COLUMNS = ("number", "name", "state", "holder", "department")
_LOOKED_UP = frozenset(COLUMNS)
AT_ONCE = 500
WIPED = "■■■■ "
"""What stands for a text that was lawfully wiped, with the first digits of its commitment."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A thing as it is stored: the struct with its texts, the JSON without, tokens by text."""

    thing: Thing
    body: dict[str, Json]
    held: Mapping[str, Token]


class DutyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A duty as it is stored."""

    duty: Duty
    body: dict[str, Json]
    is_open: bool


class DatabaseRegisters:
    """One unit's registers. What was read is kept, so whoever holds one sees one moment.

    After a written act `learn` takes over what it changed.
    """

    def __init__(
        self,
        direct: Direct,
        unit: str,
        keyring: Keyring,
        kinds: Mapping[str, type[Thing]],
    ) -> None:
        """Read `unit` through `direct`, which belongs to the thread that asks."""
        self.direct, self.unit = direct, unit
        self.keyring, self._kinds = keyring, kinds
        self._rows: dict[tuple[str, str], Row | None] = {}
        self._found: dict[str, dict[tuple[str | None, ...], tuple[str, ...]]] = {}
        self._texts: dict[str, str] = {}
        self._onward: dict[str, dict[str, tuple[str, ...]]] = {}
        self._back: dict[tuple[str, str], tuple[str, ...]] = {}
        self._audiences: dict[str, frozenset[str]] = {}
        self._together: dict[str, tuple[str, ...]] = {}
        self._duties: dict[tuple[str | None, str | None], tuple[Duty, ...]] = {}
        self._duty_rows: dict[str, DutyRow] = {}
        self._series: dict[str, int] = {}
        self.reads = 0

    # What is known ---------------------------------------------------------------------------

    def get(self, kind: type[T], identifier: str, /) -> T | None:
        """The thing of that kind and id, or None."""
        row = self.row(kind_of(kind), identifier)
        return row.thing if row is not None and isinstance(row.thing, kind) else None

    def find(
        self,
        kind: type[T],
        /,
        *,
        number: str | None = None,
        name: str | None = None,
        state: str | None = None,
        holder: str | None = None,
        department: str | None = None,
    ) -> tuple[T, ...]:
        """All things of a kind whose face has these values, in the order of their making."""
        wanted = (number, name, state, holder, department)
        found = self._found.setdefault(kind_of(kind), {})
        if wanted not in found:
            found[wanted] = self._look_up(kind_of(kind), wanted)
        self.warm((kind_of(kind), identifier) for identifier in found[wanted])
        things = (self.get(kind, identifier) for identifier in found[wanted])
        return tuple(thing for thing in things if thing is not None)

    def linked(self, source: str, relation: str, /) -> tuple[str, ...]:
        """The ids that `source` points to by `relation`."""
        if source not in self._onward:
            self._load_links(self._with_siblings(source, self._onward))
        return self._onward[source].get(relation, ())

    def linking(self, target: str, relation: str, /) -> tuple[str, ...]:
        """The ids that point to `target` by `relation`."""
        if (target, relation) not in self._back:
            rows = self._ask(
                "SELECT source FROM link WHERE unit = %s AND target = %s AND relation = %s "
                "ORDER BY row",
                [self.unit, target, relation],
            )
            self._back[target, relation] = tuple(source for (source,) in rows)
        return self._back[target, relation]

    def audience(self, identifier: str, /) -> frozenset[str]:
        """The audience keys of a thing."""
        if identifier not in self._audiences:
            self._load_audiences(self._with_siblings(identifier, self._audiences))
        return self._audiences[identifier]

    def duties(self, *, thing: str | None = None, person: str | None = None) -> tuple[Duty, ...]:
        """The open duties about a thing, of a person, or both."""
        if (thing, person) not in self._duties:
            self._duties[thing, person] = self._load_duties(thing, person)
        return self._duties[thing, person]

    def next_number(self, series: str, /) -> int:
        """The next number of a running series, 1 if none was given yet."""
        if series not in self._series:
            rows = self._ask(
                "SELECT value FROM series WHERE unit = %s AND series = %s", [self.unit, series]
            )
            self._series[series] = rows[0][0] if rows else 0
        return self._series[series] + 1

    def texts_told(self, entry: int, fields: tuple[str, ...], /) -> tuple[str, ...]:
        """The commitments of the sealed texts that an entry told and that are still there."""
        return Texts(self._ask, self.unit, self.keyring).told(entry, fields)

    def same_texts(self, commitments: tuple[str, ...], /) -> tuple[str, ...]:
        """These commitments and those of the same texts elsewhere in the unit."""
        return Texts(self._ask, self.unit, self.keyring).same(commitments)

    # What the writer and the pages need besides ------------------------------------------------

    def row(self, kind: str, identifier: str) -> Row | None:
        """A thing as it is stored."""
        if (kind, identifier) not in self._rows:
            self.warm([(kind, identifier)])
        return self._rows[kind, identifier]

    def duty_row(self, identifier: str) -> DutyRow:
        """A duty as it is stored; KeyError if there is none."""
        if identifier not in self._duty_rows:
            rows = self._ask(
                "SELECT id, body, is_open FROM duty WHERE unit = %s AND id = %s",
                [self.unit, identifier],
            )
            self._keep_duties(rows)
        return self._duty_rows[identifier]

    def warm(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read many things at once, so that asking for each costs nothing more."""
        absent = [pair for pair in dict.fromkeys(wanted) if pair not in self._rows]
        for start in range(0, len(absent), AT_ONCE):
            part = absent[start : start + AT_ONCE]
            marks = ", ".join(["(%s, %s, %s)"] * len(part))
            rows = self._ask(
                f"SELECT kind, id, body FROM thing WHERE (unit, kind, id) IN (VALUES {marks})",
                [value for kind, identifier in part for value in (self.unit, kind, identifier)],
            )
            self._keep(rows)
            for pair in part:
                self._rows.setdefault(pair, None)

    def kind_of_id(self, identifier: str) -> str:
        """The kind of a thing of which only the id is at hand."""
        rows = self._ask(
            "SELECT kind FROM thing WHERE unit = %s AND kind IN "
            f"({', '.join(['%s'] * len(self._kinds))}) AND id = %s",
            [self.unit, *self._kinds, identifier],
        )
        return str(rows[0][0])

    def text_of(self, commitment: str) -> str:
        """The text behind a commitment that was read, or what stands for a wiped one."""
        return self._texts[commitment]

    def opened(self, value: Json) -> Json:
        """A JSON value from a row or an entry, with its sealed texts."""
        self._load_texts(commitments_in(value))
        return with_texts(value, self.text_of)

    # Learning what an entry changed, so that the next act need not ask for it ---------------------

    def learn(
        self,
        changes: Iterable[Change],
        bodies: Mapping[tuple[str, str], str],
        texts: Mapping[str, str],
    ) -> None:
        """Take over what was written: the bodies of things, and the texts behind new tokens."""
        self._texts.update((commitment, text) for text, commitment in texts.items())
        for (kind, identifier), text in bodies.items():
            self._kept(kind, identifier, *_read(text))
        for change in changes:
            self._learn(change)

    def _learn(self, change: Change) -> None:
        match change:
            case Make():
                self._found.pop(change.kind, None)
                self._onward.setdefault(change.id, {})
                self._audiences.setdefault(change.id, frozenset())
            case Alter():
                if not _LOOKED_UP.isdisjoint(change.face):
                    self._found.pop(change.kind, None)
            case Link() | Unlink():
                self._onward.pop(change.source, None)
                self._back.pop((change.target, change.relation), None)
            case Scope() | Unscope():
                held = self._audiences.get(change.thing)
                if held is not None:
                    key = frozenset({change.key})
                    both = held | key if isinstance(change, Scope) else held - key
                    self._audiences[change.thing] = both
            case NextNumber():
                self._series[change.series] = change.value
            case _:
                self._duties.clear()
                self._duty_rows.clear()

    @property
    def size(self) -> int:
        """How many things, links and audiences are held."""
        return len(self._rows) + len(self._onward) + len(self._audiences) + len(self._texts)

    # Reading -----------------------------------------------------------------------------------

    def _ask(self, sql: str, values: Sequence[object]) -> list[tuple[Json, ...]]:
        self.reads += 1
        return self.direct.ask(sql, values)

    def _look_up(self, kind: str, wanted: tuple[str | None, ...]) -> tuple[str, ...]:
        told = [
            (column, value)
            for column, value in zip(COLUMNS, wanted, strict=True)
            if value is not None
        ]
        where = "".join(f" AND {column} = %s" for column, _ in told)
        rows = self._ask(
            f"SELECT kind, id, body FROM thing WHERE unit = %s AND kind = %s{where} ORDER BY row",
            [self.unit, kind, *(value for _, value in told)],
        )
        things = self._keep(rows)
        together = tuple(thing.id for thing in things)
        self._together.update(dict.fromkeys(together, together))
        return together

    def _keep(self, rows: list[tuple[Json, ...]]) -> tuple[Thing, ...]:
        bodies = [(kind, identifier, *_read(text)) for kind, identifier, text in rows]
        self._load_texts(one for *_, commitments in bodies for one in commitments)
        return tuple(self._kept(*told) for told in bodies)

    def _kept(
        self, kind: str, identifier: str, body: dict[str, Json], commitments: Sequence[str]
    ) -> Thing:
        held = {self._texts[one]: {SEALED: one} for one in commitments}
        plain = with_texts(body, self.text_of) if held else body
        # Null says that the field fell back to what the struct says by itself.
        stated = {key: value for key, value in plain.items() if value is not None}
        thing = msgspec.convert(stated, type=self._kinds[kind])
        self._rows[kind, identifier] = Row(thing=thing, body=body, held=held)
        return thing

    def _load_texts(self, commitments: Iterable[str]) -> None:
        absent = [one for one in dict.fromkeys(commitments) if one not in self._texts]
        for start in range(0, len(absent), AT_ONCE):
            part = absent[start : start + AT_ONCE]
            rows = self._ask(
                "SELECT commitment, ciphertext FROM sealed WHERE unit = %s "
                f"AND commitment IN ({', '.join(['%s'] * len(part))})",
                [self.unit, *part],
            )
            for commitment, ciphertext in rows:
                self._texts[commitment] = (
                    f"{WIPED}{commitment[:8]}"
                    if ciphertext is None
                    else open_text(self.keyring.texts, {SEALED: commitment}, bytes(ciphertext))
                )

    def _with_siblings(self, identifier: str, held: Mapping[str, object]) -> list[str]:
        """This one and those that were found beside it and will be asked for next."""
        siblings = self._together.get(identifier, (identifier,))
        place = siblings.index(identifier)
        return [one for one in siblings[place : place + AT_ONCE] if one not in held]

    def _load_audiences(self, things: list[str]) -> None:
        found: dict[str, set[str]] = {thing: set() for thing in things}
        rows = self._ask(
            "SELECT thing, see, subject FROM scope WHERE unit = %s "
            f"AND thing IN ({', '.join(['%s'] * len(things))})",
            [self.unit, *things],
        )
        for thing, see, subject in rows:
            found[thing].add(f"{see}:{subject}")
        self._audiences.update((thing, frozenset(keys)) for thing, keys in found.items())

    def _load_links(self, sources: list[str]) -> None:
        found: dict[str, dict[str, tuple[str, ...]]] = {source: {} for source in sources}
        rows = self._ask(
            "SELECT source, relation, target FROM link WHERE unit = %s "
            f"AND source IN ({', '.join(['%s'] * len(sources))}) ORDER BY row",
            [self.unit, *sources],
        )
        for source, relation, target in rows:
            found[source][relation] = (*found[source].get(relation, ()), target)
        self._onward.update(found)

    def _load_duties(self, thing: str | None, person: str | None) -> tuple[Duty, ...]:
        told = [
            (column, value)
            for column, value in (("thing", thing), ("who", person))
            if value is not None
        ]
        where = "".join(f" AND {column} = %s" for column, _ in told)
        rows = self._ask(
            f"SELECT id, body, is_open FROM duty WHERE unit = %s AND is_open{where} ORDER BY row",
            [self.unit, *(value for _, value in told)],
        )
        return self._keep_duties(rows)

    def _keep_duties(self, rows: list[tuple[Json, ...]]) -> tuple[Duty, ...]:
        kept = []
        for identifier, text, is_open in rows:
            body = msgspec.json.decode(text)
            stated = {key: value for key, value in body.items() if value is not None}
            duty = msgspec.convert({**stated, "id": identifier}, type=Duty)
            self._duty_rows[identifier] = DutyRow(duty=duty, body=body, is_open=bool(is_open))
            kept.append(duty)
        return tuple(kept)


def _read(text: str) -> tuple[dict[str, Json], Sequence[str]]:
    """The body of a row, and the commitments that stand in it."""
    body: dict[str, Json] = msgspec.json.decode(text)
    return body, tuple(commitments_in(body)) if SEALED in text else ()
