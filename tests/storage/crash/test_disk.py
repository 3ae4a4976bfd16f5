"""A full and a read-only disk: a small file system of its own, so that the fault is the kernel's and not a pretended one."""

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.errors.operation import StorageFault
from archiver.model import CaptureRecord
from archiver.records import ItemRecord
from storage.archive import Archive, StoreSettings
from storage.verify import verify
from tests.storage.making import NOW, account, capture, item


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of six megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or mount("-t", "tmpfs", "-o", "size=6m", "tmpfs", folder) != 0:
        pytest.skip("mounting a file system takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def mount(*arguments: object) -> int:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode


@pytest.fixture(params=["cards beside", "cards elsewhere"])
def archive(request: pytest.FixtureRequest, small_disk: Path, tmp_path: Path) -> Iterator[Archive]:
    cards = small_disk if request.param == "cards beside" else tmp_path
    made = Archive.create(StoreSettings(small_disk / "arkiv", f"sqlite:///{cards / 'kort.db'}"))
    with made.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(item(1), {"versions/1/picture.png": b"bild"})
        change.note("filed", account())
    yield made
    made.close()


def file_large(archive: Archive, number: int, kilobytes: int) -> None:
    files = {"page.png": b"P" * 1024 * kilobytes}
    with archive.change(who="anna", at=NOW) as change:
        change.put(capture(number, files), files)
        change.put(item(number))
        change.note("capture.filed", capture(number, files))


def test_full_disk_says_so_and_leaves_everything_as_it_was(archive: Archive) -> None:
    with pytest.raises(StorageFault, match="full"):
        file_large(archive, 2, 8000)
    assert archive.find(CaptureRecord, capture(2).id) is None
    assert archive.find(ItemRecord, item(2).id) is None
    assert verify(archive, deep=True, now=NOW) == []
    file_large(archive, 3, 100)
    assert archive.get(ItemRecord, item(3).id) == item(3)


def test_disk_that_fills_at_any_point_leaves_whole_changes_only(archive: Archive) -> None:
    """Changes of growing size until the disk is full, so that it fills at a different step each time."""
    filed, refused = [], 0
    for number in range(10, 60):
        try:
            file_large(archive, number, 40 + 7 * number)
            filed.append(number)
        except StorageFault:
            refused += 1
    assert filed
    assert refused
    make_room(archive)
    for number in range(10, 60):
        assert (archive.find(ItemRecord, item(number).id) is not None) == (number in filed)
        assert (archive.find(CaptureRecord, capture(number).id) is not None) == (number in filed)
    assert verify(archive, deep=True, now=NOW) == []


def make_room(archive: Archive) -> None:
    """The operator frees space, as the message advises."""
    folder = archive.settings.root.parent
    assert mount("-o", "remount,size=32m", folder) == 0
    archive.recover()


def test_read_only_disk_says_so_and_reads_on(archive: Archive, small_disk: Path) -> None:
    archive.close()
    assert mount("-o", "remount,ro", small_disk) == 0
    with pytest.raises(StorageFault, match=r"read-only|readonly"):
        file_large(archive, 2, 1)
    assert archive.get(ItemRecord, item(1).id) == item(1)
    archive.close()
    assert mount("-o", "remount,rw", small_disk) == 0
    file_large(archive, 2, 1)
    assert verify(archive, deep=True, now=NOW) == []


def test_work_on_another_file_system_than_the_store_is_refused(small_disk: Path, tmp_path: Path) -> None:
    """Nothing can be renamed into place from there: such a change must not be acknowledged."""
    url = f"sqlite:///{tmp_path / 'kort.db'}"
    Archive.create(StoreSettings(small_disk / "arkiv", url)).close()
    moved = Archive.open(StoreSettings(small_disk / "arkiv", url, work=tmp_path / "work"))
    with pytest.raises(StorageFault, match="another file system"):
        file_large(moved, 2, 1)
    moved.close()
    assert mount("-o", "remount,ro", small_disk) == 0
    read_only = Archive.open(StoreSettings(small_disk / "arkiv", url, work=tmp_path / "work"))
    with pytest.raises(StorageFault, match="read-only"):
        file_large(read_only, 2, 1)
    assert verify(read_only, deep=True, now=NOW) == []
    read_only.close()


def test_disk_that_fails_after_the_mark_only_delays_the_change(plain: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Acknowledged is acknowledged: the change is durable in its mark, and in place before the next thing is done."""

    def fails(root: Path, change: Path, mark: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(root))

    with monkeypatch.context() as patched:
        patched.setattr("storage.archive.carry_out", fails)
        with plain.change(who="anna", at=NOW) as change:
            change.put(item(1))
            change.note("filed", item(1))
        assert plain.find(ItemRecord, item(1).id) is None
    plain.recover()
    assert plain.get(ItemRecord, item(1).id) == item(1)
    assert verify(plain, deep=True, now=NOW) == []
