"""The set-up: nothing is written before the end, and then everything."""

import json

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import get_commands
from django.db import connections
from django.test import Client

from shoumi.cli.main import main
from shoumi.cli.running import account as command
from shoumi.server.accounts.house import the_house
from shoumi.server.accounts.models import Credential, Sitting
from shoumi.server.accounts.setup.draft import ADMINISTRATORS, Draft, all_faults, role_faults
from shoumi.server.accounts.setup.found import found_unit
from shoumi.server.accounts.views import set_up
from shoumi.server.journal.founding import AlreadyFoundedError, RefusedAtFoundingError, begin
from shoumi.server.pages.house import house_of_this_installation
from shoumi.server.tables.models import Checkpoint, Head
from shoumi.server.verify import verify_ledger
from tests.server.accounts.conftest import Clock
from tests.server.accounts.units import Installation, a_draft, entries, log_in, set_password


def forms(draft: Draft) -> dict[str, dict[str, object]]:
    """What somebody enters, page by page."""
    columns: dict[str, object] = {
        name: [getattr(one, name) for one in draft.people]
        for name in ("name", "log_in", "department", "tier")
    }
    return {
        "level": {"level": draft.level},
        "unit": {"name": draft.name, "unit_kind": draft.unit_kind, "code": draft.code},
        "departments": {"departments": "\n".join(draft.departments)},
        "people": columns,
        "roles": dict(draft.roles),
        "regulations": {"regulations": list(draft.regulations)},
        "review": {"paper": draft.paper},
    }


def walked(client: Client, draft: Draft, *, until: str = "") -> int:
    """Go through the pages; the status of the last answer."""
    status = 0
    for step, form in forms(draft).items():
        if step == until:
            break
        answer = client.post(f"/set-up/{step}/", form)
        status = answer.status_code
        assert status in {302, 200}, answer.content.decode()
    return status


def test_nothing_opens_before_the_set_up(clock: Clock) -> None:
    assert Client().get("/")["Location"] == "/set-up/"
    assert Client().get("/accounts/log-in/")["Location"] == "/set-up/"
    elsewhere = Client(REMOTE_ADDR="10.0.0.7")
    for path in ("/", "/set-up/", "/set-up/level/"):
        assert elsewhere.get(path).status_code == 503
    through_a_proxy = Client(headers={"x-forwarded-proto": "https"})
    for path in ("/", "/set-up/", "/set-up/level/"):
        assert through_a_proxy.get(path).status_code == 503


def test_the_pages_lead_to_a_unit_and_its_slips(clock: Clock) -> None:
    client = Client()
    assert walked(client, a_draft()) == 200
    assert Credential.objects.count() == 7
    assert client.get("/set-up/level/").status_code == 404
    assert client.post("/set-up/review/", {"paper": "2"}).status_code == 404


def test_an_interrupted_set_up_has_written_nothing(clock: Clock) -> None:
    client = Client()
    walked(client, a_draft(), until="review")
    assert entries("act") == []
    assert not Head.objects.exists()
    assert "某市某局" in client.get("/set-up/unit/").content.decode()
    assert "某市某局" not in Client().get("/set-up/unit/").content.decode()


def test_a_draft_between_the_steps_is_sealed(clock: Clock) -> None:
    walked(Client(), a_draft(), until="review")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        told = str(cursor.fetchall())
    assert "张主任" not in str([SessionStore().decode(each) for each in told.split("'")])


def test_a_step_that_was_skipped_is_asked_for_at_the_end(clock: Clock) -> None:
    answer = Client().post("/set-up/review/", {"paper": "1"})
    assert answer.status_code == 422
    assert entries("act") == []


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("level", {}),
        ("level", {"level": "ultra"}),
        ("unit", {"name": "  "}),
        ("departments", {"departments": "\n\n"}),
        ("departments", {"departments": "一处\n一处"}),
        ("people", {"name": ["甲"], "log_in": [""], "department": ["一处"], "tier": [""]}),
        ("people", {"name": ["甲"], "log_in": ["a"], "department": ["九处"], "tier": [""]}),
        ("roles", {}),
        ("review", {"paper": ""}),
    ],
)
def test_an_unusable_answer_is_said_at_its_page(
    clock: Clock, step: str, form: dict[str, object]
) -> None:
    answer = Client().post(f"/set-up/{step}/", form)
    assert answer.status_code == 422
    assert "fault" in answer.content.decode()


