"""A storage root held against OCFL 1.1 §4: its declaration, its layout, and that nothing but objects lies in it."""

import os
from collections.abc import Iterator
from pathlib import Path

from storage.ocfl.layout import Layout, read_layout
from storage.ocfl.root import DECLARATION
from storage.ocfl.validate.fault import Fault, fault


def root_faults(root: Path) -> list[Fault]:
    """What is wrong with the root itself. Raises OSError."""
    return [*_declaration(root), *_layout(root), *_links(root)]


def objects_and_faults(root: Path) -> Iterator[str | Fault]:
    """Every object's folder relative to the root, in order of path, and what lies between them that shouldn't.

    Raises OSError.
    """
    for entry in _sorted(root):
        if entry.is_dir(follow_symlinks=False) and entry.name != "extensions":
            yield from _below(str(root), entry.name)


def misplaced(place: str, object_id: str, layout: Layout) -> Iterator[Fault]:
    """A fault when an object doesn't lie where the layout puts its id; `place` is relative to the root."""
    if place != layout.path(object_id):
        yield fault("E088", place)


def _below(root: str, place: str) -> Iterator[str | Fault]:
    entries = _sorted(f"{root}/{place}")
    if any(entry.name.startswith("0=") or entry.name == "inventory.json" for entry in entries):
        yield place
        return
    if not entries:
        yield fault("E073", place)
    for entry in entries:
        if entry.is_symlink():
            yield fault("E090", f"{place}/{entry.name}")
        elif entry.is_dir():
            yield from _below(root, f"{place}/{entry.name}")
        else:
            yield fault("E072", f"{place}/{entry.name}")


def _declaration(root: Path) -> Iterator[Fault]:
    declared = sorted(path.name for path in root.iterdir() if path.name.startswith("0="))
    if declared != [f"0={DECLARATION}"] or (root / declared[0]).read_bytes() != f"{DECLARATION}\n".encode():
        yield fault("E069", root.name)


def _layout(root: Path) -> Iterator[Fault]:
    try:
        read_layout(root)
    except (OSError, KeyError, ValueError, TypeError):
        yield fault("E070", f"{root.name} ocfl_layout.json")


def _links(root: Path) -> Iterator[Fault]:
    for entry in _sorted(root):
        facts = entry.stat(follow_symlinks=False)
        if entry.is_symlink() or (entry.is_file(follow_symlinks=False) and facts.st_nlink > 1):
            yield fault("E090", entry.name)


def _sorted(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
