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


def test_a_mark_keeps_company_with_what_stands_in_the_next_stretch() -> None:
    line = "下一步将继续加强统筹协调。\n"
    filler = line * (plain.STRETCH // len(line.encode()) - 1)
    rest = plain.STRETCH - len(filler.encode()) - len("机密★10年\n".encode())
    first = filler + "文" * ((rest - 1) // 3) + "\n" + "机密★10年\n"
    assert plain.STRETCH - 3 < len(first.encode()) <= plain.STRETCH
    report = screen(
        (first + "特急\n000007\n" + filler).encode(), name="f", settings=Settings(scanner=scanner())
    )
    assert [(finding.rule, finding.weight) for finding in report.findings] == [
        ("mark.star", 100),
        ("mark.urgency", 80),
        ("mark.copy-number", 75),
    ]
