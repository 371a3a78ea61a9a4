"""Wiping texts; entries themselves are never taken back."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.fields import Code, Count, Line
from shoumi.matters.journal.things import Ground, Reach


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
