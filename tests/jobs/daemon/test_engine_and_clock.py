"""The parts of the daemon alone: the local engine, the registry, the clock."""

import threading
import time

import pytest

from archiver.errors.operation import StorageFault
from jobs.daemon.clock import Clock
from jobs.daemon.engine.local import LocalEngine
from jobs.daemon.engine.registry import ENGINES


class Steps:
    """A worker that does what it is told at each step."""

    def __init__(self, *steps) -> None:
        self.steps, self.done = list(steps), 0

    def take_up(self) -> int:
        return 0

    def step(self) -> bool:
        if not self.steps:
            return False
        self.done += 1
        self.steps.pop(0)()
        return True


def nothing() -> None:
    pass


def eventually(true) -> bool:
    until = time.monotonic() + 10
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    return true()


def test_every_engine_stands_under_its_key():
    assert set(ENGINES) == {"local"}
    assert all(key == made.key for key, made in ENGINES.items())


def test_the_engine_works_until_nothing_waits_and_again_when_woken():
    worker = Steps(nothing, nothing)
    engine = LocalEngine(worker, nothing, look_seconds=60)
    engine.start()
    assert eventually(lambda: worker.done == 2)
    worker.steps.append(nothing)
    engine.wake()
    assert eventually(lambda: worker.done == 3)
    assert engine.stop(5) is True
    assert not engine.alive


def test_a_fault_of_the_archive_does_not_end_the_engine(caplog):
    def full() -> None:
        raise StorageFault(what="disken är full", where="/arkiv")

    worker = Steps(full, nothing)
    engine = LocalEngine(worker, nothing, look_seconds=0.01)
    engine.start()
    assert eventually(lambda: worker.done == 2)
    assert engine.alive
    engine.stop(5)
    assert "disken är full" in caplog.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_unexpected_fault_is_seen_from_outside():
    def broken() -> None:
        raise ZeroDivisionError

    engine = LocalEngine(Steps(broken), nothing)
    engine.start()
    assert eventually(lambda: not engine.alive)


def test_stop_ends_an_order_that_takes_too_long():
    ended = threading.Event()
    engine = LocalEngine(Steps(lambda: ended.wait(30)), ended.set, look_seconds=60)
    engine.start()
    time.sleep(0.05)
    assert engine.stop(0.1) is False
    assert ended.is_set()
    assert not engine.alive


def test_the_clock_beats_at_once_and_survives_a_fault_of_the_archive(caplog):
    beats = []

    def beat() -> None:
        beats.append(1)
        raise StorageFault(what="databasen är låst", where="kort.db")

    clock = Clock(beat, seconds=1)
    clock.start()
    assert eventually(lambda: len(beats) >= 2)
    assert clock.alive
    clock.stop()
    assert not clock.alive
    assert "databasen är låst" in caplog.text


def test_an_unexpected_fault_in_a_beat_stops_the_clock_for_all_to_see():
    clock = Clock(lambda: 1 // 0, seconds=1)
    clock.start()
    assert eventually(lambda: not clock.alive)
    clock.stop()
