"""One pass over the units of a text for all terms, one for all detectors' triggers."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, cast

import hyperscan
import msgspec
import numpy as np

from shoumi.screening.detectors.detector import Detector
from shoumi.screening.lexicon import Lexicon, Term, plain_form
from shoumi.screening.matching.units import either, of_units
from shoumi.screening.normal.fold import BUCKETS, Units, fold

WIDTH = 2  # bytes of a unit
# Terms are looked for in units times an odd number: that is one to one, makes all sixteen bits
# tell characters apart, and takes a third off the scan. Triggers speak of ranges and stay as is.
SPREAD = 40503

Compiler: TypeAlias = Callable[[Sequence[bytes]], hyperscan.Database | None]


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


def build(
    detectors: Sequence[Detector], lexicons: Sequence[Lexicon], *, signs_of: Compiler | None = None
) -> Scanner:
    """Compile once (10,000 terms: about 0.5 s); the result is shared by every file.

    `signs_of` may remember what `compiled` made of the same expressions before: those of the
    detectors are the same every time. Terms are a secret of the unit and never kept.
    """
    terms = tuple(term for lexicon in lexicons for term in lexicon.term)
    allowed = tuple(entry.text for lexicon in lexicons for entry in lexicon.allow)
    plain = tuple(plain_form(text) for text in (*(term.text for term in terms), *allowed))
    triggers = sorted({trigger for detector in detectors for trigger in detector.triggers})
    return Scanner(
        words=compiled(_literals(plain)),
        signs=(signs_of or compiled)([of_units(trigger) for trigger in triggers]),
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


def restored(serialised: bytes) -> hyperscan.Database:
    """A database from what `hyperscan.dumpb` gave.

    Raises hyperscan.error where the bytes are damaged or were made for another processor.
    """
    database: hyperscan.Database = hyperscan.loadb(serialised, hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database


def _literals(texts: Iterable[str]) -> list[bytes]:
    """Terms as expressions: a letter stands for its upper case and all that looks like it too."""
    texts = tuple(texts)
    known = sorted({c for text in texts for c in text})
    pairs = {c: either((unit,)) for c, unit in zip(known, _units(known), strict=True)}
    cased = {c for c in known if c.lower() != c.upper()}
    forms: dict[str, list[str]] = {}
    if cased:
        for character in map(chr, range(BUCKETS)):
            small = character.casefold()
            if small in cased:
                forms.setdefault(small, []).append(character)
    pairs |= {small: either(_units(alike)) for small, alike in forms.items()}
    return ["".join(map(pairs.__getitem__, text)).encode() for text in texts]


def _units(characters: Sequence[str]) -> tuple[int, ...]:
    """The units of folded characters as terms are looked for, one each."""
    units = fold("".join(characters)).glyphs.units[1:-1] * np.uint16(SPREAD)
    return tuple(map(int, units))
