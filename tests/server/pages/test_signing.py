"""A final act is signed, and what is wrong with the signature is said."""

import pytest

from shoumi.server.accounts.proving import PinAnswer
from shoumi.server.pages import signing


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(signing, "the_policy", lambda: None)
    monkeypatch.setattr(signing, "check_pin", lambda *_asked: request.param)


def test_without_a_pin_nothing_final_is_done() -> None:
    assert str(signing.proven("wang", "")) == "This is final. Type your signing PIN."


@pytest.mark.parametrize("answered", [PinAnswer.RIGHT], indirect=True)
def test_the_own_pin_signs(answered: None) -> None:
    assert signing.proven("wang", "271828") is None


@pytest.mark.parametrize(
    "answered", [one for one in PinAnswer if one is not PinAnswer.RIGHT], indirect=True
)
def test_every_other_answer_is_a_sentence(answered: None) -> None:
    assert signing.proven("wang", "271828") is not None
