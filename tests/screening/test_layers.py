"""The manual says which layers of which formats are looked into, and nothing less is found."""

from pathlib import Path

from tests.screening.planting.others import shown
from tests.screening.planting.shelf import everything
from tests.screening.planting.table import BEGIN, END, planted_in, table

MANUAL = Path(__file__).parents[2] / "docs/users/screening.md"


def test_the_manual_shows_every_planted_mark_as_found() -> None:
    """Whoever plants a mark or loses one runs `python benchmarks/screening/layers.py`."""
    shelf = [*everything(), shown()]
    whole = table((planted, planted_in(planted)) for planted in shelf)
    text = MANUAL.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert text == whole


def test_the_table_tells_a_mark_that_was_not_found() -> None:
    planted = shown()
    assert "**picture-text 0 of 1**" in table([(planted, set())])
