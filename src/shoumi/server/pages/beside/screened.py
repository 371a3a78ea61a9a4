"""Files that people laid down to be screened: held in memory, seen by whom they concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

from shoumi.acts.thing import kind_of
from shoumi.matters.applications.things import ApplicationRow
from shoumi.screening.findings import Finding
from shoumi.screening.pieces import Layer
from shoumi.server.keys.keyring import Keyring
from shoumi.server.pages.beside.works import Work, Works
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.models import ReviewedFinding
from shoumi.server.screening import apart
from shoumi.server.screening.orders import Passed, Redacted, Screen, Screened

SCREENING, REDACTION = "screening:", "redaction:"
BESIDE = timedelta(hours=8)
"""How long a file lies beside an application: a working day."""
LEXICONS = "lexicons"
"""The folder of the unit's own terms, in the folder of its ledger."""
_DOMAIN = b"shoumi:finding:1\0"


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was handed in, and the application that it lies beside."""

    name: str
    content: bytes
    application: str = ""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a passage; `finding` is the number of the finding that it is."""

    text: str
    finding: int | None = None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A passage with its findings marked in place."""

    passage: Passed
    pieces: tuple[Piece, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it is read: findings that are still open, by layer, and those reviewed."""

    work: Work
    laid: Laid
    screened: Screened
    reviewed: frozenset[str]

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has reviewed."""
        return tuple(
            one for one in self.screened.report.findings if one.identity not in self.reviewed
        )

    @property
    def by_layer(self) -> list[tuple[Layer, list[tuple[int, Finding]]]]:
        """All findings with their numbers, by layer in the order in which they come."""
        found: dict[Layer, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(self.screened.report.findings):
            found.setdefault(finding.layer, []).append((number, finding))
        return list(found.items())

    @property
    def shown(self) -> Iterator[Shown]:
        """The text, with the findings in it."""
        marks: dict[int, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(self.screened.report.findings):
            marks.setdefault(finding.passage, []).append((number, finding))
        for one in self.screened.passages:
            pieces = tuple(_pieces(one.passage.text, marks.get(one.number, [])))
            yield Shown(passage=one, pieces=pieces)


def _pieces(text: str, found: Sequence[tuple[int, Finding]]) -> Iterator[Piece]:
    done = 0
    for number, finding in sorted(found, key=lambda each: (each[1].start, -each[1].end)):
        start = max(finding.start, done)
        if start > done:
            yield Piece(text=text[done:start])
        yield Piece(text=text[start : max(finding.end, start)], finding=number)
        done = max(finding.end, start)
    if done < len(text):
        yield Piece(text=text[done:])


def lay_down(desk: Desk, works: Works, laid: Laid) -> Work:
    """Screen a file beside the pages; TooMuchAtOnceError where others are at it."""
    order = Screen(
        name=laid.name,
        content=laid.content,
        key=finding_key(desk.pages.door.keyring),
        lexicons=own_lexicons(),
    )
    work = Work(
        desk.person,
        "",
        on=laid,
        weight=len(laid.content),
        **({"kept_for": BESIDE} if laid.application else {}),
    )
    work.subject = f"{SCREENING}{work.id}"
    return works.begin(work, partial(apart.screen, order))


def own_lexicons() -> tuple[tuple[str, bytes], ...]:
    """The unit's own terms: they are its secret and stay in the folder of its ledger."""
    folder = Path(settings.SHOUMI_HOME) / LEXICONS
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return tuple((file.name, file.read_bytes()) for file in files)


def finding_key(keyring: Keyring) -> bytes:
    """Makes identities of findings that nobody without the unit's keys can try texts against."""
    running = HMAC(keyring.words, hashes.SM3())
    running.update(_DOMAIN)
    return running.finalize()


def laid_of(work: Work) -> Laid | None:
    """The file that a piece of work screens, if that is what it does."""
    return work.on if isinstance(work.on, Laid) else None


def may_open(desk: Desk, work: Work) -> bool:
    """Who laid the file down, and who may see the application that it lies beside."""
    laid = laid_of(work)
    if laid is None or not work.subject.startswith(SCREENING):
        return False
    if work.person == desk.person:
        return True
    return desk.seen_or_none(kind_of(ApplicationRow), laid.application or None) is not None


def mine(desk: Desk, works: Works) -> list[Work]:
    """The files that the person laid down, the newest first."""
    own = [one for one in works.every() if one.person == desk.person and may_open(desk, one)]
    return own[::-1]


def beside(works: Works, application: str) -> list[Work]:
    """The files that lie beside an application, in the order in which they were laid down."""
    return [
        one
        for one in works.every()
        if (laid := laid_of(one)) is not None and laid.application == application
    ]


def sheet_of(desk: Desk, work: Work) -> Sheet | None:
    """The report for reading, once there is one."""
    laid, found = laid_of(work), work.result
    if laid is None or not isinstance(found, Screened):
        return None
    identities = {one.identity for one in found.report.findings}
    return Sheet(work=work, laid=laid, screened=found, reviewed=reviewed_of(desk, identities))


def reviewed_of(desk: Desk, identities: Iterable[str]) -> frozenset[str]:
    """Those of some findings that somebody of the unit has reviewed."""
    rows = ReviewedFinding.objects.using(desk.pages.door.using).filter(unit=desk.pages.unit)
    wanted = tuple(identities)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        part = rows.filter(identity__in=wanted[start : start + 500])
        found.update(part.values_list("identity", flat=True))
    return frozenset(found)


def counts_of(sheet: Sheet) -> Mapping[str, int]:
    """How many findings are still open, by severity."""
    found: dict[str, int] = {}
    for one in sheet.open:
        found[one.severity.value] = found.get(one.severity.value, 0) + 1
    return found


def redaction_of(works: Works, work: Work, person: str) -> Work | None:
    """The copy that a person is having made of a screened file."""
    return works.about(person, f"{REDACTION}{work.id}")


def copy_of(redaction: Work | None) -> Redacted | None:
    """The copy and its protocol, or why there is none."""
    found = redaction.result if redaction else None
    return found if isinstance(found, Redacted) else None
