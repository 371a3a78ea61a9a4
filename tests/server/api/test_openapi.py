"""The description fits what the addresses do, whatever a program sends."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shoumi.acts.act import Act
from shoumi.decision.everything import everything
from shoumi.server.api.openapi import description
from tests.server.api.asking import Asking
from tests.server.houses import House

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ADDRESSES = [
    ("/api/acts/carriers.register", "POST"),
    ("/api/acts/access.revoke-token", "POST"),
    ("/api/may/carriers.hand-over", "POST"),
    ("/api/may/law.set-parameter", "POST"),
    ("/api/registers/carriers.carrier", "GET"),
    ("/api/things/organisation.person/{id}", "GET"),
    ("/api/duties", "GET"),
    ("/api/journal", "GET"),
]
ACTS = ("carriers.register", "carriers.hand-over", "access.revoke-token", "law.set-parameter")


def test_every_act_and_every_kind_has_its_address() -> None:
    catalogue = everything()
    paths = set(description(catalogue)["paths"])
    assert {f"/api/acts/{slug}" for slug in catalogue.acts} <= paths
    assert {f"/api/may/{slug}" for slug in catalogue.acts} <= paths
    assert {f"/api/registers/{kind}" for kind in catalogue.things} <= paths
    assert {f"/api/things/{kind}/{{id}}" for kind in catalogue.things} <= paths


def test_the_description_names_what_a_field_refers_to() -> None:
    schemas = description(everything())["components"]["schemas"]
    receiver = schemas["carriers.hand-over"]["properties"]["receiver"]
    assert receiver["x-ref"] == "organisation.person"
    assert "do" not in schemas["carriers.hand-over"]["properties"]


def test_anyone_may_read_the_description_and_it_tells_nothing_of_the_unit(asking: Asking) -> None:
    answer = asking.get("openapi.json")
    assert answer.status == 200
    assert "某市某局" not in answer.content.decode()


@pytest.fixture(scope="module")
def schema(house: House) -> Any:  # noqa: ANN401 schemathesis keeps its types to itself
    return schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@pytest.fixture(scope="module")
def token(house: House) -> str:
    asking = Asking(house)
    kinds = ("carriers.carrier", "organisation.person", "duties", "journal")
    asking.with_token("officer", acts=ACTS, kinds=kinds)
    return asking.token


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method"), ADDRESSES)
def test_whatever_is_sent_the_answer_is_one_that_is_described(
    schema: Any,  # noqa: ANN401 schemathesis keeps its types to itself
    token: str,
    path: str,
    method: str,
) -> None:
    cases: st.SearchStrategy[Any] = schema[path][method].as_strategy()

    @given(case=cases)
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def sent(case: Any) -> None:  # noqa: ANN401 schemathesis keeps its types to itself
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)

    sent()


def test_two_matters_may_call_their_acts_alike() -> None:
    class Recall(Act, frozen=True, kw_only=True, tag="trial.recall"):
        what: str

    kinds = everything().acts
    alike = msgspec.structs.replace(kinds["applications.recall"], act=Recall)
    house = msgspec.structs.replace(everything(), acts={**kinds, "trial.recall": alike})
    told = description(house)["components"]["schemas"]
    assert list(told["trial.recall"]["properties"])[-1] == "what"
    assert "application" in told["applications.recall"]["properties"]
