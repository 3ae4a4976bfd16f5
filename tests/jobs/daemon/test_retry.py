"""Failed captures: growing waits, shorter ones when the half-year is in danger, and an alarm instead of silence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.duties.portrait import half_year_of
from jobs.daemon.retry import (
    DANGER,
    JITTER,
    LONGEST_IN_DANGER,
    WAITS,
    Attempt,
    after_failure,
    after_success,
    in_danger,
    retry_at,
)
from storage.database.schedule import ScheduleRow

SPRING = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
LATE_JUNE = datetime(2026, 6, 25, 4, 0, tzinfo=UTC)


def failures(row: ScheduleRow, count: int, at: datetime = SPRING) -> ScheduleRow:
    for _ in range(count):
        row = after_failure(row, Attempt(at, "tidsgräns"), alarm_after=3)
        at = row.due_at
    return row


@pytest.mark.parametrize("attempts", range(1, 9))
def test_waits_grow_and_then_stay(attempts):
    wait = retry_at("konto", attempts, SPRING, half_year_covered=False) - SPRING
    longest = WAITS[min(attempts, len(WAITS)) - 1]
    assert longest <= wait < longest * (1 + JITTER)


def test_accounts_that_failed_together_do_not_come_back_together():
    again = {retry_at(f"konto-{n}", 1, SPRING, half_year_covered=False) for n in range(100)}
    assert len(again) == 100
    assert max(again) - min(again) > WAITS[0] * JITTER * 0.9


def test_near_the_end_of_a_half_year_without_portrait_waits_are_short():
    wait = retry_at("konto", 6, LATE_JUNE, half_year_covered=False) - LATE_JUNE
    assert wait <= LONGEST_IN_DANGER * (1 + JITTER)
    assert retry_at("konto", 6, LATE_JUNE, half_year_covered=True) - LATE_JUNE >= WAITS[-1]


def test_third_failure_in_a_row_is_an_alarm_and_it_keeps_its_beginning():
    row = ScheduleRow("konto", SPRING)
    assert failures(row, 2).alarm_since is None
    third = failures(row, 3)
    assert third.alarm_since is not None
    assert failures(row, 6).alarm_since == third.alarm_since
    assert (third.attempts, third.last_error) == (3, "tidsgräns")


def test_first_failure_is_an_alarm_when_the_half_year_is_in_danger():
    assert failures(ScheduleRow("konto", LATE_JUNE), 1, LATE_JUNE).alarm_since == LATE_JUNE
    covered = ScheduleRow("konto", LATE_JUNE, last_ok_at=SPRING)
    assert failures(covered, 1, LATE_JUNE).alarm_since is None


def test_success_ends_failures_and_alarm():
    row = after_success(failures(ScheduleRow("konto", SPRING), 5), LATE_JUNE, LATE_JUNE + timedelta(days=90))
    assert row == ScheduleRow("konto", LATE_JUNE + timedelta(days=90), 0, "", LATE_JUNE, None)


@given(st.integers(0, 364), st.booleans())
def test_danger_is_the_last_fortnight_without_portrait(day, covered):
    moment = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
    left = half_year_of(moment)[1] - moment
    assert in_danger(moment, half_year_covered=covered) is (not covered and left <= DANGER)
