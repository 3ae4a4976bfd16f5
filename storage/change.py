"""One change of the archive: what it puts, purges and notes, staged beside the store until all of it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import is_normalized

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import Outdated, Weeded
from archiver.errors.usage import Unknown
from archiver.model import Account
from archiver.records import Disclosure, ItemRecord, JournalLine, Tombstone
from archiver.removal.order import RemovalOrder
from archiver.retention.plan import PlanRow
from archiver.retention.weeding import WeedingList
from archiver.text import Text
from storage.commit_log import Mark
from storage.journal import Closed, Head, Purged, Written, close, facts_as_text, segment_id, stamp_of
from storage.kinds import KINDS, PREFIX, kind_of, object_id, object_id_of, to_document
from storage.ocfl.disk import storage_faults
from storage.ocfl.inventory import Inventory
from storage.shelf import Shelf
from storage.staging import Staged, Staging, Version

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


@dataclass(frozen=True, slots=True)
class Committed:
    """What a change did: its mark, its segment, and the things it wrote, each with its row of `Written`."""

    mark: Mark
    closed: Closed
    filed: tuple[tuple[Any, Written], ...]
    segment: Written


class Change:
    """A change being made. Everything or nothing of it happens, when the `with` block of `Archive.change` ends."""

    def __init__(self, shelf: Shelf, folder: Path, *, who: str, at: datetime, why: str) -> None:
        if at.tzinfo is None:
            raise ValueError("a change at a time without zone")
        self._shelf, self._folder = shelf, folder
        self._who, self._at, self._why = who, at, why
        self._staging = Staging(folder)
        self._staged: dict[str, Staged] = {}
        self._purged: dict[str, Purged] = {}
        self._lines: list[JournalLine] = []

    def put(self, thing: object, files: Mapping[str, Path | bytes] | None = None, *, taking: bool = False) -> None:
        """File a new version of a thing: its document, and the files that are new or changed.

        Files of earlier versions stay unless given again. A path is relative, NFC, with `/`. Nothing changed means no new
        version. `taking`: the files are the change's to take; those on the store's file system may be moved when it is
        committed, which spares copying them, and stay where they are when it is not. Raises Weeded for what was purged,
        Outdated where a decision, version or event made meanwhile would be lost, IntegrityFault where a file isn't what
        the thing says of it (`files` with `sha512`), StorageFault; ValueError for an unlawful path.
        """
        about = object_id(thing)
        self._refuse_weeded(thing, about)
        staged = self._staged.get(about)
        before = staged.before if staged else self._shelf.inventory(about) or Inventory(about)
        self._refuse_outdated(thing, staged, before)
        if staged is None:
            staged = self._staged[about] = self._staging.begin(thing, before)
        staged.thing = thing
        declared = {fact.path: fact.sha512 for fact in getattr(thing, "files", ())}
        for path, source in (files or {}).items():
            with storage_faults(self._folder):
                self._staging.put(staged, _lawful(path), source, taking=taking)
            if declared.get(path, staged.given[path]) != staged.given[path]:
                what = Text("filen har ändrats sedan fångsten", "the file has changed since the capture")
                raise IntegrityFault(where=f"{about} {path}", what=what)
        with storage_faults(self._folder):
            self._staging.put(staged, kind_of(type(thing)).document, to_document(thing))

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

    def commit(self, head: Head) -> Committed:
        """Write what was put and the segment, flush, set the mark. Called by Archive only."""
        if not self._lines:
            raise ValueError("a change without a journal line")
        with storage_faults(self._folder):
            return self._commit(head)

    def abandon(self) -> None:
        """Leave nothing of the change. Called by Archive only."""
        self._staging.abandon()

    def _commit(self, head: Head) -> Committed:
        news = {about: staged for about, staged in self._staged.items() if staged.is_news}
        versions = {about: self._version(about, staged) for about, staged in news.items()}
        written = {
            about: Written(about, one.place.version, digest_of(one.inventory)) for about, one in versions.items()
        }
        closed = close(
            self._lines,
            head,
            at=self._at,
            who=self._who,
            why=self._why,
            written=list(written.values()),
            purged=list(self._purged.values()),
        )
        about = segment_id(closed.head.segment)
        journal = self._staging.begin(None, Inventory(about))
        for path, data in closed.files.items():
            self._staging.put(journal, path, data)
        last = self._version(about, journal)
        all_versions = [*versions.values(), last]
        purges = tuple(self._shelf.layout.path(gone) for gone in self._purged)
        mark = Mark(closed.head.segment, tuple(one.place for one in all_versions), purges)
        self._staging.commit(mark, {one.place.staged: one.inventory for one in all_versions})
        filed = tuple((news[one].thing, written[one]) for one in news)
        return Committed(mark, closed, filed, Written(about, 1, digest_of(last.inventory)))

    # ------------------------------------------------------------------------------------------------ inside

    def _refuse_weeded(self, thing: object, about: str) -> None:
        if isinstance(thing, Tombstone):
            return
        if about in self._purged or self._shelf.is_weeded(about):
            raise Weeded(kind=kind_of(type(thing)).says, name=about)

    def _refuse_outdated(self, thing: object, staged: Staged | None, before: Inventory) -> None:
        names = GROWING.get(type(thing), ())
        if not names or not (staged or before.head):
            return
        known = staged.thing if staged else self._shelf.thing(kind_of(type(thing)), before)
        for name in names:
            old, new = getattr(known, name), getattr(thing, name)
            # The wording of a version may be mended by its maker; that one is missing may not be.
            if len(new) < len(old) or (name != "versions" and new[: len(old)] != old):
                raise Outdated(kind=kind_of(type(thing)).says, name=before.object_id)

    def _version(self, about: str, staged: Staged) -> Version:
        stamp = stamp_of(self._at, self._who, self._why, self._lines)
        return self._staging.version(staged, stamp, self._shelf.layout.path(about))


def _lawful(path: str) -> str:
    """A logical path OCFL allows (OCFL 1.1 §3.5.3.1). Raises ValueError."""
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") for part in parts) or not is_normalized("NFC", path):
        raise ValueError(f"not a lawful path: {path!r}")
    return path
