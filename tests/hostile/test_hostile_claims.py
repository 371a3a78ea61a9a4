"""Files that claim more than they hold, and files that hold more than is good: all stay bounded."""

import io
import os
import random
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from shoumi.cli.screening.files import contents
from shoumi.screening.findings import Report
from shoumi.screening.limits import Limits
from shoumi.screening.screen import Settings, screen
from tests.hostile.confined import Confined, confined
from tests.screening.planting.marks import Planted
from tests.screening.planting.old import binary, word97
from tests.screening.planting.old.compound import compound
from tests.screening.planting.packed import rar4, rar5
from tests.screening.planting.shelf import everything
from tests.screening.test_detectors import scanner

MEMORY = 600  # megabytes: the limit of a worker
SMALL = Limits(unpacked=8 * 2**20, member=4 * 2**20, ratio_floor=2**20, members=50, depth=4)
LITTLE = 150  # megabytes: a batch, its folding, its matches
SHELF = everything()


def held(content: bytes, *, limits: Limits = SMALL, seconds: int = 20) -> Confined:
    settings = Settings(scanner=scanner(), limits=limits)
    done = confined(lambda: screen(content, name="hostile", settings=settings), seconds=seconds)
    assert done.report is not None, "the reader died or took too long"
    assert done.grown < MEMORY
    return done


def why(content: bytes) -> set[str]:
    report = held(content).report
    assert report is not None
    return {piece.why.value for piece in report.unscreened}


def changed(content: bytes, place: int, value: int) -> bytes:
    return content[:place] + struct.pack("<I", value) + content[place + 4 :]


def directory_entry(content: bytes, name: str) -> int:
    return content.index(name.encode("utf-16-le") + b"\0\0")


@pytest.mark.parametrize("at", [44, 64, 72])
@pytest.mark.parametrize("count", [0x7FFFFFFF, 0x00FFFFFF])
def test_a_compound_file_that_claims_more_tables_than_it_has_sectors(at: int, count: int) -> None:
    assert "damaged" in why(changed(binary.msg().content, at, count))


@pytest.mark.parametrize("shift", [0, 3, 20, 31])
def test_a_compound_file_with_sectors_of_no_size_that_there_is(shift: int) -> None:
    content = binary.msg().content
    assert "damaged" in why(content[:30] + struct.pack("<H", shift) + content[32:])


@pytest.mark.parametrize("name", ["Root Entry", "WordDocument", "1Table"])
def test_a_stream_that_claims_to_be_larger_than_its_file(name: str) -> None:
    content = word97.word().content
    assert "damaged" in why(changed(content, directory_entry(content, name) + 120, 0x7FFF0000))


def test_streams_that_all_claim_the_same_bytes_are_read_within_bounds() -> None:
    streams = {f"s{i:03}": b"x" * 5000 for i in range(200)}
    content = bytearray(compound(streams))
    for name in streams:
        place = directory_entry(bytes(content), name)
        content[place + 120 : place + 124] = struct.pack("<I", len(content))
    assert "damaged" in why(bytes(content))


def test_an_old_document_whose_text_ends_beyond_the_file() -> None:
    word = bytearray(
        word97.word_streams(word97.Stories(text=(word97.Run(text="机密★1年\r"),)))["WordDocument"]
    )
    struct.pack_into("<H", word, 2, 0x68)
    struct.pack_into("<II", word, 0x18, 0x600, 0xFFFFFFFF)
    held(compound({"WordDocument": bytes(word)}))


def test_pieces_that_all_lead_to_the_same_text_are_not_multiplied() -> None:
    runs = tuple(word97.Run(text="文" * 2000) for _ in range(90))
    streams = word97.word_streams(word97.Stories(text=runs))
    table = bytearray(streams["1Table"])
    whole = len(streams["WordDocument"]) // 2 - 0x300
    place = table.index(b"\x02", 16 + 12)
    count = 90
    edges = [whole * i for i in range(count + 1)]
    struct.pack_into(f"<{count + 1}I", table, place + 5, *edges)
    for i in range(count):
        struct.pack_into("<I", table, place + 5 + 4 * (count + 1) + 8 * i + 2, 0x600)
    content = compound({"WordDocument": streams["WordDocument"], "1Table": bytes(table)})
    assert "damaged" in why(content)


