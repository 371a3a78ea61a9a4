"""A pack out of its files: read whole with all its mistakes, or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from shoumi.law import errors
from shoumi.law.clause import Json
from shoumi.law.levels import Levels, Scheme, Tier, levels_of
from shoumi.law.mistakes import PackErrors
from shoumi.law.pack import Audience, Field, Pack, Parameter, Role, file_digest, pack_digest
from shoumi.law.reading.catalogue import RULES_FILE, read_rule_lines
from shoumi.law.reading.clauses import Found, check_routes, read_clause
from shoumi.law.reading.files import BASE_PACK, read_toml
from shoumi.law.reading.names import (
    read_articles,
    read_audiences,
    read_fields,
    read_groups,
    read_parameters,
    read_roles,
    read_terms,
)
from shoumi.law.reading.notes import Notes
from shoumi.law.reading.schemes import read_levels
from shoumi.law.reading.table import Table
from shoumi.law.rules import RuleCatalogue, catalogue_of
from shoumi.law.words import Text

_ID: Final = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+)*", re.ASCII)
# Sorts of codes of which a regulation cannot invent one.
_CLOSED: Final = frozenset({"act", "audience", "effect", "moment"})


class _Words(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack defines for itself and others."""

    terms: dict[tuple[str, str], Text]
    roles: dict[str, Role]
    audiences: dict[str, Audience]
    schemes: tuple[Scheme, ...]
    tiers: tuple[Tier, ...]
    parameters: dict[str, Parameter]
    fields: dict[str, Field]
    groups: dict[str, tuple[str, ...]]


def read_pack(
    name: str,
    files: Mapping[str, bytes],
    rules: RuleCatalogue,
    *,
    served: Collection[str] = frozenset(),
) -> Pack | PackErrors:
    """The pack in the folder `name`, or every mistake in it.

    `files` maps each path below the folder, with forward slashes, to its bytes. `served` are the
    rules that the program has code for: a refusing clause of such a rule needs examples each way.
    Never raises for what the files hold.
    """
    notes = Notes()
    tables = _tables(notes, name, files)
    words = _words(notes, tables, rules, own=name)
    found = _clauses(name, tables, _together(rules, words), served)
    pack = _pack(name, files, tables, words, found)
    if notes.errors:
        return PackErrors(pack=name, errors=tuple(sorted(notes.errors, key=lambda e: e.file)))
    return pack


def read_catalogue(files: Mapping[str, bytes]) -> RuleCatalogue | PackErrors:
    """The catalogue that the files of the base pack make; its clauses are not looked at."""
    notes = Notes()
    rules = read_rule_lines(notes, files.get(RULES_FILE, b""))
    words_only = {path: text for path, text in files.items() if not path.startswith("clauses/")}
    read = read_pack(BASE_PACK, words_only, RuleCatalogue(rules=rules))
    if isinstance(read, PackErrors):
        return read
    return catalogue_of(rules, read)


def _tables(notes: Notes, name: str, files: Mapping[str, bytes]) -> dict[str, Table]:
    """The TOML of every file that can be read, by path."""
    tables = {}
    for path in sorted(files):
        content: dict[str, Json] | None = read_toml(notes, name, path, files[path])
        if content is not None:
            tables[path] = Table(notes, path, "", content)
    if "pack.toml" not in files:
        notes.add(errors.NO_PACK_FILE, "pack.toml")
    if name == BASE_PACK and RULES_FILE in files:
        read_rule_lines(notes, files[RULES_FILE])
    return tables


def _words(notes: Notes, tables: Mapping[str, Table], rules: RuleCatalogue, *, own: str) -> _Words:
    def table(path: str) -> Table:
        return tables.get(path) or Table(notes, path, "", {})

    known = RuleCatalogue(rules=rules.rules) if own == BASE_PACK else rules
    closed = frozenset[str]() if own == BASE_PACK else _CLOSED
    schemes, tiers = read_levels(table("levels.toml"), known.levels)
    roles = read_roles(table("roles.toml"), known.roles)
    return _Words(
        terms=read_terms(table("terms.toml"), known.terms, closed),
        roles=roles,
        audiences=read_audiences(table("roles.toml"), {*known.audiences, *known.roles, *roles}),
        schemes=schemes,
        tiers=tiers,
        parameters=read_parameters(table("parameters.toml"), known.parameters),
        fields=read_fields(table("fields.toml")),
        groups=read_groups(table("groups.toml"), known.groups),
    )


def _together(rules: RuleCatalogue, words: _Words) -> RuleCatalogue:
    """What the clauses of the pack may name: the catalogue's words and its own."""
    own = levels_of(words.schemes, words.tiers)
    return msgspec.structs.replace(
        rules,
        audiences=frozenset({*rules.audiences, *words.audiences}),
        roles={**rules.roles, **words.roles},
        fields={**rules.fields, **words.fields},
        parameters={**rules.parameters, **words.parameters},
        levels=Levels(
            levels={**rules.levels.levels, **own.levels},
            tiers={**rules.levels.tiers, **own.tiers},
            reference=rules.levels.reference or own.reference,
        ),
    )


def _clauses(
    name: str,
    tables: Mapping[str, Table],
    words: RuleCatalogue,
    served: Collection[str],
) -> Found:
    found = Found(name, words, served)
    for path, table in tables.items():
        if path.startswith("clauses/"):
            for clause in table.tables("clause"):
                read_clause(clause, found)
            table.close()
    check_routes(found)
    return found


def _pack(
    name: str,
    files: Mapping[str, bytes],
    tables: Mapping[str, Table],
    words: _Words,
    found: Found,
) -> Pack:
    head = tables.get("pack.toml") or Table(Notes(), "pack.toml", "", {})
    digests = {path: file_digest(content) for path, content in files.items()}
    pack = Pack(
        id=_own_id(head, name),
        title=head.both("title"),
        issuer=head.both("issuer"),
        issued=head.day("issued"),
        version=_version(head),
        source=head.text("source"),
        articles=read_articles(head),
        clauses=tuple(found.clauses),
        digest=pack_digest(digests),
        cases={path: files[path] for path in files if path.startswith("cases/")},
        files=digests,
        **msgspec.structs.asdict(words),
    )
    head.close()
    return pack


def _own_id(head: Table, name: str) -> str:
    own = head.text("id")
    if own and not _ID.fullmatch(own):
        head.fault(errors.BAD_PACK_ID, id=own)
    elif own and own != name:
        head.fault(errors.ID_IS_NOT_FOLDER, id=own, name=name)
    return own


def _version(head: Table) -> str:
    version = head.text("version")
    if version and not _VERSION.fullmatch(version):
        head.fault(errors.BAD_VERSION, version=version)
    return version
