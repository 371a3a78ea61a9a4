"""Rich Text Format: shown and hidden text, headers, notes, properties, objects."""

import re
from collections.abc import Iterator

import msgspec

from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Pieces, Place
from shoumi.screening.source import Source

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])"
    rb"|([^\\{}\r\n]+)|[\r\n]+"
)
LAYERS = {
    b"header": Layer.HEADER,
    b"headerl": Layer.HEADER,
    b"headerr": Layer.HEADER,
    b"headerf": Layer.HEADER,
    b"footer": Layer.FOOTER,
    b"footerl": Layer.FOOTER,
    b"footerr": Layer.FOOTER,
    b"footerf": Layer.FOOTER,
    b"footnote": Layer.FOOTNOTE,
    b"annotation": Layer.COMMENT,
    b"atnauthor": Layer.COMMENT,
    b"atnid": Layer.COMMENT,
    b"shptxt": Layer.TEXT_BOX,
    b"info": Layer.PROPERTIES,
    b"userprops": Layer.CUSTOM_PROPERTIES,
    b"fldinst": Layer.MARKUP,
    b"docvar": Layer.CUSTOM_PROPERTIES,
    b"sp": Layer.ALT_TEXT,
    b"bkmkstart": Layer.MARKUP,
    b"ffname": Layer.FORM_FIELD,
    b"ffdeftext": Layer.FORM_FIELD,
}
LOOKS = frozenset(
    (
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"listtable",
        b"listoverridetable",
        b"rsidtbl",
        b"themedata",
        b"colorschememapping",
        b"latentstyles",
        b"generator",
        b"mmathPr",
        b"xmlnstbl",
        b"datastore",
        b"pnseclvl",
    )
)
BREAKS = frozenset((b"par", b"line", b"cell", b"row", b"page", b"sect", b"nestcell"))
CONCEALED = {b"v": Layer.HIDDEN_TEXT, b"deleted": Layer.DELETED}
HEX = frozenset((b"objdata", b"pict"))
CODEPAGES = {
    936: "gb18030",
    950: "big5hkscs",
    932: "cp932",
    949: "cp949",
    65001: "utf-8",
    54936: "gb18030",
}


class _State(msgspec.Struct, kw_only=True):
    """What holds inside one group."""

    layer: Layer = Layer.BODY
    silent: bool = False
    binary: bool = False
    hidden: Layer | None = None
    skip: int = 1

    def copy(self) -> "_State":
        return _State(
            layer=self.layer,
            silent=self.silent,
            binary=self.binary,
            hidden=self.hidden,
            skip=self.skip,
        )


class _Reader(msgspec.Struct, kw_only=True):
    """The groups open now, the text gathered for each layer, bytes not yet decoded."""

    stack: list[_State]
    texts: dict[Layer, list[str]] = {}
    pending: bytearray = msgspec.field(default_factory=bytearray)
    digits: list[bytes] = []
    codepage: str = "gb18030"
    after_unicode: int = 0
    high: int = 0

    def put(self, text: str) -> None:
        state = self.stack[-1]
        self.settle()
        self.texts.setdefault(state.hidden or state.layer, []).append(text)

    def settle(self) -> None:
        """Bytes come singly, two to a Chinese character: decode them when the run ends."""
        if self.pending:
            state = self.stack[-1]
            text = self.pending.decode(self.codepage, "replace")
            self.texts.setdefault(state.hidden or state.layer, []).append(text)
            self.pending.clear()


def read(source: Source, *, limits: Limits) -> Pieces:
    """Paragraphs in order, a passage for each layer in them."""
    content = bytes(source)
    reader = _Reader(stack=[_State()])
    position = 0
    while match := TOKEN.match(content, position):
        position = match.end()
        if match[1] == b"bin" and match[2]:
            position += max(int(match[2]), 0)
            continue
        yield from _token(match, reader)
    yield from _flush(reader)


