"""Which encoding a Chinese text is in, judged by its bytes alone."""

import codecs

from shoumi.screening.source import Source

SAMPLE = 64 * 1024
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The most frequent characters of modern Chinese, simplified and traditional together.
FREQUENT = frozenset(
    "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从這為來個們說國時對於過還與會後發無經當學進種將"
)
PUNCTUATION = frozenset("，。、：；（）《》“”？！「」")
CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
HIGH_BYTES = bytes((0, *range(0x4E, 0xA0), 0x20, 0x30, 0xFF))  # ASCII, Han, punctuation, full width


def encoding_of(source: Source) -> str:
    """A codec name; "" where the bytes are no text in any known encoding."""
    sample = bytes(source[:SAMPLE])
    for bom, name in BOMS:
        if sample.startswith(bom):
            return name
    wide = _wide(sample)
    if wide:
        return wide
    head = sample[:4096]
    if len(head) - len(head.translate(None, delete=CONTROLS)) > len(head) // 100:
        return ""
    if _decodes(sample, "utf-8"):
        return "utf-8"
    scored = [(_score(sample, name), name) for name in ("gb18030", "big5hkscs")]
    best, name = max(scored)
    return name if best > 0 else ""


def looks_like_text(source: Source) -> bool:
    return len(source) == 0 or encoding_of(source) != ""


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: zero or CJK high bytes stand on one side only."""
    even = len(sample) // 2 * 2
    if even < 4 or b"\x00\x00\x00" in sample:
        return ""
    for name, high in (("utf-16-le", sample[1:even:2]), ("utf-16-be", sample[0:even:2])):
        unlikely = len(high.translate(None, delete=HIGH_BYTES))
        zeros = high.count(0)
        if unlikely < 0.1 * len(high) and zeros and _decodes(sample[:even], name):
            text = sample[:even].decode(name, "replace")
            if _plausible(text) > 0.1 or zeros > 0.9 * len(high):
                return name
    return ""


def _decodes(sample: bytes, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        decoder.decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _plausible(text: str) -> float:
    return sum(c in FREQUENT or c in PUNCTUATION for c in text) / max(len(text), 1)


def _score(sample: bytes, name: str) -> float:
    text = sample.decode(name, "replace")
    bad = text.count("\ufffd") + sum("\ue000" <= c <= "\uf8ff" for c in text)
    wide = sum(c > "\x7f" for c in text)
    if bad > 0.02 * max(wide, 50):
        return 0.0
    return 0.001 + _plausible(text) - 3 * bad / max(len(text), 1)
