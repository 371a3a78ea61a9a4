"""What the law says of wiping; that the texts go is proven where they are kept."""

from shoumi.decision.everything import everything
from shoumi.matters.journal.acts import WipeTexts
from shoumi.matters.journal.matter import MATTER
from shoumi.matters.journal.things import Wiping
from tests.matters.house import CAST, House, made


def asked(reason: str = "保存期满") -> WipeTexts:
    return WipeTexts(entries=(3,), ground="retention_over", reason=reason)


def test_what_is_not_there_is_not_wiped() -> None:
    house = House(MATTER, CAST)
    assert set(house.refusals(asked(), "office")) == {"journal.base.texts-there"}


def test_a_wiping_tells_which_texts_and_never_the_text() -> None:
    house = House(MATTER, CAST)
    house.known.texts_told = lambda _entry, _fields: ("c0",)  # type: ignore[method-assign]
    house.known.same_texts = lambda _found: ("c0", "c1")  # type: ignore[method-assign]
    (thing,) = made(house.perform(asked(), "office"))
    assert isinstance(thing, Wiping)
    assert thing.commitments == ("c0", "c1")
    assert {key.partition(":")[2] for key in thing.audience(house.known)} == {
        "role:secrecy_office",
        "role:principal",
        "role:audit_administrator",
    }


def test_a_wiping_says_why() -> None:
    house = House(MATTER, CAST)
    house.known.texts_told = lambda _entry, _fields: ("c0",)  # type: ignore[method-assign]
    assert set(house.refusals(asked(" "), "office")) == {"journal.base.wiping-reasoned"}


def test_nobody_wipes_without_another_ones_consent() -> None:
    (rule,) = (one for one in MATTER.rules if one.slug == "journal.wiping.approval")
    assert rule.acts == (WipeTexts,)
    assert everything().acts["journal.wipe-texts"].final
