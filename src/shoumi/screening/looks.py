"""Other ways to look at a piece of a page: without its red ink, only its red ink, through bars.

Seals cross the text below them, red heads are printed over by stamps, and a bar that is black to
the eye may still let a little light through. Each look is cheap and costs reading time only for
the part of the page that it concerns.
"""

from collections.abc import Iterator
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
Mask: TypeAlias = NDArray[np.bool_]

RED_LEAD = 48  # by how much red ink is redder than green and blue
RED_LEAST = 0.0004  # of the pixels: less is dust
RED_MOST = 0.25  # more is a poster, read well as it is
THROUGH = 0.62  # of the bare ink's brightness: below, the text under it is black
BLOCK = 8
DARK, PALE = 84, 222  # a bar to the eye; paper, and what is covered in white
DARKEST, PALEST = 130, 200  # no point of a bar's block is lighter, none of pale paper darker
FAINT = 2  # shades that a bar must differ by to hold anything
TAKEN = 4  # blocks each way: a smaller bar hides no word
GAP = 3  # blocks between two zones


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of a part, and where its left top corner stands in the whole."""

    pixels: Pixels
    left: int
    top: int


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """Rows and columns of a picture, the ends left out."""

    left: int
    top: int
    right: int
    bottom: int


def looks(pixels: Pixels) -> Iterator[Look]:
    """The picture as it is read best, then parts of it in another light. Blue, green, red."""
    red = _redness(pixels)
    inked = red > RED_LEAD
    if RED_LEAST < inked.mean() < RED_MOST:
        yield Look(pixels=_without_red(pixels, inked), left=0, top=0)
        grey = (255 - np.minimum(red.astype(np.int16) * 2, 255)).astype(np.uint8)
        for zone in _zones(_blocks(inked, any_of=True)):
            yield _cut(_coloured(grey), zone)
    else:
        yield Look(pixels=pixels, left=0, top=0)
    yield from _through(pixels)


def _redness(pixels: Pixels) -> Pixels:
    others = np.maximum(pixels[:, :, 0], pixels[:, :, 1])
    return np.where(pixels[:, :, 2] > others, pixels[:, :, 2] - others, 0).astype(np.uint8)


def _without_red(pixels: Pixels, inked: Mask) -> Pixels:
    """Where ink is, its red alone counts: bare ink turns white, text under it stays dark."""
    shade = pixels[:, :, 2].astype(np.float32)
    bare = float(np.percentile(shade[inked], 70))
    low = bare * THROUGH
    stretched = np.clip((shade - low) / max(bare - low, 1), 0, 1) * 255
    clear = pixels.copy()
    clear[inked] = stretched[inked].astype(np.uint8)[:, None]
    return clear


def _through(pixels: Pixels) -> Iterator[Look]:
    """Bars that are black, and paper that is white, with their faint differences drawn out."""
    least, most = pixels.min(axis=2), pixels.max(axis=2)
    covered = _blocks(most < DARK, any_of=False) & ~_blocks(most > DARKEST, any_of=True)
    for zone in _zones(covered):
        yield from _drawn_out(most, zone)
    faint = _blocks((least > PALE) & (least < 255 - FAINT), any_of=True)
    pale = faint & ~_grown(_blocks(least < PALEST, any_of=True))
    for zone in _zones(pale):
        yield from _drawn_out(least, zone)


def _drawn_out(shade: Pixels, zone: Zone) -> Iterator[Look]:
    part = shade[zone.top : zone.bottom, zone.left : zone.right].astype(np.float32)
    low, high = np.percentile(part, (1, 90))
    if high - low >= FAINT:
        clear = (np.clip((part - low) / (high - low), 0, 1) * 255).astype(np.uint8)
        yield Look(pixels=_coloured(clear), left=zone.left, top=zone.top)


def _coloured(grey: Pixels) -> Pixels:
    return np.repeat(grey[:, :, None], 3, axis=2)


def _cut(pixels: Pixels, zone: Zone) -> Look:
    part = pixels[zone.top : zone.bottom, zone.left : zone.right]
    return Look(pixels=part, left=zone.left, top=zone.top)


def _blocks(mask: Mask, *, any_of: bool) -> Mask:
    """Eight points each way as one: any of them, or all but a few."""
    height, width = (size // BLOCK * BLOCK for size in mask.shape)
    parts = mask[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    if any_of:
        return np.asarray(parts.any(axis=(1, 3)))
    return np.asarray(parts.mean(axis=(1, 3)) > 0.9)  # noqa: PLR2004 -- all but a few


def _grown(mask: Mask) -> Mask:
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    grown[:, 1:] |= grown[:, :-1].copy()
    grown[:, :-1] |= grown[:, 1:].copy()
    return grown


def _zones(blocks: Mask) -> Iterator[Zone]:
    """Bands of rows, each cut into runs of columns; lines and dust are left out."""
    for top, bottom in _runs(np.asarray(blocks.any(axis=1))):
        for left, right in _runs(np.asarray(blocks[top:bottom].any(axis=0))):
            if bottom - top >= TAKEN // 2 and right - left >= TAKEN:
                yield Zone(
                    left=max(left - 1, 0) * BLOCK, top=max(top - 1, 0) * BLOCK,
                    right=(right + 1) * BLOCK, bottom=(bottom + 1) * BLOCK,
                )  # fmt: skip


def _runs(line: Mask) -> Iterator[tuple[int, int]]:
    """Begin and end of each run; short gaps do not end it."""
    places = np.flatnonzero(line)
    if not places.size:
        return
    breaks = np.flatnonzero(np.diff(places) > GAP)
    begins = places[np.concatenate(([0], breaks + 1))]
    ends = places[np.concatenate((breaks, [places.size - 1]))]
    for begin, end in zip(begins, ends, strict=True):
        yield int(begin), int(end) + 1


def laid_flat(column: Pixels) -> Pixels:
    """The letters of an upright line, one below another, side by side as a level line."""
    width = column.shape[1]
    dark = column.min(axis=2) < int(column.mean()) - 20
    rows = [*_letters(dark.any(axis=1), width)]
    squares = []
    for top, bottom in rows:
        square = np.full((width, width, 3), int(np.percentile(column, 90)), np.uint8)
        letter = column[top : min(bottom, top + width)]
        first = (width - letter.shape[0]) // 2
        square[first : first + letter.shape[0]] = letter
        squares.append(square)
    return np.concatenate(squares, axis=1) if squares else column


def _letters(ink: Mask, width: int) -> Iterator[tuple[int, int]]:
    """Rows of one letter each: strokes apart belong together as long as they fit in a square."""
    places = np.flatnonzero(np.diff(np.concatenate(([False], ink, [False])).astype(np.int8)))
    runs = list(zip(places[::2].tolist(), places[1::2].tolist(), strict=True))
    begin, end = runs[0] if runs else (0, 0)
    for top, bottom in runs[1:]:
        if bottom - begin <= width:
            end = bottom
        else:
            yield begin, end
            begin, end = top, bottom
    if end > begin:
        yield begin, end
