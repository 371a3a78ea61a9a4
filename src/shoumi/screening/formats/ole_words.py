"""Word 97-2003 and WPS Writer: the paragraphs of every story, with what each hides."""

import re
from collections.abc import Iterator

import msgspec

from shoumi.screening.formats.pieced import Pieced
from shoumi.screening.pieces import Layer, Passage, Place

PARAGRAPH = re.compile("[^\r\x07\x0c]*[\r\x07\x0c]?")
FIELD = re.compile("\x13([^\x13\x14\x15]*)[\x14\x15]?")
CELL_END = "\x07"
UNSEEN = dict.fromkeys(map(chr, (1, 2, 3, 4, 5, 8, 0x13, 0x14, 0x15, 0x1F)), "")
LINES = str.maketrans({"\x0b": "\n", "\x1e": "-", "\xa0": " ", **UNSEEN})


class _Aside(msgspec.Struct, kw_only=True):
    """Runs that do not show, in order; those before `next` lie behind the reader."""

    runs: tuple[tuple[int, int, Layer], ...]
    next: int = 0

    def within(self, begin: int, end: int) -> Iterator[tuple[int, int, Layer]]:
        while self.next < len(self.runs) and self.runs[self.next][1] <= begin:
            self.next += 1
        at = self.next
        while at < len(self.runs) and self.runs[at][0] < end:
            first, last, layer = self.runs[at]
            yield max(first, begin), min(last, end), layer
            at += 1


def passages(word: Pieced, part: str) -> Iterator[Passage]:
    """Paragraphs by number, story after story."""
    aside = _Aside(runs=word.aside)
    number = 0
    for begin, end, layer in word.stories:
        for match in PARAGRAPH.finditer(word.text, begin, end):
            number += 1
            where = Layer.TABLE if layer is Layer.BODY and match[0][-1:] == CELL_END else layer
            place = Place(paragraph=number, part=part)
            yield from _paragraph(word.text, match, where, place, aside)


def _paragraph(
    text: str, match: "re.Match[str]", where: Layer, place: Place, aside: _Aside
) -> Iterator[Passage]:
    begin, end = match.span()
    shown, hidden = _parted(text, begin, end, aside)
    instructions = [found[1] for found in FIELD.finditer(shown)]
    shown = _clean(FIELD.sub("", shown))
    whole = next((layer for layer, said in hidden.items() if shown and _clean(said) == shown), None)
    if shown:
        yield Passage(text=shown, layer=whole or where, place=place)
    for layer, said in hidden.items():
        if layer is not whole and _clean(said):
            yield Passage(text=_clean(said), layer=layer, place=place)
    for instruction in instructions:
        if instruction.strip():
            yield Passage(text=instruction.strip(), layer=Layer.MARKUP, place=place)


def _parted(text: str, begin: int, end: int, aside: _Aside) -> tuple[str, dict[Layer, str]]:
    """What a reader of the page sees, and the rest by layer; insertions are both."""
    shown, hidden, place = list[str](), dict[Layer, str](), begin
    for first, last, layer in aside.within(begin, end):
        shown.append(text[place:first])
        if layer is Layer.INSERTED:
            shown.append(text[first:last])
        hidden[layer] = hidden.get(layer, "") + text[first:last]
        place = last
    return "".join((*shown, text[place:end])), hidden


def _clean(text: str) -> str:
    return text.translate(LINES).strip("\r\n\x07\x0c \x00")
