"""Pages as scanners see them: clean, skewed, noisy, coarse, stamped, upright, barred."""

import math
from collections.abc import Callable

import msgspec
import numpy as np
from PIL import Image, ImageDraw, ImageFont

FACE = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
BODY = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
SIZE = (1240, 1754)
MARK, NAME, HEAD, AGENCY = "机密★10年", "云溪工程", "临江市人民政府文件", "临江市档案局"
RED = (214, 20, 26)
LINES = (
    "关于做好有关工作的通知",
    "各单位：为进一步做好年度工作，现将有关事项通知如下。",
    "会议指出，要坚持问题导向和目标导向相结合，统筹推进各项任务。",
    "云溪工程的建设由领导小组统一安排，各单位密切配合。",
    "请各有关部门结合实际制定方案，明确时间节点，细化责任分工。",
)


class Scanned(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, and the strings that a reader of it must find."""

    name: str
    picture: Image.Image
    strings: tuple[str, ...]


def face(size: int, path: str = FACE) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, "white")
    return picture, ImageDraw.Draw(picture)


def clean() -> Image.Image:
    picture, pen = blank()
    pen.text((120, 90), MARK, font=face(34), fill="black")
    for row, line in enumerate(LINES):
        pen.text((120, 420 + 90 * row), line, font=face(32, BODY), fill="black")
    return picture


def headed() -> Image.Image:
    picture = clean()
    pen = ImageDraw.Draw(picture)
    pen.text((240, 200), HEAD, font=face(84), fill=RED)
    pen.line((120, 350, 1120, 350), fill=RED, width=5)
    return picture


def stamp(picture: Image.Image, centre: tuple[int, int], *, above: bool) -> Image.Image:
    """A round seal with its agency's name, printed over the text or the text over it."""
    layer = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(layer)
    x, y = centre
    pen.ellipse((x - 150, y - 150, x + 150, y + 150), outline=RED, width=9)
    pen.regular_polygon((x, y, 44), 5, fill=RED)
    pen.text((x - 108, y + 62), AGENCY, font=face(36), fill=RED)
    upper, lower = np.asarray(layer).astype(int), np.asarray(picture).astype(int)
    inked = (upper < 200).any(axis=2, keepdims=True)
    written = (lower < 128).all(axis=2, keepdims=True)
    mixed = upper * 0.78 + lower * 0.22 if above else upper
    joined = np.where(inked & (above | ~written), mixed, lower)
    return Image.fromarray(joined.astype(np.uint8))


def skewed(degrees: float) -> Image.Image:
    return clean().rotate(
        degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )


def noisy(strength: int) -> Image.Image:
    grain = np.random.default_rng(7)
    pixels = np.asarray(clean()).astype(int)
    pixels = pixels * 0.8 + 25 + grain.normal(0, strength, pixels.shape)
    specks = grain.random(pixels.shape[:2]) < 0.004
    pixels[specks] = 0
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def coarse(dots: int) -> Image.Image:
    scale = dots / 150
    return clean().resize(
        (round(SIZE[0] * scale), round(SIZE[1] * scale)), Image.Resampling.LANCZOS
    )


def upright() -> Image.Image:
    picture, pen = blank()
    for row, line in enumerate(LINES):
        pen.text((120, 420 + 90 * row), line, font=face(32, BODY), fill="black")
    for step, letter in enumerate(MARK.replace("10", "十")):
        pen.text((1120, 60 + 48 * step), letter, font=face(40), fill="black")
    return picture


def barred(cover: int) -> Image.Image:
    """A bar that covers to the eye and lets a little of the text through."""
    picture = clean()
    pixels = np.asarray(picture).astype(float)
    for top, left, width in ((84, 110, 260), (420 + 270 - 4, 110, 170)):
        part = pixels[top : top + 56, left : left + width]
        part[:] = part * (1 - cover / 100)
    return Image.fromarray(pixels.astype(np.uint8))


def _lined(name: str, draw: Callable[[], Image.Image], *strings: str) -> Scanned:
    return Scanned(name=name, picture=draw(), strings=strings)


def all_pages() -> list[Scanned]:
    """Every condition of the table in the manual."""
    both = (MARK, NAME)
    return [
        _lined("clean", clean, *both),
        *(_lined(f"skew {d}°", lambda d=d: skewed(d), *both) for d in (1, -2, 3, -4, 5)),  # type: ignore[misc]
        *(_lined(f"noise {s}", lambda s=s: noisy(s), *both) for s in (15, 35, 60)),  # type: ignore[misc]
        *(_lined(f"{d} dpi", lambda d=d: coarse(d), *both) for d in (100, 72, 60)),  # type: ignore[misc]
        _lined("red head", headed, HEAD, *both),
        _lined("stamp over text", lambda: stamp(clean(), (200, 712), above=True), AGENCY, *both),
        _lined("text over stamp", lambda: stamp(clean(), (200, 712), above=False), AGENCY, *both),
        _lined("stamp over mark", lambda: stamp(clean(), (230, 170), above=True), *both),
        _lined("upright mark", upright, MARK.replace("10", "十"), NAME),
        _lined("bar of 80 %", lambda: barred(80), *both),
        _lined("bar of 92 %", lambda: barred(92), *both),
        _lined("bar of 97 %", lambda: barred(97), *both),
    ]


def turned(point: tuple[float, float], degrees: float) -> tuple[float, float]:
    """A point after a turn around the origin; for boxes of skewed pages."""
    angle = math.radians(degrees)
    x, y = point
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
