"""What is going on now: schedule, orders and passwords, on each sort of database."""

import threading
from datetime import timedelta

import pytest

from archiver.errors.operation import StorageFault
from storage.archive import Archive
from storage.database import orders, people, schedule
from storage.database.orders import OrderState
from storage.database.schedule import ScheduleRow
from tests.storage.making import NOW


def test_schedule_row_is_replaced_and_due_in_time(archive: Archive) -> None:
    with archive.session(write=True) as session:
        schedule.put(session, ScheduleRow("fb", NOW))
        schedule.put(session, ScheduleRow("fb", NOW + timedelta(days=1), 1, "onåbar", NOW, NOW))
        schedule.put(session, ScheduleRow("insta", NOW - timedelta(days=1)))
        schedule.put(session, ScheduleRow("aldrig"))
    with archive.session() as session:
        assert [row.account_id for row in schedule.rows(session)] == ["insta", "fb", "aldrig"]
        assert [row.account_id for row in schedule.due(session, NOW)] == ["insta"]
        assert [row.account_id for row in schedule.alarms(session)] == ["fb"]
        assert schedule.of_account(session, "fb").attempts == 1
        assert schedule.of_account(session, "none") is None
    with archive.session(write=True) as session:
        schedule.remove(session, "insta")
    with archive.session() as session:
        assert schedule.of_account(session, "insta") is None


def test_order_goes_from_waiting_to_done(archive: Archive) -> None:
    with archive.session(write=True) as session:
        first = orders.add(session, "harvest", "fb", "anna", NOW)
        assert orders.add(session, "harvest", "fb", "bo", NOW) == first
        assert orders.add(session, "verify", "", "bo", NOW) != first
    with archive.session(write=True) as session:
        taken = orders.claim(session, "w1", NOW)
        assert (taken.id, taken.state, taken.claimed_by) == (first, OrderState.CLAIMED, "w1")
        assert orders.claim(session, "w2", NOW, kinds=("harvest",)) is None
    with archive.session(write=True) as session:
        orders.finish(session, first, NOW, ok=True, result="fångad")
        assert [order.id for order in orders.rows(session, OrderState.DONE)] == [first]
        assert orders.release(session) == 0


def test_dead_workers_orders_wait_again(archive: Archive) -> None:
    with archive.session(write=True) as session:
        orders.add(session, "harvest", "fb", "anna", NOW)
        orders.claim(session, "w1", NOW)
        assert orders.release(session, "w2") == 0
        assert orders.release(session, "w1") == 1
        assert orders.claim(session, "w3", NOW).claimed_by == "w3"


def test_two_workers_never_get_the_same_order(archive: Archive) -> None:
    with archive.session(write=True) as session:
        for number in range(40):
            orders.add(session, "harvest", str(number), "anna", NOW)
    taken: list[str] = []

    def work(name: str) -> None:
        while True:
            with archive.session(write=True) as session:
                order = orders.claim(session, name, NOW)
            if order is None:
                return
            taken.append(order.argument)

    workers = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken, key=int) == [str(number) for number in range(40)]


def test_password_hash_is_kept_replaced_and_forgotten(archive: Archive) -> None:
    with archive.session(write=True) as session:
        assert people.password_hash(session, "anna") is None
        people.set_password_hash(session, "anna", "one", NOW)
        people.set_password_hash(session, "anna", "two", NOW)
    with archive.session() as session:
        assert people.password_hash(session, "anna") == "two"
    with archive.session(write=True) as session:
        people.forget_password(session, "anna")
    with archive.session() as session:
        assert people.password_hash(session, "anna") is None


def test_reading_session_can_not_write(archive: Archive) -> None:
    with pytest.raises(StorageFault), archive.session() as session:
        people.set_password_hash(session, "anna", "one", NOW)


def test_failed_writing_session_leaves_nothing(archive: Archive) -> None:
    with pytest.raises(KeyError):
        write_and_fail(archive)
    with archive.session() as session:
        assert people.password_hash(session, "anna") is None


def write_and_fail(archive: Archive) -> None:
    with archive.session(write=True) as session:
        people.set_password_hash(session, "anna", "one", NOW)
        raise KeyError


def test_reading_session_sees_one_moment(archive: Archive) -> None:
    with archive.session() as before:
        assert schedule.rows(before) == []
        with archive.session(write=True) as session:
            schedule.put(session, ScheduleRow("fb", NOW))
        assert schedule.rows(before) == []
    with archive.session() as after:
        assert len(schedule.rows(after)) == 1
