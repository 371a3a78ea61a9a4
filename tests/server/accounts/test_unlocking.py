"""A locked security administrator comes back with the help of the two others, never alone."""

import json
from typing import Any

import pytest
from django.test import Client

from shoumi.cli.main import main
from shoumi.cli.running import account as command
from shoumi.server.accounts.house import tell, the_house
from shoumi.server.accounts.models import Credential
from tests.server.accounts.units import NEW, Installation, arrived, entries, log_in, set_password

TOLD = {"identity_checked": "当面核对工作证", "reason": "多次输错"}


@pytest.fixture
def locked(installation: Installation) -> str:
    """The account of the only security administrator, locked."""
    arrived(Client(), installation, "shen")
    for _ in range(4):
        log_in(Client(), "shen", "Wrong-12345")
    credential = Credential.objects.get(name="shen")
    assert credential.locked
    return credential.account


def secret_in(page: str) -> str:
    return page.split('class="secret">')[1].split("<", maxsplit=1)[0]


def test_two_administrators_unlock_the_third(installation: Installation, locked: str) -> None:
    path = f"/accounts/{locked}/unlock-together/"
    first = arrived(Client(), installation, "qian")
    second = arrived(Client(), installation, "wu")
    assert path in second.get("/accounts/together/").content.decode()
    answer = first.post(path, TOLD)
    assert answer.status_code == 200
    assert 'class="secret"' not in answer.content.decode()
    assert first.post(path, TOLD).status_code == 422
    assert log_in(Client(), "shen", NEW).status_code == 403
    slip = secret_in(second.post(path, TOLD).content.decode())
    assert log_in(Client(), "shen", NEW).status_code == 403
    back = Client()
    assert log_in(back, "shen", slip)["Location"] == "/accounts/password/"
    assert set_password(back, slip, "another-2024").status_code == 302


def test_nobody_else_finds_the_page(installation: Installation, locked: str) -> None:
    ordinary = arrived(Client(), installation, "li")
    for path in (f"/accounts/{locked}/unlock-together/", "/accounts/together/"):
        assert ordinary.get(path).status_code == 404
    absent = arrived(Client(), installation, "qian").get("/accounts/none/unlock-together/")
    assert absent.status_code == 404


def test_an_ordinary_account_is_not_unlocked_by_two(installation: Installation) -> None:
    arrived(Client(), installation, "li")
    for _ in range(4):
        log_in(Client(), "li", "Wrong-12345")
    account = Credential.objects.get(name="li").account
    first = arrived(Client(), installation, "qian")
    assert first.post(f"/accounts/{account}/unlock-together/", TOLD).status_code == 422


def test_who_unlocked_elsewhere_gets_the_slip_once_and_nobody_else(
    installation: Installation, locked: str
) -> None:
    people = {name: Credential.objects.get(name=name).person for name in ("qian", "wu")}
    for name in people.values():
        tell("access.unlock-together", name, account=locked, **TOLD)
    path = f"/accounts/{locked}/unlock-together/"
    first = arrived(Client(), installation, "qian")
    assert first.post(path, TOLD).status_code == 422
    before = len(entries("act"))
    second = arrived(Client(), installation, "wu")
    acts = len(entries("act"))
    slip = secret_in(second.post(path, TOLD).content.decode())
    assert len(entries("act")) == acts > before
    assert second.post(path, TOLD).status_code == 422
    assert log_in(Client(), "shen", slip)["Location"] == "/accounts/password/"


def test_the_machine_itself_unlocks_under_the_same_clauses(
    installation: Installation,
    locked: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ran(*arguments: str) -> tuple[int, Any]:
        code = main(["account", *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    monkeypatch.setattr(command, "the_house", the_house)
    asked = ("unlock", "shen", "--checked", "当面核对工作证", "--reason", "多次输错")
    assert ran(*asked, "--by", "李经办")[0] == 1
    code, told = ran(*asked, "--by", "钱工")
    assert (code, told["slip"]) == (0, None)
    code, told = ran(*asked, "--by", "吴工")
    assert code == 0
    assert log_in(Client(), "shen", told["slip"]["password"])["Location"] == "/accounts/password/"
    code, told = ran("list")
    assert {one["name"] for one in told["accounts"]} >= {"shen", "qian", "wu"}
    assert ran("unlock", "nobody", "--by", "钱工")[0] == 2
    assert ran("unlock")[0] == 2
