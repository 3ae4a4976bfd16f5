"""The clock turned through three years: a hundred accounts, the real timetable, a world that fails now and then."""

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from archiver.duties.portrait import FIRST_WITHIN, LAST_WEEK, half_year_of
from archiver.model import Outcome
from jobs.daemon.attempts import Ending
from jobs.daemon.heartbeat import Heartbeat
from jobs.daemon.worker import HARVEST, Result, Worker
from storage.database import schedule
from storage.database.card_tables import capture
from storage.database.cards import capture_card

from .conftest import capture_of, open_account

pytestmark = pytest.mark.slow

BEGIN = datetime(2025, 1, 7, 8, 0, tzinfo=UTC)
END = datetime(2028, 1, 1, tzinfo=UTC)
DOWN = [
    (datetime(2025, 3, 10, tzinfo=UTC), timedelta(weeks=2)),
    (datetime(2025, 12, 22, tzinfo=UTC), timedelta(days=6)),
    (datetime(2026, 6, 1, tzinfo=UTC), timedelta(weeks=3)),
    (datetime(2026, 7, 6, tzinfo=UTC), timedelta(weeks=5)),
    (datetime(2027, 5, 25, tzinfo=UTC), timedelta(weeks=3)),
]
"""When the server was away: in summers and before the ends of half-years too."""
BEAT, BEAT_AFTER_START = timedelta(hours=12), timedelta(hours=1)
"""The daemon beats every minute; here as seldom as can show the same (retries come later than they would)."""
FAIR_SHARE = 12
"""The most portraits on one day in quiet times: an even spread would be one or two."""


class World:
    """Performs orders: files the card of a capture, or fails as the world does; keeps a diary of both."""

    def __init__(self, archive, clock, seed: int) -> None:
        self.archive, self.clock, self.chance = archive, clock, random.Random(seed)
        self.taken: dict[str, list[datetime]] = defaultdict(list)
        self.tried: dict[str, list[datetime]] = defaultdict(list)
        self.number = 0

    def __call__(self, order) -> Result:
        if order.kind != HARVEST:
            return Result(Ending.DONE, "stämmer")
        at = self.clock()
        self.tried[order.argument].append(at)
        failure = self.failure(order.argument, at)
        if failure:
            return Result(Ending.FAILED, failure.value)
        self.number += 1
        with self.archive.session(write=True) as session:
            session.execute(insert(capture), [capture_card(capture_of(order.argument, at, self.number))])
        self.taken[order.argument].append(at)
        return Result(Ending.DONE, Outcome.CAPTURED.value)

    def failure(self, account_id: str, at: datetime) -> Outcome | None:
        """Every fifth attempt fails; a dozen accounts are blocked for whole weeks in April and October."""
        if int(account_id.removeprefix("konto-")) % 8 == 0 and at.month in (4, 10) and at.day < 22:
            return Outcome.BLOCKED
        return Outcome.TIMED_OUT if self.chance.random() < 0.2 else None


def down_until(now: datetime) -> datetime | None:
    return next((start + span for start, span in DOWN if start <= now < start + span), None)


@pytest.fixture
def three_years(archive, clock, filed):
    """The diary of three years; accounts are opened one after the other during the first months."""
    accounts = [open_account(f"konto-{n}", BEGIN + timedelta(days=n % 60), (2, 2, 2, 4, 12)[n % 5]) for n in range(100)]
    filed(*accounts)
    world = World(archive, clock, seed=5)
    worker = Worker(archive, world, clock, alarm_after=99, name="prov")  # alarms are tested in test_worker.py
    clock.now, started = BEGIN, BEGIN
    while clock.now < END:
        if back := down_until(clock.now):
            clock.now = started = back
        Heartbeat(archive, clock, started, lambda: None)()
        while worker.step():
            pass
        with archive.session() as session:
            following = min(row.due_at for row in schedule.rows(session))
        beat = BEAT_AFTER_START if clock.now - started < timedelta(days=1) else BEAT
        clock.now = max(following, clock.now + beat)
    return accounts, world, archive


@pytest.mark.timeout(900)
def test_three_years_without_a_missed_half_year(three_years):
    accounts, world, archive = three_years
    half_years = half_years_from(BEGIN)
    assert len(half_years) == 6
    for account in accounts:
        taken = world.taken[account.id]
        for first, end in half_years:
            if account.opened_at < end - LAST_WEEK:
                inside = [one for one in taken if first <= one < end]
                assert inside, f"{account.id} has no portrait from {first}"
                tries = [one for one in world.tried[account.id] if first <= one < end]
                assert min(tries) < end - LAST_WEEK, f"{account.id} was tried first in the last week"
                assert len(inside) >= account.captures_per_year // 2 - 2
    hold_the_rest(accounts, world, archive)


def hold_the_rest(accounts, world, archive):
    """The same three years: nobody waits after opening, no day is crowded, no row is kept twice, failures were retried."""
    for account in accounts:
        assert world.tried[account.id][0] < account.opened_at + FIRST_WITHIN + BEAT
    crowded = [back for start, span in DOWN for back in [(start + span).date()]]
    days = Counter(one.date() for taken in world.taken.values() for one in taken)
    quiet = {day: count for day, count in days.items() if day not in crowded}
    assert max(quiet.values()) <= FAIR_SHARE
    for day in crowded:
        hours = Counter(one.hour for taken in world.taken.values() for one in taken if one.date() == day)
        assert not hours or max(hours.values()) <= 20
    wanted = sum(account.captures_per_year * 3 for account in accounts)
    assert wanted * 0.9 <= sum(days.values()) <= wanted * 1.15 + len(accounts)
    with archive.session() as session:
        rows = schedule.rows(session)
    assert {row.account_id for row in rows} == {account.id for account in accounts}


def half_years_from(begin: datetime) -> list[tuple[datetime, datetime]]:
    spans = [half_year_of(begin)]
    while spans[-1][1] < END - timedelta(days=1):
        spans.append(half_year_of(spans[-1][1]))
    return spans
