"""Lists of terms: plain (a term a line) or TOML, each entry with hits and misses if it likes.

threshold-free plain list          [[term]]
# a comment                        text   = "天穹计划"
天穹计划                            weight = 80
!天穹计划生育                        hits   = ["参加天穹计划的单位"]
(! allows a longer phrase)         misses = ["天穹计划生育协会"]
                                   [[allow]]
                                   text   = "天穹计划生育"
"""

import tomllib

import msgspec

from shoumi.screening.normal.fold import REACH, fold

DEFAULT_WEIGHT = 70
HEAVIEST = 100
SHORTEST = 2


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text` is found anywhere in running text. A weight of 100 is the gravest."""

    text: str
    weight: int = DEFAULT_WEIGHT
    reason: str = ""
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


class Allowed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A longer phrase in which a shorter term means nothing: 秘密花园."""

    text: str


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Terms, allowed phrases, and the level words of a marking scheme that a pack defines."""

    name: str = ""
    term: tuple[Term, ...] = ()
    allow: tuple[Allowed, ...] = ()
    levels: tuple[str, ...] = ()


class LexiconError(ValueError):
    """A lexicon is not usable; the sentence says which entry and what would make it right."""


def read_lexicon(content: bytes, *, name: str) -> Lexicon:
    """A lexicon from a TOML file or a plain list. Raises LexiconError with all mistakes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    lexicon = _toml(text, name) if "[[" in text else _plain(text, name)
    mistakes = [*_mistakes(lexicon)]
    if mistakes:
        raise LexiconError("\n".join(f"{name}: {mistake}" for mistake in mistakes))
    return lexicon


def _toml(text: str, name: str) -> Lexicon:
    try:
        return msgspec.convert({"name": name, **tomllib.loads(text)}, Lexicon)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(f"{name}: {error}") from error


def _plain(text: str, name: str) -> Lexicon:
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    return Lexicon(
        name=name,
        term=tuple(Term(text=line) for line in lines if not line.startswith("!")),
        allow=tuple(Allowed(text=line[1:].strip()) for line in lines if line.startswith("!")),
    )


def _mistakes(lexicon: Lexicon) -> list[str]:
    texts = [term.text for term in lexicon.term] + [entry.text for entry in lexicon.allow]
    short = [text for text in texts if len(text.strip()) < SHORTEST]
    long = [text for text in texts if len(text) > REACH]
    outside = [term for term in lexicon.term if not 1 <= term.weight <= HEAVIEST]
    return [
        *(f"“{text}” is shorter than two characters; it would match everywhere" for text in short),
        *(f"“{text[:12]}…” is longer than {REACH} characters; shorten it" for text in long),
        *(f"“{term.text}” weighs {term.weight}; a weight is from 1 to 100" for term in outside),
    ]


def plain_form(text: str) -> str:
    """A term as it stands in folded text, letters small; as long as it stands there."""
    small = ((c, c.casefold()) for c in fold(text).text.strip())
    return "".join(folded if len(folded) == 1 else c for c, folded in small)
