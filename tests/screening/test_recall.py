"""Every planted mark is found, in the layer where it stands."""

import re

import pytest

from shoumi.screening.findings import Report
from shoumi.screening.formats.registry import eyes
from shoumi.screening.screen import Settings, screen
from tests.screening.planting.marks import Planted
from tests.screening.planting.others import shown
from tests.screening.planting.shelf import everything
from tests.screening.test_detectors import scanner

DIGITS = {"二十三": 23}
FILES = everything()


def found_in(report: Report) -> dict[str, set[int]]:
    layers: dict[str, set[int]] = {}
    for finding in report.findings:
        number = re.search(r"([0-9]+|二十三)\s*年", re.sub(r"\s", "", finding.excerpt.found))
        if finding.rule == "mark.star" and number:
            value = DIGITS.get(number[1]) or int(number[1])
            layers.setdefault(finding.layer.value, set()).add(value)
    return layers


@pytest.mark.parametrize("planted", FILES, ids=[planted.name for planted in FILES])
def test_every_planted_mark_is_found_in_its_layer(planted: Planted) -> None:
    found = found_in(screen(planted.content, name="planted", settings=Settings(scanner=scanner())))
    for layer, numbers in planted.layers.items():
        assert numbers <= found.get(layer, set()), (layer, found)
    assert planted.numbers() <= set().union(*found.values())


@pytest.mark.slow
def test_words_in_the_pixels_are_read() -> None:
    settings = Settings(scanner=scanner(), eyes=eyes())
    report = screen(shown().content, name="planted", settings=settings)
    assert found_in(report) == {"picture-text": {12}}


@pytest.mark.parametrize("planted", FILES[:8], ids=[planted.name for planted in FILES[:8]])
def test_a_file_cut_short_is_reported_and_never_raises(planted: Planted) -> None:
    for part in (1, 3, 5, 7):
        report = screen(
            planted.content[: len(planted.content) * part // 8],
            name="cut",
            settings=Settings(scanner=scanner()),
        )
        assert report.unscreened or report.findings or report.kind in {"html", "rtf", "text"}
