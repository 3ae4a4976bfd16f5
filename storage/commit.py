"""Whole or not at all: the commit mark of a change, carrying it out, and taking up what was interrupted.

A change stages in a folder of its own beside the store. Its mark (`commit.log`, put in place by one rename and flushed)
is the moment it happens: killed before, the folder is thrown away; killed after, the change is carried out.

What a returned change rests on: its large files were flushed one by one, its small ones lie in the log, the log was
flushed, and so was the folder they lie in. What it built in the store from them needs no flush of its own: until the file
system has been flushed whole (`settle`: after `UNSETTLED_MOST` changes, after a purge, when the archive is opened or
closed) the log stays, and `redo` makes from it again whatever a pulled plug took (`docs/decisions/012-store-speed.md`). The
file system must keep a rename whole over a crash, as every journalling one does.

A change that is in place has its folder's name end with the machine's boot: what one process put in place every other
one sees, until the machine stops. So a fault in the store after that is a fault, and nothing mends it in silence.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import uuid4

from storage import commit_log
from storage.commit_log import FinishedLog, Mark, Place
from storage.ocfl import disk
from storage.ocfl import inventory as ocfl

DRAFT = "draft.log"
MARK = "commit.log"
OBJECTS = "objects"
PURGED = "purged"
UNSETTLED_MOST = 64
"""So many changes are carried out before the file system is flushed once for all of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """The changes lying there: `placed` wait for a flush, `committed` for being carried out, `abandoned` for nothing."""

    placed: list[Path] = field(default_factory=list)
    committed: list[Path] = field(default_factory=list)
    abandoned: list[Path] = field(default_factory=list)


def set_mark(change: Path) -> None:
    """Commit: from here on the change will happen. Its log is finished, and all it speaks of flushed. Raises OSError."""
    (change / DRAFT).rename(change / MARK)
    disk.flush(change)


def carry_out(root: Path, change: Path, mark: Mark) -> None:
    """Put in place what this process has just staged and marked. Raises OSError; `redo` takes up what is left then."""
    for place in mark.places:
        _put_in_place(change, root, place)
    _purge_all(root, change, mark)
    _say_placed(change)


def redo(root: Path, changes: Iterable[Path]) -> None:
    """Carry out marked changes from wherever they were interrupted, by a kill or a pulled plug. Raises OSError.

    Harmless when they were carried out already. What a later one of them purges is not made again.
    """
    logs = [(change, commit_log.read(change / MARK)) for change in changes]
    logs.sort(key=lambda pair: pair[1].mark.segment)
    for number, (change, log) in enumerate(logs):
        gone = {path for _, later in logs[number:] for path in later.mark.purges}
        for place in log.mark.places:
            if place.path not in gone:
                _make_sure(change, log, root, place)
        _purge_all(root, change, log.mark)
    for change, _ in logs:
        _say_placed(change)


def settle(root: Path, changes: list[Path]) -> None:
    """Flush the whole file system, and forget changes that are carried out. Raises OSError."""
    if changes:
        disk.flush_file_system(root)
        for change in changes:
            clear(change)


def clear(change: Path) -> None:
    """Forget a change that is done, or was never committed. The mark goes first."""
    (change / MARK).unlink(missing_ok=True)
    shutil.rmtree(change, ignore_errors=True)


def lying(changes: Path) -> Found:
    """What lies in the folder of changes."""
    found = Found()
    for path in sorted(changes.iterdir()) if changes.is_dir() else ():
        if path.name.endswith(boot()):
            found.placed.append(path)
        else:
            (found.committed if (path / MARK).is_file() else found.abandoned).append(path)
    return found


@cache
def boot() -> str:
    """A name for the time since this machine was started (Linux `random(4)`); where there is none, for this process."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return str(uuid4())


def _say_placed(change: Path) -> None:
    change.rename(change.with_name(f"{change.name.partition('.')[0]}.{boot()}"))


# ---------------------------------------------------------------------------------------------- in place


def _put_in_place(change: Path, root: Path, place: Place) -> None:
    staged, target, version = f"{change}/{place.staged}", f"{root}/{place.path}", f"v{place.version}"
    for path, name in place.large.items():
        os.rename(f"{change}/{name}", f"{staged}/{version}/{path}")  # noqa: PTH104
    if place.version == 1:
        _rename_making_room(staged, target)
        return
    # The inventory last: until it is there, the object is what it was.
    for name in (version, ocfl.SIDECAR, "inventory.json"):
        os.rename(f"{staged}/{name}", f"{target}/{name}")  # noqa: PTH104


def _rename_making_room(source: str, target: str) -> None:
    try:
        os.rename(source, target)  # noqa: PTH104
    except FileNotFoundError:
        make_room(Path(target).parent)
        os.rename(source, target)  # noqa: PTH104


def _make_sure(change: Path, log: FinishedLog, root: Path, place: Place) -> None:
    """One version into the store, or what is left to do of it; bytes that a pulled plug took are written again."""
    staged, target, version = change / place.staged, root / place.path, f"v{place.version}"
    home = target if target.exists() or place.version > 1 else staged
    folder = home / version if (home / version).exists() or home is staged else staged / version
    data = log.bytes_of(place.inventory)
    inventory = {"inventory.json": data, ocfl.SIDECAR: ocfl.sidecar(data)}
    for path, span in place.files.items():
        _ensure(folder / path, log.bytes_of(span), change)
    for path, name in place.large.items():
        if (change / name).exists():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (change / name).rename(folder / path)
    for name, content in inventory.items():
        _ensure(folder / name, content, change)
    if folder.parent != home:
        folder.rename(home / version)
    if place.version == 1:
        _ensure(home / f"0={ocfl.DECLARATION}", ocfl.DECLARED, change)
    if _head(home) <= place.version:
        for name in (ocfl.SIDECAR, "inventory.json"):
            _ensure(home / name, inventory[name], change)
    if home is staged:
        _rename_making_room(str(home), str(target))


def _ensure(path: Path, data: bytes, change: Path) -> None:
    """A file with these bytes, replaced by one rename where it has others."""
    try:
        if path.read_bytes() == data:
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = change / uuid4().hex
    disk.write(draft, data)
    draft.rename(path)


def _head(folder: Path) -> int:
    """The version an object's inventory says is its newest, 0 where it can't be read."""
    try:
        return ocfl.from_bytes((folder / "inventory.json").read_bytes()).head
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0


# ---------------------------------------------------------------------------------------------- purging


def _purge_all(root: Path, change: Path, mark: Mark) -> None:
    for number, path in enumerate(mark.purges):
        purge(root, path, change / PURGED / str(number))


def purge(root: Path, path: str, grave: Path) -> set[Path]:
    """One object out of the store, or what is left to do of it. Gives the folders to flush."""
    target = root / path
    grave.parent.mkdir(exist_ok=True)
    if target.exists():
        target.rename(grave)
    if grave.exists():
        shutil.rmtree(grave)
    # No empty folders are left in the root (OCFL 1.1 §4.2).
    parent = target.parent
    while parent != root and not (parent.is_dir() and any(parent.iterdir())):
        if parent.is_dir():
            parent.rmdir()
        parent = parent.parent
    return {parent}


def make_room(folder: Path) -> set[Path]:
    """Make a folder and those above it; gives the ones that got a new name in them."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir()
    return {path.parent for path in missing}
