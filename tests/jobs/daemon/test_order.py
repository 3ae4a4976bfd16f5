"""The process of an order, and the daemon's own process: faults become answers, errors are said once."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.errors.operation import StorageFault
from archiver.errors.outside import LoginWall
from archiver.errors.refused import Busy, StepRefused
from archiver.model import Person, Role
from jobs.config import Config, read_config
from jobs.context import SYSTEM, Context, store_settings
from jobs.daemon import order
from jobs.daemon.apart import read_answer
from jobs.daemon.attempts import Ending
from jobs.daemon.worker import Result
from storage.archive import Archive

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def config_file(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("[schedule]\nheartbeat_seconds = 1\n", encoding="utf-8")
    Archive.create(store_settings(read_config(file))).close()
    return file


def started(*command: str) -> subprocess.Popen:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("fault", "ending", "outcome"),
    [
        (LoginWall(url="https://social.example"), Ending.FAILED, "inloggningssida"),
        (Busy(what="kontot"), Ending.LATER, "upptagen"),
        (StepRefused(step="fånga", state="avslutat", what="kontot är inte öppet"), Ending.FAILED, "vägrad"),
        (StorageFault(what="disken är full", where="/arkiv"), Ending.FAILED, "arkivet_kan_inte_skriva"),
    ],
)
def test_a_fault_of_our_tree_is_an_answer(archive, monkeypatch, fault, ending, outcome):
    def harvest(_context, _account_id):
        raise fault

    monkeypatch.setitem(order.KINDS, "harvest", harvest)
    result = order.perform(Context(Config(), archive), "harvest", "konto")
    assert (result.ending, result.outcome, result.said) == (ending, outcome, fault.message("sv"))


def test_who_ordered_acts_and_one_who_has_left_has_no_rights(archive, filed):
    anna = Person("anna", "Anna", roles=frozenset({Role.ARCHIVIST}))
    filed(anna, Person("gone", "Gone", roles=frozenset({Role.ARCHIVIST}), active=False))
    assert order.who_ordered(archive, "somearkiv") == SYSTEM
    assert order.who_ordered(archive, "anna") == anna
    assert order.who_ordered(archive, "gone").roles == frozenset()


def test_the_real_process_answers_with_one_line(config_file):
    command = (sys.executable, "-P", "-m", "jobs.daemon.order", str(config_file), "harvest", "somearkiv")
    process = started(*command)
    said, _ = process.communicate("okänt-konto", timeout=200)
    assert json.loads(said)["outcome"] == "finns_inte"
    assert read_answer(said, process.returncode) == Result(
        Ending.FAILED, "finns_inte", "Hittar inte konto ”okänt-konto”. Kontrollera stavningen."
    )


def test_the_command_becomes_the_daemon_and_stops_when_told(config_file):
    somearkiv = Path(sys.executable).with_name("somearkiv")
    process = started(str(somearkiv), "--config", str(config_file), "daemon")
    assert process.stderr.readline() == "  Tjänsten är igång …\n"
    second = started(sys.executable, "-P", "-m", "jobs.daemon.main", str(config_file), "en")
    assert "in use by other work" in second.communicate(timeout=200)[1]
    assert second.returncode == Busy.exit_code
    process.send_signal(signal.SIGTERM)
    assert process.wait(200) == 0
