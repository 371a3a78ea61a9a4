"""What a program is told, and what it is not."""

from datetime import timedelta

import pytest

from tests.server.api.asking import Asking

PAPER = {
    "new_edition": {
        "open_name": "通知第9号",
        "title": "一个标题",
        "issuer": "市局",
        "level": "secret",
        "period": "10年",
    },
    "copies": [{"copy_number": "000001", "stamp_on_first_page": True}],
}


def registered(asking: Asking) -> str:
    answer = asking.post("acts/carriers.register", PAPER)
    assert answer.status == 201, answer.told
    made: str = answer.told["made"][0]
    return made


@pytest.mark.parametrize("token", ["", "nonsense", f"shoumi_{'0' * 16}_{'a' * 43}"])
def test_without_a_token_that_stands_everything_gets_the_same_answer(
    asking: Asking, token: str
) -> None:
    asking.token = token
    answers = [
        asking.get("duties"),
        asking.get("registers/carriers.carrier"),
        asking.get("things/carriers.carrier/none"),
        asking.post("acts/carriers.register", PAPER),
    ]
    assert {one.status for one in answers} == {401}
    assert len({one.content for one in answers}) == 1
    assert answers[0].headers["WWW-Authenticate"].startswith("Bearer")


def test_an_act_by_token_stands_in_the_journal_in_the_name_of_its_owner(asking: Asking) -> None:
    asking.with_token("officer")
    registered(asking)
    entries = asking.get("journal", limit="200").told["entries"]
    last = entries[-1]
    assert (last["act"], last["by"]) == ("carriers.register", asking.house.cast["officer"])


def test_a_token_opens_only_what_it_names_and_unknown_acts_look_the_same(asking: Asking) -> None:
    asking.with_token(acts=("carriers.register",), kinds=("duties",))
    closed = [
        asking.post("acts/carriers.hand-over", {}),
        asking.post("may/carriers.hand-over", {}),
        asking.post("acts/no.such-act", {}),
        asking.get("registers/carriers.carrier"),
        asking.get("registers/no.such-kind"),
        asking.get("journal"),
    ]
    assert {one.status for one in closed} == {403}
    assert len({one.content for one in closed}) == 1
    assert asking.get("duties").status == 200


def test_may_records_nothing(asking: Asking) -> None:
    asking.with_token()
    before = asking.get("journal", limit="200").told["entries"]
    answer = asking.post("may/carriers.register", PAPER)
    assert (answer.status, answer.told["verdict"]) == (200, "permitted")
    assert asking.get("journal", limit="200").told["entries"] == before


def test_a_refusal_names_clause_sentence_and_cure(asking: Asking) -> None:
    asking.with_token("reader", acts=("carriers.register",))
    answer = asking.post("acts/carriers.register", PAPER)
    assert answer.status == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    finding = answer.told["ruling"]["findings"][0]
    assert finding["clause"] == "shoumi/ground.2"
    assert finding["cure"] == "organisation.appoint"
    assert finding["says"]
    assert answer.told["entry"]


@pytest.mark.parametrize(
    ("told", "status", "field"),
    [
        ({"copies": "many"}, 422, "copies"),
        ({"copies": [{"pages": -1}]}, 422, "copies[0].pages"),
        ({"no_such_field": 1}, 422, "no_such_field"),
        ({"do": "carriers.register"}, 422, "do"),
        ({"packet": {"$sealed": "ab"}}, 422, ""),
        (b"{", 400, None),
        (b"[1]", 400, None),
    ],
)
def test_an_unusable_body_is_told_at_its_field(
    asking: Asking, told: object, status: int, field: str | None
) -> None:
    asking.with_token()
    answer = asking.post("acts/carriers.register", told)
    assert answer.status == status
    if field is not None:
        assert answer.told["errors"][0]["field"] == field
        assert answer.told["errors"][0]["message"]


def test_unseen_and_absent_get_the_identical_answer(asking: Asking) -> None:
    asking.with_token("officer")
    carrier = registered(asking)
    assert asking.get(f"things/carriers.carrier/{carrier}").told["id"] == carrier
    asking.with_token("second")
    unseen = asking.get(f"things/carriers.carrier/{carrier}")
    absent = asking.get("things/carriers.carrier/000000000000")
    assert unseen.status == absent.status == 404
    assert unseen.content == absent.content
    cursor = asking.get("registers/carriers.carrier", after=carrier)
    none = asking.get("registers/carriers.carrier", after="000000000000")
    assert (cursor.status, cursor.content) == (422, none.content)


def test_a_register_is_walked_page_by_page_without_a_row_twice(asking: Asking) -> None:
    asking.with_token()
    made = {registered(asking) for _ in range(5)}
    seen: list[str] = []
    query = {"limit": "2"}
    while True:
        page = asking.get("registers/carriers.carrier", **query).told
        seen += [line["id"] for line in page["lines"]]
        if page["after"] is None:
            break
        query["after"] = page["after"]
    assert len(seen) == len(set(seen))
    assert made <= set(seen)
    assert "row" not in page["lines"][0]


def test_a_filter_that_is_none_is_named(asking: Asking) -> None:
    asking.with_token()
    answer = asking.get("registers/carriers.carrier", colour="red")
    assert answer.told["errors"][0]["field"] == "colour"


def test_a_revoked_token_opens_nothing(asking: Asking) -> None:
    token = asking.with_token()
    assert asking.get("duties").status == 200
    asking.house.do("access.revoke-token", "officer", token=token)
    assert asking.get("duties").status == 401


def test_a_token_ends_with_its_last_day(asking: Asking) -> None:
    asking.with_token(days=0)
    assert asking.get("duties").status == 200
    began = asking.house.clock.now
    asking.house.clock.now = began + timedelta(days=1)
    assert asking.get("duties").status == 401


def test_a_token_for_ever_or_for_nothing_is_refused(asking: Asking) -> None:
    asking.with_token(days=4000)
    assert asking.token == ""
    asking.with_token(acts=(), kinds=())
    assert asking.token == ""


def test_the_secret_of_a_token_stands_nowhere(asking: Asking) -> None:
    token = asking.with_token(kinds=("access.token",))
    told = asking.get(f"things/access.token/{token}").told
    secret = asking.token.split("_", 2)[2]
    assert secret not in str(told)
    assert "digest" not in told


def test_another_method_is_told_which_one(asking: Asking) -> None:
    asking.with_token()
    answer = asking.get("acts/carriers.register")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


def test_the_duties_of_the_owner_are_listed(asking: Asking) -> None:
    asking.with_token("officer")
    registered(asking)
    duties = asking.get("duties").told["duties"]
    assert {one["who"] for one in duties} <= {asking.house.cast["officer"]}
