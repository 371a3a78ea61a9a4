"""Every detector on board, in the order of the manual."""

from collections.abc import Sequence

from shoumi.screening.detectors.detector import Detector
from shoumi.screening.detectors.marks import NOTE_MARKS, STATE_LEVELS, mark_detectors


def on_board(levels: Sequence[str] = STATE_LEVELS) -> tuple[Detector, ...]:
    """All detectors; `levels` are the level words of the scheme in force."""
    return (*mark_detectors(levels), *NOTE_MARKS)
