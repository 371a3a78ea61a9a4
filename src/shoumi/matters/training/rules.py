"""The laws of texts and of confirming them."""

from __future__ import annotations

from shoumi.acts.rule import Rule, acknowledgement, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.training.acts import Acknowledge, PublishText
from shoumi.matters.training.facts import AcknowledgeFacts, PublishFacts


@refusal("training.base.no-secret-text", PublishText)
def is_no_secret(act: PublishText, facts: PublishFacts, figures: Figures) -> Breach | None:
    """A text that everybody is to read holds no secret; a secret is a carrier with readers."""
    if not facts.secret:
        return None
    return breach(
        N_("What is secret is not published here; register it as a carrier and set its readers."),
        missing="level",
        cure="carriers.register",
    )


@refusal("training.base.text-complete", PublishText)
def is_a_whole_text(act: PublishText, facts: PublishFacts, figures: Figures) -> Breach | None:
    """A text has words, readers, and a version that was never used before."""
    if not act.body.strip() or not act.title.strip():
        return breach(N_("Enter title and words of the text."), missing="body")
    if not act.for_whom:
        return breach(N_("Say who is to read it."), missing="for_whom")
    if act.version in facts.versions:
        return breach(N_("This version was published before; number it anew."), missing="version")
    return None


@refusal("training.base.confirmed-once", Acknowledge)
def confirms_what_is_new(
    act: Acknowledge, facts: AcknowledgeFacts, figures: Figures
) -> Breach | None:
    """Each text is confirmed once in a year for one occasion, every sentence of it ticked."""
    if not act.texts or len(set(act.texts)) < len(act.texts):
        return breach(N_("Name the texts that you confirm, each once."), missing="texts")
    if not all(act.ticks):
        return breach(N_("A sentence is not ticked: read it, or ask."), missing="ticks")
    if facts.confirmed.isdisjoint(act.texts):
        return None
    return breach(N_("You have confirmed this text for this occasion."), missing="texts")


@acknowledgement("training.text.acknowledged", Acknowledge)
def is_the_version_in_force(
    act: Acknowledge, facts: AcknowledgeFacts, figures: Figures
) -> Breach | None:
    """The people named receive the text in its version in force and confirm that they read it."""
    asked = figures.get("text")
    for text in facts.texts:
        if asked is not None and text.code != asked:
            continue
        if text.superseded_by is not None or facts.on < text.in_force_on:
            return breach(
                N_("{version} is not the version in force; read the one that is."),
                missing="texts",
                version=text.version,
            )
    return None


RULES: tuple[Rule, ...] = (
    is_no_secret,
    is_a_whole_text,
    confirms_what_is_new,
    is_the_version_in_force,
)
