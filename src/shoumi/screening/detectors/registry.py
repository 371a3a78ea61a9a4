"""Every detector on board, in the order of the manual."""

from collections.abc import Sequence

from shoumi.screening.detectors.contacts import CONTACTS
from shoumi.screening.detectors.detector import Detector
from shoumi.screening.detectors.documents import DOCUMENTS
from shoumi.screening.detectors.identities import IDENTITIES
from shoumi.screening.detectors.internal import INTERNAL
from shoumi.screening.detectors.marks import NOTE_MARKS, STATE_LEVELS, mark_detectors
from shoumi.screening.detectors.networks import NETWORKS
from shoumi.screening.detectors.positions import POSITIONS


def on_board(levels: Sequence[str] = STATE_LEVELS) -> tuple[Detector, ...]:
    """All detectors; `levels` are the level words of the schemes in force."""
    return (
        *mark_detectors(levels), *NOTE_MARKS, *INTERNAL, *DOCUMENTS,
        *IDENTITIES, *CONTACTS, *NETWORKS, *POSITIONS,
    )  # fmt: skip
