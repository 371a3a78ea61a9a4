"""The clocks of an incident: they run in hours from the discovery, never from the entry."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.rule import Opening, Rule, duty, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.incidents.acts import RecordFiling, Report
from shoumi.matters.incidents.facts import FilingFacts, ReportFacts

AT_ONCE = "at_once"


def _incident_of(_act: Act, facts: object) -> tuple[str, ...]:
    if isinstance(facts, FilingFacts) and facts.incident is not None:
        return (facts.incident.id,)
    return ()


def _fits(act: Report, figures: Figures) -> bool:
    kinds = frozenset(figures.codes("kinds"))
    return not kinds or bool(kinds & frozenset(act.kinds))


@duty(
    "incidents.filing.due",
    after=(Report,),
    closed_by=(RecordFiling,),
    closes=_incident_of,
)
def addressee_is_told(act: Report, facts: ReportFacts, figures: Figures) -> tuple[Opening, ...]:
    """The addressee named is told within the period, which runs from the discovery."""
    if not _fits(act, figures):
        return ()
    return tuple(
        Opening(
            who=facts.owner,
            thing=incident.id,
            since=act.discovered_at,
            within=str(figures.get("within") or AT_ONCE),
        )
        for incident in facts.made
    )


@duty(
    "incidents.loss.traced",
    after=(Report,),
    closed_by=(RecordFiling,),
    closes=_incident_of,
)
def loss_is_traced(act: Report, facts: ReportFacts, figures: Figures) -> tuple[Opening, ...]:
    """What a count could not find is traced."""
    if "suspected_loss" not in act.kinds or not isinstance(figures.get("within"), str):
        return ()
    return tuple(
        Opening(who=facts.owner, thing=one.id, since=act.discovered_at) for one in facts.made
    )


@refusal("incidents.base.discovery-is-past", Report)
def discovery_is_past(act: Report, facts: ReportFacts, _figures: Figures) -> Breach | None:
    """Nothing was discovered later than now."""
    if facts.at is None or act.discovered_at <= facts.at:
        return None
    return breach(N_("The time of discovery has not come yet."), missing="discovered_at")


RULES: tuple[Rule, ...] = (addressee_is_told, loss_is_traced, discovery_is_past)
