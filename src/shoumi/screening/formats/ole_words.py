"""Word 97-2003 and WPS Writer."""

from collections.abc import Iterator

import legacy_doc
import olefile

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.pieces import Layer, Passage, Piece, Place, Why

ENCRYPTED = 0x0100
FLAGS_AT = 0x0A
# Where Word's text ends paragraphs, cells, lines, pages.
PARTED = str.maketrans(dict.fromkeys("\r\x07\x0b\x0c", "\n"))


def pieces(content: bytes, file: olefile.OleFileIO) -> Iterator[Piece]:
    """Paragraphs of the text that legacy-doc pieces together."""
    head = file.openstream("WordDocument").read(64)
    if int.from_bytes(head[FLAGS_AT : FLAGS_AT + 2], "little") & ENCRYPTED:
        yield unopened(Why.ENCRYPTED, "the document")
        return
    options = legacy_doc.ExtractionOptions(max_file_bytes=1 << 30, max_text_bytes=1 << 27)
    try:
        text = legacy_doc.extract_text(content, options=options).text
    except legacy_doc.LegacyDocError:
        yield unopened(Why.DAMAGED, "the document's text table")
        return
    for number, line in enumerate(text.translate(PARTED).split("\n"), start=1):
        if line.strip():
            yield Passage(text=line, layer=Layer.BODY, place=Place(paragraph=number))
