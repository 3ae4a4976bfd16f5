"""One change of the archive: what it puts, purges and notes, staged beside the store until all of it is known."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import is_normalized
from uuid import uuid4

from archiver.digest import digest_of
from archiver.errors import IntegrityFault, Outdated, Unknown, Weeded
from archiver.model import Account
from archiver.records import Disclosure, ItemRecord, JournalLine, Tombstone
from archiver.removal.order import RemovalOrder
from archiver.retention.plan import PlanRow
from archiver.retention.weeding import WeedingList
from archiver.text import Text
from storage.commit import OBJECTS, Mark, Place, set_mark
from storage.journal import Head, Purged, Written, close, facts_as_text, segment_id
from storage.kinds import KINDS, PREFIX, kind_of, object_id, object_id_of, to_document
from storage.ocfl import disk
from storage.ocfl import inventory as ocfl
from storage.ocfl.disk import storage_faults
from storage.ocfl.inventory import Inventory, Stamp, next_inventory
from storage.shelf import Shelf

T = TypeVar("T")

GROWING: dict[type[Any], tuple[str, ...]] = {
    ItemRecord: ("decisions", "versions", "opinions"),
    Account: ("history",),
    Disclosure: ("tests",),
    PlanRow: ("decisions",),
    WeedingList: ("lines", "struck"),
    RemovalOrder: ("history",),
}
"""What only ever gets longer (RECORDS §3 rule 8): a document that lacks some of it was made from an outdated one."""


@dataclass(slots=True)
class Staged:
    """One object's next version while the change is open: the newest document, and the files staged so far.

    They are staged where they will lie in the object, `v<n>/content/…`; nobody else can make that version meanwhile.
    """

    thing: Any
    folder: Path
    before: Inventory
    made: set[str] = field(default_factory=set)
    """Folders made below `folder`."""
    given: dict[str, str] = field(default_factory=dict)
    """Logical path → digest of every file put, the document included."""


class Change:
    """A change being made. Everything or nothing of it happens, when the `with` block of `Archive.change` ends."""

    def __init__(self, shelf: Shelf, folder: Path, *, who: str, at: datetime, why: str) -> None:
        if at.tzinfo is None:
            raise ValueError("a change at a time without zone")
        self._shelf, self._folder = shelf, folder
        self._who, self._at, self._why = who, at, why
        self._staged: dict[str, Staged] = {}
        self._purged: dict[str, Purged] = {}
        self._lines: list[JournalLine] = []

    def put(self, thing: object, files: Mapping[str, Path | bytes] | None = None) -> None:
        """File a new version of a thing: its document, and the files that are new or changed.

        Files of earlier versions stay unless given again. A path is relative, NFC, with `/`. Nothing changed means no new
        version. Raises Weeded for what was purged, Outdated where a decision, version or event made meanwhile would be lost,
        IntegrityFault where a file isn't what the thing says of it (`files`
        with `sha512`), StorageFault; ValueError for an unlawful path.
        """
        about = object_id(thing)
        self._refuse_weeded(thing, about)
        self._refuse_outdated(thing, about)
        staged = self._staged.get(about)
        if staged is None:
            before = self._shelf.inventory(about) or Inventory(about)
            staged = self._staged[about] = Staged(thing, self._folder / OBJECTS / uuid4().hex, before)
        staged.thing = thing
        declared = {fact.path: fact.sha512 for fact in getattr(thing, "files", ())}
        for path, source in (files or {}).items():
            with storage_faults(self._folder):
                self._stage(staged, path, source)
            if declared.get(path, staged.given[path]) != staged.given[path]:
                what = Text("filen har ändrats sedan fångsten", "the file has changed since the capture")
                raise IntegrityFault(where=f"{about} {path}", what=what)
        with storage_faults(self._folder):
            self._stage(staged, kind_of(type(thing)).document, to_document(thing))

    def get(self, kind: type[T], id: str) -> T:
        """A thing as this change leaves it: what it put, else what lies on the shelf. Raises Unknown."""
        staged = self._staged.get(object_id_of(kind, id))
        thing = staged.thing if staged else self._shelf.find(kind, id)
        if thing is None:
            raise Unknown(kind=kind_of(kind).says, name=id)
        return thing  # type: ignore[no-any-return]

    def purge(self, what: object | tuple[type[Any], str], tombstone: Tombstone) -> None:
        """Remove a thing whole, every version of it, and leave the tombstone. Raises Unknown, StorageFault.

        Lawful only under a weeding decision, which is the caller's to know (arkivlagen 10 §; RECORDS §3 rule 7).
        """
        about = object_id_of(*what) if isinstance(what, tuple) else object_id(what)
        word, id_ = about.removeprefix(PREFIX).split(":", 1)
        type_ = next(kind.type for kind in KINDS if kind.word == word)
        thing = self._shelf.find(type_, id_)
        if thing is None:
            raise Unknown(kind=kind_of(type_).says, name=id_)
        if tombstone.object_id != about:
            raise ValueError("the tombstone is another thing's")
        entry = thing.register_entry if isinstance(thing, ItemRecord) else None
        self._purged[about] = Purged(about, entry.designation if entry else "")
        self._staged.pop(about, None)
        self.put(tombstone)

    def note(
        self,
        did: str,
        about: object,
        why: str = "",
        ground: str = "",
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """A journal line: what was done, with what (a thing or an object id), why, on what ground. Facts hold no content."""
        name = about if isinstance(about, str) else object_id(about)
        line = JournalLine(self._at, self._who, did, name, why or self._why, ground, facts_as_text(facts or {}))
        self._lines.append(line)

    def commit(self, head: Head) -> Head:
        """Write the inventories and the segment, flush, set the mark. Gives the head after. Called by Archive only."""
        if not self._lines:
            raise ValueError("a change without a journal line")
        with storage_faults(self._folder):
            return self._commit(head)

    def _commit(self, head: Head) -> Head:
        places, written = [], []
        for about, staged in self._staged.items():
            before = staged.before
            if all(before.state.get(path) == digest for path, digest in staged.given.items()):
                shutil.rmtree(staged.folder, ignore_errors=True)
                continue
            data = self._write_version(staged)
            places.append(self._place(about, staged.folder, before.head + 1))
            written.append(Written(about, before.head + 1, digest_of(data)))
        files, after = close(
            self._lines,
            head,
            at=self._at,
            who=self._who,
            why=self._why,
            written=written,
            purged=list(self._purged.values()),
        )
        places.append(self._stage_segment(after.segment, files))
        purges = tuple(self._shelf.layout.path(about) for about in self._purged)
        set_mark(self._folder, Mark(tuple(places), purges))
        return after

    # ------------------------------------------------------------------------------------------------ staging

    def _refuse_weeded(self, thing: object, about: str) -> None:
        if isinstance(thing, Tombstone):
            return
        if about in self._purged or self._shelf.find(Tombstone, about.removeprefix(PREFIX)) is not None:
            raise Weeded(kind=kind_of(type(thing)).says, name=about)

    def _refuse_outdated(self, thing: object, about: str) -> None:
        names = GROWING.get(type(thing), ())
        staged = self._staged.get(about)
        before = staged.thing if staged else self._shelf.find(type(thing), about.split(":", 2)[2]) if names else None
        for name in names if before is not None else ():
            old, new = getattr(before, name), getattr(thing, name)
            # The wording of a version may be mended by its maker; that one is missing may not be.
            if len(new) < len(old) or (name != "versions" and new[: len(old)] != old):
                raise Outdated(kind=kind_of(type(thing)).says, name=about)

    def _stage(self, staged: Staged, path: str, source: Path | bytes) -> None:
        target = f"{staged.folder}/v{staged.before.head + 1}/content/{_lawful(path)}"
        if path in staged.given:
            Path(target).unlink()
        folder = target.rpartition("/")[0]
        if folder not in staged.made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            staged.made.add(folder)
        if isinstance(source, bytes):
            disk.write(target, source)
            staged.given[path] = digest_of(source)
        else:
            staged.given[path] = disk.copy(source, target)

    def _write_version(self, staged: Staged) -> bytes:
        """The staged folder made into the next version (a whole object when it is the first). Gives the inventory."""
        dids = dict.fromkeys(line.did for line in self._lines)
        stamp = Stamp(self._at, self._why or ", ".join(dids), self._who, f"{PREFIX}person:{self._who}")
        inventory, takes = next_inventory(staged.before, staged.given, stamp)
        version = f"{staged.folder}/v{inventory.head}"
        for path in staged.given.keys() - takes.keys():
            _take_away(Path(version), f"content/{path}")
        data = ocfl.to_bytes(inventory)
        for place in (staged.folder, version):
            disk.write(f"{place}/inventory.json", data)
            disk.write(f"{place}/{ocfl.SIDECAR}", ocfl.sidecar(data))
        if inventory.head == 1:
            disk.write(f"{staged.folder}/0={ocfl.DECLARATION}", f"{ocfl.DECLARATION}\n".encode())
        return data

    def _stage_segment(self, number: int, files: Mapping[str, bytes]) -> Place:
        about = segment_id(number)
        staged = Staged(None, self._folder / OBJECTS / "journal", Inventory(about))
        for path, data in files.items():
            self._stage(staged, path, data)
        self._write_version(staged)
        return self._place(about, staged.folder, 1)

    def _place(self, about: str, folder: Path, version: int) -> Place:
        return Place(folder.relative_to(self._folder).as_posix(), self._shelf.layout.path(about), version)


def _take_away(folder: Path, path: str) -> None:
    """Remove a staged file whose bytes the object has already, and the folders that become empty."""
    file = folder / path
    file.unlink()
    for parent in file.relative_to(folder).parents:
        if parent == Path() or any((folder / parent).iterdir()):
            return
        (folder / parent).rmdir()


def _lawful(path: str) -> str:
    """A logical path OCFL allows (OCFL 1.1 §3.5.3.1). Raises ValueError."""
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") for part in parts) or not is_normalized("NFC", path):
        raise ValueError(f"not a lawful path: {path!r}")
    return path
