"""Times: aware and UTC inside, Swedish on screen. The only room that knows dateutil."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from dateutil.parser import isoparser
from dateutil.relativedelta import relativedelta

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def rfc3339(moment: datetime) -> str:
    """RFC 3339 in UTC, e.g. `2026-11-22T20:43:00Z`. Raises ValueError for a naive time."""
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def swedish(moment: datetime) -> str:
    """As a Swede reads it, Swedish time: `2026-11-22 21:43`."""
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def half_year(day: date) -> tuple[date, date]:
    """First day and end day (exclusive) of the calendar half-year a day lies in."""
    start = date(day.year, 1 if day.month <= 6 else 7, 1)
    return start, start + relativedelta(months=6)


def iso_moment(text: str, zone: tzinfo) -> datetime | None:
    """An ISO 8601 date or time in UTC, zoneless ones read in `zone`; None where it is something else."""
    try:
        moment = isoparser().isoparse(text)
    except (ValueError, OverflowError):
        return None
    return in_utc(moment, zone)


def in_utc(moment: datetime, zone: tzinfo) -> datetime | None:
    """The same moment in UTC, a zoneless one read in `zone`; None at the very ends of the calendar."""
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and time so many months earlier (the last of the month where that day is missing)."""
    return moment - relativedelta(months=months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (the last of the month where that day is missing)."""
    return day + relativedelta(months=months)
