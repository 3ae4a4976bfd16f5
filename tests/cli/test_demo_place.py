"""The demonstration's folder: its own earlier one is replaced, anything else is left alone."""

from pathlib import Path

import pytest

from archiver.errors.refused import Refused
from cli.commands.demo_place import MARKER, clear_place, write_account_files, write_config
from jobs.accountfile import read_account_file
from jobs.config import read_config

SHIPPED = Path(__file__).resolve().parents[2] / "config.toml"
ACCOUNTS = Path(__file__).resolve().parents[2] / "cli/commands/demo_town/accounts"


def test_new_and_empty_folders_are_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert not clear_place(tmp_path / "deep" / "new")
    assert not clear_place(tmp_path / "empty")
    assert (tmp_path / "deep" / "new" / MARKER).is_file()
    assert (tmp_path / "empty" / MARKER).is_file()


def test_an_earlier_demonstration_is_removed_whole(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    clear_place(folder)
    (folder / "arkiv").mkdir()
    (folder / "arkiv" / "old").write_text("x")
    assert clear_place(folder)
    assert [one.name for one in folder.iterdir()] == [MARKER]
    assert [one.name for one in tmp_path.iterdir()] == ["demo"]


@pytest.mark.parametrize("marker", [None, "", "somebody else's"])
def test_a_folder_of_somebody_elses_is_refused_and_left_alone(tmp_path: Path, marker: str | None) -> None:
    folder = tmp_path / "arkiv"
    folder.mkdir()
    (folder / "kort.db").write_text("real")
    if marker is not None:
        (folder / MARKER).write_text(marker)
    before = sorted(one.name for one in folder.iterdir())
    with pytest.raises(Refused) as raised:
        clear_place(folder)
    assert raised.value.exit_code == 4
    assert "--out" in raised.value.message("sv")
    assert sorted(one.name for one in folder.iterdir()) == before
    assert (folder / "kort.db").read_text() == "real"


def test_links_and_files_are_refused(tmp_path: Path) -> None:
    real = tmp_path / "real"
    clear_place(real)
    (tmp_path / "link").symlink_to(real)
    (tmp_path / "file").write_text("x")
    for name in ("link", "file"):
        with pytest.raises(Refused):
            clear_place(tmp_path / name)
    assert (real / MARKER).is_file()


def test_a_marker_that_is_a_link_does_not_make_a_folder_ours(tmp_path: Path) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    clear_place(ours)
    other.mkdir()
    (other / MARKER).symlink_to(ours / MARKER)
    with pytest.raises(Refused):
        clear_place(other)


def test_config_is_the_shipped_one_but_for_the_towns_address(tmp_path: Path) -> None:
    file = write_config(tmp_path, SHIPPED, "127.0.0.1:8417")
    assert read_config(file).capture.allowed_networks == ("127.0.0.1:8417",)
    shipped, written = SHIPPED.read_text().splitlines(), file.read_text().splitlines()
    changed = [pair for pair in zip(shipped, written, strict=True) if pair[0] != pair[1]]
    assert changed == [("allowed_networks = []", 'allowed_networks = ["127.0.0.1:8417"]')]


def test_without_the_shipped_config_a_short_one_says_the_same(tmp_path: Path) -> None:
    file = write_config(tmp_path, tmp_path / "nowhere.toml", "127.0.0.1:8417")
    assert read_config(file).capture.allowed_networks == ("127.0.0.1:8417",)


def test_account_files_are_read_by_the_register(tmp_path: Path) -> None:
    written = write_account_files(tmp_path, ACCOUNTS, "http://127.0.0.1:8417")
    accounts = [read_account_file(file, 2) for file in written]
    assert [one.id for one in accounts] == [file.stem for file in written]
    assert {one.platform for one in accounts} == {"facebook", "instagram", "forum", "wordpress"}
    assert all(one.url.startswith("http://127.0.0.1:8417/") for one in accounts)
