"""Whole or not at all: the commit mark of a change, carrying it out, and taking up what was interrupted.

A change stages in a folder of its own beside the store. Its mark (`commit.json`, put in place by one rename and
flushed) is the moment it happens: killed before, the folder is thrown away; killed after, the steps below are done
again from where they stopped. Each step is a rename whose source is gone when it has been done, so doing all of them
again is harmless.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from storage.ocfl import disk
from storage.ocfl.inventory import SIDECAR

MARK = "commit.json"
OBJECTS = "objects"
PURGED = "purged"


@dataclass(frozen=True, slots=True)
class Place:
    """One object version to put in place: `staged` is its folder in the change, `path` the object's under the root,
    `version` its number."""

    staged: str
    path: str
    version: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a committed change does, in order: versions put in place, then objects purged."""

    places: tuple[Place, ...]
    purges: tuple[str, ...]


def set_mark(change: Path, mark: Mark) -> None:
    """Commit: from here on the change will happen. Everything staged is flushed first. Raises OSError."""
    draft = change / "draft.json"
    disk.write(draft, json.dumps(asdict(mark)).encode())
    disk.flush_file_system(change)
    draft.rename(change / MARK)
    disk.flush(change)


def carry_out(root: Path, change: Path) -> bool:
    """Put everything of a committed change in place; may be called again after any interruption. Raises OSError.

    True where it purged something: that is flushed, and nothing of it lies in the change any more. Renames are not flushed
    here: the mark stays until the next flush of the file system has made them lasting (`settle`), and that is the next
    change's own. A pulled plug before it only means doing them again.
    """
    mark = _read_mark(change / MARK)
    for place in mark.places:
        put_in_place(change / place.staged, root, place)
    for number, path in enumerate(mark.purges):
        purge(root, path, change / PURGED / str(number))
    if mark.purges:
        disk.flush_file_system(root)
    return bool(mark.purges)


def settle(root: Path, changes: Iterable[Path], *, flushed: bool = False) -> None:
    """Forget changes that are carried out, once their renames are on the disk. Raises OSError."""
    done = list(changes)
    if done and not flushed:
        disk.flush_file_system(root)
    for change in done:
        clear(change)


def clear(change: Path) -> None:
    """Forget a change that is done, or was never committed. The mark goes first."""
    (change / MARK).unlink(missing_ok=True)
    shutil.rmtree(change, ignore_errors=True)


def interrupted(changes: Path) -> tuple[list[Path], list[Path]]:
    """The changes lying there: committed ones (to carry out) and the others (to throw away)."""
    there = sorted(changes.iterdir()) if changes.is_dir() else []
    return [path for path in there if (path / MARK).is_file()], [path for path in there if not (path / MARK).is_file()]


def put_in_place(staged: Path, root: Path, place: Place) -> set[Path]:
    """One staged version into the store, or what is left to do of it. Gives the folders to flush."""
    target = root / place.path
    if place.version == 1:
        if not staged.exists():
            return set()
        made = make_room(target.parent)
        staged.rename(target)
        return {*made, target.parent}
    # The inventory last: until it is there, the object is what it was.
    for name in (f"v{place.version}", SIDECAR, "inventory.json"):
        if (staged / name).exists():
            (staged / name).rename(target / name)
    return {target}


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


def _read_mark(path: Path) -> Mark:
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Mark(tuple(Place(**place) for place in document["places"]), tuple(document["purges"]))
