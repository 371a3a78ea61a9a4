"""One pass over the bytes for every term and every detector's triggers together."""

from collections.abc import Sequence

import hyperscan
import msgspec

from shoumi.screening.detectors.detector import Detector
from shoumi.screening.lexicon import Lexicon, Term, plain_form

FLAGS = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_CASELESS
UNTIL_THE_START = b"\\^$.|?*+()[]{}/-&#\"' "


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Expression `number` ends at byte `end`."""

    number: int
    end: int


class Scanner(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers below `len(terms)` are terms, then allowed phrases, then triggers.

    `lengths` are in characters. `users[n]` are the detectors that trigger n wakes.
    """

    database: hyperscan.Database
    terms: tuple[Term, ...]
    lengths: tuple[int, ...]
    allowed: int
    users: tuple[tuple[int, ...], ...]
    detectors: tuple[Detector, ...]

    def spots(self, text: bytes) -> list[tuple[int, int]]:
        """(number, end byte) for each match, in the order of their ends."""
        found: list[tuple[int, int]] = []
        add = found.append

        def seen(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add((number, end))

        self.database.scan(text, match_event_handler=seen)
        return found


def build(detectors: Sequence[Detector], lexicons: Sequence[Lexicon]) -> Scanner:
    """Compile once (10,000 terms: about 0.2 s); the result is shared by every file."""
    terms = tuple(term for lexicon in lexicons for term in lexicon.term)
    allowed = tuple(entry.text for lexicon in lexicons for entry in lexicon.allow)
    plain = [plain_form(text) for text in (*(term.text for term in terms), *allowed)]
    triggers = sorted({trigger for detector in detectors for trigger in detector.triggers})
    expressions = [_literal(text) for text in plain] + [text.encode() for text in triggers]
    database = hyperscan.Database()
    database.compile(
        expressions=expressions,
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=[FLAGS] * len(expressions),
    )
    return Scanner(
        database=database,
        terms=terms,
        lengths=tuple(len(text) for text in plain),
        allowed=len(allowed),
        users=tuple(
            tuple(i for i, detector in enumerate(detectors) if trigger in detector.triggers)
            for trigger in triggers
        ),
        detectors=tuple(detectors),
    )


def _literal(text: str) -> bytes:
    return b"".join(
        b"\\" + bytes([byte]) if byte in UNTIL_THE_START else bytes([byte])
        for byte in text.encode()
    )
