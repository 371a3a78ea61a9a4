"""`shoumi rehearse`: cases in a scratch ledger, or the unit's journal under other clauses."""

from __future__ import annotations

import argparse
from pathlib import Path

from shoumi.cli.asking.house import the_shelf
from shoumi.cli.commands import with_ledger
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.case import (
    Case,
    CaseError,
    StepOutcome,
    expectations_met,
    read_case,
    run_case,
)
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.decision.ledger import Ledger
from shoumi.law.words import N_, Message


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "cases", nargs="*", type=Path, metavar="CASE.toml", help=N_("a case, or a folder of cases")
    )
    parser.add_argument(
        "--packs",
        action="append",
        default=[],
        type=Path,
        metavar="FOLDER",
        help=N_("also read the packs in this folder"),
    )

    parser.add_argument(
        "--journal", action="store_true", help=N_("the unit's own journal instead of cases")
    )
    parser.add_argument(
        "--adopt", metavar="PACK", help=N_("with --journal: the pack that would have been in force")
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Run every case; exit 1 on any difference, 2 if one cannot be run."""
    if asked.journal != bool(asked.adopt):
        raise UnusableInputError(N_("--journal and --adopt PACK go together."))
    if asked.journal:
        journal = with_ledger("shoumi.cli.asking.journal")
        code: int = journal.rehearse_journal(asked.adopt, asked.packs, speaker)
        return code
    files = [found for path in asked.cases for found in _files(path)]
    if not files:
        raise UnusableInputError(N_("Name a case: a TOML file, or a folder that holds some."))
    read = [(file, _read(file)) for file in files]
    catalogue, shelf = everything(), the_shelf(*asked.packs)
    told, met = [], True
    for file, case in read:
        outcomes = _run(file, case, catalogue, shelf)
        fine = expectations_met(outcomes)
        met = met and fine
        told.append(_as_values(file, case, outcomes, speaker))
        _print(file, case, outcomes, speaker)
    speaker.value({"met": met, "cases": told})
    speaker.tell(
        N_("{count} cases: {fine} as expected, {other} not."),
        count=len(told),
        fine=sum(1 for one in told if one["met"]),
        other=sum(1 for one in told if not one["met"]),
    )
    return DONE if met else NO


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.toml"))
    if not path.is_file():
        raise UnusableInputError(
            N_("{file} is no file and no folder; check the spelling."), file=str(path)
        )
    return [path]


def _read(file: Path) -> Case:
    try:
        return read_case(file.read_bytes())
    except CaseError as error:
        raise _unusable(file, error.message) from error


def _run(file: Path, case: Case, catalogue: Catalogue, shelf: Shelf) -> tuple[StepOutcome, ...]:
    try:
        return run_case(case, Ledger(catalogue, LawBook(shelf)))
    except CaseError as error:
        raise _unusable(file, error.message) from error


def _unusable(file: Path, message: Message) -> UnusableInputError:
    return UnusableInputError(N_("{file}: {why}"), file=str(file), why=str(message))


def _as_values(
    file: Path, case: Case, outcomes: tuple[StepOutcome, ...], speaker: Speaker
) -> dict[str, object]:
    steps = [
        {
            "step": one.step,
            "at": step.at.isoformat(),
            "by": step.by,
            "do": one.do,
            "expected": one.expected,
            "outcome": one.outcome,
            "clauses": one.clauses,
            "refused_by": one.refused_by,
            "reasons": [speaker.message(reason) for reason in one.reasons],
            "differences": [speaker.message(one_more) for one_more in one.differences],
            "met": not one.differences,
        }
        for one, step in zip(outcomes, case.step, strict=True)
    ]
    met = expectations_met(outcomes)
    return {"file": str(file), "title": case.title, "met": met, "steps": steps}


def _print(file: Path, case: Case, outcomes: tuple[StepOutcome, ...], speaker: Speaker) -> None:
    speaker.line(f"{case.title}  ({file})")
    for one, step in zip(outcomes, case.step, strict=True):
        mark = "✗" if one.differences else "✓"
        did = one.do or speaker.sentence(N_("looks"))
        speaker.line(f"  {mark} {one.step:3} {step.at:%Y-%m-%d %H:%M} {step.by or ''} {did}")
        if one.do:
            speaker.tell(
                N_("        expected {expected}, got {got}"),
                expected=one.expected or "-",
                got=one.outcome or "-",
            )
        for clause, reason in zip(one.refused_by, one.reasons, strict=False):
            speaker.line(f"        {clause}: {speaker.message(reason)}")
        for difference in one.differences:
            speaker.line(f"        ✗ {speaker.message(difference)}")
