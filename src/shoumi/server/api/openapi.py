"""The description of the API as OpenAPI 3.1, derived from the structs that the program reads."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from shoumi import __version__
from shoumi.acts.act import Act
from shoumi.decision.catalogue import Catalogue
from shoumi.server.api.answers import Duties, EntryLines, Lines, Recorded
from shoumi.server.api.problems import CONTENT_TYPE, TITLES, Problem
from shoumi.server.api.telling import ToldRuling

Schema: TypeAlias = dict[str, Any]
REF = "#/components/schemas/{name}"
ANSWERS = (Recorded, ToldRuling, Lines, Duties, EntryLines, Problem)
FAULTS_OF_READING = (401, 403, 404, 422, 500, 503)
FAULTS_OF_ACTING = (400, 401, 403, 409, 413, 422, 500, 503)
_TEXT: Schema = {"type": "string"}
_LIMIT = ("limit", {"type": "integer", "minimum": 1, "maximum": 200})


def description(catalogue: Catalogue) -> Schema:
    """The whole document: one address an act, one a register."""
    acts = {slug: kind.act for slug, kind in sorted(catalogue.acts.items())}
    (refs, components) = msgspec.json.schema_components(
        [*acts.values(), *ANSWERS], ref_template=REF
    )
    # By its slug: two matters may call their acts alike, and then the classes' names say no more.
    for slug, ref in zip(acts, refs, strict=False):
        components[slug] = components.pop(ref["$ref"].rpartition("/")[2])
        _without_its_tag(components[slug])
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shoumi 守密", "version": __version__},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {
            **{path: told for slug, act in acts.items() for path, told in _act(slug, act)},
            **{path: told for kind in sorted(catalogue.things) for path, told in _kind(kind)},
            "/api/duties": _read("Open duties of the token's owner", Duties, ()),
            "/api/journal": _read(
                "Entries that the person may read",
                EntryLines,
                (("after", {"type": "integer", "minimum": 0}), _LIMIT),
            ),
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _without_its_tag(schema: Schema) -> None:
    """The address names the act, so the body does not."""
    schema["properties"].pop("do", None)
    required = [name for name in schema.get("required", ()) if name != "do"]
    schema.pop("required", None)
    if required:
        schema["required"] = required


def _act(slug: str, act: type[Act]) -> tuple[tuple[str, Schema], ...]:
    says = (act.__doc__ or slug).strip().splitlines()[0]
    body = {"required": True, "content": _json({"$ref": REF.format(name=slug)})}
    done = {"201": _answer(Recorded), "202": _answer(Recorded)}
    asked = {"200": _answer(ToldRuling)}
    return (
        (f"/api/acts/{slug}", {"post": _operation(says, body, done | _faults(FAULTS_OF_ACTING))}),
        (f"/api/may/{slug}", {"post": _operation(says, body, asked | _faults(FAULTS_OF_ACTING))}),
    )


def _operation(says: str, body: Schema, responses: Schema) -> Schema:
    return {"summary": says, "requestBody": body, "responses": responses}


def _kind(kind: str) -> tuple[tuple[str, Schema], ...]:
    filters = tuple(
        (name, _TEXT)
        for name in ("number", "name", "level", "state", "holder", "department", "after")
    )
    order = ("order", {"enum": ["newest", "number", "due_on"]})
    one: Schema = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": _TEXT}],
        "get": {
            "summary": f"One {kind}, as far as the person may read it",
            "responses": {
                "200": {"description": "its fields", "content": _json({"type": "object"})},
                **_faults(FAULTS_OF_READING),
            },
        },
    }
    page = _read(f"A page of {kind}", Lines, (*filters, order, _LIMIT))
    return ((f"/api/registers/{kind}", page), (f"/api/things/{kind}/{{id}}", one))


def _read(says: str, answer: type, parameters: tuple[tuple[str, Schema], ...]) -> Schema:
    query = [{"name": name, "in": "query", "schema": schema} for name, schema in parameters]
    return {
        "get": {
            "summary": says,
            "parameters": query,
            "responses": {"200": _answer(answer), **_faults(FAULTS_OF_READING)},
        }
    }


def _answer(struct: type) -> Schema:
    return {"description": (struct.__doc__ or "").strip(), "content": _json(_ref(struct))}


def _faults(statuses: tuple[int, ...]) -> Schema:
    content = {CONTENT_TYPE: {"schema": _ref(Problem)}}
    return {str(one): {"description": TITLES[one], "content": content} for one in statuses}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _ref(struct: type) -> Schema:
    return {"$ref": REF.format(name=struct.__name__)}
