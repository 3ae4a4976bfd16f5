"""The daemon as a process: it works unattended, is alone, and stops as the signals ask."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from jobs.config import read_config
from jobs.context import store_settings
from jobs.daemon.worker import HARVEST
from storage.archive import Archive
from storage.database import captures, orders, schedule
from storage.database.orders import OrderState

from .conftest import open_account

SETTINGS = """
[schedule]
heartbeat_seconds = 1
stop_seconds = {stop_seconds}
"""


class Town:
    """A config, its archive and daemons started on it."""

    def __init__(self, folder, root, stop_seconds: int) -> None:
        self.file = folder / "config.toml"
        self.file.write_text(SETTINGS.format(stop_seconds=stop_seconds), encoding="utf-8")
        self.folder, self.root, self.daemons = folder, root, []
        self.archive = Archive.create(store_settings(read_config(self.file)))

    def open(self, *account_ids: str, opened_at: datetime) -> None:
        with self.archive.change(who="prov", at=opened_at, why="prov") as change:
            for account_id in account_ids:
                change.put(open_account(account_id, opened_at))
            change.note("prov", about="prov")

    def order(self, account_id: str) -> None:
        with self.archive.session(write=True) as session:
            orders.add(session, HARVEST, account_id, "anna", datetime.now(UTC))

    def start(self) -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.jobs.daemon.acted_daemon", str(self.file)]
        daemon = subprocess.Popen(command, cwd=self.root, stdout=subprocess.PIPE, text=True)
        self.daemons.append(daemon)
        return daemon

    def eventually(self, true, seconds: float = 120):
        until = time.monotonic() + seconds
        while not (found := true()) and time.monotonic() < until:
            time.sleep(0.1)
        return found

    def began(self, argument: str) -> bool:
        return (self.folder / f"började-{argument}").exists()

    def captured(self, account_id: str) -> int:
        with self.archive.session() as session:
            return len(captures.of_account(session, account_id))

    def orders(self) -> list[OrderState]:
        """How the captures that were ordered stand."""
        with self.archive.session() as session:
            return [one.state for one in orders.rows(session) if one.kind == HARVEST]


@pytest.fixture
def town(tmp_path, request):
    made = Town(tmp_path, request.config.rootpath, 60)
    yield made
    for daemon in made.daemons:
        daemon.kill()
        daemon.wait()
        daemon.stdout.close()
    made.archive.close()


def test_it_captures_what_is_due_and_what_is_ordered_and_finishes_on_sigterm(town):
    long_ago = datetime.now(UTC) - timedelta(days=400)
    town.open("fångas", opened_at=long_ago)
    town.open("länge-3", "nytt", opened_at=datetime.now(UTC))
    with town.archive.session(write=True) as session:
        schedule.put(session, schedule.ScheduleRow("fångas", datetime.now(UTC) - timedelta(minutes=5)))
    daemon = town.start()
    assert town.eventually(lambda: town.captured("fångas"))
    town.order("länge-3")
    assert town.eventually(lambda: town.began("länge-3"))
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(120) == 0
    assert town.captured("länge-3") == 1
    assert town.captured("nytt") == 0
    assert set(town.orders()) == {OrderState.DONE}
    assert daemon.stdout.read().splitlines() == [
        "Tjänsten är igång",
        "Avslutar; den fångst som pågår får bli klar",
        "Tjänsten är avslutad",
    ]


def test_a_second_daemon_is_refused(town):
    first = town.start()
    assert first.stdout.readline() == "Tjänsten är igång\n"
    second = town.start()
    assert second.wait(120) == 4
    assert "används just nu" in second.stdout.read()
    first.send_signal(signal.SIGINT)
    assert first.wait(120) == 0


def test_a_capture_that_takes_too_long_to_stop_is_taken_up_on_the_next_start(town):
    town.file.write_text(SETTINGS.format(stop_seconds=1), encoding="utf-8")
    town.open("länge-6", opened_at=datetime.now(UTC))
    town.order("länge-6")
    daemon = town.start()
    assert town.eventually(lambda: town.began("länge-6"))
    daemon.send_signal(signal.SIGINT)
    assert daemon.wait(120) == 0
    assert daemon.stdout.read().endswith("den avbrutna fångsten tas upp vid nästa start\n")
    assert (town.orders().count(OrderState.WAITING), town.captured("länge-6")) == (1, 0)
    town.start()
    assert town.eventually(lambda: town.captured("länge-6"))


def test_what_a_killed_daemon_was_doing_is_taken_up_on_the_next_start(town):
    town.open("länge-4", opened_at=datetime.now(UTC))
    town.order("länge-4")
    daemon = town.start()
    assert town.eventually(lambda: town.began("länge-4"))
    daemon.kill()
    daemon.wait()
    assert town.orders() == [OrderState.CLAIMED]
    town.start()
    assert town.eventually(lambda: town.orders() == [OrderState.DONE])
