"""A picture as it is meant to be looked at, smaller, and where on it the findings stand."""

import io
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence

from PIL import Image, ImageOps

from shoumi.screening.findings import Report
from shoumi.screening.formats.image import FAILURES
from shoumi.screening.limits import Limits
from shoumi.screening.report.sheets import (
    LONGEST_SIDE,
    MOST_BYTES,
    Sheet,
    Sheets,
    Spot,
    bounded,
    chosen,
)  # fmt: skip
from shoumi.screening.source import Source, opened

QUALITY = 60


def draw(source: Source, report: Report) -> Sheets:
    """Every page of the picture, laid on white; spots are in pixels of the original."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of size; the bound below decides
        try:
            picture = Image.open(opened(source))
            if picture.width * picture.height > Limits().picture_pixels:
                return Sheets(failed=True)
            count = getattr(picture, "n_frames", 1)
            return bounded(_sheets(picture, count, _by_page(report)), count)
        except FAILURES:
            return Sheets(failed=True)


def _by_page(report: Report) -> Mapping[int, Sequence[Spot]]:
    found: defaultdict[int, list[Spot]] = defaultdict(list)
    for number, finding in enumerate(report.findings):
        place = finding.place
        if place.box and not place.trail:
            left, top, right, bottom = place.box
            spot = Spot(finding=number, left=left, top=top, right=right, bottom=bottom)
            found[max(place.page, 1)].append(spot)
    return found


def _sheets(picture: Image.Image, count: int, found: Mapping[int, Sequence[Spot]]) -> list[Sheet]:
    drawn: list[Sheet] = []
    for number in chosen(set(found), count):
        if count > 1:
            picture.seek(number - 1)
        drawn.append(_sheet(picture, number if count > 1 else 0, tuple(found.get(number, ()))))
        if sum(len(sheet.content) for sheet in drawn) > MOST_BYTES:
            return drawn[:-1]
    return drawn


def _sheet(picture: Image.Image, number: int, spots: tuple[Spot, ...]) -> Sheet:
    """A picture of one page is made small before it is turned: a large scan is not copied."""
    full = picture.width
    small = picture.copy() if number else picture
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    scale = full / small.width
    small = ImageOps.exif_transpose(small)
    if "A" in small.getbands() or "transparency" in small.info:
        over = small.convert("RGBA")
        small = Image.new("RGB", over.size, "white")
        small.paste(over, mask=over.getchannel("A"))
    held = io.BytesIO()
    small.convert("RGB").save(held, "WEBP", quality=QUALITY, method=2)
    width, height = small.width * scale, small.height * scale
    return Sheet(number=number, width=width, height=height, content=held.getvalue(), spots=spots)
