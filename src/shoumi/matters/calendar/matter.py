"""工作日历: the matter of working days."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.calendar.acts import ChangeDay, EnterYear
from shoumi.matters.calendar.facts import day_facts, year_facts
from shoumi.matters.calendar.following import entered, moved
from shoumi.matters.calendar.rules import RULES
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay

MATTER = Matter(
    slug="calendar",
    things=(AnnouncedYear, ChangedDay),
    acts=(
        ActKind(act=EnterYear, facts=year_facts, follows=entered),
        ActKind(act=ChangeDay, facts=day_facts, follows=moved),
    ),
    rules=RULES,
)
