"""One pass over the units of a text for all terms, one for all detectors' triggers."""

from collections.abc import Iterable, Sequence
from typing import cast

import hyperscan
import msgspec
import numpy as np

from shoumi.screening.detectors.detector import Detector
from shoumi.screening.lexicon import Lexicon, Term, plain_form
from shoumi.screening.matching.units import literally, of_units
from shoumi.screening.normal.fold import BUCKETS, Units, fold

WIDTH = 2  # bytes of a unit
# Terms are looked for in units times an odd number: that is one to one, makes all sixteen bits
# tell characters apart, and takes a third off the scan. Triggers speak of ranges and stay as is.
SPREAD = 40503


class Scanner(msgspec.Struct, frozen=True, kw_only=True):
    """In `words`, numbers below `len(terms)` are terms, then allowed phrases.

    `plain` are both as they stand in folded text. In `signs` the numbers are those of triggers;
    `users[n]` are the detectors that trigger n wakes. Two databases: together they would take a
    sixth longer than one after the other.
    """

    words: hyperscan.Database | None
    signs: hyperscan.Database | None
    terms: tuple[Term, ...]
    plain: tuple[str, ...]
    users: tuple[tuple[int, ...], ...]
    detectors: tuple[Detector, ...]


def word_spots(scanner: Scanner, units: Units) -> list[tuple[int, int]]:
    """(number, end) of terms and allowed phrases, in the order of their ends."""
    return spots(scanner.words, units * np.uint16(SPREAD)) if scanner.words else []


def sign_spots(scanner: Scanner, units: Units) -> list[tuple[int, int]]:
    """(number, end) of triggers, in the order of their ends."""
    return spots(scanner.signs, units) if scanner.signs else []


def spots(database: hyperscan.Database, units: Units) -> list[tuple[int, int]]:
    """(number, end) for each match, in the order of their ends; ends in characters."""
    found: list[tuple[int, int]] = []
    add = found.append

    def seen(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
        add((number, end))

    content = cast("bytes", units.data.cast("B"))  # it reads any buffer, without a copy
    database.scan(content, match_event_handler=seen)
    # a text begins behind its first END; an odd end lies between the bytes of one unit
    return [(number, end // WIDTH - 1) for number, end in found if not end % WIDTH]


def build(detectors: Sequence[Detector], lexicons: Sequence[Lexicon]) -> Scanner:
    """Compile once (10,000 terms: about 1.5 s); the result is shared by every file."""
    terms = tuple(term for lexicon in lexicons for term in lexicon.term)
    allowed = tuple(entry.text for lexicon in lexicons for entry in lexicon.allow)
    plain = tuple(plain_form(text) for text in (*(term.text for term in terms), *allowed))
    triggers = sorted({trigger for detector in detectors for trigger in detector.triggers})
    return Scanner(
        words=compiled(_literals(plain)),
        signs=compiled([of_units(trigger) for trigger in triggers]),
        terms=terms,
        plain=plain,
        users=tuple(
            tuple(i for i, detector in enumerate(detectors) if trigger in detector.triggers)
            for trigger in triggers
        ),
        detectors=tuple(detectors),
    )


def compiled(expressions: Sequence[bytes]) -> hyperscan.Database | None:
    """A database in which expression i has the number i; None where there is none."""
    if not expressions:
        return None
    database = hyperscan.Database()
    database.compile(
        expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions)
    )
    return database


def _literals(texts: Iterable[str]) -> list[bytes]:
    """Terms as expressions: a letter stands for its upper case and all that looks like it too."""
    texts = tuple(texts)
    cased = {c for text in texts for c in text if c.lower() != c.upper()}
    forms: dict[str, list[str]] = {}
    if cased:
        for character in map(chr, range(BUCKETS)):
            small = character.casefold()
            if small in cased:
                forms.setdefault(small, []).append(character)
    units = {c: _units(forms.get(c, [c])) for text in texts for c in text}
    return [literally(units[c] for c in text) for text in texts]


def _units(characters: Sequence[str]) -> tuple[int, ...]:
    found = fold("".join(characters)).glyphs.units[1:-1]
    return tuple(sorted({int(unit) for unit in found * np.uint16(SPREAD)}))
