"""The worker writes down every ending: order, timetable, and a journal line when an alarm begins or ends."""

from datetime import timedelta

import pytest

from jobs.daemon.attempts import BUSY_WAIT, Ending
from jobs.daemon.heartbeat import Heartbeat
from jobs.daemon.worker import HARVEST, Result, Worker
from storage.database import journal, orders, schedule
from storage.database.orders import OrderState

from .conftest import START, capture_of, open_account


class Answers:
    """Performs orders with prepared answers, in turn; the last one stays."""

    def __init__(self, *answers: Result) -> None:
        self.answers, self.orders = list(answers), []

    def __call__(self, order) -> Result:
        self.orders.append(order)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


BLOCKED = Result(Ending.FAILED, "spärrad", "https://social.example/konto spärrar oss.")
DONE = Result(Ending.DONE, "fångad")


@pytest.fixture
def working(archive, clock, filed):
    filed(open_account("konto"))

    def worker(*answers: Result) -> Worker:
        return Worker(archive, Answers(*answers), clock, alarm_after=3, name="daemon@prov")

    return worker


def order(archive, account_id="konto", by="anna") -> int:
    with archive.session(write=True) as session:
        return orders.add(session, "harvest", account_id, by, START)


def state_of(archive):
    with archive.session() as session:
        return [(one.state, one.result) for one in orders.rows(session)], schedule.of_account(session, "konto")


def alarms(archive):
    with archive.session() as session:
        return [line.did for line in journal.lines(session) if line.did.startswith("schedule.")]


def test_no_order_no_work(working):
    assert working(DONE).step() is False


def test_a_done_order_sets_the_next_time(archive, working):
    order(archive)
    worker = working(DONE)
    assert worker.step() is True
    states, row = state_of(archive)
    assert states == [(OrderState.DONE, "fångad")]
    assert (row.last_ok_at, row.attempts) == (START, 0)
    assert row.due_at > START + timedelta(days=30)
    assert worker.perform.orders[0].ordered_by == "anna"


def test_failures_become_one_alarm_and_a_success_ends_it(archive, clock, working):
    worker = working(BLOCKED, BLOCKED, BLOCKED, BLOCKED, DONE)
    for _ in range(5):
        order(archive)
        worker.step()
        clock.now += timedelta(days=1)
    assert sorted(alarms(archive)) == ["schedule.alarm", "schedule.alarm_over"]
    states, row = state_of(archive)
    assert [state for state, _ in states] == [OrderState.DONE, *[OrderState.FAILED] * 4]
    assert (row.attempts, row.alarm_since) == (0, None)


def test_an_account_captured_by_somebody_else_is_left_alone_a_while_without_a_failure(archive, working):
    order(archive)
    working(Result(Ending.LATER, "upptagen")).step()
    _, row = state_of(archive)
    assert (row.due_at, row.attempts) == (START + BUSY_WAIT, 0)


def test_a_stopped_order_waits_again_and_counts_no_failure(archive, working):
    order(archive)
    working(Result(Ending.STOPPED, "avbruten")).step()
    states, row = state_of(archive)
    assert states[0][0] is OrderState.WAITING
    assert row is None
    worker = working(DONE)
    assert worker.step() is True
    assert worker.perform.orders[0].ordered_by == "anna"


def test_an_order_interrupted_by_a_killed_daemon_is_taken_up(archive, clock, working):
    order(archive)
    with archive.session(write=True) as session:
        orders.claim(session, "daemon@prov", clock())
    worker = working(DONE)
    assert worker.take_up() == 1
    assert worker.step() is True


def test_work_for_an_account_closed_meanwhile_leaves_no_row(archive, working):
    order(archive, "okänt-konto")
    working(Result(Ending.FAILED, "finns_inte")).step()
    with archive.session() as session:
        assert schedule.rows(session) == []


def test_other_kinds_of_work_do_not_touch_the_timetable(archive, working):
    with archive.session(write=True) as session:
        orders.add(session, "verify", "djup", "somearkiv", START)
    working(DONE).step()
    states, row = state_of(archive)
    assert (states[0][0], row) == (OrderState.DONE, None)


def test_the_heartbeat_orders_what_is_due_once(archive, clock, working, filed):
    filed(open_account("konto-2"), capture_of("konto-2", START, 1))
    woken = []
    beat = Heartbeat(archive, clock, START, lambda: woken.append(1))
    assert beat() == 0
    woken.clear()
    clock.now = START + timedelta(hours=13)
    assert (beat(), beat(), len(woken)) == (1, 0, 1)
    with archive.session(write=True) as session:
        assert [one.argument for one in orders.rows(session) if one.kind == HARVEST] == ["konto"]
        orders.claim(session, "daemon@prov", clock(), kinds=(HARVEST,))
    assert beat() == 0
