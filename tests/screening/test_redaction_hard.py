"""The hardest files of each format, searched by a reader written for this test alone."""

import base64
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, unquote

import pytest
from python_calamine import CalamineWorkbook

from shoumi.screening.findings import Excerpt, Finding, Severity
from shoumi.screening.pieces import Layer, Place
from shoumi.screening.redaction.redact import redact
from shoumi.screening.redaction.removal import Method, RedactionRefused
from shoumi.screening.words import Message
from tests.screening.planting import hard
from tests.screening.planting.office import zipped

CODECS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
FILES = {
    "docx": hard.docx(),
    "xlsx": hard.xlsx(),
    "pptx": hard.pptx(),
    "odt": hard.odt(),
    "ofd": hard.ofd(),
    "png": hard.png(),
    "jpeg": hard.jpeg(),
    "text": hard.text().encode(),
    "text in UTF-16": hard.text().encode("utf-16"),
    "text in GB18030": hard.text().encode("gb18030"),
    "html": hard.html().encode(),
}
READINGS = ("tianqiong", "tian", "テンキュウ")  # of the name, above the line


def finding(found: str, place: Place | None = None) -> Finding:
    return Finding(
        rule="term", weight=90, severity=Severity.HIGH, layer=Layer.BODY, place=place or Place(),
        excerpt=Excerpt(before="", found=found, after=""), reason=Message(template="x"),
        identity="0", passage=0, start=0, end=0,
    )  # fmt: skip


def raw(content: bytes) -> Iterator[bytes]:
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from raw(archive.read(name))
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue


def forms(secret: str) -> set[bytes]:
    """Every way of writing a string that this test knows."""
    encoded = [secret.encode(codec) for codec in CODECS if codec != "big5hkscs" or secret.isascii()]
    return {
        *encoded,
        *(each.hex().encode() for each in encoded),
        *(each.hex(" ").encode() for each in encoded),
        *(quote(each).encode() for each in encoded[:1] + encoded[3:4]),
        "".join(f"&#x{ord(c):X};" for c in secret).encode(),
        "".join(f"\\u{ord(c):04x}" for c in secret).encode(),
        *(base64.b64encode(b"\0" * n + encoded[0])[4:-4] for n in range(3)),
        f"{secret[0]}.{secret[1:]}E".encode() if secret.isdigit() else secret.encode(),
    }


def left(content: bytes, secret: str) -> list[bytes]:
    found = []
    for part in raw(content):
        bare = re.sub(rb"<[^>]*>", b"", part)
        text = unquote(unescape(bare.decode("utf-8", "ignore"))).encode()
        found += [form for form in forms(secret) if form in part or form in bare or form in text]
    return found


@pytest.mark.parametrize("name", FILES)
def test_the_test_finds_what_the_hard_files_hide(name: str) -> None:
    assert left(FILES[name], hard.NAME)


@pytest.mark.parametrize("method", [Method.MASK, Method.DELETE])
@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_hard_file_can_be_read_back(name: str, method: Method) -> None:
    findings = [finding(secret) for secret in hard.SECRETS]
    done = redact(FILES[name], name="f", findings=findings, method=method, eyes=None)
    for secret in hard.SECRETS:
        assert left(done.content, secret) == []
    parts = b"".join(raw(done.content)).decode("utf-8", "ignore")
    assert not any(reading in parts for reading in READINGS)
    if name not in {"png", "jpeg"} and "UTF-16" not in name and "GB" not in name:
        assert hard.PUBLIC in parts


@pytest.mark.parametrize("name", ["docx", "xlsx", "pptx"])
def test_no_part_of_a_copy_refers_to_one_that_was_left_out(name: str) -> None:
    done = redact(
        FILES[name], name="f", findings=[finding(hard.NAME)], method=Method.MASK, eyes=None
    )
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        names = set(archive.namelist())
        for part in names:
            content = archive.read(part).decode("utf-8", "ignore")
            if part.endswith(".rels"):
                inner = re.findall(r'Target="([^"]*)"(?![^>]*TargetMode)', content)
                folder = part.rpartition("_rels/")[0]
                for target in inner:
                    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                    assert path in names, (part, target)
            for override in re.findall(r'PartName="/([^"]*)"', content):
                assert override in names


def test_what_was_left_out_is_told_without_the_string() -> None:
    found = [finding(hard.NAME, Place(sheet=hard.NAME))]
    name = f"{hard.NAME}.docx"
    done = redact(FILES["docx"], name=name, findings=found, method=Method.MASK, eyes=None)
    assert done.name == "████.docx"
    assert done.protocol.removed[0].place == "████"
    assert {"docProps/preview.jpeg", "word/fonts/font1.odttf", "word/media/image2.emf"} <= set(
        done.protocol.left_out
    )
    assert hard.NAME not in str(done.protocol)


def test_a_namespace_that_tells_the_string_is_refused_with_its_part() -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": f'<d xmlns:n="urn:{quote(hard.NAME)}">x</d>'
    }
    with pytest.raises(RedactionRefused, match=r"percent signs in .*word/document.xml"):
        redact(
            zipped(parts), name="f", findings=[finding(hard.NAME)], method=Method.MASK, eyes=None
        )


def test_a_part_that_declares_entities_is_refused() -> None:
    part = f'<!DOCTYPE d [<!ENTITY a "{hard.NAME}">]><d>&a;</d>'
    with pytest.raises(RedactionRefused, match="document type"):
        redact(
            zipped({"word/document.xml": part}),
            name="f", findings=[finding(hard.NAME)], method=Method.MASK, eyes=None,
        )  # fmt: skip


def test_a_formula_that_would_make_the_string_again_goes_with_its_result() -> None:
    done = redact(
        FILES["xlsx"], name="f", findings=[finding(hard.NAME)], method=Method.MASK, eyes=None
    )
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        assert "工程" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_short_number_goes_and_longer_ones_that_hold_it_stay() -> None:
    page = (
        '<d xmlns:w="x"><w:p w:rsid="00000712"><w:t>000007</w:t></w:p>'
        "<w:p><w:t>10000071</w:t></w:p></d>"
    )
    done = redact(
        zipped({"word/document.xml": page}),
        name="f", findings=[finding("000007")], method=Method.MASK, eyes=None,
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        content = archive.read("word/document.xml").decode()
    assert "<w:t>██████</w:t>" in content
    assert "00000712" in content
    assert "10000071" in content


def test_a_book_redacted_can_still_be_read_cell_by_cell() -> None:
    done = redact(
        FILES["xlsx"], name="f", findings=[finding(hard.PHONE)], method=Method.MASK, eyes=None
    )
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(done.content)).get_sheet_by_index(0).to_python()
    )
    assert [row[0] for row in rows[:3]] == [hard.PUBLIC, hard.MARK, "█" * 11]
