"""When a failed capture is tried again, and when somebody must be told. Pure functions.

The waits grow so that a platform's hiccup is bridged within the hour and a blocked account isn't hammered; near the end
of a half-year without a portrait they shrink again, because the half-year doesn't come back.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from archiver.duties.portrait import fraction_of, half_year_of
from storage.database.schedule import ScheduleRow

WAITS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=4),
)
"""After the first failure, the second …; the last one from then on."""
JITTER = 0.25
"""Each wait is up to this much longer, so that accounts that failed together don't come back together."""
DANGER = timedelta(days=14)
"""A half-year with less left than this and no portrait is in danger (row 21 of RECORDS §7)."""
LONGEST_IN_DANGER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one attempt ended: `outcome` is a model.Outcome or another word for what was in the way."""

    at: datetime
    outcome: str


def retry_at(account_id: str, attempts: int, failed_at: datetime, *, half_year_covered: bool) -> datetime:
    """When to try again after so many failures in a row (at least one)."""
    wait = WAITS[min(attempts, len(WAITS)) - 1]
    if in_danger(failed_at, half_year_covered=half_year_covered):
        wait = min(wait, LONGEST_IN_DANGER)
    return failed_at + wait * (1 + JITTER * fraction_of(f"{account_id} {attempts}"))


def in_danger(now: datetime, *, half_year_covered: bool) -> bool:
    """Whether the half-year may end without a portrait."""
    return not half_year_covered and half_year_of(now)[1] - now <= DANGER


def is_alarm(attempts: int, alarm_after: int, now: datetime, *, half_year_covered: bool) -> bool:
    """Whether somebody must be told: so many failures in a row, or a failure when the half-year is in danger."""
    return attempts >= alarm_after or (attempts > 0 and in_danger(now, half_year_covered=half_year_covered))


def after_failure(row: ScheduleRow, attempt: Attempt, alarm_after: int) -> ScheduleRow:
    """The account's row after one more failed attempt; an alarm stays until a capture succeeds."""
    attempts = row.attempts + 1
    first, _ = half_year_of(attempt.at)
    covered = row.last_ok_at is not None and row.last_ok_at >= first
    alarm = is_alarm(attempts, alarm_after, attempt.at, half_year_covered=covered)
    return replace(
        row,
        due_at=retry_at(row.account_id, attempts, attempt.at, half_year_covered=covered),
        attempts=attempts,
        last_error=attempt.outcome,
        alarm_since=row.alarm_since or (attempt.at if alarm else None),
    )


def after_success(row: ScheduleRow, taken_at: datetime, due_at: datetime) -> ScheduleRow:
    """The account's row after a capture was filed: the failures are over."""
    return replace(row, due_at=due_at, attempts=0, last_error="", last_ok_at=taken_at, alarm_since=None)
