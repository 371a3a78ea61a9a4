"""Which texts of an act or a thing stand beside the chain, and how they get there and back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from shoumi.acts.matter import ActKind
from shoumi.evidence.sealed import Token, seal_text
from shoumi.law.clause import Json
from shoumi.server.keys.keyring import Keyring

SEALED = "$sealed"
_LISTS = (inspect.ListType, inspect.VarTupleType, inspect.SetType, inspect.FrozenSetType)


class Leaf(msgspec.Struct, frozen=True):
    """A text that is sealed."""


class HeldAct(msgspec.Struct, frozen=True):
    """A value in which payloads of acts stand; each is sealed as its act says."""


class Fields(msgspec.Struct, frozen=True):
    """An object, of which only these fields hold anything to seal."""

    of: dict[str, Plan]


class Each(msgspec.Struct, frozen=True):
    """Every item of a list, or every value of a map."""

    of: Plan


Plan: TypeAlias = Leaf | HeldAct | Fields | Each


@cache
def plan_of(struct: type[msgspec.Struct]) -> Fields:
    """What of a struct's JSON is sealed."""
    found = inspect.type_info(struct)
    plan = _plan(found)
    return plan if isinstance(plan, Fields) else Fields({})


def _plan(kind: inspect.Type) -> Plan | None:
    if isinstance(kind, inspect.Metadata):
        extra = kind.extra or {}
        if extra.get("sealed"):
            return Leaf()
        return HeldAct() if extra.get("holds_act") else _plan(kind.type)
    if isinstance(kind, inspect.UnionType):
        return _any_of(kind)
    if isinstance(kind, inspect.StructType):
        nested = {field.encode_name: _plan(field.type) for field in kind.fields}
        kept = {name: plan for name, plan in nested.items() if plan is not None}
        return Fields(kept) if kept else None
    inner: inspect.Type | None = None
    if isinstance(kind, _LISTS):
        inner = kind.item_type
    elif isinstance(kind, inspect.DictType):
        inner = kind.value_type
    plan = _plan(inner) if inner is not None else None
    return Each(plan) if plan is not None else None


def _any_of(kind: inspect.UnionType) -> Plan | None:
    """Of several structs in one place every field that one of them seals is sealed."""
    plans = [plan for plan in map(_plan, kind.types) if plan is not None]
    merged = {
        name: plan for each in plans if isinstance(each, Fields) for name, plan in each.of.items()
    }
    return Fields(merged) if merged else next(iter(plans), None)


class Sealer:
    """Seals the texts of one entry: one text, one token, wherever the entry tells it."""

    def __init__(self, keyring: Keyring, acts: Mapping[str, ActKind]) -> None:
        """Collect ciphertexts in `made`: commitment, ciphertext and whose text it is."""
        self._keyring, self._acts = keyring, acts
        self._tokens: dict[str, Token] = {}
        self.made: list[tuple[str, bytes, str | None]] = []

    @property
    def texts(self) -> dict[str, str]:
        """The texts that were sealed, with their commitments."""
        return {text: token[SEALED] for text, token in self._tokens.items()}

    def payload(self, payload: Mapping[str, Json]) -> Json:
        """The payload of an act with its sealed texts replaced; the texts are nobody's yet."""
        kind = self._acts.get(str(payload.get("do")))
        if kind is None:
            return dict(payload)
        return self._walk(dict(payload), plan_of(kind.act), None, {})

    def body(
        self,
        body: Mapping[str, Json],
        struct: type[msgspec.Struct],
        thing: str,
        held: Mapping[str, Token],
    ) -> dict[str, Json]:
        """The fields of a thing with its sealed texts replaced; `held` are tokens it has now."""
        sealed: dict[str, Json] = self._walk(dict(body), plan_of(struct), thing, held)
        return sealed

    def _walk(  # noqa: PLR0911 one for each sort of plan
        self, value: Json, plan: Plan, thing: str | None, held: Mapping[str, Token]
    ) -> Json:
        if value is None:
            return None
        match plan:
            case Leaf():
                return (
                    self._token(value, thing, held) if isinstance(value, str) and value else value
                )
            case HeldAct():
                return self._held(value, thing, held)
            case Each(inner) if isinstance(value, dict):
                return {key: self._walk(item, inner, thing, held) for key, item in value.items()}
            case Each(inner) if isinstance(value, list | tuple):
                return [self._walk(item, inner, thing, held) for item in value]
            case Fields(of) if isinstance(value, dict):
                return {
                    key: self._walk(item, of[key], thing, held) if key in of else item
                    for key, item in value.items()
                }
            case _:
                return value

    def _held(self, value: Json, thing: str | None, held: Mapping[str, Token]) -> Json:
        """Payloads as their acts say; and a text that is sealed elsewhere here stays sealed."""
        if isinstance(value, dict):
            slug = value.get("do")
            kind = self._acts.get(slug) if isinstance(slug, str) else None
            if kind is not None:
                return self._walk(value, plan_of(kind.act), thing, held)
            return {key: self._held(item, thing, held) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._held(item, thing, held) for item in value]
        if isinstance(value, str):
            return held.get(value) or self._tokens.get(value) or value
        return value

    def _token(self, text: str, thing: str | None, held: Mapping[str, Token]) -> Token:
        known = held.get(text) or self._tokens.get(text)
        if known is not None:
            return known
        token, ciphertext = seal_text(self._keyring.texts, text, self._keyring.entropy)
        self._tokens[text] = token
        self.made.append((token[SEALED], ciphertext, thing))
        return token


def is_token(value: Json) -> bool:
    """Whether a JSON value is what stands in a sealed text's place."""
    return isinstance(value, dict) and len(value) == 1 and SEALED in value


def commitments_in(value: Json) -> Iterator[str]:
    """Every commitment that stands in a JSON value."""
    if isinstance(value, dict):
        if is_token(value):
            yield str(value[SEALED])
        else:
            for item in value.values():
                yield from commitments_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from commitments_in(item)


def told_under(value: Json, fields: Collection[str]) -> Iterator[str]:
    """Every commitment that stands in one of these fields of a JSON value; no fields: in any."""
    if not fields:
        yield from commitments_in(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from commitments_in(item) if key in fields else told_under(item, fields)
    elif isinstance(value, list):
        for item in value:
            yield from told_under(item, fields)


def with_texts(value: Json, text_of: Callable[[str], str]) -> Json:
    """The JSON value with every token replaced by its text."""
    if isinstance(value, dict):
        if is_token(value):
            return text_of(str(value[SEALED]))
        return {key: with_texts(item, text_of) for key, item in value.items()}
    if isinstance(value, list):
        return [with_texts(item, text_of) for item in value]
    return value


def names_a_token(value: Any) -> bool:  # noqa: ANN401 any JSON
    """Whether somebody wrote a token into what should be plain: it would open another's text."""
    if isinstance(value, Mapping):
        return SEALED in value or any(names_a_token(item) for item in value.values())
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return any(names_a_token(item) for item in value)
    return False