def _token(match: "re.Match[bytes]", reader: _Reader) -> Iterator[Piece]:
    word, number, code, symbol, brace, plain = match.groups()
    state = reader.stack[-1]
    if brace:
        yield from _brace(brace, reader)
    elif word:
        yield from _word(word, number, reader)
    elif reader.after_unicode and (code or plain):
        _substitute(code, plain, reader)
    elif code and not state.silent:
        reader.pending.append(int(code, 16))
    elif symbol and not state.silent:
        if symbol in b"\\{}":
            reader.put(symbol.decode())
        elif symbol in b"~_-":
            reader.put({b"~": " ", b"_": "-", b"-": ""}[symbol])
    elif plain and state.binary:
        reader.digits.append(plain)
    elif plain and not state.silent:
        reader.pending.extend(plain)


def _substitute(code: bytes | None, plain: bytes | None, reader: _Reader) -> None:
    """Readers without Unicode get a stand-in after each character; it is no text."""
    if code:
        reader.after_unicode -= 1
        return
    text = plain or b""
    kept = text[reader.after_unicode :]
    reader.after_unicode = max(0, reader.after_unicode - len(text))
    if kept and not reader.stack[-1].silent:
        reader.pending.extend(kept)


def _brace(brace: bytes, reader: _Reader) -> Iterator[Piece]:
    reader.settle()
    reader.after_unicode = 0
    if brace == b"{":
        reader.stack.append(reader.stack[-1].copy())
        return
    closed = reader.stack.pop() if len(reader.stack) > 1 else reader.stack[-1]
    if closed.binary and not reader.stack[-1].binary:
        yield from _object(reader)
    if closed.layer is not reader.stack[-1].layer:
        yield from _flush(reader)


def _word(word: bytes, number: bytes | None, reader: _Reader) -> Iterator[Piece]:
    state = reader.stack[-1]
    value = int(number) if number else 1
    if word == b"u" and number:
        _unicode(value, reader)
    elif word == b"uc":
        state.skip = max(value, 0)
    elif word in BREAKS:
        reader.settle()
        yield from _flush(reader)
    elif word == b"tab":
        reader.put("\t")
    elif word == b"ansicpg":
        reader.codepage = CODEPAGES.get(value, "gb18030")
    else:
        _mode(word, reader, on=value != 0)


def _mode(word: bytes, reader: _Reader, *, on: bool) -> None:
    """Words that say what the text after them is, until their group ends."""
    state = reader.stack[-1]
    if word in CONCEALED:
        reader.settle()
        state.hidden = CONCEALED[word] if on else None
    elif word == b"plain":
        reader.settle()
        state.hidden = None
    elif word in LOOKS:
        state.silent = True
    elif word in HEX:
        reader.settle()
        state.binary = state.silent = True
    elif word in LAYERS:
        reader.settle()
        state.layer = LAYERS[word]


def _unicode(value: int, reader: _Reader) -> None:
    state = reader.stack[-1]
    reader.after_unicode = state.skip
    code = value % 0x10000
    if 0xD800 <= code < 0xDC00:
        reader.high = code
        return
    if 0xDC00 <= code < 0xE000 and reader.high:
        code = 0x10000 + ((reader.high - 0xD800) << 10) + code - 0xDC00
    reader.high = 0
    if not state.silent:
        reader.put(chr(code))


def _object(reader: _Reader) -> Iterator[Enclosed]:
    digits = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(reader.digits))
    reader.digits.clear()
    content = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    ole = content.find(b"\xd0\xcf\x11\xe0")
    if content:
        yield Enclosed(
            name="object", content=content[ole:] if ole > 0 else content, layer=Layer.EMBEDDED
        )


def _flush(reader: _Reader) -> Iterator[Passage]:
    for layer, parts in reader.texts.items():
        text = "".join(parts)
        if text.strip():
            yield Passage(text=text, layer=layer, place=Place())
    reader.texts.clear()
