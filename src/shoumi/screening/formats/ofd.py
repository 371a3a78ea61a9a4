"""OFD (GB/T 33190), the national format for fixed pages: text objects, annotations, attachments."""

from collections.abc import Sequence

import msgspec
from lxml import etree

from shoumi.screening.formats.loose import others
from shoumi.screening.formats.package import Package, attribute, local, open_package
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place, Why
from shoumi.screening.source import Source

Box = tuple[float, float, float, float]
POINTS = 72 / 25.4  # OFD measures in millimetres


class _Line(msgspec.Struct, kw_only=True):
    """Text objects on one height, joined; edges in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def read(source: Source, *, limits: Limits) -> Pieces:
    """Pages in order, then everything else in the package."""
    package = open_package(source, limits)
    yield from package.shut
    done: set[str] = set()
    for number, name in enumerate(_pages(package), start=1):
        done.add(name)
        try:
            root = package.tree(name)
        except (etree.XMLSyntaxError, ValueError):
            yield unopened(Why.DAMAGED, name, Place(part=name))
            continue
        if root is not None:
            text = "\n".join(line.text for line in _lines(root))
            if text:
                yield Passage(text=text, layer=Layer.BODY, place=Place(page=number, part=name))
    for name in package.names:
        if name not in done and name.endswith(".xml") and _drawn(name):
            done.add(name)
            yield from _aside(package, name)
    yield from others(package, done)


def _drawn(name: str) -> bool:
    return any(
        sign in name
        for sign in ("Annot", "Tpl", "Temp", "OFD.xml", "Attach", "CustomTag", "Document")
    )


def _aside(package: Package, name: str) -> Pieces:
    try:
        root = package.tree(name)
    except (etree.XMLSyntaxError, ValueError):
        yield unopened(Why.DAMAGED, name, Place(part=name))
        return
    if root is None:
        return
    layer = (
        Layer.ANNOTATION
        if "Annot" in name
        else Layer.PROPERTIES
        if name == "OFD.xml"
        else Layer.BODY
    )
    for line in _lines(root):
        yield Passage(text=line.text, layer=layer, place=Place(part=name))
    for element in root.iter():
        text = (element.text or "").strip()
        if text and local(element) not in {"TextCode", ""}:
            own = local(element) in {"CustomData", "Keyword"}
            yield Passage(
                text=text, layer=Layer.CUSTOM_PROPERTIES if own else layer, place=Place(part=name)
            )
        for key in ("Name", "Title", "Remark"):
            if attribute(element, key).strip():
                yield Passage(text=attribute(element, key), layer=layer, place=Place(part=name))


def _pages(package: Package) -> list[str]:
    """Page parts in the document's order; parts that it does not list come last."""
    parts = [name for name in package.names if "/Pages/" in name and name.endswith("Content.xml")]
    listed: list[str] = []
    for name in package.names:
        if name.endswith("Document.xml"):
            root = package.tree(name)
            folder = name.rpartition("/")[0]
            for page in root.iter("{*}Page") if root is not None else ():
                location = attribute(page, "BaseLoc").lstrip("/")
                path = location if location in package.names else f"{folder}/{location}"
                if path in package.names and path not in listed:
                    listed.append(path)
    return listed + [name for name in parts if name not in listed]


def _lines(root: "etree._Element") -> list[_Line]:
    """Objects on the same height become one line: some writers place every character alone."""
    lines: list[_Line] = []
    for element in root.iter("{*}TextObject"):
        text = "".join(code.text or "" for code in element.iter("{*}TextCode"))
        if not text:
            continue
        left, top, width, height = _boundary(element)
        last = lines[-1] if lines else None
        if last is not None and abs(last.top - top) < max(height, 1) / 2 and left >= last.left:
            gap = left - last.right
            last.text += (" " if gap > 1.5 * max(height, 1) else "") + text
            last.right, last.bottom = max(last.right, left + width), max(last.bottom, top + height)
        else:
            lines.append(
                _Line(text=text, left=left, top=top, right=left + width, bottom=top + height)
            )
    return lines


def _boundary(element: "etree._Element") -> Box:
    parts = attribute(element, "Boundary").split()
    try:
        left, top, width, height = (float(part) for part in parts)
    except ValueError:
        return (0.0, 0.0, 0.0, 0.0)
    return (left, top, width, height)


def boxes(source: Source, spans: Sequence[tuple[int, int, int]]) -> list[Box | None]:
    """For (page, first, end) characters: the box of their lines in points from the top left."""
    package = open_package(source, Limits())
    pages = _pages(package)
    return [_box(package, pages[number - 1], start, end) for number, start, end in spans]


def _box(package: Package, name: str, start: int, end: int) -> Box | None:
    root = package.tree(name)
    position, held = 0, []
    for line in _lines(root) if root is not None else ():
        if position < end and position + len(line.text) > start:
            held.append(line)
        position += len(line.text) + 1
    if not held:
        return None
    left, top = min(line.left for line in held), min(line.top for line in held)
    right, bottom = max(line.right for line in held), max(line.bottom for line in held)
    return (_points(left), _points(top), _points(right), _points(bottom))


def _points(millimetres: float) -> float:
    return round(millimetres * POINTS, 1)
