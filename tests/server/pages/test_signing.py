"""A final act is signed, and what is wrong with the signature is said."""

import pytest

from shoumi.server.accounts.proving import PinAnswer
from shoumi.server.pages import signing
from shoumi.server.pages.views import acts
from shoumi.server.pages.views import signing as views
from tests.server.pages.sitting import Sitter


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


def test_a_delegate_signs_on_the_page_for_whom_and_answers_what_is_asked(sitter: Sitter) -> None:
    first, _ = sitter.paper("公文第11号")
    asked = sitter.do("carriers.copy", "officer", carriers=[first], copies=1, purpose="会议")
    (application,) = asked.made
    told = {"role": "leader_in_charge", "person": sitter.cast["second"], "reason": "出差"}
    day = sitter.clock.now.date().isoformat()
    sitter.do("applications.delegate", "leader", since=day, until=day, **told)
    own = sitter.get(views.application, "leader", application).content.decode()
    assert 'value="agree"' in own
    assert "on_behalf_of__id" not in own
    page = sitter.get(views.application, "second", application).content.decode()
    assert f'name="on_behalf_of__id" value="{sitter.cast["leader"]}"' in page
    assert 'name="answers.issuer_allows_copying"' in page

    form = {"application__id": application, "on_behalf_of__id": sitter.cast["leader"]}
    form |= {"stage": "s1", "decision": "agree"}
    silent = sitter.post(acts.act, "second", "applications.sign", **form)
    assert silent.status_code == 409
    answered = {**form, "answers.issuer_allows_copying": "来文注明"}
    assert sitter.post(acts.act, "second", "applications.sign", **answered).status_code == 302
