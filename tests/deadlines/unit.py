"""A unit on the packaged calendar and hours, and small values for its tests."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import msgspec

from shoumi.deadlines.calendar import UnitTime, WorkingCalendar
from shoumi.deadlines.duties import Duty, Term, dated
from shoumi.deadlines.reading import calendar_from, hours_from
from shoumi.deadlines.reminders import Plans, plans_from

FOLDER = Path(__file__).parents[2] / "src/shoumi/packs/shoumi/calendar"
YEAR_FILES = sorted(FOLDER.glob("[0-9][0-9][0-9][0-9].toml"))
CALENDAR: WorkingCalendar = calendar_from(file.read_bytes() for file in YEAR_FILES)
BEIJING = timezone(timedelta(hours=8))
UNIT = UnitTime(
    calendar=CALENDAR, hours=hours_from((FOLDER / "hours.toml").read_bytes()), zone=BEIJING
)
PLANS: Plans = plans_from((FOLDER / "reminders.toml").read_text(encoding="utf-8"))
FIRST, LAST = date(2004, 1, 1), date(2027, 12, 31)
FAR = datetime(2030, 1, 1, tzinfo=UTC)


def on(text: str) -> datetime:
    """A time of the unit's clock, such as 2024-09-30 09:00."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def without(*years: int) -> UnitTime:
    """The unit before those years were announced."""
    files = (file.read_bytes() for file in YEAR_FILES if int(file.stem) not in years)
    return msgspec.structs.replace(UNIT, calendar=calendar_from(files))


def a_duty(
    *,
    number: str = "d1",
    who: str = "handler",
    within: str = "P15WD",
    start: datetime | None = None,
    rule: str = "release.request.reply",
    thing: str = "t1",
    unit: UnitTime = UNIT,
) -> Duty:
    """A duty with one term, dated."""
    begins = start or on("2024-09-23 10:00")
    duty = Duty(
        id=number,
        rule=rule,
        terms=(Term(clause="jm-release/12", period=within),),
        who=who,
        department="office",
        thing=thing,
        closes_by=("release.reply",),
        opened_by=7,
        opened_at=begins,
        starts_at=begins,
    )
    return dated(duty, unit)
