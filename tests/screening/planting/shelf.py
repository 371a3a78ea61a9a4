"""All planted files: for recall, for damage, for the table of layers in the manual."""

import msgspec

from tests.screening.planting import fixed, office, opened, others, packed
from tests.screening.planting.marks import Planted
from tests.screening.planting.old import binary, word97


def wps() -> list[Planted]:
    """WPS Office writes the streams of Word, Excel and PowerPoint under endings of its own."""
    kin = {"wps": word97.word(), "et": binary.xls(), "dps": binary.ppt()}
    return [msgspec.structs.replace(planted, name=name) for name, planted in kin.items()]


def everything() -> list[Planted]:
    return [
        office.docx(),
        office.pptx(),
        office.odt(),
        office.ofd(),
        others.xlsx(),
        others.pdf(),
        fixed.pdf(),
        fixed.enclosing(),
        others.rtf(),
        others.html(),
        others.eml(),
        others.mhtml(),
        others.archive(),
        *packed.archives(),
        packed.nested(),
        opened.ods(),
        opened.odp(),
        others.warc(),
        others.picture(),
        others.png(),
        others.csv(),
        others.markdown(),
        word97.word(),
        word97.unled(),
        binary.xls(),
        binary.ppt(),
        *wps(),
        binary.msg(),
        binary.rtf_only_msg(),
        binary.winmail(),
        *others.texts(),
    ]
