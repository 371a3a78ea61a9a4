"""Log-in as the clauses for computers demand."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from shoumi.server.accounts.hashing import initial_password
from shoumi.server.accounts.models import Credential, Sitting
from shoumi.server.accounts.policy import kind_of
from tests.server.accounts.units import (
    NEW,
    Installation,
    arrived,
    entries,
    log_in,
    set_password,
)

WRONG = "Wrong-12345"


@pytest.fixture
def li(installation: Installation) -> Client:
    return arrived(Client(headers={"user-agent": "Firefox"}), installation, "li")


def acts_after(number: int) -> list[str]:
    return [act for (act,) in entries("act")[number:]]


def test_the_first_log_in_sets_a_password_first(installation: Installation) -> None:
    client = Client()
    answer = log_in(client, "li", installation.slips["li"].password)
    assert answer["Location"] == "/accounts/password/"
    assert client.get("/")["Location"].startswith("/accounts/password/")
    before = len(entries("act"))
    set_password(client, installation.slips["li"].password)
    assert acts_after(before) == ["access.set-password", "access.log-in"]


@pytest.mark.parametrize("unfit", ["shoumi1", "Abcdefghij", "1234567890", "li-12345678", ""])
def test_an_unfit_password_is_refused_at_its_field(installation: Installation, unfit: str) -> None:
    client = Client()
    log_in(client, "li", installation.slips["li"].password)
    answer = set_password(client, installation.slips["li"].password, unfit)
    assert answer.status_code == 422
    assert "new-fault" in answer.content.decode()


def test_the_initial_password_is_not_kept(installation: Installation) -> None:
    client = Client()
    slip = installation.slips["li"].password
    log_in(client, "li", slip)
    assert set_password(client, slip, slip).status_code == 422
    set_password(client, slip)
    assert log_in(Client(), "li", slip).status_code == 403


def test_three_wrong_entries_are_borne_and_the_right_one_opens(li: Client) -> None:
    for _ in range(3):
        assert log_in(Client(), "li", WRONG).status_code == 403
    assert log_in(Client(), "li", NEW).status_code == 302
    assert Credential.objects.get(name="li").wrong == 0


def test_the_fourth_wrong_entry_locks_and_the_right_one_no_longer_opens(li: Client) -> None:
    before = len(entries("act"))
    for _ in range(4):
        log_in(Client(), "li", WRONG)
    assert log_in(Client(), "li", NEW).status_code == 403
    assert acts_after(before)[:4] == [*["access.log-in"] * 3, "access.lock"]


def test_a_wrong_entry_is_recorded_without_a_person(li: Client) -> None:
    log_in(Client(), "li", WRONG)
    log_in(Client(), "nobody-of-this-name", WRONG)
    found = entries('"by"', "act", "body")[-2:]
    assert [(actor, act) for actor, act, _ in found] == [("unproven", "access.log-in")] * 2
    for _, _, body in found:
        assert "nobody-of-this-name" not in str(body)
        assert WRONG not in str(body)
        assert Credential.objects.get(name="li").person not in str(body)


def test_unknown_wrong_and_locked_get_one_answer(li: Client) -> None:
    def answered(name: str, secret: str) -> tuple[int, str]:
        client = Client()
        client.get("/accounts/log-in/")
        answer = log_in(client, name, secret)
        return answer.status_code, answer.content.decode()

    def bare(told: tuple[int, str]) -> tuple[int, str]:
        lines = [line for line in told[1].splitlines() if "csrf" not in line]
        return told[0], "\n".join(lines)

    unknown, wrong = bare(answered("nobody", WRONG)), bare(answered("li", WRONG))
    for _ in range(4):
        log_in(Client(), "li", WRONG)
    locked = bare(answered("li", NEW))
    assert unknown == wrong == locked


def test_every_entry_costs_one_hash_and_one_entry_of_the_journal(
    li: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes: list[str] = []
    monkeypatch.setattr(
        "shoumi.server.accounts.hashing.check_password",
        lambda _proof, kept: hashes.append(kept),
    )
    told = {}
    for name in ("nobody", "li", "li", "li", "li", "li"):
        before = len(hashes), len(entries("act"))
        log_in(Client(), name, WRONG)
        told[name] = (len(hashes) - before[0], len(entries("act")) - before[1])
    assert told == {"nobody": (1, 1), "li": (1, 1)}


def test_a_restart_does_not_forget_wrong_entries(li: Client) -> None:
    for _ in range(3):
        log_in(Client(), "li", WRONG)
    assert Credential.objects.get(name="li").wrong == 3
    log_in(Client(), "li", WRONG)
    assert Credential.objects.get(name="li").locked


def test_only_the_security_administrator_unlocks(installation: Installation, li: Client) -> None:
    for _ in range(4):
        log_in(Client(), "li", WRONG)
    account = Credential.objects.get(name="li").account
    told = {"identity_checked": "当面核对工作证", "reason": "多次输错"}
    keeper = arrived(Client(), installation, "qian")
    assert keeper.post(f"/accounts/{account}/unlock/", told).status_code == 422
    security = arrived(Client(), installation, "shen")
    empty = {"identity_checked": " ", "reason": ""}
    assert security.post(f"/accounts/{account}/unlock/", empty).status_code == 422
    answer = security.post(f"/accounts/{account}/unlock/", told)
    assert answer.status_code == 200
    slip = answer.content.decode().split('class="secret">')[1].split("<")[0]
    assert log_in(Client(), "li", NEW).status_code == 403
    again = Client()
    assert log_in(again, "li", slip)["Location"] == "/accounts/password/"
    assert set_password(again, slip, "another-2024").status_code == 302


def test_who_keeps_no_accounts_finds_no_such_page(installation: Installation, li: Client) -> None:
    auditor = arrived(Client(), installation, "wu")
    for client in (li, auditor):
        assert client.get("/accounts/").status_code == 404
        assert client.get("/accounts/open/").status_code == 404


def test_administrators_do_not_enter_rooms_with_secrets(installation: Installation) -> None:
    for name, shut in (("qian", "/journal/"), ("shen", "/journal/"), ("wu", "/act/law.adopt/")):
        client = arrived(Client(), installation, name)
        for path in (
            shut,
            "/thing/carriers.carrier/x/",
            "/find/",
            "/act/carriers.register/",
            "/mine/",
        ):
            assert client.get(path).status_code == 404


def test_a_sitting_left_alone_for_five_minutes_locks(
    installation: Installation, li: Client
) -> None:
    installation.clock.wait(minutes=4, seconds=50)
    assert li.get("/accounts/pin/").status_code == 200
    installation.clock.wait(minutes=5)
    before = len(entries("act"))
    assert li.get("/accounts/pin/")["Location"] == "/accounts/locked/?next=%2Faccounts%2Fpin%2F"
    assert acts_after(before) == ["access.lock"]
    assert li.post("/accounts/pin/", {"pin": "314159"}).status_code == 302
    assert li.get("/accounts/pin/", headers={"Accept": "application/json"}).status_code == 423
    assert li.post("/accounts/locked/", {"secret": WRONG}).status_code == 423
    answer = li.post("/accounts/locked/", {"secret": NEW, "next": "/accounts/pin/"})
    assert answer["Location"] == "/accounts/pin/"
    assert li.get("/accounts/pin/").status_code == 200
    assert acts_after(before)[-1] == "access.resume"


def test_asking_by_a_page_itself_is_no_use(installation: Installation, li: Client) -> None:
    for _ in range(5):
        installation.clock.wait(minutes=1)
        li.get("/accounts/pin/", headers={"X-Shoumi-Quiet": "1"})
    assert li.get("/accounts/pin/").status_code == 302


def test_four_wrong_proofs_at_a_locked_page_lock_the_account(
    installation: Installation, li: Client
) -> None:
    li.post("/accounts/lock/")
    for _ in range(4):
        li.post("/accounts/locked/", {"secret": WRONG})
    assert Credential.objects.get(name="li").locked
    assert li.get("/accounts/pin/")["Location"].startswith("/accounts/log-in/")


def test_another_browser_with_the_same_cookie_is_not_let_in(li: Client) -> None:
    assert li.get("/accounts/pin/", headers={"user-agent": "Thief"}).status_code == 302
    assert li.get("/accounts/pin/")["Location"].startswith("/accounts/log-in/")


def test_a_log_in_ends_the_one_before_it_and_has_a_fresh_key(li: Client) -> None:
    key = li.cookies["sessionid"].value
    second = Client(headers={"user-agent": "Firefox"})
    log_in(second, "li", NEW)
    assert second.cookies["sessionid"].value != key
    assert li.get("/accounts/pin/").status_code == 302
    assert "accounts/log-in" in li.get("/accounts/pin/")["Location"]
    assert Sitting.objects.filter(ended_at=None, credential__name="li").count() == 1


def test_a_log_in_ends_after_its_longest_time(installation: Installation, li: Client) -> None:
    for _ in range(timedelta(hours=10) // timedelta(minutes=4)):
        installation.clock.wait(minutes=4)
        li.get("/accounts/pin/")
    answer = li.get("/accounts/pin/")
    assert answer["Location"].startswith("/accounts/log-in/")


def causes_after(number: int) -> list[str]:
    """Why sittings ended, as the journal tells it."""
    told = [json.loads(body) for act, body in entries("act", "body")[number:]]
    return [
        one["act"].get("cause", "by_hand")
        for one in told
        if one["act"]["do"] == "access.log-out" and one["verdict"] == "permitted"
    ]


def test_log_out_ends_the_sitting(li: Client) -> None:
    before = len(entries("act"))
    li.post("/accounts/log-out/")
    assert li.get("/accounts/pin/").status_code == 302
    assert not Sitting.objects.filter(ended_at=None).exists()
    assert causes_after(before) == ["by_hand"]


def test_the_journal_says_why_a_sitting_ended(installation: Installation, li: Client) -> None:
    before = len(entries("act"))
    second = Client(headers={"user-agent": "Firefox"})
    log_in(second, "li", NEW)
    second.get("/accounts/pin/", headers={"user-agent": "Thief"})
    third = Client()
    log_in(third, "li", NEW)
    installation.clock.wait(hours=11)
    third.get("/accounts/pin/")
    third.get("/accounts/pin/")
    assert causes_after(before) == ["elsewhere", "other_browser", "time_over"]


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_a_log_in_leads_to_no_other_house(li: Client, back: str) -> None:
    answer = Client().post("/accounts/log-in/", {"name": "li", "secret": NEW, "next": back})
    assert answer["Location"] == "/"


def test_a_closed_account_opens_nothing(installation: Installation, li: Client) -> None:
    account = Credential.objects.get(name="li").account
    keeper = arrived(Client(), installation, "qian")
    assert keeper.post(f"/accounts/{account}/close/", {"reason": "调离"}).status_code == 302
    assert li.get("/accounts/pin/").status_code == 302
    assert log_in(Client(), "li", NEW).status_code == 403


def test_letters_in_two_cases_are_one_kind() -> None:
    assert [kind_of(one) for one in "aZ密7٣-。"] == [
        "letters",
        "letters",
        "letters",
        "digits",
        "digits",
        "special",
        "special",
    ]


def test_an_initial_password_meets_every_declared_level() -> None:
    made = {initial_password() for _ in range(200)}
    assert len(made) == 200
    assert all(
        len(one) == 19 and {kind_of(sign) for sign in one} >= {"letters", "digits"} for one in made
    )


def test_an_account_locked_before_its_first_log_in_gets_another_slip(
    installation: Installation,
) -> None:
    for _ in range(4):
        log_in(Client(), "li", WRONG)
    assert log_in(Client(), "li", installation.slips["li"].password).status_code == 403
    keeper = arrived(Client(), installation, "qian")
    assert (
        "locked before its first log-in"
        in keeper.get("/accounts/", headers={"accept-language": "en"}).content.decode()
    )
    account = Credential.objects.get(name="li").account
    told = {"identity_checked": "当面", "reason": "口令条被冒用"}
    answer = keeper.post(f"/accounts/{account}/slip/", told)
    slip = answer.content.decode().split('class="secret">')[1].split("<")[0]
    assert log_in(Client(), "li", slip)["Location"] == "/accounts/password/"


def test_a_closed_account_may_be_opened_again_under_its_name(installation: Installation) -> None:
    keeper = arrived(Client(), installation, "qian")
    found = Credential.objects.get(name="li")
    keeper.post(f"/accounts/{found.account}/close/", {"reason": "调离"})
    told = {"person": found.person, "kind": "ordinary", "name": "li"}
    answer = keeper.post("/accounts/open/", told)
    slip = answer.content.decode().split('class="secret">')[1].split("<")[0]
    assert log_in(Client(), "li", slip)["Location"] == "/accounts/password/"
