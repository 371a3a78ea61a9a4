"""The laws of wiping texts that the program itself keeps."""

from __future__ import annotations

from shoumi.acts.rule import Rule, approval, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.journal.acts import WipeTexts
from shoumi.matters.journal.facts import WipingFacts


@refusal("journal.base.texts-there", WipeTexts)
def names_what_is_there(act: WipeTexts, facts: WipingFacts, _figures: Figures) -> Breach | None:
    """Only texts that are still there are wiped, and every entry named tells one of them."""
    if act.entries and not facts.without:
        return None
    return breach(
        N_("These entries tell no such text, or it is wiped already: {entries}."),
        missing="entries",
        entries=" ".join(str(entry) for entry in facts.without) or "-",
    )


@refusal("journal.base.wiping-reasoned", WipeTexts)
def says_why(act: WipeTexts, _facts: WipingFacts, _figures: Figures) -> Breach | None:
    """Who wipes texts says why; the reason stays."""
    if act.reason.strip():
        return None
    return breach(N_("Say why the texts are wiped, without repeating them."), missing="reason")


RULES: tuple[Rule, ...] = (
    names_what_is_there,
    says_why,
    approval(
        "journal.wiping.approval", WipeTexts, says="Texts are wiped with the consent of another."
    ),
)
