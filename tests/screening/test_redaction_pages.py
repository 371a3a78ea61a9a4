"""Pages and pictures: what shows a removed string is painted over, however the page is turned."""

import io
import zlib
from urllib.parse import quote

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from shoumi.screening.redaction.attack import _needle, _ways, attack
from shoumi.screening.redaction.readers import Leaf, strangers
from shoumi.screening.redaction.redact import redact
from shoumi.screening.redaction.removal import Method, RedactionRefused, removal
from tests.screening.planting import hard
from tests.screening.test_redaction_hard import finding, raw

DARK = 128
NAME = hard.NAME.encode()


def page_of(text: str, size: str = "width: 300pt, height: 200pt") -> bytes:
    source = (
        f'#set page({size}, margin: 40pt)\n#set text(font: "Noto Serif CJK SC", size: 20pt)\n{text}'
    )
    return bytes(typst.compile(source.encode()))


def drawn(content: bytes) -> NDArray[np.uint8]:
    document = pypdfium2.PdfDocument(content)
    picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    return np.asarray(picture)


def changed(content: bytes, rotation: int, crop: tuple[float, float, float, float] | None) -> bytes:
    document = pypdfium2.PdfDocument(content)
    document[0].set_rotation(rotation)
    if crop:
        document[0].set_cropbox(*crop)
    held = io.BytesIO()
    document.save(held)
    document.close()
    return held.getvalue()


def masked(content: bytes, *secrets: str) -> bytes:
    found = [finding(secret) for secret in secrets]
    return redact(content, name="f", findings=found, method=Method.MASK, eyes=None).content


