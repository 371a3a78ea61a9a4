"""Reading the whole journal, taking registers out of the house, wiping texts.

Entries themselves are never taken back.
"""

from __future__ import annotations

from typing import Annotated

from shoumi.acts.act import Act
from shoumi.acts.fields import Code, Count, Line, one_of
from shoumi.matters.journal.things import Ground, Reach


class Consult(Act, frozen=True, kw_only=True, tag="journal.consult"):
    """查阅全部办理记录: read every entry, also of what one does not see; this notes that one did.

    Whoever may do this reads the journal whole; everybody else reads what concerns them.
    """

    purpose: Line = ""


class Export(Act, frozen=True, kw_only=True, tag="journal.export"):
    """导出台账: take a register out of the house as a workbook, as far as one may see it."""

    register: Annotated[Code, one_of("kind")]


class WipeTexts(Act, frozen=True, kw_only=True, tag="journal.wipe-texts"):
    """依法清除文本: the sealed texts that entries told, for good; the chain stays whole.

    `fields` names those to be wiped (empty: all). `reach` says whether the same text goes wherever
    else it stands. `reason` stays in the journal as it is and must repeat nothing of the text.
    """

    entries: tuple[Count, ...]
    fields: tuple[Code, ...] = ()
    reach: Reach = "everywhere"
    ground: Ground
    reason: Line
