"""The journal and the registers as the database has them: for the verifier and the export."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, TypeVar

import msgspec

from shoumi.evidence.checkpoint import Checkpoint
from shoumi.evidence.entry import Entry
from shoumi.evidence.export import DutyRow, LinkRow, Row, ScopeRow, SeriesRow, ThingRow
from shoumi.evidence.registers import Duty, Registers, Thing
from shoumi.server.journal.rows import FACE
from shoumi.server.tables.statements import Direct

T = TypeVar("T")
AT_ONCE = 1000
NEAR = 100
"""So many entries stay near the processor from being fetched until they are hashed."""


def entries_of(direct: Direct, unit: str, after: int = 0) -> Iterator[Entry]:
    """Yield the entries behind number `after`, in order, as they stand.

    PostgreSQL fetches the next page while one is read; SQLite would only take turns with us.
    """
    body = "body" if direct.postgresql else "CAST(body AS BLOB)"
    pages = _pages(
        direct,
        f"SELECT number, previous, digest, {body} FROM entry "
        "WHERE unit = %s AND number > %s "
        f"ORDER BY number LIMIT {AT_ONCE if direct.postgresql else NEAR}",
        unit,
        after,
    )
    for page in _ahead(pages) if direct.postgresql else pages:
        for number, previous, digest, text in page:
            told = text.encode() if direct.postgresql else text
            yield Entry(unit=unit, number=number, previous=previous, body=told, digest=digest)


def checkpoints_of(direct: Direct, unit: str) -> list[Checkpoint]:
    """Return the checkpoints of a unit, oldest first."""
    rows = direct.ask("SELECT body FROM checkpoint WHERE unit = %s ORDER BY row", [unit])
    return [msgspec.json.decode(body, type=Checkpoint) for (body,) in rows]


def register_rows_of(direct: Direct, unit: str) -> Iterator[Row]:
    """Yield the rows of all registers."""
    yield from _things(direct, unit)
    for _, source, relation, target in _paged(
        direct, _by_row("link", "source, relation, target"), unit, 0
    ):
        yield LinkRow(source=source, relation=relation, target=target)
    for _, thing, see, subject in _paged(direct, _by_row("scope", "thing, see, subject"), unit, 0):
        yield ScopeRow(thing=thing, key=f"{see}:{subject}")
    for _, identifier, is_open, body in _paged(
        direct, _by_row("duty", "id, is_open, body"), unit, 0
    ):
        yield DutyRow(id=identifier, open=bool(is_open), body=msgspec.json.decode(body))
    for _, series, value in _paged(direct, _by_row("series", "series, value"), unit, 0):
        yield SeriesRow(series=series, value=value)


def _things(direct: Direct, unit: str) -> Iterator[ThingRow]:
    columns = f"kind, id, body, {', '.join(FACE)}"
    for _, kind, identifier, body, *face in _paged(direct, _by_row("thing", columns), unit, 0):
        told: dict[Any, object] = {
            column: value.isoformat() if isinstance(value, date) else value
            for column, value in zip(FACE, face, strict=True)
            if value is not None
        }
        yield ThingRow(kind=kind, id=identifier, face=told, body=msgspec.json.decode(body))


def registers_of(rows: Iterator[Row]) -> Registers:
    """Return the registers that the rows make; a row that stands twice cannot be in the tables."""
    registers = Registers()
    for row in rows:
        match row:
            case ThingRow():
                registers.things[row.kind, row.id] = Thing(face=row.face, body=row.body)
            case LinkRow():
                registers.links.add((row.source, row.relation, row.target))
            case ScopeRow():
                registers.scopes.add((row.thing, row.key))
            case DutyRow():
                registers.duties[row.id] = Duty(open=row.open, body=row.body)
            case SeriesRow():
                registers.series[row.series] = row.value
    return registers


def _by_row(table: str, columns: str) -> str:
    return (
        f"SELECT row, {columns} FROM {table} WHERE unit = %s AND row > %s "
        f"ORDER BY row LIMIT {AT_ONCE}"
    )


def _paged(direct: Direct, sql: str, unit: str, after: int) -> Iterator[tuple[Any, ...]]:
    """Yield all rows; the first column is what the next page begins behind."""
    for page in _pages(direct, sql, unit, after):
        yield from page


def _pages(direct: Direct, sql: str, unit: str, after: int) -> Iterator[list[tuple[Any, ...]]]:
    while rows := direct.ask_in_binary(sql, [unit, after]):
        yield rows
        after = rows[-1][0]


def _ahead(pages: Iterator[T]) -> Iterator[T]:
    """Yield each page while the next one is being fetched."""
    with ThreadPoolExecutor(max_workers=1) as fetching:
        coming = fetching.submit(next, pages, None)
        while (page := coming.result()) is not None:
            coming = fetching.submit(next, pages, None)
            yield page
