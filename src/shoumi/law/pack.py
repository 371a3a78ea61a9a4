"""A regulation as the program holds it: clauses, terms and the digest that a decision cites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

import msgspec
from cryptography.hazmat.primitives import hashes

from shoumi.law.clause import Clause, Json
from shoumi.law.groups import Groups
from shoumi.law.levels import Scheme, Tier
from shoumi.law.words import Terms, Text


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the text, as a heading above its clauses."""

    number: str
    title: Text


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A part that people or bodies play. `scope` says of what; `outside`: another unit's."""

    code: str
    name: Text
    scope: tuple[str, ...]
    outside: bool = False
    personal: bool = False
    exclusive_with: tuple[str, ...] = ()


class Audience(msgspec.Struct, frozen=True, kw_only=True):
    """An audience that a pack makes of others: their union or, if `together`, what they share."""

    code: str
    name: Text
    parts: tuple[str, ...]
    together: bool


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit sets for words without a figure. Without `proposal` it must be entered.

    `stricter` says which values bind more: less (shorter, fewer) or more; None: not comparable.
    """

    code: str
    name: Text
    kind: str
    proposal: Json = None
    stricter: Literal["less", "more"] | None = None


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """What a condition may ask. `values` None: any code."""

    code: str
    kind: str
    values: tuple[str, ...] | None = None


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """One regulation, read whole and without mistake.

    `issued` is the day that the text prints, None where it prints none. `digest` covers every
    file; `files` gives the digest of each; `cases` their bytes by name.
    """

    id: str
    title: Text
    issuer: Text
    issued: date | None
    version: str
    source: str
    articles: tuple[Article, ...]
    clauses: tuple[Clause, ...]
    digest: str
    terms: Terms
    roles: Mapping[str, Role]
    audiences: Mapping[str, Audience]
    schemes: tuple[Scheme, ...]
    tiers: tuple[Tier, ...]
    parameters: Mapping[str, Parameter]
    fields: Mapping[str, Field]
    groups: Groups
    cases: Mapping[str, bytes]
    files: Mapping[str, str]


Library: TypeAlias = Mapping[str, Pack]


def file_digest(content: bytes) -> str:
    """SM3 of a file, hex; line ends of other systems make no difference."""
    running = hashes.Hash(hashes.SM3())
    running.update(b"shoumi pack file\0")
    running.update(content.replace(b"\r\n", b"\n"))
    return running.finalize().hex()


def pack_digest(files: Mapping[str, str]) -> str:
    """SM3 over the names and digests of all files, in the order of their names."""
    running = hashes.Hash(hashes.SM3())
    running.update(b"shoumi pack\0")
    for name in sorted(files):
        running.update(f"{name}\0{files[name]}\n".encode())
    return running.finalize().hex()
