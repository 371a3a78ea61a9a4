"""Imports: one sheet comes in once, and goes back whole as long as nothing happened to it."""

from __future__ import annotations

from shoumi.acts.rule import Rule, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.carriers.facts.importing import FinishImportFacts, TakeBackFacts
from shoumi.matters.carriers.imports import FinishImport, TakeBackImport

NAMED = 10
"""So many are named; the rest is counted."""


def _named(labels: tuple[str, ...]) -> str:
    return " ".join(labels[:NAMED]) + (" …" if len(labels) > NAMED else "")


@refusal("carriers.base.import-of-one-moment", FinishImport)
def came_in_now(act: FinishImport, facts: FinishImportFacts, _figures: Figures) -> Breach | None:
    """An import names what its own sheet has just entered, and nothing else."""
    if not act.carriers:
        return breach(N_("An import enters at least one carrier."), missing="carriers")
    if not facts.strange:
        return None
    return breach(
        N_("{count} of these did not come in with this import: {labels}."),
        missing="carriers",
        count=len(facts.strange),
        labels=_named(facts.strange),
    )


@refusal("carriers.base.import-once", FinishImport)
def came_in_once(_act: FinishImport, facts: FinishImportFacts, _figures: Figures) -> Breach | None:
    """A sheet comes in once, unless its import was taken back."""
    if facts.came_in_as is None:
        return None
    return breach(
        N_("This sheet came in with the import {number} already; take that back first."),
        missing="sheet",
        cure="carriers.take-back-import",
        number=facts.came_in_as,
    )


@refusal("carriers.base.import-stands", TakeBackImport)
def still_stands(_act: TakeBackImport, facts: TakeBackFacts, _figures: Figures) -> Breach | None:
    """An import is taken back once."""
    if facts.state == "entered":
        return None
    return breach(N_("This import was taken back already."), missing="import_batch")


@refusal("carriers.base.import-at-rest", TakeBackImport)
def nothing_moved(_act: TakeBackImport, facts: TakeBackFacts, _figures: Figures) -> Breach | None:
    """What changed hands, was offered or ended is not taken back."""
    if not facts.moved:
        return None
    return breach(
        N_(
            "{count} carriers were handed on, offered or ended since: {labels}. Their entries "
            "stand; end each by an act of its own."
        ),
        missing="import_batch",
        count=len(facts.moved),
        labels=_named(facts.moved),
    )


@refusal("carriers.base.import-uncounted", TakeBackImport)
def nothing_counted(_act: TakeBackImport, facts: TakeBackFacts, _figures: Figures) -> Breach | None:
    """What was counted, or is being counted among other things, is not taken back."""
    if not facts.counted:
        return None
    return breach(
        N_(
            "These were counted, or are being counted with others: {labels}. Settle the count; "
            "what is not there gets its result in it."
        ),
        missing="import_batch",
        cure="carriers.settle-count",
        labels=_named(facts.counted),
    )


@refusal("carriers.base.import-unused", TakeBackImport)
def nothing_used(_act: TakeBackImport, facts: TakeBackFacts, _figures: Figures) -> Breach | None:
    """What was copied, joined by further copies or owed a duty is not taken back."""
    if not facts.used:
        return None
    return breach(
        N_(
            "These are in use: {labels}. They were copied, are further copies of the same "
            "document, or something about them is due."
        ),
        missing="import_batch",
        labels=_named(facts.used),
    )


IMPORTING_RULES: tuple[Rule, ...] = (
    came_in_now,
    came_in_once,
    still_stands,
    nothing_moved,
    nothing_counted,
    nothing_used,
)
