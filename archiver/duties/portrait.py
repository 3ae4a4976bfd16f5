"""When an account's portrait is due: at least one in every calendar half-year (guideline page 5, RECORDS §3.5).

The half-year, in Swedish time, is cut into as many equal windows as the account wants captures in it; every window has
one appointed moment, at night, on a day that follows from the account's id, so that a hundred accounts spread over the
days and each keeps its own rhythm. Where one capture is all the half-year gets, the appointed day never lies in its last
four weeks: failures can be retried and a server can be away for weeks without a half-year being missed.

Pure functions: nothing here reads a clock. A capture made by hand counts like one made by schedule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256

from archiver.dates import STOCKHOLM, half_year

ROOM_FOR_RETRIES = timedelta(weeks=4)
"""The end of a half-year where no first attempt is appointed when the half-year gets only one."""
LAST_WEEK = timedelta(days=7)
FIRST_WITHIN = timedelta(hours=12)
"""How soon a newly opened account gets its first portrait."""
CATCH_UP_WITHIN = timedelta(hours=6)
"""Over how long what was missed while the server was down is spread."""
FEWEST_PER_HALF_YEAR = 1
NIGHT_BEGINS = time(3, 15)
"""Swedish time; after the hour that summer time skips."""
NIGHT_SECONDS = 3 * 3600


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a half-year that is to have a capture. `start` inclusive, `end` exclusive, `appointed` in between."""

    start: datetime
    end: datetime
    appointed: datetime


def due_at(
    account_id: str,
    opened_at: datetime,
    captures_per_year: int,
    successful_captures: Iterable[datetime],
    now: datetime,
) -> datetime:
    """When the next portrait of an open account is due; in the past when it is late.

    Args:
        opened_at: when the account was opened in the archive; captures before that do not count.
        captures_per_year: how many the account wants, spread evenly over both half-years, at least one in each.
        successful_captures: when filed captures ended, in any order.
        now: aware, any zone.
    """
    last = max((taken for taken in successful_captures if opened_at <= taken <= now), default=None)
    if last is None:
        return opened_at + share_of(account_id, FIRST_WITHIN)
    window = window_of(account_id, captures_per_year, now)
    before = window_of(account_id, captures_per_year, window.start - timedelta(seconds=1))
    if last < before.start:
        return before.appointed
    if last < window.start:
        return window.appointed
    return window_of(account_id, captures_per_year, window.end).appointed


def window_of(account_id: str, captures_per_year: int, moment: datetime) -> Window:
    """The window a moment lies in."""
    first, end = half_year_of(moment)
    count = max(FEWEST_PER_HALF_YEAR, -(-captures_per_year // 2))
    index = min(int((moment - first) / ((end - first) / count)), count - 1)
    return _window(account_id, first, end, count, index)


def half_year_of(moment: datetime) -> tuple[datetime, datetime]:
    """Start (inclusive) and end (exclusive) of the Swedish half-year a moment lies in, in UTC."""
    return _half_year(moment.astimezone(STOCKHOLM).date())


def covered(successful_captures: Iterable[datetime], moment: datetime) -> bool:
    """Whether the half-year of a moment has a portrait."""
    first, end = half_year_of(moment)
    return any(first <= taken < end for taken in successful_captures)


def catch_up_at(account_id: str, started_at: datetime) -> datetime:
    """When to do what was missed while the server was down: in the first hours after its start, not all at once."""
    return started_at + share_of(account_id, CATCH_UP_WITHIN)


def share_of(key: str, span: timedelta) -> timedelta:
    """A part of a span that follows from the key, evenly spread and always the same; whole seconds."""
    return timedelta(seconds=int(fraction_of(key) * span.total_seconds()))


def fraction_of(key: str) -> float:
    """A number from 0 up to but not including 1 that follows from the key."""
    return int.from_bytes(sha256(key.encode()).digest()[:6]) / 2**48


@lru_cache(maxsize=10_000)
def _window(account_id: str, first: datetime, end: datetime, count: int, index: int) -> Window:
    length = (end - first) / count
    start, stop = first + index * length, end if index == count - 1 else first + (index + 1) * length
    usable = stop - ROOM_FOR_RETRIES if count == 1 else stop
    return Window(start, stop, _appointed(account_id, start, usable))


@lru_cache(maxsize=1000)
def _half_year(day: date) -> tuple[datetime, datetime]:
    first, end = half_year(day)
    return _midnight(first), _midnight(end)


def _appointed(account_id: str, start: datetime, end: datetime) -> datetime:
    """The account's moment between start and end: a night where there is a whole one, else any time."""
    first = start.astimezone(STOCKHOLM).date() + timedelta(days=1)
    days = (end.astimezone(STOCKHOLM).date() - first).days
    if days < 1:
        return start + share_of(account_id, end - start)
    day = first + timedelta(days=int(fraction_of(account_id) * days))
    begins = datetime.combine(day, NIGHT_BEGINS, STOCKHOLM).astimezone(start.tzinfo)
    return begins + share_of(f"{account_id} time of night", timedelta(seconds=NIGHT_SECONDS))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, STOCKHOLM).astimezone(UTC)
