"""All matters that are built, composed: what this house can do."""

from __future__ import annotations

from shoumi.acts.matter import Matter
from shoumi.decision.catalogue import Catalogue, compose
from shoumi.decision.ground import GROUND_RULES
from shoumi.matters.access.matter import MATTER as ACCESS
from shoumi.matters.applications.matter import MATTER as APPLICATIONS
from shoumi.matters.calendar.matter import MATTER as CALENDAR
from shoumi.matters.carriers.matter import MATTER as CARRIERS
from shoumi.matters.incidents.matter import MATTER as INCIDENTS
from shoumi.matters.journal.matter import MATTER as JOURNAL
from shoumi.matters.law.matter import MATTER as LAW
from shoumi.matters.organisation.matter import MATTER as ORGANISATION
from shoumi.matters.personnel.matter import MATTER as PERSONNEL
from shoumi.matters.training.matter import MATTER as TRAINING

GROUND = Matter(slug="base", things=(), acts=(), rules=GROUND_RULES)
MATTERS = (
    GROUND,
    ACCESS,
    APPLICATIONS,
    CALENDAR,
    CARRIERS,
    INCIDENTS,
    JOURNAL,
    LAW,
    ORGANISATION,
    PERSONNEL,
    TRAINING,
)


def everything() -> Catalogue:
    """The catalogue of all matters."""
    return compose(MATTERS)
