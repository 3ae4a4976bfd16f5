"""The command as its users meet it: exit codes, JSON, Swedish, and every command documented."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.errors.error import SomearkivError
from cli.main import build, run

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "docs" / "handbok" / "konto.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOMEARKIV_USER", "anna")
    monkeypatch.delenv("SOMEARKIV_CONFIG", raising=False)
    return tmp_path


@pytest.fixture
def archive(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["init", "--name", "Anna Ek"]) == 0
    assert run(["user", "add", "olle", "--name", "Olle", "--role", "kontoansvarig"]) == 0
    assert run(["user", "add", "bo", "--name", "Bo", "--role", "chef"]) == 0
    assert run(["user", "add", "carin", "--name", "Carin", "--role", "informatör"]) == 0
    capsys.readouterr()
    return folder


def test_from_an_empty_folder_to_an_open_account(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--user", "olle", "account", "add", str(TEMPLATE)]) == 0
    assert run(["--user", "bo", "account", "approve", "kommunen-facebook", "--as", "chef"]) == 0
    assert run(["--user", "carin", "account", "approve", "kommunen-facebook", "--as", "informatör"]) == 0
    assert run(["--user", "carin", "account", "open", "kommunen-facebook"]) == 0
    assert "öppet" in capsys.readouterr().out
    assert run(["--json", "account", "list"]) == 0
    assert [json.loads(line)["state"] for line in capsys.readouterr().out.splitlines()] == ["öppet"]
    assert run(["verify", "--deep"]) == 0
    assert run(["reindex"]) == 0
    assert run(["status"]) == 0


def test_init_never_overwrites(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 4
    assert "skrivs aldrig över" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["capture"], 2, "--due"),
        (["capture", "finns-inte"], 2, "finns-inte"),
        (["items", "--label", "hemligt"], 2, "--label"),
        (["items", "--since", "igår"], 2, "2026-01-31"),
        (["account", "show", "x"], 2, "konto"),
        (["review", "show", "x"], 2, "handling"),
        (["export", "registrar", "--out", "paket"], 4, ""),
        (["export", "nope", "--out", "paket"], 2, "nope"),
        (["export", "json", "--account", "nope", "--out", "paket"], 2, "nope"),
        (["--user", "okänd", "account", "add", str(TEMPLATE)], 4, "okänd"),
        (["nonsense"], 2, "nonsense"),
        (["--config", "saknas.toml", "items"], 2, "saknas.toml"),
    ],
)
def test_wrong_use_is_said_with_its_exit_code(
    archive: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
) -> None:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert says in captured.err
    assert "Traceback" not in captured.err


def test_a_group_without_its_command_shows_its_help(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review"]) == 2
    assert capsys.readouterr().err.startswith("Usage: ")


def test_one_changed_byte_is_exit_3_and_a_list(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    victim = next((archive / "arkiv").rglob("person.json"))
    victim.chmod(0o644)
    data = bytearray(victim.read_bytes())
    data[10] ^= 1
    victim.write_bytes(bytes(data))
    assert run(["--json", "verify", "--deep"]) == 3
    faults = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert any("person" in fault["where"] for fault in faults)


def test_invalid_toml_is_named_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "config.toml").write_text("[storage]\nroot = \n", encoding="utf-8")
    assert run(["status"]) == 2
    assert "rad 2" in capsys.readouterr().err


def test_classify_answers_in_order_and_names_bad_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "in.jsonl"
    file.write_text('{"id": "1", "text": "Tack!"}\nnot json\n{"id": "2", "text": "Lampan på Storgatan 4 är trasig."}\n')
    assert run(["classify", str(file)]) == 2
    captured = capsys.readouterr()
    answers = [json.loads(line) for line in captured.out.splitlines()]
    assert [answer.get("id") for answer in answers] == ["1", None, "2"]
    assert set(answers[0]["labels"]) == {"diary", "confidential", "weeding", "unsuitable"}
    assert "2" in answers[1]["error"]


def test_english_is_there_for_those_who_ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "items"]) == 2
    assert "Fault in" in capsys.readouterr().err


def test_every_command_and_option_has_help_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    app = build("sv")
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    names += [str(group.name) for group in app.registered_groups]
    for name in names:
        if name not in ("demo",):
            assert f"`{name}" in readme, name
    for command in app.registered_commands:
        assert command.help, command.callback


def _classes(cls: type[SomearkivError]) -> list[type[SomearkivError]]:
    return [cls, *(deeper for sub in cls.__subclasses__() for deeper in _classes(sub))]


@pytest.mark.parametrize("fault", _classes(SomearkivError), ids=lambda cls: cls.__name__)
def test_every_error_speaks_both_languages_and_knows_its_exit_code(fault: type[SomearkivError]) -> None:
    assert fault.says.sv
    assert fault.says.en
    assert fault.says.sv != fault.says.en
    assert fault.exit_code in (1, 2, 3, 4, 5)
    assert bool(fault.advice.sv) == bool(fault.advice.en)


def test_the_installed_command_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli", "--help"], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60
    )
    assert done.returncode == 0
    assert "allmänna handlingar" in done.stdout
