"""The words that a pack defines: terms, roles, parameters and fields of conditions."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, Literal

from shoumi.law import errors
from shoumi.law.clause import Json
from shoumi.law.groups import Groups, widened
from shoumi.law.pack import Article, Audience, Field, Parameter, Role
from shoumi.law.reading.notes import described, listed
from shoumi.law.reading.table import CODE, Table, plain
from shoumi.law.shapes import is_period
from shoumi.law.words import Text

FIELD_KINDS: Final = frozenset({"code", "flag", "number", "level", "tier", "rank", "date"})
PARAMETER_KINDS: Final = frozenset({"period", "code", "codes", "number", "text", "table", "date"})
COMPARED: Final = frozenset({"period", "codes", "number", "table"})
_ROLE: Final = re.compile(r"[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*)?", re.ASCII)
_WANTED: Final = {
    "period": "a period such as P1WD or same_day",
    "code": "a code in quotation marks",
    "codes": "a list of codes",
    "number": "a whole number",
    "text": "a text",
    "table": "a table",
    "date": "a month-day or a date in quotation marks",
}


def read_terms(
    table: Table, known: Collection[tuple[str, str]], closed: Collection[str]
) -> dict[tuple[str, str], Text]:
    """The names of codes: [sort.code] with zh and en. A `closed` sort takes no new code."""
    terms: dict[tuple[str, str], Text] = {}
    for sort in table.content:
        for code, entry in table.named(sort):
            if (sort, code) in known:
                entry.fault(errors.DOUBLED_TERM, sort=sort, code=code)
            elif sort in closed:
                entry.fault(errors.TERM_OF_NOTHING, sort=sort, code=code)
            terms[(sort, code)] = entry.names(close=True)
    return terms


def read_roles(table: Table, known: Collection[str]) -> dict[str, Role]:
    """The roles of a pack, each with what it excludes."""
    roles = {code: _role(code, entry, known) for code, entry in table.named("role")}
    for role in roles.values():
        _check_excluded(table, role, roles, known)
    return roles


def read_audiences(table: Table, known: Collection[str]) -> dict[str, Audience]:
    """The audiences that a pack makes of known ones: [audience.code] beside its roles."""
    found = {code: _audience(code, entry, known) for code, entry in table.named("audience")}
    table.close()
    return found


def _audience(code: str, entry: Table, known: Collection[str]) -> Audience:
    _check_code(entry, code)
    if code in known:
        entry.fault(errors.DOUBLED_TERM, sort="audience", code=code)
    either, every = entry.codes("any_of"), entry.codes("all_of")
    if bool(either) is bool(every):
        entry.fault(errors.AUDIENCE_WITHOUT_PARTS, audience=code)
    for part in (*either, *every):
        entry.one_of(errors.UNKNOWN_AUDIENCE, part, known, audience=part)
    audience = Audience(code=code, name=entry.names(), parts=either or every, together=bool(every))
    entry.close()
    return audience


def _role(code: str, entry: Table, known: Collection[str]) -> Role:
    if not _ROLE.fullmatch(code):
        entry.fault(errors.BAD_CODE, code=code)
    if code in known:
        entry.fault(errors.DOUBLED_ROLE, role=code)
    role = Role(
        code=code,
        name=entry.names(),
        scope=entry.codes("scope"),
        outside=entry.flag("outside"),
        personal=entry.flag("personal"),
        exclusive_with=entry.codes("exclusive_with"),
    )
    entry.close()
    return role


def _check_excluded(
    table: Table, role: Role, roles: dict[str, Role], known: Collection[str]
) -> None:
    for other in role.exclusive_with:
        named = {"role": role.code, "other": other}
        if other == role.code:
            table.fault(errors.EXCLUDES_ITSELF, **named)
        elif other not in roles and other not in known:
            table.fault(errors.EXCLUDES_UNKNOWN_ROLE, **named)
        elif other in roles and role.code not in roles[other].exclusive_with:
            table.fault(errors.EXCLUDES_ONE_SIDED, **named)


def read_parameters(table: Table, known: Collection[str]) -> dict[str, Parameter]:
    """What the unit sets, with the project's proposals."""
    found = {}
    for code, entry in table.named("parameter"):
        if code in known:
            entry.fault(errors.DOUBLED_PARAMETER, parameter=code)
        found[code] = _parameter(code, entry)
    table.close()
    return found


