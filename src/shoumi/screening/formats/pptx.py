"""Presentations: slides, hidden slides, notes, masters, comments, alt texts."""

import re
from collections.abc import Iterator

from lxml import etree

from shoumi.screening.formats.loose import others, paragraph
from shoumi.screening.formats.package import attribute, local, open_package
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place, Why
from shoumi.screening.source import Source

SLIDE = re.compile(
    r"ppt/(slides|notesSlides|slideMasters|slideLayouts|notesMasters|handoutMasters)/[A-Za-z]+(\d+)\.xml$"
)


def read(source: Source, *, limits: Limits) -> Pieces:
    """Slides by number, then everything else in the package."""
    package = open_package(source, limits)
    yield from package.shut
    done = set()
    found = [(match, name) for name in package.names if (match := SLIDE.match(name))]
    for match, name in sorted(found, key=lambda each: (each[0][1] != "slides", int(each[0][2]))):
        done.add(name)
        try:
            root = package.tree(name)
        except (etree.XMLSyntaxError, ValueError):
            yield unopened(Why.DAMAGED, name, Place(part=name))
            continue
        if root is not None:
            yield from _slide(root, match[1], int(match[2]), name)
    yield from others(package, done)


def _slide(root: "etree._Element", folder: str, number: int, part: str) -> Iterator[Passage]:
    slide = number if folder in {"slides", "notesSlides"} else 0
    base = {"notesSlides": Layer.NOTES, "slides": Layer.BODY}.get(folder, Layer.MARKUP)
    hidden = root.get("show") in {"0", "false"}
    for element in root.iter("{*}p"):
        text = paragraph(element)
        if text.strip():
            layer = Layer.HIDDEN_SLIDE if hidden else _layer(element, base)
            yield Passage(text=text, layer=layer, place=Place(slide=slide, part=part))
    for element in root.iter("{*}cNvPr"):
        for key in ("descr", "title"):
            if attribute(element, key).strip():
                yield Passage(
                    text=attribute(element, key),
                    layer=Layer.ALT_TEXT,
                    place=Place(slide=slide, part=part),
                )


def _layer(element: "etree._Element", base: Layer) -> Layer:
    for above in element.iterancestors():
        if local(above) == "tbl":
            return Layer.TABLE
        if local(above) == "sp":
            shape = above.find("{*}nvSpPr/{*}cNvPr")
            if shape is not None and shape.get("hidden") in {"1", "true"}:
                return Layer.HIDDEN_TEXT
            box = above.find("{*}nvSpPr/{*}cNvSpPr")
            boxed = box is not None and box.get("txBox") == "1"
            return Layer.TEXT_BOX if boxed and base is Layer.BODY else base
    return base
