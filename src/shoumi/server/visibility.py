"""Who may learn of what: the one filter in front of every read. decision.sight says it in Python.

A row is seen by whoever holds one of its subjects. What was made last is read from the index of
scopes, a subject at a time. In another order, or filtered, subjects that open few rows (a person, a
reader) are looked up from the subject; those that open many (a role, a department) are tried
along the order of the list, so that a page costs the same wherever it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from shoumi.acts.known import Known, People, is_cleared
from shoumi.acts.shape import shapes
from shoumi.acts.thing import Thing, kind_of
from shoumi.decision.sight import counts_while_cleared
from shoumi.law.levels import Levels
from shoumi.law.words import N_, Message
from shoumi.server.tables.statements import Direct

FEW = 2000
COUNTED = 1000
PAGE = 50
OPEN = frozenset({"row", "know"})

Order = Literal["newest", "number", "due_on"]
Column = Literal["number", "name", "level", "state", "holder", "department"]
_SELECTIVE = frozenset({"number", "name", "holder"})
_INDICES = {"newest": "thing_row", "number": "thing_number", "due_on": "thing_due"}
_COLUMNS = "row, id, number, name, level, state, holder, department, due_on, version"


class NotFoundError(Exception):
    """There is no such thing for this person: unknown and unseen are not told apart."""

    message = Message(N_("Nothing that you may see was found here."))


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """A person on one day: the subjects he is, and the levels that he is cleared for."""

    person: str
    subjects: tuple[str, ...]
    cleared: tuple[str, ...]

    @property
    def while_cleared(self) -> tuple[str, ...]:
        """The subjects that count only while cleared."""
        return tuple(subject for subject in self.subjects if counts_while_cleared(subject))


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list: the face, which tells nothing secret."""

    row: int
    id: str
    number: str | None
    name: str | None
    level: str | None
    state: str | None
    holder: str | None
    department: str | None
    due_on: Any
    version: int


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which list: `where` are values of face columns, `behind` the last line of the page before.

    The order by number or due date lists what has one.
    """

    kind: type[Thing]
    order: Order = "newest"
    where: Mapping[Column, str] = {}
    behind: Listed | None = None
    size: int = PAGE


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some lines, and whether there are more behind them."""

    lines: tuple[Listed, ...]
    more: bool


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How many; `capped`: that many and more."""

    number: int
    capped: bool


def viewer_of(person: str, people: People, levels: Levels) -> Viewer:
    """What the filter must know of a person."""
    tier = people.tier(person)
    codes = [*levels.levels]
    codes += [code.removeprefix(f"{levels.reference}:") for code in codes]
    cleared = {code for code in codes if levels.knows(code) and is_cleared(tier, code, levels)}
    return Viewer(
        person=person,
        subjects=tuple(sorted(people.subjects(person))),
        cleared=tuple(sorted(cleared)),
    )


class Sight:
    """Reads what one person may see of one unit, through one cursor."""

    def __init__(self, direct: Direct, unit: str, viewer: Viewer) -> None:
        """Look with the eyes of `viewer`."""
        self._direct, self._unit, self._viewer = direct, unit, viewer
        self.asked: list[tuple[str, list[object]]] = []

    def page(self, wanted: Wanted) -> Page:
        """One page of a list."""
        sql, values = self._listing(wanted, wanted.size + 1)
        found = [
            Listed(**dict(zip(Listed.__struct_fields__, row, strict=True)))
            for row in self._ask(sql, values)
        ]
        return Page(lines=tuple(found[: wanted.size]), more=len(found) > wanted.size)

    def count(self, wanted: Wanted) -> Counted:
        """How many lines the list has, as far as counting is worth its time."""
        if wanted.where or wanted.kind.open_to_all:
            sql, values = self._listing(wanted, COUNTED + 1)
        else:
            # In no order, and of the index of scopes alone: whatever the order, so many they are.
            anyhow = msgspec.structs.replace(wanted, order="newest", behind=None)
            sql, values = self._newest_rows(anyhow, COUNTED + 1)
        ((number,),) = self._ask(f"SELECT count(*) FROM ({sql}) AS listed", values)
        return Counted(number=min(number, COUNTED), capped=number > COUNTED)

    def groups(
        self, things: Iterable[Listed | tuple[str, str | None]]
    ) -> dict[str, frozenset[str]]:
        """The groups in which the person stands for each thing (id, level); unseen ones are out."""
        levels = {
            (one.id if isinstance(one, Listed) else one[0]): (
                one.level if isinstance(one, Listed) else one[1]
            )
            for one in things
        }
        if not levels:
            return {}
        rows = self._ask(
            "SELECT thing, see, subject FROM scope "
            f"WHERE unit = %s AND thing IN ({_marks(levels)}) "
            f"AND subject IN ({_marks(self._viewer.subjects)})",
            [self._unit, *levels, *self._viewer.subjects],
        )
        found: dict[str, set[str]] = {}
        for thing, see, subject in rows:
            if not counts_while_cleared(subject) or self._is_cleared(levels[thing]):
                found.setdefault(thing, {"row"}).add(see)
        return {thing: frozenset(groups) for thing, groups in found.items()}

    def groups_for(self, thing: Thing) -> frozenset[str]:
        """The groups in which the person stands for a thing; NotFoundError if in none."""
        if thing.open_to_all:
            return OPEN
        found = self.groups([(thing.id, thing.face().level)])
        if thing.id not in found:
            raise NotFoundError
        return found[thing.id]

    def thing(self, known: Known, kind: type[Thing], identifier: str) -> dict[str, Any]:
        """The fields of a thing that the person may read; NotFoundError if none, or no thing."""
        found = known.get(kind, identifier)
        if found is None:
            raise NotFoundError
        return readable(found, self.groups_for(found))

    def _is_cleared(self, level: str | None) -> bool:
        return level is None or level in self._viewer.cleared

    def _ask(self, sql: str, values: list[object]) -> list[tuple[Any, ...]]:
        self.asked.append((sql, values))
        return self._direct.ask(sql, values)

    # What was made last ------------------------------------------------------------------------

    def _newest(self, wanted: Wanted, limit: int) -> tuple[str, list[object]]:
        """The newest of each subject from the index of scopes; of things only what is shown."""
        rows, values = self._newest_rows(wanted, limit)
        return f"SELECT {_COLUMNS} FROM thing WHERE row IN ({rows}) ORDER BY row DESC", values

    def _newest_rows(self, wanted: Wanted, limit: int) -> tuple[str, list[object]]:
        legs = [self._newest_of(subject, wanted, limit) for subject in self._viewer.subjects]
        if not legs:
            return "SELECT row FROM thing WHERE 1 = 0", []
        seen = " UNION ".join(
            f"SELECT thing_row FROM ({sql}) AS leg{place}" for place, (sql, _) in enumerate(legs)
        )
        values = [value for _, more in legs for value in more]
        return f"{seen} ORDER BY thing_row DESC LIMIT {limit}", values

    def _newest_of(self, subject: str, wanted: Wanted, limit: int) -> tuple[str, list[object]]:
        joined, cleared, levels = "", "", list[object]()
        if counts_while_cleared(subject):
            cross = "JOIN" if self._direct.postgresql else "CROSS JOIN"
            joined = f" {cross} thing AS t ON t.row = s.thing_row"
            clearance, levels = self._clearance("s")
            cleared = f" AND {clearance}"
        behind = [] if wanted.behind is None else [wanted.behind.row]
        sql = (
            f"SELECT DISTINCT s.thing_row FROM scope AS s{joined} "
            f"WHERE s.unit = %s AND s.kind = %s AND s.subject = %s{cleared}"
            f"{' AND s.thing_row < %s' if behind else ''} "
            f"ORDER BY s.thing_row DESC LIMIT {limit}"
        )
        return sql, [self._unit, kind_of(wanted.kind), subject, *levels, *behind]

    # The two legs ------------------------------------------------------------------------------

    def _listing(self, wanted: Wanted, limit: int) -> tuple[str, list[object]]:
        if wanted.kind.open_to_all:
            return self._ordered_leg(wanted, limit, None)
        if wanted.order == "newest" and not wanted.where:
            return self._newest(wanted, limit)
        few, many = self._parted(kind_of(wanted.kind))
        legs = []
        if few:
            legs.append(self._subject_leg(wanted, limit, few))
        if many:
            legs.append(self._ordered_leg(wanted, limit, many))
        if not legs:
            return f"SELECT {_COLUMNS} FROM thing WHERE 1 = 0", []
        if len(legs) == 1:
            return legs[0]
        parts = " UNION ".join(
            f"SELECT * FROM ({sql}) AS leg{place}" for place, (sql, _) in enumerate(legs)
        )
        values = [value for _, more in legs for value in more]
        return f"{parts} {_order_by(wanted, '')} LIMIT {limit}", values

    def _parted(self, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The subjects of the person that open few things of the kind, and those that open many."""
        one = (
            "SELECT %s, count(*) FROM (SELECT 1 FROM scope WHERE unit = %s AND kind = %s "
            f"AND subject = %s LIMIT {FEW + 1}) AS counted"
        )
        rows = self._ask(
            " UNION ALL ".join([one] * len(self._viewer.subjects)),
            [
                value
                for subject in self._viewer.subjects
                for value in (subject, self._unit, kind, subject)
            ],
        )
        few = tuple(subject for subject, number in rows if 0 < number <= FEW)
        return few, tuple(subject for subject, number in rows if number > FEW)

    def _subject_leg(
        self, wanted: Wanted, limit: int, subjects: tuple[str, ...]
    ) -> tuple[str, list[object]]:
        """From the subjects to the things: for what few may see."""
        where, values = self._where(wanted)
        level, levels = self._clearance("s")
        # On SQLite a cross join is one whose order is kept.
        joined = "JOIN" if self._direct.postgresql else "CROSS JOIN"
        sql = (
            f"SELECT DISTINCT {_prefixed(_COLUMNS)} FROM scope AS s {joined} thing AS t "
            "ON t.row = s.thing_row "
            f"WHERE s.unit = %s AND s.kind = %s AND s.subject IN ({_marks(subjects)}) "
            f"AND {level}{where} {_order_by(wanted, 't.')} LIMIT {limit}"
        )
        return sql, [self._unit, kind_of(wanted.kind), *subjects, *levels, *values]

    def _ordered_leg(
        self, wanted: Wanted, limit: int, subjects: tuple[str, ...] | None
    ) -> tuple[str, list[object]]:
        """Along the order of the list: for what many may see; None: everybody may.

        Where no level is asked for, order and scope are read from two indices alone, and of the
        table only the lines that are shown.
        """
        where, values = self._where(wanted)
        seen, held = "", list[object]()
        if subjects is not None:
            level, held = "", [*subjects]
            if not set(self._viewer.while_cleared).isdisjoint(subjects):
                clearance, levels = self._clearance("s")
                level, held = f" AND {clearance}", [*held, *levels]
            seen = (
                " AND EXISTS (SELECT 1 FROM scope AS s WHERE s.unit = t.unit AND s.kind = t.kind "
                f"AND s.subject IN ({_marks(subjects)}) AND s.thing_row = t.row{level})"
            )
        rows = (
            f"SELECT t.row FROM thing AS t{self._by_index(wanted)} "
            f"WHERE t.unit = %s AND t.kind = %s{where}{seen} "
            f"{_order_by(wanted, 't.')} LIMIT {limit}"
        )
        sql = f"SELECT {_COLUMNS} FROM thing WHERE row IN ({rows}) {_order_by(wanted, '')}"
        return sql, [self._unit, kind_of(wanted.kind), *values, *held]

    def _by_index(self, wanted: Wanted) -> str:
        """SQLite counts nothing: it is told to walk the order where a filter keeps many rows."""
        if self._direct.postgresql or _SELECTIVE & wanted.where.keys():
            return ""
        for column, value in wanted.where.items():
            if column in {"state", "department"}:
                ((number,),) = self._ask(
                    f"SELECT count(*) FROM (SELECT 1 FROM thing INDEXED BY thing_{column} "
                    f"WHERE unit = %s AND kind = %s AND {column} = %s LIMIT {FEW + 1})",
                    [self._unit, kind_of(wanted.kind), value],
                )
                if number <= FEW:
                    return f" INDEXED BY thing_{column}"
        return f" INDEXED BY {_INDICES[wanted.order]}"

    def _clearance(self, scope: str) -> tuple[str, list[object]]:
        cleared, only = self._viewer.cleared, self._viewer.while_cleared
        among = f" OR t.level IN ({_marks(cleared)})" if cleared else ""
        return (
            f"({scope}.subject NOT IN ({_marks(only)}) OR t.level IS NULL{among})",
            [*only, *cleared],
        )

    def _where(self, wanted: Wanted) -> tuple[str, list[object]]:
        parts = [f" AND t.{column} = %s" for column in wanted.where]
        values: list[object] = list(wanted.where.values())
        last = wanted.behind
        if wanted.order == "newest":
            if last is not None:
                parts.append(" AND t.row < %s")
                values.append(last.row)
            return "".join(parts), values
        # Said behind a line too, since the index holds nothing else and is not taken otherwise.
        parts.append(f" AND t.{wanted.order} IS NOT NULL")
        if last is not None:
            parts.append(f" AND (t.{wanted.order}, t.row) > (%s, %s)")
            behind = last.number if wanted.order == "number" else last.due_on
            values += [behind if self._direct.postgresql else str(behind), last.row]
        return "".join(parts), values


def readable(thing: Thing, groups: frozenset[str]) -> dict[str, Any]:
    """The fields of a thing that may be read by who stands for it in these groups.

    Who keeps a thing reads what its holder reads of it.
    """
    own = frozenset({"own"}) if "desk" in groups else frozenset()
    return _readable(thing, groups | own | {"row"})


def _readable(value: msgspec.Struct, groups: frozenset[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for shape in shapes(type(value)):
        if shape.see not in groups:
            continue
        content = getattr(value, shape.name)
        if isinstance(content, msgspec.Struct):
            content = _readable(content, groups)
        elif shape.many and shape.inner is not None:
            content = tuple(_readable(item, groups) for item in content)
        found[shape.name] = content
    return found


def _order_by(wanted: Wanted, prefix: str) -> str:
    if wanted.order == "newest":
        return f"ORDER BY {prefix}row DESC"
    return f"ORDER BY {prefix}{wanted.order}, {prefix}row"


def _prefixed(columns: str) -> str:
    return ", ".join(f"t.{column}" for column in columns.split(", "))


def _marks(values: Iterable[object]) -> str:
    return ", ".join("%s" for _ in values)
