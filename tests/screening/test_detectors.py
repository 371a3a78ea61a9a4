"""Every detector against what it must and must not find."""

import tomllib
from functools import cache
from importlib import resources

import pytest

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import THRESHOLD, Report
from shoumi.screening.matching.scanner import Scanner, build
from shoumi.screening.screen import Settings, screen

CASES: dict[str, dict[str, list[str]]] = tomllib.loads(
    resources.files("shoumi.screening.detectors").joinpath("cases.toml").read_text(encoding="utf-8")
)


@cache
def scanner() -> Scanner:
    return build(on_board(), ())


def screened(text: str, *, threshold: int) -> Report:
    return screen(
        text.encode(), name="f", settings=Settings(scanner=scanner(), threshold=threshold)
    )


def listed(kind: str) -> list[tuple[str, str]]:
    return [(slug, text) for slug, case in CASES.items() for text in case.get(kind, [])]


def rules(text: str, *, threshold: int = THRESHOLD) -> set[str]:
    return {finding.rule for finding in screened(text, threshold=threshold).findings}


@pytest.mark.parametrize(("slug", "text"), listed("hits"))
def test_a_detector_finds_what_it_is_for(slug: str, text: str) -> None:
    assert slug in rules(text)


@pytest.mark.parametrize(("slug", "text"), listed("notes"))
def test_a_detector_of_low_weight_still_counts_what_it_is_for(slug: str, text: str) -> None:
    assert slug in rules(text, threshold=1)


@pytest.mark.parametrize(("slug", "text"), listed("misses"))
def test_a_detector_stays_silent_on_what_only_looks_alike(slug: str, text: str) -> None:
    assert slug not in rules(text)


def test_every_detector_has_hits_or_notes_and_misses() -> None:
    for detector in on_board():
        case = CASES[detector.slug]
        assert case.get("hits", []) + case.get("notes", []), detector.slug
        assert case["misses"], detector.slug


def test_every_case_belongs_to_a_detector() -> None:
    assert set(CASES) == {detector.slug for detector in on_board()}
