"""What the reader of pictures finds where a plain reading fails."""

import io
import unicodedata

import numpy as np
import pytest
from PIL import Image

from shoumi.screening.formats.registry import eyes
from shoumi.screening.looks import laid_flat, looks
from shoumi.screening.pieces import Passage
from tests.screening.planting import pages

HEAD = (0, 40, 620, 340)
FOOT = (0, 560, 620, 900)


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


def seen(content: bytes) -> list[Passage]:
    return list(eyes()(content))


def told(picture: Image.Image) -> str:
    text = "\n".join(line.text for line in seen(saved(picture)))
    return unicodedata.normalize("NFKC", text).replace(" ", "")


@pytest.mark.slow
@pytest.mark.parametrize("above", [True, False], ids=["stamp over text", "text over stamp"])
def test_a_seal_and_the_text_that_it_crosses_are_both_read(above: bool) -> None:  # noqa: FBT001 -- a parameter of the case
    picture = pages.stamp(pages.clean(), (200, 712), above=above).crop(FOOT)
    text = told(picture)
    assert pages.AGENCY in text
    assert pages.NAME in text


@pytest.mark.slow
def test_what_a_bar_lets_through_is_read() -> None:
    assert pages.MARK in told(pages.barred(80).crop(HEAD))


@pytest.mark.slow
def test_a_bar_that_lets_nothing_through_tells_nothing() -> None:
    assert pages.MARK not in told(pages.barred(100).crop(HEAD))


@pytest.mark.slow
def test_an_upright_mark_is_read_letter_below_letter() -> None:
    picture = pages.upright().crop((1000, 20, 1240, 440))
    assert "机密★十年" in told(picture)


@pytest.mark.slow
def test_what_stands_under_transparent_points_is_read() -> None:
    picture = pages.clean().crop(HEAD).convert("RGBA")
    picture.putalpha(0)
    assert pages.MARK in told(picture)


@pytest.mark.slow
def test_a_picture_on_its_side_and_the_second_page_of_a_fax_are_read_with_their_places() -> None:
    upright = pages.clean().crop(HEAD)
    exif = upright.getexif()
    exif[0x0112] = 6
    turned = upright.rotate(90, expand=True)
    lines = seen(saved(turned, "JPEG", exif=exif, quality=95))
    assert any("机密" in line.text for line in lines)
    fax = saved(
        Image.new("RGB", (300, 200), "white"), "TIFF", save_all=True, append_images=[upright]
    )
    assert {line.place.page for line in seen(fax) if "机密" in line.text} == {2}


def test_a_plain_page_is_looked_at_once() -> None:
    pixels = np.asarray(pages.clean())[:, :, ::-1]
    assert len(list(looks(np.ascontiguousarray(pixels)))) == 1


def test_letters_of_a_column_come_to_lie_side_by_side() -> None:
    column = np.full((100, 20, 3), 255, np.uint8)
    for top in (2, 27, 52, 77):
        column[top : top + 16, 4:16] = 0
    flat = laid_flat(column)
    assert flat.shape == (20, 80, 3)
    assert [bool((flat[:, left : left + 20] == 0).any()) for left in (0, 20, 40, 60)] == [True] * 4
