"""A lexicon proves itself on loading: its own hits are found, its own misses are not."""

from shoumi.screening.lexicon import Lexicon, LexiconError
from shoumi.screening.matching.batch import gather
from shoumi.screening.matching.match import matches
from shoumi.screening.matching.scanner import Scanner, build
from shoumi.screening.pieces import Layer, Passage


def prove(lexicon: Lexicon) -> None:
    """Raises LexiconError with every sample that came out otherwise than its entry says."""
    if not any(term.hits or term.misses for term in lexicon.term):
        return
    scanner = build((), (lexicon,))
    wrong = []
    for term in lexicon.term:
        wrong += [
            f"“{term.text}” is not found in its hit “{hit}”"
            for hit in term.hits
            if not _found(term.text, hit, scanner)
        ]
        wrong += [
            f"“{term.text}” is found in its miss “{miss}”; add an allowed phrase"
            for miss in term.misses
            if _found(term.text, miss, scanner)
        ]
    if wrong:
        raise LexiconError("\n".join(f"{lexicon.name}: {mistake}" for mistake in wrong))


def _found(term: str, sample: str, scanner: Scanner) -> bool:
    batch = gather([Passage(text=sample, layer=Layer.BODY)])
    return any(match.values.get("term") == term for match in matches(batch, scanner))
