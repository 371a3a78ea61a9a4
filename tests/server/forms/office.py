"""A unit with something of everything that is printed, and how its prints are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pypdfium2
import zxingcpp
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from shoumi.matters.carriers.things import Carrier
from shoumi.server.forms import views
from shoumi.server.pages.desk import Desk
from shoumi.server.perform import one_moment
from tests.journeys.unit import Founded

TITLE = "关于某事项的通知"
OWN_TITLE = "自编汇编材料"
OWN_NUMBER = "某局〔2026〕9号"


class Made(msgspec.Struct, kw_only=True):
    """The ids of what the office made."""

    read: str
    kept: str
    offer: str
    confirmed: str
    waiting: str
    granted: str
    job: str
    copy: str
    batch: str
    media: str
    count: str
    blind: str


class Office(Founded):
    """The founded unit, at work."""

    def work(self) -> Made:
        read, kept = self.paper("通知第1号")
        confirmed = self.lend(read)
        self.accept(confirmed)
        granted = self.ask_for_copies("handler", read)
        job = self.sign_all(granted)
        told = {"job": job, "marks_checked": True, "made": 2}
        copy = self.do("carriers.finish-job", "handler", **told).made[0]
        third, _ = self.paper("通知第2号")
        return Made(
            read=read,
            kept=kept,
            offer=self.lend(third, to="second"),
            confirmed=confirmed,
            waiting=self.ask_for_copies("second", kept),
            granted=granted,
            job=job,
            copy=copy,
            batch=self.destroy(*self.own_papers(3)),
            media=self.bring_medium(),
            count=self.count("officer", "handler", sheets=True),
            blind=self.count("officer", "second", sheets=False),
        )

    def ask_for_copies(self, by: str, carrier: str) -> str:
        told = {"carriers": [carrier], "copies": 2, "purpose": "会议讨论", "machine": "一号复印机"}
        return self.do("carriers.copy", by, **told).made[0]

    def sign_all(self, application: str) -> str:
        told = {"application": application, "decision": "agree", "opinion": "确有需要"}
        self.do("applications.sign", "leader", **told)
        paper = {"number": "复函12号", "issuer": "市局", "dated_on": "2026-03-02"}
        return self.do("applications.sign", "secretary", paper=paper, **told).made[-1]

    def own_papers(self, copies: int) -> tuple[str, ...]:
        edition = {
            "open_name": "自编",
            "title": OWN_TITLE,
            "document_number": OWN_NUMBER,
            "level": "secret",
            "period": "10年",
            "issuer_kind": "own",
        }
        told = [
            {"copy_number": f"{place:06}", "stamp_on_first_page": True, "pages": 3}
            for place in range(1, copies + 1)
        ]
        return self.do("carriers.register", "officer", new_edition=edition, copies=told).made

    def lend_until(self, to: str, due_at: str) -> str:
        carrier, _ = self.paper("通知第9号")
        told = {"carriers": [carrier], "receiver": self.cast[to], "basis": "loan", "due_at": due_at}
        self.accept(self.do("carriers.hand-over", "officer", **told).made[0], to)
        return carrier

    def list_for_destruction(self, *carriers: str, **more: object) -> str:
        told = {"method": "shredding", "place": "碎纸间", **more}
        witnesses = [self.cast["officer"], self.cast["secretary"]]
        asked = self.do(
            "carriers.destroy", "officer", carriers=list(carriers), witnesses=witnesses, **told
        )
        return asked.made[-1]

    def destroy(self, *carriers: str) -> str:
        application = self.list_for_destruction(*carriers)
        told = {"application": application, "decision": "agree", "opinion": "同意销毁"}
        batch = self.do("applications.sign", "leader", **told).made[-1]
        for witness in ("officer", "secretary"):
            self.do(
                "carriers.witness-destruction",
                witness,
                batch=batch,
                destroyed=list(carriers),
                pieces_counted=len(carriers),
                counted_before=len(carriers),
                shred_mm2="1.8",
                statements={"destroyed_completely": True, "nobody_else_could_read": True},
            )
        self.do("carriers.close-batch", "officer", batch=batch)
        return batch

    def bring_medium(self) -> str:
        stick = {"kind": "usb_disk", "own_level": "secret", "model": "DT-16", "serial": "SN-0042"}
        copies = [{**stick, "stamp_on_first_page": True}]
        made = self.do("carriers.register", "officer", origin="purchased", copies=copies).made
        return self.list_for_destruction(*made, method="authority", destroyer="city_authority")

    def count(self, *counters: str, sheets: bool) -> str:
        told = {"keeper": self.cast["officer"], "counters": [self.cast[one] for one in counters]}
        count = self.do("carriers.open-count", "secretary", **told).made[0]
        strange = [{"described": "无标签光盘一张"}]
        for one in counters if sheets else ():
            self.do("carriers.submit-count", one, count=count, scans=strange, nothing_left=True)
        return count

    # Looking -----------------------------------------------------------------------------------

    @contextmanager
    def desk(self, name: str) -> Iterator[Desk]:
        with one_moment(connections[self.door.using]) as direct:
            yield Desk(self.pages, self.door.registers(direct), self.cast[name])

    def carrier(self, identifier: str) -> Carrier:
        with self.desk("officer") as desk:
            found = desk.known.get(Carrier, identifier)
        assert found is not None
        return found

    def request(self, by: str, **told: str) -> HttpRequest:
        request = RequestFactory().get("/forms/", told)
        request.person = self.cast[by]  # type: ignore[attr-defined]
        return request

    def print(self, by: str, slug: str, identifier: str) -> Paper:
        return printed(views.form(self.request(by), slug, identifier))

    def print_register(self, by: str, slug: str, **told: str) -> Paper:
        return printed(views.register(self.request(by, **told), slug))

    def check(self, by: str, code: str) -> tuple[int, str]:
        answer = views.check(self.request(by, code=code))
        return answer.status_code, answer.content.decode()


def printed(answer: HttpResponse) -> Paper:
    """The print that a page answered with."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return Paper(answer.content)


class Paper:
    """A print as its reader has it in hand."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        with pypdfium2.PdfDocument(pdf) as document:
            self.pages = [page.get_textpage().get_text_bounded() for page in document]

    @property
    def text(self) -> str:
        """All of it without the breaks of lines."""
        return re.sub(r"\s+", "", "".join(self.pages))

    @property
    def codes(self) -> list[str]:
        """What a scanner reads on the first page."""
        with pypdfium2.PdfDocument(self._pdf) as document:
            picture = document[0].render(scale=3).to_pil()
        return [found.text for found in zxingcpp.read_barcodes(picture)]

    @property
    def code(self) -> str:
        """The code that leads back."""
        return next(one for one in self.codes if one.startswith("SF-"))

    def has_in_order(self, words: str) -> bool:
        """Whether these words stand one behind the other."""
        place = 0
        for word in words.split():
            place = self.text.find(word, place)
            assert place >= 0, (word, self.text)
            place += len(word)
        return True
