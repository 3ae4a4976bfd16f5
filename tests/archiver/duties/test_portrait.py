"""When portraits are due: every half-year, never first in its last week, spread over the days."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.dates import STOCKHOLM
from archiver.duties.portrait import (
    CATCH_UP_WITHIN,
    FIRST_WITHIN,
    LAST_WEEK,
    ROOM_FOR_RETRIES,
    catch_up_at,
    covered,
    due_at,
    half_year_of,
    window_of,
)

OPENED = datetime(2024, 11, 5, 9, 0, tzinfo=UTC)
IDS = [f"konto-{number}" for number in range(100)]

moments = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(0, 60 * minutes)
)
per_year = st.sampled_from([2, 3, 4, 6, 12, 52, 366])


def swedish_midnight(year, month, day):
    return datetime(year, month, day, tzinfo=STOCKHOLM).astimezone(UTC)


def test_half_years_are_swedish():
    assert half_year_of(datetime(2025, 6, 30, 21, 59, tzinfo=UTC)) == (
        swedish_midnight(2025, 1, 1),
        swedish_midnight(2025, 7, 1),
    )
    assert half_year_of(datetime(2025, 6, 30, 22, 0, tzinfo=UTC))[0] == swedish_midnight(2025, 7, 1)
    assert half_year_of(datetime(2025, 12, 31, 23, 0, tzinfo=UTC))[0] == swedish_midnight(2026, 1, 1)


def test_a_newly_opened_account_gets_its_first_within_half_a_day():
    firsts = [due_at(one, OPENED, 2, [], OPENED) for one in IDS]
    assert all(OPENED <= first < OPENED + FIRST_WITHIN for first in firsts)
    assert max(Counter(first.replace(minute=0, second=0) for first in firsts).values()) <= 20


@given(st.text(min_size=1), moments)
def test_the_only_one_of_a_half_year_is_never_appointed_in_its_last_weeks(account_id, moment):
    window = window_of(account_id, 2, moment)
    assert window.start == half_year_of(moment)[0]
    assert window.start <= window.appointed < window.end - ROOM_FOR_RETRIES


@given(st.text(min_size=1), per_year, moments)
def test_windows_cover_time_without_gap_and_hold_their_appointed_moment(account_id, captures, moment):
    window = window_of(account_id, captures, moment)
    assert window.start <= moment < window.end or abs(window.end - moment) < timedelta(seconds=1)
    assert window.start <= window.appointed < window.end
    assert window_of(account_id, captures, window.end + timedelta(seconds=1)).start == window.end


@settings(max_examples=25)
@given(st.sampled_from(IDS), per_year, moments)
def test_a_year_of_prompt_captures_has_as_many_as_the_account_wants(account_id, captures, moment):
    taken = [moment]
    while taken[-1] < moment + timedelta(days=800):
        due = due_at(account_id, moment, captures, taken, taken[-1])
        assert due > taken[-1]
        taken.append(due)
    start, _ = half_year_of(moment + timedelta(days=250))
    end = half_year_of(start + timedelta(days=300))[1]
    counted = sum(start <= one < end for one in taken)
    assert counted == 2 * -(-captures // 2)


@given(st.sampled_from(IDS), per_year, moments)
def test_the_first_of_a_half_year_never_comes_first_in_its_last_week(account_id, captures, moment):
    taken = due_at(account_id, moment, captures, [moment], moment)
    following = due_at(account_id, moment, captures, [taken], taken)
    for due in (taken, following):
        first, end = half_year_of(due)
        assert due < end - LAST_WEEK or covered([one for one in (moment, taken) if one < due and one >= first], due)


def test_a_missed_half_year_is_due_at_once():
    last = datetime(2025, 2, 1, tzinfo=UTC)
    now = datetime(2026, 1, 2, tzinfo=UTC)
    assert due_at("konto", OPENED, 2, [last], now) < now


def test_a_capture_by_hand_counts():
    by_hand = datetime(2025, 1, 3, tzinfo=UTC)
    due = due_at("konto", OPENED, 2, [OPENED, by_hand], by_hand)
    assert half_year_of(due)[0] == swedish_midnight(2025, 7, 1)


def test_captures_before_the_opening_or_after_now_do_not_count():
    now = OPENED + timedelta(days=40)
    others = [OPENED - timedelta(days=1), now + timedelta(days=1)]
    assert due_at("konto", OPENED, 2, others, now) == due_at("konto", OPENED, 2, [], now)


def test_a_hundred_accounts_spread_over_the_days():
    days = Counter(window_of(one, 2, OPENED).appointed.date() for one in IDS)
    assert max(days.values()) <= 4
    assert len(days) >= 60


@pytest.mark.parametrize("moment", [datetime(2025, 3, 30, tzinfo=UTC), datetime(2025, 10, 26, tzinfo=UTC)])
def test_it_is_night_in_sweden_also_when_the_clock_is_changed(moment):
    for one in IDS:
        local = window_of(one, 52, moment).appointed.astimezone(STOCKHOLM)
        assert 3 <= local.hour < 7


def test_what_was_missed_is_spread_over_the_first_hours():
    started = datetime(2026, 8, 3, 6, 0, tzinfo=UTC)
    hours = Counter((catch_up_at(one, started) - started) // timedelta(hours=1) for one in IDS)
    assert set(hours) <= set(range(int(CATCH_UP_WITHIN / timedelta(hours=1))))
    assert max(hours.values()) <= 30


def test_due_follows_from_the_same_facts_always():
    assert due_at("konto", OPENED, 4, [OPENED], OPENED) == due_at("konto", OPENED, 4, [OPENED], OPENED)
