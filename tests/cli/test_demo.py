"""`somearkiv demo` as a person runs it: the whole main job, judged by its exit code, by foreign validators and by looking."""

import json
import os
import subprocess
import sys
from pathlib import Path

import bagit
import pytest
from ocfl.validator import Validator
from PIL import Image

from cli.commands.demo_town.truth import BRANCHES, said

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

REPOSITORY = Path(__file__).resolve().parents[2]


def _somearkiv(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", "from cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=540, env=environment, check=False)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo") / "demo-archive"
    done = _somearkiv("demo", "--out", str(folder), "--port", "0")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder, done.stdout


def test_demo_tells_every_step_and_ends_well(told: tuple[Path, str]) -> None:
    _folder, story = told
    headings = [line for line in story.splitlines() if line[:1].isdigit()]
    assert [line.split(".")[0] for line in headings] == [str(number) for number in range(1, len(headings) + 1)]
    assert len(headings) == 8
    assert "FEL" not in story
    assert "Allt fungerade" in story


def test_demo_leaves_an_archive_one_can_go_on_with(told: tuple[Path, str]) -> None:
    folder, _story = told
    config = str(folder / "config.toml")
    listed = _somearkiv("--config", config, "--user", "rut", "--json", "items", "--limit", "1000")
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    expected = sum(len(said(branch)) for branch in BRANCHES) + 2
    assert listed.returncode == 0
    assert len(rows) == expected
    assert _somearkiv("--config", config, "verify", "--deep").returncode == 0
    journal = _somearkiv("--config", config, "--user", "rut", "--json", "journal")
    assert journal.returncode == 0
    assert "item.registration" in journal.stdout


def test_a_dry_run_on_many_tells_what_would_be_refused(told: tuple[Path, str]) -> None:
    folder, _story = told
    many = (
        "--config",
        str(folder / "config.toml"),
        "--user",
        "rut",
        "review",
        "bulk",
        "--axis",
        "registration",
        "--limit",
        "1",
    )
    minor = _somearkiv(*many, "--value", "uppenbart_ringa", "--only", "weeding", "--dry-run")
    secret = _somearkiv(*many, "--value", "uppenbart_ringa", "--only", "secrecy", "--dry-run")
    assert "skulle bli uppenbart_ringa" in minor.stdout
    assert "ska diarieföras" in secret.stdout
    assert _somearkiv(*many, "--value", "obetydlig", "--only", "weeding", "--dry-run").returncode == 2


def test_demo_shelf_is_valid_to_ocfl_py(told: tuple[Path, str]) -> None:
    folder, _story = told
    objects = [file.parent for file in (folder / "arkiv").rglob("0=ocfl_object_*")]
    assert len(objects) > 120
    for place in objects[:: len(objects) // 25]:
        judge = Validator()
        assert judge.validate_object(str(place)), (place, str(judge.log))


def test_demo_bundle_is_valid_to_bagit_and_keeps_the_secret_inside(told: tuple[Path, str]) -> None:
    folder, _story = told
    package = folder / "registratorspaket"
    bagit.Bag(str(package)).validate()
    public = b"".join(file.read_bytes() for file in (package / "data" / "offentlig").rglob("*") if file.is_file())
    inside = b"".join(file.read_bytes() for file in (package / "data" / "intern").rglob("*.json"))
    assert b"Storgatan 4" in public
    assert b"adhd" in inside
    for word in ("adhd", "Elliot", "Vrede"):
        assert word.encode() not in public, word


def test_demo_screenshot_shows_the_whole_page(told: tuple[Path, str]) -> None:
    _folder, story = told
    path = next(line.removeprefix("Skärmbild: ") for line in story.splitlines() if line.startswith("Skärmbild: "))
    with Image.open(path) as picture:
        assert picture.width == 1280
        assert picture.height > 9000
