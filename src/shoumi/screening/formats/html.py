"""Web pages: what they show, what they hide, what their markup says."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Pieces, Place
from shoumi.screening.source import Source

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "ruby",
        "rb",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "ins",
    ]
)
SILENT = {
    "script": Layer.MARKUP,
    "style": Layer.MARKUP,
    "template": Layer.HIDDEN_TEXT,
    "noscript": Layer.HIDDEN_TEXT,
    "title": Layer.PROPERTIES,
    "del": Layer.DELETED,
    "textarea": Layer.FORM_FIELD,
    "option": Layer.FORM_FIELD,
}
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|color\s*:\s*(?:#fff(?:fff)?\b|white)"
)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
SPOKEN = ("alt", "title", "aria-label", "placeholder", "summary", "label")
DATA_URI = re.compile(r"data:([a-z0-9.+/-]*)(;[^,]*)?,(.*)", re.DOTALL | re.IGNORECASE)
DEEPEST = 400


def read(source: Source, *, limits: Limits) -> Pieces:
    """Blocks in reading order, each as one passage."""
    content = bytes(source)
    tree = LexborHTMLParser(_decoded(content))
    root = tree.root
    if root is not None:
        block: list[str] = []
        yield from _node(root, Layer.BODY, block, 0)
        yield from _flush(block, Layer.BODY)


def _decoded(content: bytes) -> str:
    """By byte order mark, then by what the bytes are, then by what the page says."""
    name = encoding_of(content)
    said = CHARSET.search(content[:4096])
    if name in {"", "big5hkscs", "gb18030"} and said:
        declared = said[1].decode().lower()
        name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(
            declared, name or "gb18030"
        )
    return content.decode(name or "utf-8", "replace")


def _flush(block: list[str], layer: Layer) -> Iterator[Passage]:
    text = re.sub(r"[ \t\r\f\v]+", " ", "".join(block)).strip()
    block.clear()
    if text:
        yield Passage(text=text, layer=layer)


def _node(node: LexborNode, layer: Layer, block: list[str], depth: int) -> Iterator[Piece]:
    name = node.tag
    if name == "-text":
        block.append((node.text_content or "").replace("\n", " "))
        return
    if name in {"-comment", "_comment", "!--"}:
        yield Passage(text=_comment(node), layer=Layer.MARKUP)
        return
    attributes = node.attributes
    yield from _attributes(name or "", attributes)
    inner = _layer(name or "", attributes, layer)
    if name == "br":
        block.append("\n")
    apart = name not in INLINE or inner is not layer
    if apart and name != "br":
        yield from _flush(block, layer)
    if depth > DEEPEST:
        block.append(node.text(deep=True))
    else:
        child = node.child
        while child is not None:
            yield from _node(child, inner, block, depth + 1)
            child = child.next
    if apart and name != "br":
        yield from _flush(block, inner)


def _comment(node: LexborNode) -> str:
    return (node.comment_content if hasattr(node, "comment_content") else node.html) or ""


def _layer(name: str, attributes: dict[str, str | None], layer: Layer) -> Layer:
    style = attributes.get("style") or ""
    if "hidden" in attributes or attributes.get("type") == "hidden" or HIDING.search(style.lower()):
        return Layer.HIDDEN_TEXT
    if layer is Layer.BODY and name in {"table", "td", "th", "caption"}:
        return Layer.TABLE
    if layer is Layer.BODY and name in {"header", "footer"}:
        return Layer.HEADER if name == "header" else Layer.FOOTER
    return SILENT.get(name, layer)


def _attributes(name: str, attributes: dict[str, str | None]) -> Iterator[Piece]:
    for key, value in attributes.items():
        if not value:
            continue
        if key in SPOKEN:
            yield Passage(text=value, layer=Layer.ALT_TEXT)
        elif key == "value" and name in {"input", "button"}:
            hidden = attributes.get("type") == "hidden"
            yield Passage(text=value, layer=Layer.HIDDEN_TEXT if hidden else Layer.FORM_FIELD)
        elif key == "content" and name == "meta":
            yield Passage(text=value, layer=Layer.PROPERTIES)
        elif key.startswith("data-") and not value.isascii():
            yield Passage(text=value, layer=Layer.MARKUP)
        elif key in {"src", "href", "data"} and value[:5].lower() == "data:":
            yield from _data(value)


def _data(value: str) -> Iterator[Enclosed]:
    match = DATA_URI.match(value)
    if match is None:
        return
    try:
        encoded = "base64" in (match[2] or "").lower()
        content = b64decode(re.sub(r"\s", "", match[3])) if encoded else unquote_to_bytes(match[3])
    except binascii.Error:
        content = match[3].encode()
    yield Enclosed(
        name=f"data:{match[1]}", content=content, layer=Layer.EMBEDDED, place=Place(part=match[1])
    )
