"""Compound files: doc, xls, ppt, their WPS kin (wps, et, dps), msg, and packages in them."""

from collections.abc import Iterator

import olefile

from shoumi.screening.formats import ole_mail, ole_sheets, ole_slides, ole_words
from shoumi.screening.formats.raw import pictures, strings
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Pieces, Place, Why
from shoumi.screening.source import Source, opened

SUMMARIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
STREAM_LIMIT = 128 * 2**20


def read(source: Source, *, limits: Limits) -> Pieces:
    """The format's own reader first; then every stream is searched for text that it left out."""
    with olefile.OleFileIO(opened(source)) as file:
        names = [tuple(path) for path in file.listdir()]
        top = {path[0] for path in names}
        if top & {"EncryptedPackage", "EncryptedSummary"}:
            yield unopened(Why.ENCRYPTED, "the document")
            return
        told: list[str] = []
        for piece in _own(source, file, top, limits):
            if isinstance(piece, Passage):
                told.append(piece.text)
            yield piece
        yield from _properties(file, top)
        if "__properties_version1.0" not in top:
            yield from _streams(file, names, "\n".join(told))


def _own(source: Source, file: olefile.OleFileIO, top: set[str], limits: Limits) -> Iterator[Piece]:
    if "WordDocument" in top:
        yield from ole_words.pieces(bytes(source), file)
    elif top & {"Workbook", "Book"}:
        yield from ole_sheets.pieces(bytes(source))
    elif "PowerPoint Document" in top:
        yield from ole_slides.pieces(file.openstream("PowerPoint Document").read())
    elif "__properties_version1.0" in top:
        yield from ole_mail.pieces(file, limits)


def _properties(file: olefile.OleFileIO, top: set[str]) -> Iterator[Passage]:
    for name in SUMMARIES:
        if name not in top:
            continue
        properties = file.getproperties(name, convert_time=False)
        codepage = properties.get(1, 936)
        for number, value in properties.items():
            for item in value if isinstance(value, list) else [value]:
                text = _text(item, codepage)
                if text.strip("\x00 "):
                    yield Passage(
                        text=text.strip("\x00"),
                        layer=Layer.PROPERTIES,
                        place=Place(part=f"{name[1:]}/{number}"),
                    )


def _text(value: object, codepage: object) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, bytes):
        return ""
    names = {65001: "utf-8", 1200: "utf-16-le", 950: "big5hkscs", -535: "utf-8"}
    return value.decode(
        names.get(codepage, "gb18030") if isinstance(codepage, int) else "gb18030", "replace"
    )


def _streams(file: olefile.OleFileIO, names: list[tuple[str, ...]], told: str) -> Iterator[Piece]:
    for path in names:
        label = "/".join(path)
        if file.get_size(path) > STREAM_LIMIT:
            yield unopened(Why.TOO_LARGE, label, Place(part=label))
            continue
        content = file.openstream(path).read()
        if path[-1] == "\x01Ole10Native" or path[-1] in {"Package", "CONTENTS"}:
            yield Enclosed(
                name=label, content=_package(content), layer=Layer.EMBEDDED, place=Place(part=label)
            )
        if path[-1].startswith("\x05"):
            layer = Layer.PROPERTIES
        else:
            layer = Layer.HIDDEN_TEXT if len(path) == 1 else Layer.EMBEDDED
        for text in strings(content, told):
            yield Passage(text=text, layer=layer, place=Place(part=label))
        for number, picture in enumerate(pictures(content), start=1):
            yield Enclosed(
                name=f"picture {number}",
                content=picture,
                layer=Layer.EMBEDDED,
                place=Place(part=label),
            )


def _package(content: bytes) -> bytes:
    """Ole10Native wraps a file: size, flags, label, path, flags, path, size, bytes."""
    if len(content) < 8 or content[4:6] != b"\x02\x00":
        return content
    position = 6
    for _ in range(2):
        position = content.index(b"\x00", position) + 1
    position += 4
    length = int.from_bytes(content[position : position + 4], "little")
    position += 4 + length
    size = int.from_bytes(content[position : position + 4], "little")
    return content[position + 4 : position + 4 + size] or content