@pytest.mark.parametrize("crop", [None, (20.0, 30.0, 290.0, 190.0)], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_bar_covers_every_dark_point_of_the_text_it_stands_for(
    rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    content = changed(page_of(hard.NAME), rotation, crop)
    before, after = drawn(content) < DARK, drawn(masked(content, hard.NAME))
    assert before.sum() > 500
    rows, columns = np.nonzero(before)
    inside = after[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert (inside < DARK).mean() > 0.97


def test_text_beside_the_bar_stays() -> None:
    content = page_of(f"{hard.PUBLIC}\n\n{hard.NAME}")
    left = drawn(masked(content, hard.NAME))
    before = drawn(content)
    rows = np.nonzero((before < DARK).any(axis=1))[0]
    line = slice(rows.min(), rows.min() + 20)
    assert np.abs(before[line].astype(int) - left[line]).mean() < 8


def _noted(content: bytes) -> bytes:
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
    for key in (b"Contents", b"T", b"Subj"):
        wide = (hard.NAME + "\0").encode("utf-16-le")
        buffer = (pdfium.FPDF_WCHAR * (len(wide) // 2)).from_buffer_copy(wide)
        pdfium.FPDFAnnot_SetStringValue(note, key, buffer)
    pdfium.FPDFPage_CloseAnnot(note)
    document.new_attachment(f"{hard.NAME}.txt").set_data(hard.NAME.encode())
    held = io.BytesIO()
    document.save(held)
    document.close()
    return held.getvalue()


def hard_pdf() -> bytes:
    """Incremental updates, object streams, names, scripts, layers, labels, spoken text, fonts."""
    wide = (b"\xfe\xff" + hard.NAME.encode("utf-16-be")).hex().encode()
    packed = zlib.compress(b"90 0 << /Title <" + wide + b"> >>")
    spoken = b"/Span << /ActualText <" + wide + b"> >> BDC EMC"
    objects = (
        b"<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode >>\nstream\n%s\nendstream" % packed,
        b"<< /S /JavaScript /JS <" + wide + b"> >>",
        b"<< /Type /OCG /Name <" + wide + b"> >>",
        b"<< /Nums [ 0 << /P <" + wide + b"> >> ] >>",
        b"<< /Names [ <" + wide + b"> 8 0 R ] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(spoken), spoken),
        b"<< /Type /Metadata >>\nstream\n<x:xmpmeta>%s</x:xmpmeta>\nendstream" % NAME,
    )  # fmt: skip
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (900 + i, each) for i, each in enumerate(objects))
    return _noted(page_of(f"{hard.PUBLIC}\n\n{hard.NAME}")) + body + b"startxref\n0\n%%EOF\n"


def test_a_hard_pdf_comes_out_as_pictures_and_nothing_else() -> None:
    content = hard_pdf()
    assert hard.NAME.encode() in b"".join(raw(content))
    copy = masked(content, hard.NAME)
    assert list(strangers(copy)) == []
    everything = b"".join(raw(copy))
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        assert hard.NAME.encode(codec) not in everything
        assert hard.NAME.encode(codec).hex().encode() not in everything
    document = pypdfium2.PdfDocument(copy)
    assert [each.type for each in document[0].get_objects()] == [pdfium.FPDF_PAGEOBJ_IMAGE]
    document.close()


def test_what_a_note_shows_on_the_page_is_painted_over() -> None:
    document = pypdfium2.PdfDocument(page_of(hard.PUBLIC))
    page = document[0]
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_STAMP)
    pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(left=40, bottom=20, right=240, top=60))
    handle = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", 24.0)
    wide = (hard.PHONE + "\0").encode("utf-16-le")
    buffer = (pdfium.FPDF_WCHAR * (len(wide) // 2)).from_buffer_copy(wide)
    pdfium.FPDFText_SetText(handle, buffer)
    pdfium.FPDFPageObj_Transform(handle, 1, 0, 0, 1, 45, 30)
    assert pdfium.FPDFAnnot_AppendObject(note, handle)
    pdfium.FPDFPage_CloseAnnot(note)
    held = io.BytesIO()
    document.save(held)
    document.close()
    before = drawn(held.getvalue())[-130:] < DARK
    assert before.sum() > 200
    after = drawn(masked(held.getvalue(), hard.PHONE))[-130:] < DARK
    rows, columns = np.nonzero(before)
    inside = after[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert inside.mean() > 0.97


def test_the_attack_names_what_a_copy_has_no_use_for() -> None:
    wanted = removal([hard.NAME], Method.MASK)
    ways = {each.way for each in attack(page_of(hard.PUBLIC), name="f", wanted=wanted, eyes=None)}
    assert "/Font" in ways
    ways = {each.way for each in attack(hard.png("x"), name="f", wanted=wanted, eyes=None)}
    assert {"chunk tEXt", "chunk iTXt", "chunk eXIf", "bytes after the picture"} <= ways
    ways = {each.way for each in attack(hard.jpeg("x"), name="f", wanted=wanted, eyes=None)}
    assert {"segment E1", "segment E2", "segment FE", "bytes after the picture"} <= ways


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


def test_transparent_points_do_not_show_what_they_hid() -> None:
    picture = Image.new("RGBA", (200, 80), (255, 255, 255, 255))
    ImageDraw.Draw(picture).rectangle((20, 20, 120, 60), fill=(0, 0, 0, 0))
    copy = Image.open(io.BytesIO(masked(_saved(picture, "PNG"), hard.NAME))).convert("L")
    assert np.asarray(copy).min() == 255


def test_every_page_of_a_fax_is_kept_and_only_its_points() -> None:
    pages = [Image.new("L", (100, 50), shade) for shade in (0, 128, 255)]
    content = _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], description="x")
    copy = Image.open(io.BytesIO(masked(content, hard.NAME)))
    assert getattr(copy, "n_frames", 1) == 3
    assert 0x010E not in copy.getexif()


def test_a_picture_taken_on_its_side_is_painted_where_it_is_seen() -> None:
    picture = Image.new("RGB", (200, 100), "white")
    exif = picture.getexif()
    exif[0x0112] = 6
    content = _saved(picture, "JPEG", exif=exif)
    done = redact(
        content, name="f", findings=[finding(hard.NAME)], method=Method.MASK,
        eyes=lambda _content: iter([]),
    )  # fmt: skip
    assert Image.open(io.BytesIO(done.content)).size == (100, 200)


def test_a_picture_that_cannot_be_opened_is_refused() -> None:
    with pytest.raises(RedactionRefused, match="cannot be opened"):
        masked(hard.png()[:60], hard.NAME)


WRITINGS = {
    "percent signs": quote(hard.NAME),
    "percent signs of GB18030": quote(hard.NAME, encoding="gb18030"),
    "entities": hard.written(hard.NAME),
    "escapes": hard.escaped(hard.NAME),
    "quoted letters": "".join(f"={byte:02X}" for byte in hard.NAME.encode()),
    "base64": hard.SIXTY_FOUR,
    "hexadecimal": hard.NAME.encode().hex(),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_the_attack_reads_every_other_writing_by_its_own_means(writing: str) -> None:
    wanted = removal([hard.NAME], Method.MASK)
    leaf = Leaf(where="f", content=f"公开 {WRITINGS[writing]}".encode())
    needles = [_needle(text) for text in wanted.strings]
    assert [*_ways(leaf, wanted, needles)]
