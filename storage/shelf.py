"""The shelf: kept things in the OCFL store. The only room that knows both records and OCFL."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault
from archiver.errors.usage import Unknown
from archiver.records import JournalLine
from archiver.text import Text
from storage.journal import LINES, SEGMENT, Head, Segment, head_after, read_lines, read_segment, segment_id
from storage.kinds import PREFIX, Kind, from_document, kind_of, object_id_of
from storage.ocfl import disk
from storage.ocfl import inventory as ocfl
from storage.ocfl.disk import storage_faults
from storage.ocfl.inventory import Inventory, Version
from storage.ocfl.layout import Layout, encoded, read_layout
from storage.ocfl.root import is_root

TOMBSTONES = f"{PREFIX}tombstone:"


class Shelf:
    """A store root to read from. Holds nothing open; safe between threads and processes."""

    def __init__(self, root: Path) -> None:
        """Raises Unknown where there is no store, IntegrityFault where its layout isn't ours."""
        if not is_root(root):
            raise Unknown(kind=Text("lagringsplats", "store"), name=root)
        try:
            self.layout: Layout = read_layout(root)
        except (OSError, KeyError, ValueError) as fault:
            what = Text("lagringsplatsens struktur är okänd", "the store's layout is unknown")
            raise IntegrityFault(where=root / "ocfl_layout.json", what=what) from fault
        self.root = root

    def folder(self, object_id: str) -> Path:
        """Where an object lies, whether or not it is there."""
        return self.root / self.layout.path(object_id)

    def holds(self, object_id: str) -> bool:
        """Whether there is such an object."""
        return os.path.isfile(f"{self.root}/{self.layout.path(object_id)}/inventory.json")  # noqa: PTH113

    def is_weeded(self, object_id: str) -> bool:
        """Whether the object has a tombstone: it is gone, also where an old copy put it back."""
        return self.holds(f"{TOMBSTONES}{object_id.removeprefix(PREFIX)}")

    def inventory(self, object_id: str) -> Inventory | None:
        """The object's inventory, None where there is no such object or it is weeded. Raises IntegrityFault, StorageFault."""
        found = self.inventory_bytes(object_id)
        if found is None or self.is_weeded(object_id):
            return None
        return read_inventory(found, object_id)

    def inventory_bytes(self, object_id: str) -> bytes | None:
        """The bytes of the object's inventory, None where there is no such object. Raises StorageFault."""
        path = f"{self.root}/{self.layout.path(object_id)}/inventory.json"
        with storage_faults(self.root):
            try:
                return disk.read(path)
            except FileNotFoundError:
                return None

    def find(self, type_: type[Any], id_: str) -> Any | None:
        """The newest document of a thing, None where there is none. Raises IntegrityFault where its digest is wrong."""
        object_id = object_id_of(type_, id_)
        inventory = self.inventory(object_id)
        return None if inventory is None else self.thing(kind_of(type_), inventory)

    def thing(self, kind: Kind, inventory: Inventory, version: int | None = None) -> Any:
        """The newest (or an earlier) document of an object whose inventory is known. Raises Unknown, IntegrityFault."""
        data = self._own(inventory, kind.document, version)
        return from_document(kind.type, data, inventory.object_id)

    def _own(self, inventory: Inventory, path: str, version: int | None = None) -> bytes:
        """The bytes of what every object of the kind has in every version; that it lacks it is damage."""
        if 0 <= (version or 0) <= inventory.head:
            try:
                return self.content(inventory, path, version)
            except Unknown as lacking:
                what = Text(f"{path} saknas i inventory.json", f"{path} is not in inventory.json")
                raise IntegrityFault(where=inventory.object_id, what=what) from lacking
        return self.content(inventory, path, version)

    def content(self, inventory: Inventory, path: str, version: int | None = None) -> bytes:
        """The bytes of a logical path's newest (or an earlier) version, checked against its digest."""
        where = f"{self.root}/{self._place_of(inventory, path, version)}"
        with storage_faults(self.root):
            data = disk.read(where)
        state = inventory.state if version is None else inventory.versions[version - 1].state
        if digest_of(data) != state.get(path):
            raise IntegrityFault(
                where=f"{inventory.object_id} {path}", what=Text("kontrollsumman är fel", "the digest is wrong")
            )
        return data

    def path_of(self, inventory: Inventory, path: str, version: int | None = None) -> Path:
        """Where a logical path's bytes lie. Raises Unknown."""
        return self.root / self._place_of(inventory, path, version)

    def _place_of(self, inventory: Inventory, path: str, version: int | None) -> str:
        try:
            return f"{self.layout.path(inventory.object_id)}/{inventory.content(path, version)}"
        except (KeyError, IndexError):
            raise Unknown(kind=Text("fil", "file"), name=f"{inventory.object_id} {path}") from None

    def versions(self, object_id: str) -> tuple[Version, ...]:
        """Every version of an object, oldest first; empty where there is none."""
        inventory = self.inventory(object_id)
        return () if inventory is None else inventory.versions

    def segment(self, number: int) -> tuple[Segment, tuple[JournalLine, ...], Head] | None:
        """A closed journal segment, its lines and the head after it; None where the journal ends before it."""
        inventory = self.inventory(segment_id(number))
        if inventory is None:
            return None
        return self.read_segment(inventory)

    def read_segment(self, inventory: Inventory) -> tuple[Segment, tuple[JournalLine, ...], Head]:
        """The same, of a segment whose inventory is known. Raises IntegrityFault."""
        document = self._own(inventory, SEGMENT)
        try:
            segment, lines = read_segment(document), read_lines(self._own(inventory, LINES))
        except ValueError as fault:
            what = Text("journalen går inte att läsa", "the journal can't be read")
            raise IntegrityFault(where=inventory.object_id, what=what) from fault
        return segment, lines, head_after(segment, document)

    def head(self, since: Head) -> Head:
        """Where the journal ends, looked for from a place it is known to have reached."""
        head = since
        while found := self.segment(head.segment + 1):
            head = found[2]
        return head

    def folders(self) -> Iterator[str]:
        """The folder of every object in the store, relative to the root, in order."""
        yield from _at_depth(str(self.root), "", self.layout.number_of_tuples)

    def ids(self, word: str) -> Iterator[str]:
        """The id of every object of a kind, from the store alone. Objects whose inventory can't be read are left out."""
        prefix = encoded(f"{PREFIX}{word}:")
        for place in self.folders():
            if not place.rpartition("/")[2].startswith(prefix):
                continue
            try:
                inventory = parsed((self.root / place / "inventory.json").read_bytes())
            except OSError:
                continue
            if inventory is not None:
                yield inventory.object_id


def read_inventory(data: bytes, object_id: str) -> Inventory:
    """One of our inventories. Raises IntegrityFault naming the object."""
    inventory = parsed(data)
    if inventory is None:
        what = Text("inventory.json går inte att läsa", "inventory.json can't be read")
        raise IntegrityFault(where=object_id, what=what)
    if inventory.object_id != object_id:
        what = Text("inventory.json hör till ett annat objekt", "inventory.json belongs to another object")
        raise IntegrityFault(where=object_id, what=what)
    return inventory


def parsed(data: bytes) -> Inventory | None:
    """An inventory from its bytes, None where it can't be read."""
    try:
        return ocfl.from_bytes(data)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _at_depth(root: str, prefix: str, depth: int) -> Iterator[str]:
    with os.scandir(f"{root}/{prefix}") as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    for name in names:
        if depth and name != "extensions":
            yield from _at_depth(root, f"{prefix}{name}/", depth - 1)
        elif not depth:
            yield prefix + name
