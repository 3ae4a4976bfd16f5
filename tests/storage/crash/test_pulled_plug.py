"""A pulled plug takes what was not flushed: what a returned change built in the store comes back from its log."""

import os
import random
import shutil
from pathlib import Path

import pytest

from archiver.model import CaptureRecord
from archiver.records import ItemRecord
from storage import commit, commit_log
from storage.archive import Archive, StoreSettings
from storage.journal import segment_id
from storage.kinds import object_id
from storage.verify import verify
from tests.storage.making import NOW, account, capture, edited, item, tombstone

LARGE = os.urandom(200_000)
"""Larger than what goes into the log."""


@pytest.fixture
def worked(plain: Archive) -> Archive:
    """A settled beginning, and four changes that are in place and not flushed."""
    put(plain, account(), item(1), item(2))
    plain.recover()
    files = {"page.png": LARGE, "page.txt": b"text"}
    with plain.change(who="anna", at=NOW) as change:
        change.put(capture(1, files), files)
        change.put(item(3), {"versions/1/picture.png": LARGE[:70_000]})
        change.note("filed", account())
    put(plain, edited(item(1), "ny lydelse"))
    put(plain, edited(edited(item(1), "ny lydelse"), "ännu en"), item(4))
    put(plain, edited(item(3), "ändrad"))
    return plain


def put(archive: Archive, *things: object) -> None:
    with archive.change(who="anna", at=NOW) as change:
        for thing in things:
            change.put(thing)
        change.note("filed", account())


def restarted(archive: Archive) -> Archive:
    """The archive opened after the machine was started again."""
    changes = archive.settings.work_folder / "changes"
    for folder in changes.iterdir():
        folder.rename(changes / folder.name.replace(commit.boot(), "an-earlier-boot"))
    return Archive.open(archive.settings)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_not_flushed_comes_back(worked: Archive, seed: int) -> None:
    fate = random.Random(seed)
    before = {path: path.read_bytes() for path in worked.settings.root.rglob("*") if path.is_file()}
    for path in sorted(path for path in before if path.stat().st_size < 65_536 and in_the_logs(worked, path)):
        match fate.randrange(4):
            case 0:
                path.write_bytes(b"")
            case 1:
                path.write_bytes(b"\0" * path.stat().st_size)
            case 2:
                path.unlink()
    again = restarted(worked)
    assert {path: path.read_bytes() for path in again.settings.root.rglob("*") if path.is_file()} == before
    assert verify(again, deep=True, now=NOW) == []
    assert list((again.settings.work_folder / "changes").iterdir()) == []
    again.close()


def in_the_logs(archive: Archive, path: Path) -> bool:
    """Whether an unsettled change wrote this file."""
    changes = [one for one in (archive.settings.work_folder / "changes").iterdir() if (one / commit.MARK).is_file()]
    for change in changes:
        for place in commit_log.read(change / commit.MARK).mark.places:
            folder = archive.settings.root / place.path
            if path.is_relative_to(folder / f"v{place.version}") or (path.parent == folder and place.version == 1):
                return True
    return False


def test_whole_objects_that_never_reached_the_store_come_back(worked: Archive) -> None:
    """The renames into the store were lost: the objects lie in the changes' folders still, large files too."""
    changes = worked.settings.work_folder / "changes"
    marks = [(one, commit_log.read(one / commit.MARK).mark) for one in changes.iterdir()]
    for change, mark in sorted(marks, key=lambda pair: -pair[1].segment):
        for place in mark.places:
            version = worked.settings.root / place.path / f"v{place.version}"
            for path, name in place.large.items():
                (version / path).rename(change / name)
            shutil.rmtree(version.parent if place.version == 1 else version)
    again = restarted(worked)
    assert verify(again, deep=True, now=NOW) == []
    assert again.file(CaptureRecord, capture(1).id, "page.png").read_bytes() == LARGE
    assert again.get(ItemRecord, item(1).id).latest.text == "ännu en"
    again.close()


def test_what_is_weeded_leaves_no_log_and_never_comes_back(worked: Archive) -> None:
    with worked.change(who="bo", at=NOW) as change:
        change.purge(item(4), tombstone(item(4)))
        change.note("weeded", item(4))
    assert list((worked.settings.work_folder / "changes").iterdir()) == []
    again = restarted(worked)
    assert again.find(ItemRecord, item(4).id) is None
    assert verify(again, deep=True, now=NOW) == []
    again.close()


def test_kill_between_a_weeding_and_its_settling_makes_nothing_weeded_again(
    worked: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    rename = commit._rename_making_room

    def watched(source: str, target: str) -> None:
        made.append(target)
        rename(source, target)

    def killed(root: Path, changes: list[Path]) -> None:
        raise KeyboardInterrupt

    def weed() -> None:
        with worked.change(who="bo", at=NOW) as change:
            change.purge(item(4), tombstone(item(4)))
            change.note("weeded", item(4))

    with monkeypatch.context() as patched:
        patched.setattr("storage.archive.settle", killed)
        with pytest.raises(KeyboardInterrupt):
            weed()
    # So that something is made again.
    shutil.rmtree(worked.shelf.folder(segment_id(4)))
    monkeypatch.setattr(commit, "_rename_making_room", watched)
    again = restarted(worked)
    assert str(worked.shelf.folder(segment_id(4))) in made
    assert str(worked.shelf.folder(object_id(item(4)))) not in made
    assert again.find(ItemRecord, item(4).id) is None
    assert verify(again, deep=True, now=NOW) == []
    again.close()


def test_files_may_be_taken_instead_of_copied(plain: Archive) -> None:
    source = plain.scratch / "page.png"
    source.write_bytes(LARGE)
    number = source.stat().st_ino
    taken = capture(1, {"page.png": LARGE})
    with plain.change(who="anna", at=NOW) as change:
        change.put(taken, {"page.png": source}, taking=True)
        change.note("capture.filed", taken)
    assert plain.file(CaptureRecord, taken.id, "page.png").stat().st_ino == number
    assert not source.exists()
    assert verify(plain, deep=True, now=NOW) == []


def test_a_change_that_fails_leaves_the_files_it_would_have_taken(plain: Archive) -> None:
    source = plain.scratch / "page.png"
    source.write_bytes(LARGE)
    taken = capture(1, {"page.png": LARGE})
    with pytest.raises(ValueError, match="journal line"), plain.change(who="anna", at=NOW) as change:
        change.put(taken, {"page.png": source}, taking=True)
    assert source.read_bytes() == LARGE


def test_closing_leaves_no_log(tmp_path: Path) -> None:
    settings = StoreSettings(tmp_path / "arkiv", f"sqlite:///{tmp_path / 'kort.db'}")
    archive = Archive.create(settings)
    put(archive, item(1))
    changes = settings.work_folder / "changes"
    assert len(list(changes.iterdir())) == 1
    archive.close()
    assert list(changes.iterdir()) == []
