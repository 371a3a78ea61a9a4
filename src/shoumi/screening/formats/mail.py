"""Mail and saved web archives (eml, mhtml): headers, bodies, attachments."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message as Mail
from itertools import count

from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Pieces, Place
from shoumi.screening.source import Source

# Headers of parts that say nothing but how they are packed; a file's name is told with the file.
TECHNICAL = frozenset({"content-type", "content-transfer-encoding", "content-disposition",
                       "content-id", "mime-version"})  # fmt: skip


def read(source: Source, *, limits: Limits) -> Pieces:
    """Headers, then parts in order; HTML and files are files of their own."""
    yield from _mail(message_from_bytes(bytes(source), policy=policy.default), None)


def _mail(message: Mail, lent: Layer | None) -> Pieces:
    """One mail and the mails attached to it; `lent` is the layer of what is attached."""
    counted = count(1)
    waiting: list[tuple[Mail, Layer | None]] = [(message, lent)]
    while waiting:
        part, layer = waiting.pop()
        yield from _headers(part, whole=part is message)
        if part.is_multipart():
            attached = part.get_content_maintype() == "message"
            inner = [each for each in part.get_payload() if isinstance(each, Mail)]
            waiting += [(each, Layer.ATTACHMENT if attached else layer) for each in inner[::-1]]
        else:
            yield from _part(part, next(counted), layer)
        for trouble in (part.preamble, part.epilogue):
            if trouble and trouble.strip():
                text = _decoded(_bytes(trouble), None)
                yield Passage(
                    text=text, layer=Layer.HIDDEN_TEXT, place=Place(part="beside the parts")
                )


def _headers(part: Mail, *, whole: bool) -> Iterator[Passage]:
    """All of a mail's; of its parts those that may say something."""
    for (name, value), (_, raw) in zip(part.items(), part.raw_items(), strict=True):
        if whole or name.lower() not in TECHNICAL:
            text = str(value) if raw.isascii() else _decoded(_bytes(raw), None)
            yield Passage(text=text, layer=Layer.PROPERTIES, place=Place(part=name))


def _part(part: Mail, number: int, lent: Layer | None) -> Pieces:
    content = part.get_payload(decode=True)
    body = content if isinstance(content, bytes) else b""
    name = part.get_filename() or part.get("Content-Location") or f"part {number}"
    place = Place(part=f"{part.get_content_type()} {number}")
    attached = part.get_content_disposition() == "attachment"
    layer = Layer.ATTACHMENT if attached else lent or Layer.BODY
    if part.get_content_type() == "text/plain" and not attached:
        text = _decoded(body, part.get_content_charset())
        yield Passage(text=text, layer=layer, place=place)
    elif body:
        yield Enclosed(name=str(name), content=body, layer=layer, place=place)


def _bytes(raw: str) -> bytes:
    """The bytes of a text that the parser of mail could only carry through."""
    return raw.encode("utf-8", "surrogateescape")


def _decoded(body: bytes, said: str | None) -> str:
    """What the bytes are counts for more than what the header says of them."""
    known = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
    name = known.get((said or "").lower()) or encoding_of(body) or "gb18030"
    return body.decode(name, "replace")
