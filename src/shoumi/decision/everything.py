"""All matters that are built, composed: what this house can do."""

from __future__ import annotations

from shoumi.acts.matter import Matter
from shoumi.decision.catalogue import Catalogue, compose
from shoumi.decision.ground import GROUND_RULES
from shoumi.matters.applications.matter import MATTER as APPLICATIONS
from shoumi.matters.calendar.matter import MATTER as CALENDAR
from shoumi.matters.carriers.matter import MATTER as CARRIERS
from shoumi.matters.incidents.matter import MATTER as INCIDENTS
from shoumi.matters.law.matter import MATTER as LAW
from shoumi.matters.organisation.things import Appointment, Department, Person, Unit
from shoumi.matters.personnel.things import Clearance

GROUND = Matter(slug="base", things=(), acts=(), rules=GROUND_RULES)


def everything() -> Catalogue:
    """The catalogue of all matters."""
    office = Matter(
        slug="organisation", things=(Unit, Department, Person, Appointment), acts=(), rules=()
    )
    personnel = Matter(slug="personnel", things=(Clearance,), acts=(), rules=())
    return compose((GROUND, APPLICATIONS, CALENDAR, CARRIERS, INCIDENTS, LAW, office, personnel))
