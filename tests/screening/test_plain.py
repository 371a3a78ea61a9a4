"""Places in texts of any length and encoding are those that an editor shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.screening.formats import plain
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Passage
from shoumi.screening.screen import Settings, screen
from tests.screening.test_detectors import scanner

ENCODINGS = ["utf-8", "gb18030", "utf-16", "utf-32"]


LINES = st.lists(st.text(st.sampled_from("机密文ab "), max_size=30), min_size=3, max_size=80)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=40, deadline=None)
@given(lines=LINES, stretch=st.integers(64, 400))
def test_every_stretch_begins_on_the_line_that_it_says(
    encoding: str, lines: list[str], stretch: int
) -> None:
    text = "的一是在有\n" + "\n".join(lines) + "\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "STRETCH", stretch)
        pieces = [*plain.read(text.encode(encoding), limits=Limits())]
    done = 0
    for piece in pieces:
        assert isinstance(piece, Passage)
        begin = done - (plain.OVERLAP if done and text[done - 1] != "\n" else 0)
        assert text.startswith(piece.text, begin)
        assert piece.place.line == text.count("\n", 0, begin) + 1
        assert piece.place.column == begin - text.rfind("\n", 0, begin)
        done = begin + len(piece.text)
    assert done == len(text)


NOTE = "000007\n"
MARK = "机密★10年\n"


@pytest.mark.parametrize(("last", "first"), [(MARK, NOTE), (NOTE, MARK)])
def test_a_mark_keeps_company_with_what_stands_in_the_next_stretch(last: str, first: str) -> None:
    filler = "文文文\n" * (plain.STRETCH // 10 - 10)
    left = plain.STRETCH - len((filler + last).encode())
    stretch = filler + "文" * (left // 3 - 1) + "\n" + last
    assert plain.STRETCH - 4 <= len(stretch.encode()) <= plain.STRETCH
    text = (stretch + first + filler).encode()
    report = screen(text, name="f", settings=Settings(scanner=scanner()))
    assert {(finding.rule, finding.weight) for finding in report.findings} == {
        ("mark.star", 100),
        ("mark.copy-number", 75),
    }
