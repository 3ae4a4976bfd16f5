"""What the demonstration is made of: faults are counted, differences are shown, the town can be looked at, wrong folders refused."""

import os
import signal
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archiver.text import Text
from cli.commands.demo_capture import _difference
from cli.commands.demo_play import Play
from cli.commands.demo_town.town import DemoTown
from cli.commands.demo_town.truth import AFTER, BEFORE, moved_for, said
from cli.door import Door

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from cli.main import main; main()"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}


def test_what_does_not_hold_becomes_a_fault_and_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    nothing: Any = None
    play = Play(Door(tmp_path / "c", False, "sv", "rut"), tmp_path, nothing, nothing, nothing, timedelta(0))
    play.require(True, Text("syns inte", "unseen"))
    play.require(False, Text("två {saknas}", "two {missing}"))
    assert [fault.sv for fault in play.faults] == ["två {saknas}"]
    assert capsys.readouterr().out == "   FEL: två {saknas}\n"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "ett två tre fyra fem sex",
            "ett två tre fyra fem sju åtta",
            ("… tre fyra fem sex", "… tre fyra fem sju åtta"),
        ),
        ("a", "b", ("a", "b")),
        ("a b", "a b c", ("a b", "a b c")),
    ],
)
def test_difference_is_shown_from_a_few_words_before(old: str, new: str, shown: tuple[str, str]) -> None:
    assert _difference(old, new) == shown


def test_town_never_speaks_from_the_future() -> None:
    early = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    moved = moved_for(early)
    assert moved % timedelta(weeks=1) == timedelta(0)
    assert early - timedelta(weeks=1) < AFTER + moved <= early
    assert moved_for(AFTER) == moved_for(AFTER + timedelta(days=400)) == timedelta(0)
    newest = max(one.at for one in said("social", turned=True, moved=moved))
    assert newest <= early
    with DemoTown(moved=moved) as town:
        assert town.scene().now == BEFORE + moved


def test_served_town_is_the_one_the_demonstration_ends_with(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [*COMMAND, "demo", "--serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, cwd=tmp_path
    )
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        url = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        with urllib.request.urlopen(f"{url}/social/", timeout=10) as answer:
            assert "/social/posts/1042930" in answer.read().decode()
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0
        if running.stdout is not None:
            running.stdout.close()
    assert list(tmp_path.iterdir()) == []


def test_demo_in_a_foreign_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "viktigt.txt").write_text("x")
    done = subprocess.run(
        [*COMMAND, "demo", "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 4
    assert "rörs inte" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["viktigt.txt"]
