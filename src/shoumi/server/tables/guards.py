"""What the database itself refuses: triggers that keep the journal as it was written."""

from __future__ import annotations

import msgspec

APPEND_ONLY = ("entry", "checkpoint", "pack_file")
PERSON = "organisation.person"
NO_PERSON = "the holder is a person of the unit"
"""What is said where somebody who is no person would hold a thing."""


class Guard(msgspec.Struct, frozen=True, kw_only=True):
    """One trigger: its name, its table, and the statements that make it."""

    name: str
    table: str
    make: tuple[str, ...]


def guards_of(vendor: str) -> tuple[Guard, ...]:
    """The triggers of one sort of database."""
    if vendor == "postgresql":
        return _POSTGRESQL
    return _SQLITE


def _refuse_on_sqlite(table: str, event: str) -> Guard:
    name = f"{table}_no_{event.lower()}"
    return Guard(
        name=name,
        table=table,
        make=(
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, 'what stands in {table} is never changed'); END"
            ),
        ),
    )


def _agree_on_sqlite(event: str) -> Guard:
    name = f"thing_agrees_on_{event.split(maxsplit=1)[0].lower()}"
    return Guard(
        name=name,
        table="thing",
        make=(
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON thing "
                "WHEN json_extract(NEW.body, '$.id') IS NOT NEW.id BEGIN "
                "SELECT RAISE(ABORT, 'the row of a thing and its text do not agree'); END"
            ),
        ),
    )


def _held_by_a_person_on_sqlite(event: str) -> Guard:
    name = f"thing_held_on_{event.split(maxsplit=1)[0].lower()}"
    return Guard(
        name=name,
        table="thing",
        make=(
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON thing "
                "WHEN NEW.holder IS NOT NULL AND NOT EXISTS (SELECT 1 FROM thing "
                f"WHERE unit = NEW.unit AND kind = '{PERSON}' AND id = NEW.holder) BEGIN "
                f"SELECT RAISE(ABORT, '{NO_PERSON}'); END"
            ),
        ),
    )


_SQLITE = (
    *(_refuse_on_sqlite(table, event) for table in APPEND_ONLY for event in ("UPDATE", "DELETE")),
    _agree_on_sqlite("INSERT"),
    _agree_on_sqlite("UPDATE OF id, body"),
    _held_by_a_person_on_sqlite("INSERT"),
    _held_by_a_person_on_sqlite("UPDATE OF holder"),
    Guard(
        name="entry_mentions",
        table="entry",
        make=(
            (
                "CREATE TRIGGER entry_mentions AFTER INSERT ON entry BEGIN "
                "INSERT INTO mention (unit, thing, number) "
                "SELECT NEW.unit, value, NEW.number FROM json_each(NEW.things); END"
            ),
        ),
    ),
)


def _refuse_on_postgresql(table: str) -> Guard:
    name = f"{table}_stays"
    return Guard(
        name=name,
        table=table,
        make=(
            (
                f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION shoumi_never_changed()"
            ),
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM CURRENT_USER",
        ),
    )


FUNCTIONS = (
    (
        "CREATE OR REPLACE FUNCTION shoumi_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'what stands in % is never changed', TG_TABLE_NAME; END$$"
    ),
    (
        "CREATE OR REPLACE FUNCTION shoumi_mentions() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN INSERT INTO mention (unit, thing, number) "
        "SELECT NEW.unit, each, NEW.number "
        "FROM json_array_elements_text(NEW.things::json) AS each; "
        "RETURN NULL; END$$"
    ),
    (
        "CREATE OR REPLACE FUNCTION shoumi_agrees() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN IF (NEW.body::json->>'id') IS DISTINCT FROM NEW.id THEN "
        "RAISE EXCEPTION 'the row of a thing and its text do not agree'; END IF; "
        "RETURN NEW; END$$"
    ),
    (
        "CREATE OR REPLACE FUNCTION shoumi_held() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN IF NOT EXISTS (SELECT 1 FROM thing WHERE unit = NEW.unit "
        f"AND kind = '{PERSON}' AND id = NEW.holder) THEN "
        f"RAISE EXCEPTION '{NO_PERSON}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END$$"
    ),
)


def _held_by_a_person_on_postgresql(event: str, when: str) -> Guard:
    name = f"thing_held_on_{event.split(maxsplit=1)[0].lower()}"
    return Guard(
        name=name,
        table="thing",
        make=(
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON thing "
                f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION shoumi_held()"
            ),
        ),
    )


_POSTGRESQL = (
    *(_refuse_on_postgresql(table) for table in APPEND_ONLY),
    Guard(
        name="thing_agrees",
        table="thing",
        make=(
            (
                "CREATE TRIGGER thing_agrees BEFORE INSERT OR UPDATE OF id, body ON thing "
                "FOR EACH ROW EXECUTE FUNCTION shoumi_agrees()"
            ),
        ),
    ),
    _held_by_a_person_on_postgresql("INSERT", "NEW.holder IS NOT NULL"),
    # Told of every statement that names the column, and called only where it changed.
    _held_by_a_person_on_postgresql(
        "UPDATE OF holder", "NEW.holder IS NOT NULL AND NEW.holder IS DISTINCT FROM OLD.holder"
    ),
    Guard(
        name="entry_mentions",
        table="entry",
        make=(
            (
                "CREATE TRIGGER entry_mentions AFTER INSERT ON entry "
                "FOR EACH ROW EXECUTE FUNCTION shoumi_mentions()"
            ),
        ),
    ),
)
