"""What several matches in one another's company say together."""

from collections.abc import Sequence

import msgspec

from shoumi.screening.matching.match import Match
from shoumi.screening.words import N_

NEAR = 160


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


def composed(found: Sequence[Match]) -> list[Match]:
    """The same matches, heavier where their company says so."""
    places: dict[str, list[int]] = {}
    for match in found:
        places.setdefault(match.rule, []).append(match.start)
    kept = [_weighed(match, places) for match in found]
    bare = [(match.start, match.end) for match in kept if match.rule in MARKS]
    return [
        match
        for match in kept
        if match.rule != "mark.level" or not any(a <= match.start < b for a, b in bare)
    ]


def _weighed(match: Match, places: dict[str, list[int]]) -> Match:
    for company in COMPANIES:
        if (
            company.rule == match.rule
            and company.weight > match.weight
            and any(
                abs(place - match.start) <= NEAR
                for other in company.beside
                for place in places.get(other, ())
            )
        ):
            return msgspec.structs.replace(match, weight=company.weight, reason=company.reason)
    return match
