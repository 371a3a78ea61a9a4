"""All planted files: for recall, for damage, for the table of layers in the manual."""

from tests.screening.planting import compound, office, others
from tests.screening.planting.marks import Planted


def everything() -> list[Planted]:
    return [
        office.docx(),
        office.pptx(),
        office.odt(),
        office.ofd(),
        others.xlsx(),
        others.pdf(),
        others.rtf(),
        others.html(),
        others.eml(),
        others.archive(),
        others.warc(),
        others.picture(),
        compound.ppt(),
        compound.msg(),
        compound.doc(),
        *others.texts(),
    ]
