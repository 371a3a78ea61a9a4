"""What several matches in one another's company say together."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from shoumi.screening.matching.match import Match
from shoumi.screening.words import N_

NEAR = 160
WITNESS = 50  # company that is itself in doubt proves nothing; bare copy numbers go by their shape


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """A match of one rule weighs `weight` when one of the others stands within NEAR characters."""

    rule: str
    beside: tuple[str, ...]
    weight: int
    reason: str


MARKS = ("mark.star", "mark.alone", "mark.stated")

COMPANIES = (
    Company(
        rule="mark.copy-number", beside=(*MARKS, "mark.urgency"), weight=75,
        reason=N_("A copy number beside a classification or urgency mark"),
    ),
    Company(
        rule="mark.urgency", beside=(*MARKS, "mark.copy-number"), weight=80,
        reason=N_("An urgency mark beside a classification mark"),
    ),
    Company(
        rule="document.number", beside=(*MARKS, "mark.restricted", "internal.alone"), weight=70,
        reason=N_("The number of a document that bears a mark"),
    ),
    Company(
        rule="document.head", beside=(*MARKS, "mark.restricted", "internal.alone"), weight=75,
        reason=N_("The head of a document that bears a mark"),
    ),
    Company(
        rule="person.name", beside=("identity.resident",), weight=85,
        reason=N_("A person's name beside an identity number"),
    ),
    Company(
        rule="mark.level", beside=("mark.copy-number", "mark.restricted"), weight=60,
        reason=N_("A level word in the company of a copy number or a distribution note"),
    ),
)  # fmt: skip
LIFTED = frozenset(company.rule for company in COMPANIES)


def composed(found: Sequence[Match], *, beside: Sequence[Match] = ()) -> list[Match]:
    """The same matches, heavier where their company says so.

    `beside` are matches of what comes before and behind, and keep company only.
    """
    places: dict[str, list[int]] = {}
    for match in sorted((*found, *beside), key=lambda each: each.start) if beside else found:
        if match.weight >= WITNESS or match.rule == "mark.copy-number":
            places.setdefault(match.rule, []).append(match.start)
    kept = [_weighed(match, places) if match.rule in LIFTED else match for match in found]
    marks = [match for match in kept if match.rule in MARKS]
    starts = [match.start for match in marks]
    return [
        match
        for match in kept
        if match.rule != "mark.level" or not _inside(match.start, marks, starts)
    ]


def seen_from_behind(found: Sequence[Match], length: int) -> list[Match]:
    """Those near the end of a text of that length, at their positions before the next text."""
    return [_moved(match, -length - 1) for match in found if match.start + NEAR >= length]


def seen_from_before(found: Sequence[Match], length: int) -> list[Match]:
    """Those near the beginning of a text, at their positions behind a text of that length."""
    return [_moved(match, length + 1) for match in found if match.start <= NEAR]


def _moved(match: Match, by: int) -> Match:
    return msgspec.structs.replace(match, start=match.start + by, end=match.end + by)


def _inside(position: int, marks: list[Match], starts: list[int]) -> bool:
    """Whether a fuller mark (of the last three that begin before) covers the position."""
    before = bisect_right(starts, position)
    return any(position < mark.end for mark in marks[max(0, before - len(MARKS)) : before])


def _weighed(match: Match, places: dict[str, list[int]]) -> Match:
    for company in COMPANIES:
        if company.rule == match.rule and company.weight > match.weight:
            others = (places.get(other, []) for other in company.beside)
            if any(_near(starts, match.start) for starts in others):
                return msgspec.structs.replace(match, weight=company.weight, reason=company.reason)
    return match


def _near(starts: list[int], position: int) -> bool:
    """Whether one of the ascending starts lies within NEAR of the position."""
    following = bisect_left(starts, position - NEAR)
    return following < len(starts) and starts[following] <= position + NEAR
