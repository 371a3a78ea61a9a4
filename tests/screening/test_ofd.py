"""Our reader of OFD against another one: what either shows of a page, both have read."""

import ofdkit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.screening.formats import ofd
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage
from tests.screening.planting.office import zipped

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
LETTERS = "关于印发机密★年绝文件号（〔2024〕）ab1 "
LINES = st.lists(st.text(LETTERS, min_size=1, max_size=24).filter(str.strip), max_size=8)


def drawn(number: int, text: str, x: float, y: float) -> str:
    width = 5 * len(text)
    advances = " ".join(["5"] * (len(text) - 1))
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{x} {y} {width} 6" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{advances}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(lines: list[str], *, apart: bool) -> str:
    """Lines as whole objects, or every letter alone as some writers place them."""
    objects, number = [], 100
    for row, line in enumerate(lines):
        units = line if apart else [line]
        for column, unit in enumerate(units):
            if unit.strip():
                objects.append(drawn(number, unit, 10 + 5 * column, 20 + 10 * row))
                number += 1
    return (
        f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
        f'<ofd:Content><ofd:Layer ID="5">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def document(pages: list[list[str]], *, apart: bool) -> bytes:
    listed = "".join(
        f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages))
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {SPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:Title>题</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        f"</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for i, lines in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = page(lines, apart=apart)
    return zipped(parts)


def ours(content: bytes) -> list[str]:
    """The text of each page that has any, without blanks."""
    pieces = ofd.read(content, limits=Limits())
    shown = (piece for piece in pieces if isinstance(piece, Passage) and piece.layer is Layer.BODY)
    return ["".join(piece.text.split()) for piece in shown if piece.place.page]


def theirs(content: bytes) -> list[str]:
    with ofdkit.open(content) as other:
        texts = ["".join(each.text().split()) for each in other.pages]
    return [text for text in texts if text]


@pytest.mark.parametrize("apart", [False, True])
@settings(max_examples=40, deadline=None)
@given(pages=st.lists(LINES, min_size=1, max_size=3))
def test_both_readers_read_the_same_pages(apart: bool, pages: list[list[str]]) -> None:  # noqa: FBT001 -- a parameter of the test
    content = document(pages, apart=apart)
    assert ours(content) == theirs(content)
