"""A file is screened in memory beside the pages, for whom it concerns, and then forgotten."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.server.pages.beside import screened
from shoumi.server.pages.beside.works import KEPT_FOR, Work
from shoumi.server.pages.views import screening, signing
from shoumi.server.screening import apart, program
from shoumi.server.screening.orders import MOST_BYTES, Redact, Screen, Screened
from tests.server.pages.sitting import Sitter, settled

TEXT = "机密★10年\n关于某事的通知\n联系电话 13800138000\n"


@pytest.fixture
def at_hand(sitter: Sitter, monkeypatch: pytest.MonkeyPatch) -> Sitter:
    """The same program, but within this process: starting another takes a second."""
    monkeypatch.setattr(apart, "screen", lambda order, _work: program.screened(order))
    monkeypatch.setattr(apart, "redact", lambda order, _work: program.redacted(order))
    return sitter


def laid(sitter: Sitter, by: str = "officer", text: str = TEXT, **more: str) -> Work:
    """A file that has been laid down and screened."""
    file = SimpleUploadedFile("通知.txt", text.encode())
    answer = sitter.post(screening.screening, by, file=file, **more)
    assert answer.status_code == 302, answer.content
    work = sitter.works.found(answer["Location"].strip("/").split("/")[-1])
    assert work is not None
    return settled(work)


def report(sitter: Sitter, work: Work, by: str = "officer") -> str:
    answer = sitter.get(screening.report, by, work.id)
    assert answer.status_code == 200
    return answer.content.decode()


def identities(page: str) -> list[str]:
    return re.findall(r'name="remove" value="(\w+)"', page)


def test_what_was_found_is_listed_by_layer_and_marked_in_its_place(at_hand: Sitter) -> None:
    page = report(at_hand, laid(at_hand))
    assert '<mark id="f0" class="high">机密★10年</mark>' in page
    assert '<a href="#f0">' in page
    assert page.index("正文") < page.index("13800138000")


def test_a_file_is_seen_by_nobody_but_who_laid_it_down(at_hand: Sitter) -> None:
    work = laid(at_hand)
    for view in (screening.report, screening.progress):
        assert at_hand.get(view, "secretary", work.id).status_code == 404
    assert at_hand.get(screening.taken, "secretary", work.id, "page").status_code == 404
    assert at_hand.post(screening.forget, "secretary", work.id).status_code == 404
    assert "通知.txt" not in at_hand.get(screening.screening, "secretary").content.decode()


def test_a_file_beside_a_request_is_seen_by_who_may_see_the_request(at_hand: Sitter) -> None:
    first, _ = at_hand.paper("公文第9号")
    asked = at_hand.do("carriers.copy", "officer", carriers=[first], copies=1, purpose="会议")
    application = asked.made[0]
    work = laid(at_hand, application=application)
    page = at_hand.get(signing.application, "leader", application).content.decode()
    assert f"/screen/{work.id}/" in page
    assert "机密★10年" in report(at_hand, work, by="leader")
    assert at_hand.get(screening.report, "outsider", work.id).status_code == 404


def test_nothing_is_laid_beside_a_request_that_one_may_not_see(at_hand: Sitter) -> None:
    first, _ = at_hand.paper("公文第10号")
    asked = at_hand.do("carriers.copy", "officer", carriers=[first], copies=1, purpose="会议")
    file = SimpleUploadedFile("a.txt", b"x")
    told = {"file": file, "application": asked.made[0]}
    assert at_hand.post(screening.screening, "outsider", **told).status_code == 404


def test_a_reviewed_finding_stays_reviewed_in_the_next_version_of_the_file(
    at_hand: Sitter,
) -> None:
    work = laid(at_hand, text=f"{TEXT}第一稿\n")
    identity = identities(report(at_hand, work))[0]
    at_hand.post(screening.review, "officer", work.id, identity=identity, reviewed="true")
    again = report(at_hand, laid(at_hand, text=f"新的一行\n{TEXT}第二稿\n"))
    kept = again[again.index(identity) :]
    assert "1 处发现尚未处理" in again or "1 finding is still open" in again
    assert "reviewed" in kept
    at_hand.post(screening.review, "officer", work.id, identity=identity, reviewed="false")
    assert '<mark id="f0" class="high">' in report(at_hand, laid(at_hand))


def test_identities_tell_a_stranger_nothing(sitter: Sitter) -> None:
    order = Screen(name="通知.txt", content=TEXT.encode(), key=b"another key of a unit")
    answer = apart.screen(order, Work("wang", "screening"))
    assert isinstance(answer, Screened)
    theirs = {one.identity for one in answer.report.findings}
    assert theirs.isdisjoint(identities(report(sitter, laid(sitter))))


def test_a_copy_without_the_findings_comes_with_its_protocol(at_hand: Sitter) -> None:
    work = laid(at_hand)
    remove = identities(report(at_hand, work))
    at_hand.post(screening.redact, "officer", work.id, remove=remove, method="mask")
    redaction = screened.redaction_of(at_hand.works, work, at_hand.cast["officer"])
    assert redaction is not None
    settled(redaction)
    copy = at_hand.get(screening.taken, "officer", work.id, "copy")
    assert "机密" not in copy.content.decode()
    assert copy["Content-Disposition"] == 'attachment; filename="redacted.txt"'
    protocol = at_hand.get(screening.taken, "officer", work.id, "protocol").content.decode()
    assert "机密" not in protocol
    assert "mark.star" in protocol


def test_the_report_is_taken_as_a_page_that_opens_without_the_product(at_hand: Sitter) -> None:
    taken = at_hand.get(screening.taken, "officer", laid(at_hand).id, "page")
    assert taken["Content-Type"] == "application/octet-stream"
    assert taken.content.startswith(b"<!doctype html>")


def test_a_file_is_forgotten_when_it_is_put_away_and_in_time(at_hand: Sitter) -> None:
    work = laid(at_hand)
    at_hand.post(screening.forget, "officer", work.id)
    assert (work.result, work.on) == (None, None)
    assert at_hand.get(screening.report, "officer", work.id).status_code == 404
    other = laid(at_hand)
    at_hand.clock.now += KEPT_FOR + timedelta(minutes=1)
    assert at_hand.get(screening.report, "officer", other.id).status_code == 404
    assert other.on is None


def test_without_a_file_the_page_says_what_is_right(sitter: Sitter) -> None:
    answer = sitter.post(screening.screening, "officer")
    assert answer["Location"] == "/screen/"
    assert sitter.works.every() == ()


def test_a_file_is_taken_into_memory_or_not_at_all() -> None:
    handlers = settings.FILE_UPLOAD_HANDLERS
    assert handlers == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == MOST_BYTES


def test_a_reader_that_breaks_down_is_told_and_never_passed_over(
    sitter: Sitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PROGRAM", "shoumi.server.screening.not_there")
    page = report(sitter, laid(sitter))
    assert "answer refused" in page
    assert "answer permitted" not in page


def test_what_takes_too_long_is_ended_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.2)
    order = Redact(name="a", content=b"x" * 100, findings=(), method="mask")  # type: ignore[arg-type]
    answer = apart.redact(order, Work("wang", "redaction"))
    assert isinstance(answer, apart.Unanswered)
    assert answer.why == "out_of_time"
