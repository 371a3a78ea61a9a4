"""Places in words that lead a person there."""

from collections.abc import Mapping

from shoumi.screening.pieces import Place
from shoumi.screening.words import N_, Message, say

PARTS = (
    ("sheet", N_("sheet {value}")),
    ("cell", N_("cell {value}")),
    ("slide", N_("slide {value}")),
    ("page", N_("page {value}")),
    ("table", N_("table {value}")),
    ("paragraph", N_("paragraph {value}")),
    ("line", N_("line {value}")),
    ("column", N_("column {value}")),
)


def where(place: Place, catalogue: Mapping[str, str]) -> str:
    """Containers first, then page, cell or line; the package's part where nothing else is known."""
    words = [
        say(Message(template=template, values={"value": getattr(place, name)}), catalogue)
        for name, template in PARTS
        if getattr(place, name)
    ]
    if place.part and not (place.page or place.cell or place.slide or place.paragraph):
        words.append(place.part)
    return " › ".join((*place.trail, ", ".join(words))).rstrip(" ›")
