from datetime import date

import pytest

from shoumi.law.figures import Figures
from shoumi.matters.training.acts import Acknowledge, PublishText
from shoumi.matters.training.facts import AcknowledgeFacts, PublishFacts
from shoumi.matters.training.matter import MATTER
from shoumi.matters.training.rules import is_no_secret, is_the_version_in_force
from shoumi.matters.training.things import Acknowledgement, Text
from tests.matters.house import MONDAY, House, later, made

TODAY = MONDAY.date()
PHONES = {"training.text.acknowledged": {"text": "no_secrets_on_ordinary_phones"}}


def publishing(**more: object) -> PublishText:
    stated = {
        "code": "no_secrets_on_ordinary_phones",
        "title": "电话保密须知",
        "version": "1",
        "in_force_on": TODAY,
        "for_whom": ("all_staff",),
        "body": "不在普通电话里谈论秘密。",
    }
    return PublishText(**(stated | more))  # type: ignore[arg-type]


def published(house: House, **more: object) -> Text:
    text: Text = next(made(house.perform(publishing(**more), "office")))
    return text


def test_a_confirmation_names_the_version_that_was_read() -> None:
    house = House(MATTER)
    text = published(house)
    house.perform(Acknowledge(texts=(text.id,), occasion="yearly"), "handler", figures=PHONES)
    (row,) = house.known.find(Acknowledgement, holder="handler")
    assert (row.version, row.occasion) == ("1", "yearly")
    assert row.audience(house.known) == {"know:person:handler", "know:role:secrecy_office"}


def test_a_new_version_supersedes_the_old_one_which_is_confirmed_no_more() -> None:
    house = House(MATTER)
    old = published(house)
    new = published(house, version="2")
    stale = Acknowledge(texts=(old.id,))
    assert set(house.refusals(stale, "handler", figures=PHONES)) == {"training.text.acknowledged"}
    assert house.refusals(Acknowledge(texts=(new.id,)), "handler", figures=PHONES) == {}


def test_a_text_is_confirmed_once_a_year_for_one_occasion() -> None:
    house = House(MATTER)
    text = published(house)
    yearly = Acknowledge(texts=(text.id,), occasion="yearly")
    house.perform(yearly, "handler")
    assert set(house.refusals(yearly, "handler")) == {"training.base.confirmed-once"}
    assert house.refusals(yearly, "handler", later(days=365)) == {}
    assert house.refusals(Acknowledge(texts=(text.id,), occasion="entry"), "handler") == {}


def test_every_sentence_is_ticked() -> None:
    house = House(MATTER)
    text = published(house)
    half = Acknowledge(texts=(text.id,), ticks=(True, False))
    assert set(house.refusals(half, "handler")) == {"training.base.confirmed-once"}


@pytest.mark.parametrize("more", [{"body": " "}, {"for_whom": ()}, {"version": "1"}])
def test_a_text_is_published_whole_and_each_version_once(more: dict[str, object]) -> None:
    house = House(MATTER)
    published(house)
    assert house.refusals(publishing(version="2"), "office") == {}
    assert set(house.refusals(publishing(**({"version": "2"} | more)), "office")) == {
        "training.base.text-complete"
    }


def test_a_secret_is_not_published_as_a_text() -> None:
    nothing = Figures(values={})
    assert is_no_secret.check is not None
    assert is_no_secret.check(publishing(), PublishFacts(secret=True), nothing) is not None
    assert is_no_secret.check(publishing(), PublishFacts(), nothing) is None


def test_a_text_is_not_confirmed_before_it_is_in_force() -> None:
    text = Text(
        id="T",
        code="c",
        title="t",
        version="1",
        in_force_on=date(2026, 4, 1),
        for_whom=("a",),
        body="b",
    )
    facts = AcknowledgeFacts(on=TODAY, texts=(text,))
    assert is_the_version_in_force.check is not None
    other = Figures(values={"text": "another"})
    same = Figures(values={"text": "c"})
    assert is_the_version_in_force.check(Acknowledge(texts=("T",)), facts, same) is not None
    assert is_the_version_in_force.check(Acknowledge(texts=("T",)), facts, other) is None
