"""Files made to break a reader: none crashes, none is passed over in silence."""

import gzip
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.screening.findings import Report
from shoumi.screening.limits import Limits
from shoumi.screening.screen import Settings, screen
from tests.screening.planting.shelf import everything
from tests.screening.test_detectors import scanner

SEEDS = {planted.name: planted.content for planted in everything()}
SMALL = Limits(unpacked=8 * 2**20, member=4 * 2**20, ratio_floor=2**20, members=50, depth=4)


def whole(content: bytes, *, limits: Limits = SMALL) -> Report:
    return screen(content, name="hostile", settings=Settings(scanner=scanner(), limits=limits))


def why(content: bytes, *, limits: Limits = SMALL) -> set[str]:
    return {piece.why.value for piece in whole(content, limits=limits).unscreened}


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_zip_bomb_is_told_and_not_unpacked() -> None:
    assert "too-large" in why(zipped({"a.txt": bytes(3 * 2**20)}))


def test_a_gzip_bomb_is_told_and_not_unpacked() -> None:
    assert "too-large" in why(gzip.compress(bytes(6 * 2**20)))


def test_members_that_are_each_small_are_bounded_together() -> None:
    assert "too-large" in why(zipped({f"{i}.txt": bytes([i + 65]) * 900_000 for i in range(12)}))


def test_an_archive_of_too_many_members_is_told() -> None:
    assert "too-many" in why(zipped({f"{i}": b"x" for i in range(60)}))


def test_an_archive_in_an_archive_without_end_is_told() -> None:
    content = "机密★10年".encode()
    for _ in range(8):
        content = zipped({"inner.zip": content})
    assert "too-deep" in why(content)


def test_a_declared_size_that_lies_is_no_way_in() -> None:
    content = bytearray(zipped({"a.txt": bytes(3 * 2**20)}))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    assert whole(bytes(content)).unscreened


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/header1.xml"])
def test_an_entity_bomb_is_never_expanded(part: str) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
        + "]><x>&j;</x>"
    )
    report = whole(zipped({"word/document.xml": b"<x/>", part: bomb.encode()}))
    assert report.characters < 10_000


def test_an_external_entity_is_never_fetched() -> None:
    evil = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    report = whole(zipped({"word/document.xml": b"<x/>", "docProps/core.xml": evil.encode()}))
    assert report.characters < 500


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\windows\\x", "..\\x"])
def test_a_name_that_leads_out_is_told_and_its_content_screened(name: str) -> None:
    report = whole(zipped({name: "机密★10年".encode()}))
    assert "unsafe-name" in {piece.why.value for piece in report.unscreened}
    assert any(finding.rule == "mark.star" for finding in report.findings)


def test_names_in_gbk_without_a_flag_are_read() -> None:
    content = zipped({"aaaaaa.txt": b"x"}).replace(b"aaaaaa", "机密★".encode("gbk"))
    assert any(f.layer.value == "file-name" for f in whole(content).findings)


def test_an_encrypted_member_is_told() -> None:
    content = bytearray(zipped({"a.txt": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    assert "encrypted" in why(bytes(content))


def test_one_volume_of_several_is_told() -> None:
    assert "multi-volume" in why(b"PK\x07\x08" + zipped({"a": b"x"}))


def test_bytes_of_no_format_are_told() -> None:
    assert why(bytes(range(256)) * 4) == {"unknown-format"}


def test_elements_nested_without_end_are_told() -> None:
    deep = b"<x>" * 100_000 + b"</x>" * 100_000
    assert "damaged" in why(zipped({"word/document.xml": deep}))


def test_html_nested_without_end_is_read_all_the_same() -> None:
    report = whole(b"<html>" + b"<div>" * 20_000 + "机密★10年".encode())
    assert report.findings


def test_groups_of_rtf_nested_without_end_are_read_all_the_same() -> None:
    assert whole(b"{\\rtf1\\ansi" + b"{" * 50_000 + b"TOP SECRET\\par" + b"}" * 50_000).findings


def test_a_text_that_is_one_endless_line_is_read_in_stretches() -> None:
    text = "文" * 900_000 + "机密★10年" + "文" * 900_000
    found = whole(text.encode()).findings
    assert [finding.rule for finding in found] == ["mark.star"]


def test_a_mark_across_two_stretches_of_one_line_is_found() -> None:
    first = (1 << 20) // 3
    for shift in range(-3, 3):
        text = "文" * (first + shift) + "机密★10年" + "文" * 1000
        assert whole(text.encode()).findings, shift


def test_findings_without_end_are_bounded_and_told() -> None:
    report = whole("机密★10年\n".encode() * 3000, limits=Limits(findings=100))
    assert len(report.findings) == 100
    assert "too-many" in {piece.why.value for piece in report.unscreened}


@pytest.mark.parametrize("name", sorted(SEEDS))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_file_with_flipped_bytes_never_raises(name: str, data: st.DataObject) -> None:
    content = bytearray(SEEDS[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    whole(bytes(content))


@pytest.mark.parametrize("name", sorted(SEEDS))
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_file_cut_anywhere_never_raises(name: str, data: st.DataObject) -> None:
    whole(SEEDS[name][: data.draw(st.integers(0, len(SEEDS[name])))])


@given(st.binary(max_size=400))
def test_any_bytes_at_all_give_a_report(content: bytes) -> None:
    assert whole(content).size == len(content)
