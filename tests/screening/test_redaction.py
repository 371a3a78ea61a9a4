"""What was removed is gone from every layer, and an attack proves it."""

import io
import re
import zipfile

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from shoumi.screening.findings import Finding
from shoumi.screening.formats.registry import eyes
from shoumi.screening.redaction.attack import attack
from shoumi.screening.redaction.redact import redact
from shoumi.screening.redaction.removal import Method, RedactionRefused, removal
from shoumi.screening.screen import Settings, screen
from tests.screening.planting import office, others
from tests.screening.planting.marks import Planted, mark
from tests.screening.test_detectors import scanner

FILES = [
    office.docx(),
    office.pptx(),
    office.odt(),
    office.ofd(),
    others.xlsx(),
    others.pdf(),
    others.html(),
    others.texts()[0],
    others.texts()[2],
]


def findings(content: bytes) -> tuple[Finding, ...]:
    return screen(content, name="f", settings=Settings(scanner=scanner())).findings


@pytest.mark.parametrize("method", [Method.MASK, Method.DELETE, Method.EXCERPT])
@pytest.mark.parametrize("planted", FILES, ids=[planted.name for planted in FILES])
def test_no_planted_mark_survives_in_any_layer(planted: Planted, method: Method) -> None:
    found = findings(planted.content)
    done = redact(planted.content, name="f", findings=found, method=method, eyes=None)
    assert not [left for left in findings(done.content) if left.rule == "mark.star"]
    assert len(done.protocol.removed) == len(found)
    assert "机密" not in str(done.protocol)
    for number in planted.numbers():
        assert mark(number).encode() not in done.content


def test_what_was_not_chosen_stays() -> None:
    content = "机密★10年\n公开的正文\n秘密★5年".encode()
    first = findings(content)[:1]
    done = redact(content, name="f", findings=first, method=Method.MASK, eyes=None)
    assert done.content.decode() == "██████\n公开的正文\n秘密★5年".replace("██████", "█" * 6)


def test_a_redacted_docx_is_still_a_package_with_its_other_text() -> None:
    content = office.docx().content
    done = redact(content, name="f", findings=findings(content), method=Method.MASK, eyes=None)
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        assert archive.testzip() is None
        assert "正文" in re.sub(r"<[^>]*>", "", archive.read("word/document.xml").decode())


def test_a_thumbnail_and_its_relation_are_left_out() -> None:
    relations = (
        '<R xmlns="r"><Relationship Id="1" Target="docProps/thumbnail.jpeg"/>'
        '<Relationship Id="2" Target="word/document.xml"/></R>'
    )
    content = office.zipped(
        {
            "_rels/.rels": relations,
            "word/document.xml": "<x>机密★10年</x>",
            "docProps/thumbnail.jpeg": others.picture().content,
        }
    )
    done = redact(
        content, name="f", findings=findings(content), method=Method.MASK, eyes=None
    ).content
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        assert archive.namelist() == ["_rels/.rels", "word/document.xml"]
        assert b"thumbnail" not in archive.read("_rels/.rels")


def test_a_redacted_pdf_keeps_its_pages_and_has_no_text() -> None:
    content = others.pdf().content
    done = redact(content, name="f", findings=findings(content), method=Method.MASK, eyes=None)
    document = pypdfium2.PdfDocument(done.content)
    assert len(document) == 2
    assert document[0].get_textpage().get_text_range() == ""
    assert document.count_attachments() == 0
    document.close()


def test_a_redacted_picture_has_no_metadata() -> None:
    content = others.picture().content
    done = redact(content, name="f", findings=findings(content), method=Method.MASK, eyes=None)
    assert not dict(Image.open(io.BytesIO(done.content)).getexif())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_the_attack_reads_back_a_string_left_in_bytes(encoding: str) -> None:
    wanted = removal(["天穹计划"], Method.MASK)
    assert attack(
        b"\x00\x01\x02\x00" * 90 + "天穹计划".encode(encoding), name="f", wanted=wanted, eyes=None
    )


@pytest.mark.parametrize(
    "body",
    ["<a>天穹</a><b>计划</b>", "".join(f"&#{ord(c)};" for c in "天穹计划")],
    ids=["runs", "entities"],
)
def test_the_attack_reads_back_a_string_in_pieces(body: str) -> None:
    wanted = removal(["天穹计划"], Method.MASK)
    assert attack(office.zipped({"a.xml": f"<x>{body}</x>"}), name="f", wanted=wanted, eyes=None)


@pytest.mark.slow
def test_a_mark_drawn_in_a_picture_is_painted_over_and_the_attack_reads_the_picture() -> None:
    image = Image.new("RGB", (640, 300), "white")
    face = ImageFont.truetype("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 48)
    pen = ImageDraw.Draw(image)
    pen.text((60, 60), "机密★10年", font=face, fill="black")
    pen.text((60, 220), "公开的正文在这里", font=face, fill="black")
    held = io.BytesIO()
    image.save(held, "PNG")
    report = screen(held.getvalue(), name="f", settings=Settings(scanner=scanner(), eyes=eyes()))
    assert [finding.layer.value for finding in report.findings] == ["picture-text"]
    wanted = removal([finding.excerpt.found for finding in report.findings], Method.MASK)
    assert attack(held.getvalue(), name="f", wanted=wanted, eyes=eyes())
    done = redact(
        held.getvalue(), name="f", findings=report.findings, method=Method.MASK, eyes=eyes()
    )
    assert done.protocol.pictures_read


def test_the_attack_reads_back_what_a_pdf_only_covers() -> None:
    content = others.pdf().content
    assert attack(content, name="f", wanted=removal([mark(1)], Method.MASK), eyes=None)


def test_a_clean_file_survives_the_attack() -> None:
    assert (
        attack(
            "公开的正文".encode(), name="f", wanted=removal(["天穹计划"], Method.MASK), eyes=None
        )
        == []
    )


def test_a_format_that_cannot_be_redacted_is_refused_with_the_cure() -> None:
    content = others.rtf().content
    with pytest.raises(RedactionRefused, match="convert"):
        redact(content, name="f", findings=findings(content), method=Method.MASK, eyes=None)


def test_nothing_to_remove_is_refused() -> None:
    with pytest.raises(RedactionRefused, match="choose findings"):
        redact(b"x", name="f", findings=(), method=Method.MASK, eyes=None)
