"""Rich text as mail programs pack it into a property: a window of 4096 bytes, begun with words."""

from struct import unpack_from

PACKED, PLAIN = 0x75465A4C, 0x414C454D
HEAD, WINDOW = 16, 4096
START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}"
    rb"{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New Roman"
    b"Courier{\\colortbl\\red0\\green0\\blue0\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


class TornRtfError(ValueError):
    """The property is not packed rich text."""


def unpacked(content: bytes) -> bytes:
    """The rich text. Raises TornRtfError where the head does not say what it is."""
    if len(content) < HEAD:
        raise TornRtfError("the head is cut off")
    size, kind = unpack_from("<I", content, 4)[0], unpack_from("<I", content, 8)[0]
    if kind == PLAIN:
        return content[HEAD : HEAD + size]
    if kind != PACKED:
        raise TornRtfError(f"packed in an unknown way: {kind:#x}")
    return _unfolded(content, size)


def _unfolded(content: bytes, size: int) -> bytes:
    """At most eighteen bytes come of two, so the content bounds the result."""
    window = bytearray(START.ljust(WINDOW, b"\0"))
    plain, place, write = bytearray(), HEAD, len(START)
    while place < len(content) and len(plain) < size:
        flags = content[place]
        place += 1
        for bit in range(8):
            if not flags >> bit & 1:
                piece = content[place : place + 1]
                place += 1
            else:
                token = int.from_bytes(content[place : place + 2], "big")
                place += 2
                if token >> 4 == write:
                    return bytes(plain)
                piece = _copied(window, token >> 4, (token & 15) + 2, write)
            for byte in piece:
                window[write] = byte
                write = (write + 1) % WINDOW
            plain += piece
    return bytes(plain[:size])


def _copied(window: bytearray, begin: int, length: int, write: int) -> bytes:
    """Bytes of the window; those that the copy itself writes count already."""
    found = bytearray()
    for i in range(length):
        at = (begin + i) % WINDOW
        behind = (at - write) % WINDOW
        found.append(found[behind] if behind < len(found) else window[at])
    return bytes(found)