def _parameter(code: str, entry: Table) -> Parameter:
    _check_code(entry, code)
    kind = _kind(entry, "parameter", PARAMETER_KINDS)
    proposal = plain(entry, "proposal", entry.ask("proposal"))
    if proposal is not None and kind and not _fits(kind, proposal):
        entry.fault(
            errors.PROPOSAL_OF_WRONG_TYPE,
            parameter=code,
            found=described(proposal),
            wanted=_WANTED[kind],
        )
    stricter = _direction(entry, kind)
    parameter = Parameter(
        code=code, name=entry.names(), kind=kind, proposal=proposal, stricter=stricter
    )
    entry.close()
    return parameter


def _direction(entry: Table, kind: str) -> Literal["less", "more"] | None:
    """Which values bind more; only what can be compared has a direction."""
    stated = entry.text("stricter", required=False)
    if not stated:
        return None
    if stated in ("less", "more") and kind in COMPARED:
        return "less" if stated == "less" else "more"
    entry.fault(errors.NOT_A_DIRECTION, stated=stated, kind=kind, kinds=listed(COMPARED))
    return None


def _kind(entry: Table, what: str, known: frozenset[str]) -> str:
    kind = entry.text("kind")
    if kind and kind not in known:
        entry.fault(errors.UNKNOWN_KIND, kind=kind, what=what, known=listed(known))
        return ""
    return kind


def _fits(kind: str, value: Json) -> bool:
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "codes":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if kind == "table":
        return isinstance(value, dict)
    if kind in ("period", "date"):
        return isinstance(value, str) and is_period(value)
    return isinstance(value, str)


def _check_code(entry: Table, code: str) -> None:
    if not CODE.fullmatch(code):
        entry.fault(errors.BAD_CODE, code=code)


def read_fields(table: Table) -> dict[str, Field]:
    """What conditions may ask, in the base pack alone; open = true takes any code."""
    found = {}
    for code, entry in table.named("field"):
        _check_code(entry, code)
        kind = _kind(entry, "field", FIELD_KINDS)
        values, anything = entry.codes("values"), entry.flag("open")
        listed_only = kind == "code" and not anything
        found[code] = Field(code=code, kind=kind, values=values if listed_only else None)
        entry.close()
    table.close()
    return found


def read_groups(table: Table, known: Groups) -> dict[str, tuple[str, ...]]:
    """What wider codes hold: by sort of code, each code with the narrower ones."""
    found: dict[str, tuple[str, ...]] = {}
    for sort, content in table.content.items():
        table.ask(sort)
        if not isinstance(content, dict):
            table.wrong(sort, content, f"a table [{sort}]")
            continue
        entry = Table(table.notes, table.file, sort, content)
        for code in content:
            _check_code(entry, code)
            if code in known or code in found:
                entry.fault(errors.DOUBLED_GROUP, code=code)
            found[code] = entry.codes(code)
    rings = (code for code in sorted(found) if code in widened(found[code], {**known, **found}))
    for code in rings:
        table.fault(errors.GROUP_HOLDS_ITSELF, code=code)
        break
    return found


def read_articles(table: Table) -> tuple[Article, ...]:
    """The headings of a regulation, in its order."""
    found: dict[str, Article] = {}
    for entry in table.tables("article"):
        number = entry.text("number")
        if number in found:
            entry.fault(errors.DOUBLED_ARTICLE, number=number)
        found[number] = Article(number=number, title=entry.both("title"))
        entry.close()
    return tuple(found.values())
