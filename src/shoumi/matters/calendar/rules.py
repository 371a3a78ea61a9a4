"""The laws of the calendar."""

from __future__ import annotations

from shoumi.acts.confirming import confirmed_wrongly
from shoumi.acts.rule import Rule, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.calendar.acts import ChangeDay, EnterYear
from shoumi.matters.calendar.facts import DayFacts, YearFacts

CalendarAct = EnterYear | ChangeDay


@refusal("calendar.base.second-person", EnterYear, ChangeDay)
def is_confirmed_by_another(
    act: CalendarAct, facts: YearFacts | DayFacts, figures: Figures
) -> Breach | None:
    """Every due time rests on the calendar, so one person enters it and another confirms it."""
    if facts.waits and not facts.confirming.meant:
        return breach(
            N_("This is entered already and waits for a second person to confirm it."),
            missing="confirms",
        )
    return confirmed_wrongly(facts.confirming)


@refusal("calendar.base.year-complete", EnterYear)
def is_a_whole_year(act: EnterYear, facts: YearFacts, figures: Figures) -> Breach | None:
    """A year names its notice and lists its days, each of that year and each once."""
    if facts.confirming.meant:
        return None
    if act.year is None or not act.notice.strip() or not act.days:
        return breach(N_("Enter the year, its days and the notice that announced them."))
    if any(line.day.year != act.year for line in act.days):
        return breach(N_("A day lies in another year than {year}."), missing="days", year=act.year)
    if len({line.day for line in act.days}) < len(act.days):
        return breach(N_("A day is listed twice."), missing="days")
    return None


@refusal("calendar.base.day-complete", ChangeDay)
def is_a_whole_day(act: ChangeDay, facts: DayFacts, figures: Figures) -> Breach | None:
    """A change names the day, what it becomes, and the notice."""
    if facts.confirming.meant:
        return None
    if act.day is None or act.kind is None or not act.notice.strip():
        return breach(N_("Enter the day, what it becomes, and the notice."), missing="day")
    return None


RULES: tuple[Rule, ...] = (is_confirmed_by_another, is_a_whole_year, is_a_whole_day)