def test_a_rar_volume_and_a_locked_rar_are_told() -> None:
    member = {"a.txt": "机密★10年".encode()}
    assert "multi-volume" in why(rar5(member, volume=1))
    assert "multi-volume" in why(rar4(member, volume=1))
    assert "encrypted" in why(rar5(member, locked=True))
    assert "encrypted" in why(rar4(member, volume=0x80))


def test_a_pdf_with_a_million_objects() -> None:
    parts = [b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"]
    parts.append(b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n")
    parts += [b"%d 0 obj\n<</A(x)>>\nendobj\n" % number for number in range(3, 1_000_003)]
    parts.append(b"trailer\n<</Root 1 0 R/Size 1000003>>\n%%EOF\n")
    held(b"".join(parts), limits=Limits(), seconds=60)


def test_a_workbook_of_many_rows_is_read_within_bounds() -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>文</t></is></c></row>'
    sheet = f'<worksheet xmlns="x"><sheetData>{row * 50_000}</sheetData></worksheet>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    held(target.getvalue(), limits=Limits(), seconds=60)


@pytest.mark.slow
def test_a_text_of_any_size_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    """A quarter of a gigabyte; benchmarks/screening/formats.py does it with two."""
    file = tmp_path / "large.txt"
    words = "关于印发工作方案的通知\n机密★10年\n".encode()
    with file.open("wb") as target:
        target.write(words * 2000)
        for _ in range(256):
            target.write((b"a" * 1023 + b"\n") * 1024)
        target.write(words)

    def work() -> Report:
        source, _ = contents(file)
        return screen(source, name="large", settings=Settings(scanner=scanner()))

    done = confined(work, seconds=120)
    assert done.report is not None
    assert done.grown < LITTLE
    assert len(done.report.findings) == 2001


@pytest.mark.parametrize("planted", SHELF, ids=[planted.name for planted in SHELF])
def test_the_name_says_nothing_of_what_a_file_is(planted: Planted) -> None:
    """Wrong extensions: a file is what its content is."""
    settings = Settings(scanner=scanner())
    content = planted.content
    told = {screen(content, name=f"a.{end}", settings=settings).kind for end in ("exe", "jpg")}
    assert len(told) == 1
    assert told != {"unknown"}


@pytest.mark.parametrize("planted", SHELF, ids=[planted.name for planted in SHELF])
def test_every_format_survives_the_same_damage_each_day(planted: Planted) -> None:
    """The short fuzz: a fixed number of inputs, the same each time, all in one bounded child."""
    content = planted.content
    chance = random.Random(len(content))  # noqa: S311 -- damage, not keys

    def work() -> Report:
        settings = Settings(scanner=scanner(), limits=SMALL)
        report = screen(content, name="f", settings=settings)
        for _ in range(30):
            body = bytearray(content)
            for _ in range(chance.randint(1, 8)):
                place = chance.randrange(max(len(body) - 4, 1))
                value = chance.choice((0, 0x7FFFFFFF, 0xFFFFFFFF, chance.getrandbits(32)))
                body[place : place + 4] = struct.pack("<I", value)
            report = screen(bytes(body), name="f", settings=settings)
        return report

    done = confined(work)
    assert done.report is not None
    assert done.grown < MEMORY


def test_links_inside_an_archive_are_never_followed(tmp_path: Path) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, os.fspath(tmp_path / "secret")
            archive.addfile(member)
        device = tarfile.TarInfo("device")
        device.type, device.devmajor, device.devminor = tarfile.CHRTYPE, 1, 5
        archive.addfile(device)
    report = held(target.getvalue()).report
    assert report is not None
    assert not report.findings