def test_the_three_administrators_are_three_people() -> None:
    roles = {**a_draft().roles, "audit_administrator": "qian"}
    assert set(role_faults(a_draft(roles=roles))) == {ADMINISTRATORS[0], ADMINISTRATORS[2]}
    assert role_faults(a_draft()) == {}


def test_no_administrator_leads_or_keeps_secrets() -> None:
    for office in ("principal", "secrecy_office", "secrecy_officer", "leader_in_charge"):
        roles = {**a_draft().roles, office: "wu"}
        assert set(role_faults(a_draft(roles=roles))) == {"audit_administrator"}


def test_a_set_up_writes_the_first_entries_and_signs_them(installation: Installation) -> None:
    told = entries("act", "verdict", "body")
    assert told[0][0] == "organisation.register-unit"
    assert {verdict for _, verdict, _ in told} == {"permitted"}
    assert Checkpoint.objects.latest("number").number == len(told)
    assert list(verify_ledger(house_of_this_installation(installation.clock).door)) == []


def test_level_and_law_are_confirmed_by_a_second_person_on_paper(
    installation: Installation,
) -> None:
    on_paper = [act for act, body in entries("act", "body") if "局发〔2026〕1号" in body]
    assert on_paper.count("law.adopt") == 2
    assert on_paper.count("law.set-parameter") == 1


def test_a_unit_is_set_up_once(installation: Installation) -> None:
    with pytest.raises(AlreadyFoundedError):
        found_unit(a_draft(), set_up.ground_of_this_installation())


def test_what_the_law_refuses_leaves_nothing(clock: Clock) -> None:
    draft = a_draft(roles={**a_draft().roles, "audit_administrator": "qian"})
    with pytest.raises(RefusedAtFoundingError):
        found_unit(draft, set_up.ground_of_this_installation())
    assert entries("act") == []
    assert not Credential.objects.exists()
    assert not Sitting.objects.exists()
    found_unit(a_draft(), set_up.ground_of_this_installation())
    assert entries("act") != []


def test_a_whole_draft_has_no_faults() -> None:
    assert all_faults(a_draft()) == {}


def test_there_is_no_superuser_and_no_way_to_make_one() -> None:
    assert "createsuperuser" not in get_commands()
    assert not {"django.contrib.auth", "django.contrib.admin"} & set(settings.INSTALLED_APPS)


def test_of_two_browsers_at_once_one_founds_the_unit(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Client(), Client()
    walked(first, a_draft(), until="review")
    walked(second, a_draft(name="另一单位"), until="review")
    assert first.post("/set-up/review/", {"paper": "1"}).status_code == 200
    before = entries("act")
    # The second had passed the guard when the first one's unit began.
    monkeypatch.setattr("shoumi.server.accounts.middleware.is_set_up", lambda: False)
    assert second.post("/set-up/review/", {"paper": "2"}).status_code == 404
    assert entries("act") == before
    assert Credential.objects.count() == 7
    assert "另一单位" not in str(entries("body"))


def test_who_begins_a_unit_second_opens_the_keys_of_the_first(clock: Clock) -> None:
    master = bytes(range(32))
    assert begin("u", master).texts == begin("u", master).texts
    assert Head.objects.filter(unit="u").count() == 1


def test_a_set_up_that_was_cut_off_after_its_last_step_is_entered_with_new_slips(
    installation: Installation, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "the_house", the_house)
    lost = installation.slips["qian"].password

    def renewed(name: str, by: str) -> tuple[int, str]:
        capsys.readouterr()
        told = ("account", "slip", name, "--by", by, "--checked", "当面", "--reason", "口令条遗失")
        code = main([*told, "--json"])
        slip = json.loads(capsys.readouterr().out)["slip"]
        return code, slip["password"] if slip else ""

    assert renewed("qian", "钱工") == (1, "")
    assert renewed("qian", "李经办") == (1, "")
    code, fresh = renewed("qian", "沈工")
    assert code == 0
    assert log_in(Client(), "qian", lost).status_code == 403
    keeper = Client()
    assert log_in(keeper, "qian", fresh)["Location"] == "/accounts/password/"
    set_password(keeper, fresh)
    assert renewed("qian", "沈工") == (1, "")
    account = Credential.objects.get(name="li").account
    page = keeper.post(
        f"/accounts/{account}/slip/", {"identity_checked": "当面", "reason": "口令条遗失"}
    ).content.decode()
    slip = page.split('class="secret">')[1].split("<", maxsplit=1)[0]
    assert log_in(Client(), "li", slip)["Location"] == "/accounts/password/"
