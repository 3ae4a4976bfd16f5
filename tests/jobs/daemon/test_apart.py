"""An order in a process of its own: every way it can end is a result."""

import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.daemon import apart
from jobs.daemon.apart import Apart, read_answer
from jobs.daemon.attempts import Ending
from jobs.daemon.worker import Result
from storage.database.orders import Order, OrderState

ACTED = (sys.executable, "-m", "tests.jobs.daemon.acted_order")
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def order(argument: str) -> Order:
    return Order(1, "harvest", argument, "anna", NOW, OrderState.CLAIMED, "daemon@prov", NOW, None, "")


@pytest.fixture
def given(tmp_path, monkeypatch, request):
    monkeypatch.chdir(request.config.rootpath)
    monkeypatch.setattr(apart, "GRACE_SECONDS", 0.5)
    file = tmp_path / "config.toml"
    file.write_text("", encoding="utf-8")
    return lambda limit: Apart(file, limit, ACTED)


def test_the_answer_is_the_last_line(given, tmp_path):
    assert given(60)(order("spärrad")) == Result(Ending.FAILED, "spärrad", "Sidan spärrar oss.")
    assert (tmp_path / "började-spärrad").read_text(encoding="utf-8") == "harvest anna"


def test_what_an_order_is_about_stands_on_no_command_line(given, tmp_path):
    runner = given(60)
    thread = threading.Thread(target=lambda: runner(order("länge-51")))
    thread.start()
    while not (tmp_path / "började-länge-51").exists():
        time.sleep(0.05)
    shown = Path(f"/proc/{runner._running.pid}/cmdline").read_text(encoding="utf-8")
    runner.abandon()
    thread.join(20)
    assert "harvest" in shown
    assert "länge-51" not in shown


@pytest.mark.parametrize(("argument", "code"), [("kraschar", 1), ("tyst", 0)])
def test_an_end_without_answer_is_unexpected_and_says_the_code(given, argument, code):
    result = given(60)(order(argument))
    assert (result.ending, result.outcome) == (Ending.FAILED, "oväntat_fel")
    assert f"kod {code}" in result.said


def test_an_order_that_never_ends_is_ended_also_when_it_will_not(given):
    began = time.monotonic()
    assert given(4)(order("struntar")) == Result(Ending.FAILED, "tidsgräns")
    assert time.monotonic() - began < 20


def test_an_abandoned_order_is_stopped_not_failed(given, tmp_path):
    runner = given(60)
    results = []
    thread = threading.Thread(target=lambda: results.append(runner(order("länge-50"))))
    thread.start()
    while not (tmp_path / "började-länge-50").exists():
        time.sleep(0.05)
    runner.abandon()
    thread.join(20)
    assert [result.ending for result in results] == [Ending.STOPPED]


def test_an_order_stopped_together_with_the_service_is_no_failure_of_the_account(given):
    assert given(60)(order("avslutas")) == Result(Ending.STOPPED, "avbruten")


@pytest.mark.parametrize("said", ["", "null", "{}", '{"ending": "kanske", "outcome": "", "said": ""}', "[1]", "x\n"])
def test_what_is_no_answer_is_an_unexpected_end(said):
    assert read_answer(said, 0).outcome == "oväntat_fel"
