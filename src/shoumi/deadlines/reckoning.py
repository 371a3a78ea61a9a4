"""How a due time was counted, in sentences, so that anybody can count it again."""

from collections.abc import Iterable
from datetime import date, timedelta

from shoumi.deadlines.calendar import WorkingCalendar
from shoumi.deadlines.periods import (
    AsOrdered,
    CalendarMonths,
    CalendarYears,
    Days,
    EndOfDay,
    MonthDay,
    NextDay,
    NextYearOn,
    Once,
    OnDate,
    ReviewDate,
    RunEnd,
    Undatable,
    Weeks,
    WorkingDays,
)
from shoumi.law.words import N_, Message

ByDate = Days | Weeks | CalendarMonths | CalendarYears | MonthDay | NextYearOn | OnDate
ByWork = WorkingDays | EndOfDay | NextDay

_AN_HOUR = timedelta(hours=1)
_A_MINUTE = timedelta(minutes=1)


def awaited(period: Undatable) -> Message:
    """What must happen before there is a due time."""
    match period:
        case RunEnd():
            return Message(N_("Due when the run ends; close the run to date it."))
        case ReviewDate():
            return Message(N_("Due at the next review; enter the review's date."))
        case AsOrdered():
            return Message(N_("Due when it is ordered; enter the date of the order."))
        case Once():
            return Message(N_("To be done once; the clause names no date."))


def elapsed(length: timedelta) -> Message:
    """Time that runs by the clock alone."""
    if length % _AN_HOUR:
        return Message(
            N_("{minutes} minutes after the start, through nights and days off."),
            {"minutes": length // _A_MINUTE},
        )
    return Message(
        N_("{hours} hours after the start, through nights and days off."),
        {"hours": length // _AN_HOUR},
    )


def by_date(period: ByDate) -> Message:
    """A term that ends at closing time of a date, whether or not that day is worked."""
    match period:
        case OnDate(on=on):
            return Message(N_("The date {day} was named."), {"day": on.isoformat()})
        case MonthDay(month=month, day=day):
            return Message(
                N_("The next {month}-{day} after the start."),
                {"month": f"{month:02}", "day": f"{day:02}"},
            )
        case NextYearOn(month=month, day=day):
            return Message(
                N_("On {month}-{day} of the year after the start."),
                {"month": f"{month:02}", "day": f"{day:02}"},
            )
        case _:
            return _by_length(period)


def _by_length(period: Days | Weeks | CalendarMonths | CalendarYears) -> Message:
    match period:
        case Days(count=count):
            return Message(
                N_("{count} calendar days; the day of the start is not counted."), {"count": count}
            )
        case Weeks(count=count):
            return Message(N_("{count} weeks after the day of the start."), {"count": count})
        case CalendarMonths(count=count):
            return Message(
                N_("{count} months on, to the same day or the last of the month."), {"count": count}
            )
        case CalendarYears(count=count):
            return Message(N_("{count} years on, to the same date."), {"count": count})


def by_work(period: ByWork) -> Message:
    """A term that ends at closing time of a day that is worked."""
    match period:
        case WorkingDays(count=count):
            return Message(
                N_("{count} working days; the day of the start is not counted."), {"count": count}
            )
        case EndOfDay():
            return Message(
                N_("Closing time of the day; of the next working day if that has passed.")
            )
        case NextDay():
            return Message(N_("Closing time of the next day, or of the first working day after."))


def passed_over(days: Iterable[date], calendar: WorkingCalendar) -> tuple[Message, ...]:
    """Weekends that count because they are worked, weekdays that do not, and what is assumed."""
    among = tuple(days)
    worked = [day for day in among if _is_weekend(day) and calendar.is_working(day)]
    off = [day for day in among if not _is_weekend(day) and not calendar.is_working(day)]
    assumed = sorted({day.year for day in among if calendar.provisional(day)})
    lines = (
        (N_("Counted, because these weekend days are worked: {days}."), worked),
        (N_("Not counted, because these weekdays are off: {days}."), off),
        (
            N_("Provisional: not all is announced yet of {days}; the plain week is assumed."),
            assumed,
        ),
    )
    return tuple(
        Message(template, {"days": ", ".join(str(each) for each in found)})
        for template, found in lines
        if found
    )


def stays(day: date, calendar: WorkingCalendar) -> tuple[Message, ...]:
    """The remark that a date on a day off does not move."""
    if calendar.is_working(day):
        return ()
    template = N_("{day} is a day off; the date does not move, so do it before.")
    return (Message(template, {"day": day.isoformat()}),)


def _is_weekend(day: date) -> bool:
    return day.isoweekday() > 5  # noqa: PLR2004 Friday is ISO's fifth day
