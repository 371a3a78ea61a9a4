from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.server.accounts.models import Credential
from shoumi.server.demo.building import ALIAS, FILE, UNIT, build, stands
from shoumi.server.demo.play import Size
from shoumi.server.keys.keyring import open_keys, read_master
from shoumi.server.perform import Door
from shoumi.server.tables.models import Head
from shoumi.server.verify import verify_ledger
from tests.server.demo.years import shelf, until

TINY = Size(people=45, carriers=30, acts=350)


@pytest.fixture
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connections[ALIAS].close()


@pytest.mark.usefixtures("unblocked")
def test_the_unit_is_built_once_and_bears_itself_out(tmp_path: Path) -> None:
    assert not stands(tmp_path)
    (tmp_path / "building").mkdir()
    (tmp_path / "building" / FILE).write_bytes(b"what an interrupted attempt left behind")
    accounts = build(tmp_path, size=TINY, until=until())
    assert stands(tmp_path)
    assert not (tmp_path / "building").exists()
    head = Head.objects.using(ALIAS).get(unit=UNIT)
    names = Credential.objects.using(ALIAS).values_list("name", flat=True)
    assert set(names) == {one.log_in for one in accounts.people}
    keyring = open_keys(connections[ALIAS], UNIT, read_master(tmp_path))
    door = Door(
        unit=UNIT,
        catalogue=everything(),
        make_book=lambda: LawBook(shelf()),
        keyring=keyring,
        clock=until,
        using=ALIAS,
    )
    assert list(verify_ledger(door)) == []
    assert build(tmp_path, size=TINY, until=until()) == accounts
    assert Head.objects.using(ALIAS).get(unit=UNIT).digest == head.digest
