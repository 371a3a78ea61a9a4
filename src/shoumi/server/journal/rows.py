"""An entry's changes as rows: grouped by table, so that a plain act takes few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from shoumi.acts.thing import Thing
from shoumi.evidence.changes import (
    Alter,
    AlterDuty,
    Change,
    CloseDuty,
    Link,
    Make,
    NextNumber,
    OpenDuty,
    Scope,
    Unlink,
    Unscope,
)
from shoumi.evidence.sealed import bigrams, blind
from shoumi.law.clause import Json
from shoumi.law.levels import Levels
from shoumi.server.keys.keyring import Keyring
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.tables.statements import Writer

_ENCODER = msgspec.json.Encoder(order="sorted")
FACE = ("number", "name", "level", "state", "holder", "department", "due_on")


class Rows:
    """Takes the changes of one entry in their order, then writes each table once."""

    def __init__(
        self,
        *,
        unit: str,
        known: DatabaseRegisters,
        writer: Writer,
        keyring: Keyring,
        levels: Levels,
    ) -> None:
        """Nothing is changed yet."""
        self._unit, self._known, self._writer = unit, known, writer
        self._keyring, self._levels = keyring, levels
        self._kinds: dict[str, str] = {}
        self._made: dict[str, Make] = {}
        self._bodies: dict[tuple[str, str], dict[str, Json]] = {}
        self._written: dict[tuple[str, str], str] = {}
        self._faces: dict[tuple[str, str], dict[str, Json]] = defaultdict(dict)
        self._reworded: set[str] = set()
        self._links = _Pairs()
        self._scopes = _Pairs()
        self._opened: dict[str, dict[str, Json]] = {}
        self._duties: dict[str, dict[str, Json]] = {}
        self._ended: set[str] = set()
        self._series: dict[str, int] = {}

    def write(self, changes: Iterable[Change], things: Mapping[str, Thing]) -> None:
        """Write all rows of an entry; `things` are what its things have become."""
        for change in changes:
            self._take(change, things)
        self._written = {key: _text(body) for key, body in self._bodies.items()}
        self._insert_things()
        self._update_things()
        self._write_words(things)
        self._write_links()
        self._write_scopes(things)
        self._write_duties()
        self._writer.insert(
            "series",
            "unit, series, value",
            [(self._unit, name, value) for name, value in self._series.items()],
            tail=" ON CONFLICT (unit, series) DO UPDATE SET value = excluded.value",
        )

    @property
    def bodies(self) -> dict[tuple[str, str], str]:
        """The text that was written of each thing, by kind and id."""
        return self._written

    # Taking ------------------------------------------------------------------------------------

    def _take(self, change: Change, things: Mapping[str, Thing]) -> None:  # noqa: C901 a line a sort
        match change:
            case Make():
                self._made[change.id] = change
                self._kinds[change.id] = change.kind
                self._bodies[change.kind, change.id] = dict(change.body)
                self._faces[change.kind, change.id].update(
                    (str(key), value) for key, value in change.face.items()
                )
                if things[change.id].words:
                    self._reworded.add(change.id)
            case Alter():
                self._alter(change, things)
            case Link():
                self._links.add((change.source, change.relation, change.target))
            case Unlink():
                self._links.remove((change.source, change.relation, change.target))
            case Scope():
                self._scopes.add((change.thing, change.key))
            case Unscope():
                self._scopes.remove((change.thing, change.key))
            case OpenDuty():
                self._opened[change.id] = dict(change.body)
            case AlterDuty() | CloseDuty():
                self._alter_duty(change)
            case NextNumber():
                self._series[change.series] = change.value

    def _alter(self, change: Alter, things: Mapping[str, Thing]) -> None:
        key = (change.kind, change.id)
        self._kinds[change.id] = change.kind
        if key not in self._bodies:
            row = self._known.row(*key)
            if row is None:
                message = f"an entry alters {change.kind} {change.id}, which has no row"
                raise LookupError(message)
            self._bodies[key] = dict(row.body)
        self._bodies[key].update(change.body)
        self._faces[key].update((str(key), value) for key, value in change.face.items())
        words = things[change.id].words if change.id in things else ()
        if any(word in change.body for word in words):
            self._reworded.add(change.id)

    def _alter_duty(self, change: AlterDuty | CloseDuty) -> None:
        if change.id in self._opened:
            body = self._opened[change.id]
        else:
            if change.id not in self._duties:
                self._duties[change.id] = dict(self._known.duty_row(change.id).body)
            body = self._duties[change.id]
        body.update(change.body)
        if isinstance(change, CloseDuty):
            self._ended.add(change.id)

    # Writing -----------------------------------------------------------------------------------

    def _insert_things(self) -> None:
        self._writer.insert(
            "thing",
            f"unit, kind, id, {', '.join(FACE)}, level_rank, version, body",
            [
                (
                    self._unit,
                    made.kind,
                    made.id,
                    *(face.get(column) for column in FACE),
                    self._rank(face.get("level")),
                    1,
                    self._written[made.kind, made.id],
                )
                for made in self._made.values()
                for face in (self._faces[made.kind, made.id],)
            ],
        )

    def _update_things(self) -> None:
        """Things of which the same columns changed go into one statement."""
        alike: dict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
        for (kind, identifier), text in self._written.items():
            if identifier in self._made:
                continue
            face = dict(self._faces[kind, identifier])
            if "level" in face:
                face["level_rank"] = self._rank(face["level"])
            columns = tuple(sorted(face))
            alike[columns].append(
                (*(face[name] for name in columns), text, self._unit, kind, identifier)
            )
        for columns, rows in alike.items():
            self._writer.update(
                "thing", ("unit", "kind", "id"), (*columns, "body"), rows, ", version = version + 1"
            )

    def _rank(self, level: Json) -> int | None:
        if not isinstance(level, str) or not self._levels.knows(level):
            return None
        return self._levels.in_reference(level).rank

    def _write_words(self, things: Mapping[str, Thing]) -> None:
        changed = [one for one in self._reworded if one not in self._made]
        self._writer.delete("word", ("unit", "thing"), [(self._unit, one) for one in changed])
        rows = {
            (self._unit, self._kinds[one], blind(self._keyring.words, bigram), one): None
            for one in sorted(self._reworded)
            for bigram in sorted(_words_of(things[one]))
        }
        self._writer.insert("word", "unit, kind, token, thing", list(rows))

    def _write_links(self) -> None:
        columns = ("unit", "source", "relation", "target")
        self._writer.delete("link", columns, [(self._unit, *one) for one in self._links.removed])
        self._writer.insert(
            "link", ", ".join(columns), [(self._unit, *one) for one in self._links.added]
        )

    def _write_scopes(self, things: Mapping[str, Thing]) -> None:
        self._writer.delete(
            "scope",
            ("unit", "thing", "see", "subject"),
            [(self._unit, thing, *_parted(key)) for thing, key in self._scopes.removed],
        )
        self._writer.insert(
            "scope",
            "unit, kind, thing, see, subject, thing_row",
            [
                (self._unit, kind, thing, *_parted(key), self._unit, kind, thing)
                for thing, key in self._scopes.added
                for kind in (self._kind(thing, things),)
            ],
            last="(SELECT row FROM thing WHERE unit = %s AND kind = %s AND id = %s)",
        )

    def _kind(self, thing: str, things: Mapping[str, Thing]) -> str:
        if thing in self._kinds:
            return self._kinds[thing]
        if thing in things:
            return str(things[thing].__struct_config__.tag)
        return self._known.kind_of_id(thing)

    def _write_duties(self) -> None:
        self._writer.insert(
            "duty",
            "unit, id, rule, who, department, thing, due_at, is_open, body",
            [
                (
                    self._unit,
                    identifier,
                    body.get("rule"),
                    body.get("who"),
                    body.get("department") or None,
                    body.get("thing") or None,
                    self._due_at(body),
                    identifier not in self._ended,
                    _text(body),
                )
                for identifier, body in self._opened.items()
            ],
        )
        self._writer.update(
            "duty",
            ("unit", "id"),
            ("due_at", "is_open", "body"),
            [
                (
                    self._due_at(body),
                    identifier not in self._ended and self._known.duty_row(identifier).is_open,
                    _text(body),
                    self._unit,
                    identifier,
                )
                for identifier, body in self._duties.items()
            ],
        )

    def _due_at(self, body: Mapping[str, Json]) -> object:
        stated = body.get("due_at")
        return self._writer.moment(datetime.fromisoformat(stated) if stated else None)


class _Pairs:
    """What is added and removed, when one may undo the other within an entry."""

    def __init__(self) -> None:
        self.added: dict[tuple[str, ...], None] = {}
        self.removed: dict[tuple[str, ...], None] = {}

    def add(self, one: tuple[str, ...]) -> None:
        """Add it, or take its removal back."""
        if one in self.removed:
            del self.removed[one]
        else:
            self.added[one] = None

    def remove(self, one: tuple[str, ...]) -> None:
        """Remove it, or take its adding back."""
        if one in self.added:
            del self.added[one]
        else:
            self.removed[one] = None


def _text(body: Mapping[str, Json]) -> str:
    """The text of a row. The entry has told the same values, so they are not examined again."""
    return _ENCODER.encode(body).decode()


def _parted(key: str) -> tuple[str, str]:
    group, _, subject = key.partition(":")
    return group, subject


def _words_of(thing: Thing) -> set[str]:
    return {
        bigram for word in thing.words if (text := getattr(thing, word)) for bigram in bigrams(text)
    }
