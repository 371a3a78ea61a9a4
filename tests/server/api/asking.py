"""A program that asks: it has a token and reads JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec
from django.test import Client

from shoumi.server.api.tokens import issue
from shoumi.server.pages.house import PagesHouse
from tests.server.houses import House, shelf

KINDS = ("carriers.carrier", "carriers.edition", "organisation.person", "duties", "journal")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back."""

    status: int
    told: Any
    content: bytes
    headers: Mapping[str, str]


class Asking:
    """Asks in the name of one of the cast."""

    def __init__(self, house: House, client: Client | None = None) -> None:
        """No token yet."""
        self.house, self._client, self.token = house, client or Client(), ""

    def with_token(
        self,
        person: str = "officer",
        acts: tuple[str, ...] = ("carriers.register", "carriers.hand-over"),
        kinds: tuple[str, ...] = KINDS,
        days: int = 30,
    ) -> str:
        pages = PagesHouse(door=self.house.door, shelf=shelf(), clock=self.house.clock)
        until = self.house.clock.now.date() + timedelta(days=days)
        made = issue(pages, self.house.cast[person], acts=acts, kinds=kinds, until=until)
        self.token = made.text
        return made.outcome.made[0] if made.outcome.made else ""

    def get(self, path: str, **query: str) -> Answer:
        return self._read(self._client.get(f"/api/{path}", query, headers=self._headers()))

    def post(self, path: str, told: object) -> Answer:
        body = told if isinstance(told, bytes) else msgspec.json.encode(told)
        return self._read(
            self._client.post(
                f"/api/{path}", body, content_type="application/json", headers=self._headers()
            )
        )

    def _headers(self) -> dict[str, str]:
        told = {"Accept-Language": "en"}
        return told | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    def _read(self, response: Any) -> Answer:  # noqa: ANN401 Django's test response
        return Answer(
            status=response.status_code,
            told=msgspec.json.decode(response.content),
            content=response.content,
            headers=dict(response.headers),
        )
