"""Mail and saved web archives (eml, mhtml): headers, bodies, attachments."""

from email import message_from_bytes, policy
from email.message import Message as Mail

from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Pieces, Place
from shoumi.screening.source import Source


def read(source: Source, *, limits: Limits) -> Pieces:
    """Headers, then parts in order; HTML and attached mails are files of their own."""
    message = message_from_bytes(bytes(source), policy=policy.default)
    for name, value in message.items():
        yield Passage(text=str(value), layer=Layer.PROPERTIES, place=Place(part=name))
    for number, part in enumerate(message.walk(), start=1):
        if not part.is_multipart():
            yield from _part(part, number)
    for trouble in (message.preamble, message.epilogue):
        if trouble and trouble.strip():
            yield Passage(
                text=trouble, layer=Layer.HIDDEN_TEXT, place=Place(part="beside the parts")
            )


def _part(part: Mail, number: int) -> Pieces:
    content = part.get_payload(decode=True)
    body = content if isinstance(content, bytes) else b""
    name = part.get_filename() or part.get("Content-Location") or f"part {number}"
    place = Place(part=f"{part.get_content_type()} {number}")
    attached = part.get_content_disposition() == "attachment"
    if part.get_content_type() == "text/plain" and not attached:
        yield Passage(
            text=_decoded(body, part.get_content_charset()), layer=Layer.BODY, place=place
        )
    elif body:
        layer = Layer.ATTACHMENT if attached else Layer.BODY
        yield Enclosed(name=str(name), content=body, layer=layer, place=place)


def _decoded(body: bytes, said: str | None) -> str:
    """What the bytes are counts for more than what the header says of them."""
    known = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
    name = known.get((said or "").lower()) or encoding_of(body) or "gb18030"
    return body.decode(name, "replace")
