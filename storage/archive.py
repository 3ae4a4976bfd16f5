"""The door to the room: open the archive, read from it, and change it one whole change at a time."""

import errno
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.refused import AlreadyThere, Busy
from archiver.errors.usage import Unknown
from archiver.text import Text
from storage.catching_up import catch_up as cards_catch_up
from storage.catching_up import knows, take_in_own
from storage.change import Change, Committed
from storage.commit import UNSETTLED_MOST, carry_out, lying, redo, settle
from storage.copying import Copied, Copy
from storage.database import head as card_head
from storage.database.erasing import erase_traces
from storage.database.session import Engine, Session, engine_for, migrate, transaction
from storage.database.statistics import refresh
from storage.journal import Head, segment_id
from storage.kinds import kind_of, object_id_of
from storage.locks import held
from storage.ocfl import root as ocfl_root
from storage.ocfl.disk import storage_faults
from storage.ocfl.inventory import Inventory, Version
from storage.ocfl.layout import Layout
from storage.reindex import Rebuilt, Say, rebuild
from storage.shelf import Shelf
from storage.spreading import make_spreading

T = TypeVar("T")

WAIT_SECONDS = 60.0
"""How long a change waits for another one to finish before it says Busy."""
CHANGE_LOCK = "change"
SAYS = Text("Arkivet", "The archive")

log = logging.getLogger(__name__)
GONE = Text("filen saknas på hyllan", "the file is missing from the shelf")


@dataclass(frozen=True)
class StoreSettings:
    """Where everything lies. `work` is beside the store, on the same file system; `copy_root` the informatör's copy.

    `tsa_url` is the time-stamping authority's address, empty for none; `tsa_roots` a PEM file with the certificates it
    is trusted by.
    """

    root: Path
    database_url: str
    work: Path | None = None
    copy_root: Path | None = None
    tsa_url: str = ""
    tsa_roots: Path | None = None

    @property
    def work_folder(self) -> Path:
        return self.work or self.root.parent / f"{self.root.name}-work"


class Archive:
    """The archive of one municipality. Safe between threads and processes; one change at a time."""

    def __init__(self, settings: StoreSettings, shelf: Shelf, engine: Engine) -> None:
        """Use `create` or `open`."""
        self.settings, self.shelf, self._engine = settings, shelf, engine
        self._cards_at: Head | None = None
        self._unsettled = False
        """Whether something was put in place here and not flushed since."""

    @classmethod
    def create(cls, settings: StoreSettings) -> "Archive":
        """A new, empty archive. Raises AlreadyThere where there is anything at all, StorageFault."""
        root, work = settings.root, settings.work_folder
        with storage_faults(root):
            if root.exists() and (not root.is_dir() or any(root.iterdir())):
                raise AlreadyThere(what=root)
            make_spreading(work / "changes")
            staging = work / "changes" / f"new-{uuid4()}"
            staging.mkdir()
            ocfl_root.create(root, staging, Layout())
        return cls.open(settings)

    @classmethod
    def open(cls, settings: StoreSettings, *, cards: bool = True) -> "Archive":
        """The archive that lies there, with interrupted changes taken up and the cards caught up.

        `cards=False` leaves the cards as they are, for `verify` and `reindex`, which must also work on wrong ones.

        Raises Unknown where there is none, IntegrityFault where shelf and cards contradict each other, StorageFault.
        """
        archive = cls(settings, Shelf(settings.root), engine_for(settings.database_url))
        try:
            with archive.alone():
                migrate(archive._engine)
                if cards:
                    archive.catch_up()
        except BaseException:
            archive.close()
            raise
        return archive

    def close(self) -> None:
        """Let go of the database, and of what lies beside the store for a crash. Safe to leave out."""
        self._engine.dispose()
        if self._unsettled:
            # Somebody at work settles it with his own.
            with suppress(Busy, StorageFault), held(self._locks, CHANGE_LOCK, SAYS), storage_faults(self._changes):
                self._settle()
                self._unsettled = False

    # ------------------------------------------------------------------------------------------------ reading

    def get(self, kind: type[T], id: str) -> T:
        """The newest document of a thing, from the shelf. Raises Unknown, IntegrityFault."""
        thing = self.find(kind, id)
        if thing is None:
            raise Unknown(kind=kind_of(kind).says, name=id)
        return thing

    def find(self, kind: type[T], id: str) -> T | None:
        """The same, None where there is no such thing."""
        thing: T | None = self.shelf.find(kind, id)
        return thing

    def newest(self, kind: type[T], id: str) -> tuple[T, int]:
        """The newest document of a thing and the number of its version, read as one. Raises Unknown, IntegrityFault."""
        inventory = self._inventory(kind, id)
        return self.shelf.thing(kind_of(kind), inventory), inventory.head

    def as_it_was(self, kind: type[T], id: str, version: int) -> T:
        """The document of an earlier version. Raises Unknown, IntegrityFault."""
        thing: T = self.shelf.thing(kind_of(kind), self._inventory(kind, id), version)
        return thing

    def all(self, kind: type[T]) -> Iterator[T]:
        """Every thing of a kind, from the shelf, in no promised order. Walks the whole store: for lists use the cards."""
        word = kind_of(kind).word
        for object_id in self.shelf.ids(word):
            thing = self.find(kind, object_id.split(":", 2)[2])
            if thing is not None:
                yield thing

    def file(self, kind: type, id: str, path: str, version: int | None = None) -> Path:
        """A file of a thing's newest (or an earlier) version, to read only. Raises Unknown; IntegrityFault where it is gone."""
        found = self.shelf.path_of(self._inventory(kind, id), path, version)
        if not found.is_file():
            raise IntegrityFault(where=path, what=GONE)
        return found

    def versions(self, kind: type, id: str) -> tuple[Version, ...]:
        """Every version of a thing, oldest first: who, when, why (`stamp`), and its files (`state`, path → digest)."""
        return self.shelf.versions(object_id_of(kind, id))

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """The cards, for the functions in `storage/database/`: one short transaction.

        Reading sees one moment and can't write. `write=True` is for passwords, schedule and orders only, and is
        committed at the end; cards are written by changes alone. Raises StorageFault.
        """
        with transaction(self._engine, write=write) as session:
            yield session

    # ------------------------------------------------------------------------------------------------ changing

    @contextmanager
    def change(self, *, who: str, at: datetime, why: str = "") -> Iterator[Change]:
        """One change, whole or not at all: committed at the end of the block, gone on an exception.

        One at a time in the whole archive; waits up to a minute for another. Do slow work (network, classification)
        before; read what you build upon with `Change.get` inside. Raises Busy, StorageFault; ValueError without a note.
        """
        with held(self._locks, CHANGE_LOCK, SAYS, WAIT_SECONDS):
            with storage_faults(self._changes):
                self._refuse_unwritable()
                waiting = len(self._take_up())
                head = self.catch_up()
                folder = self._changes / str(uuid4())
                folder.mkdir()
                change = Change(self.shelf, folder, who=who, at=at, why=why)
            try:
                yield change
                done = change.commit(head)
            except BaseException:
                change.abandon()
                raise
            # Nothing of what is weeded stays, in the store or in a log.
            settling = bool(done.mark.purges) or waiting >= UNSETTLED_MOST
            in_place = self._carry_out(folder, done, settling=settling)
            self._cards_follow(head, done, in_place=in_place)
        self._copy_follows()

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold a named lock between processes, for example one account while it is captured. Raises Busy at once."""
        with held(self._locks, f"name-{name}", Text(name, name)):
            yield

    def reindex(self, say: Say = lambda said: None) -> Rebuilt:
        """Make every card again from the shelf alone. What can't be read is in the answer, never a stop.

        Raises Busy, StorageFault.
        """
        with self.alone(), transaction(self._engine, write=True) as session:
            self._cards_at = None
            return rebuild(session, self.shelf, say)

    def refresh_statistics(self) -> None:
        """Let the database look at its tables anew, so that it goes about large ones by the quick ways. Raises StorageFault."""
        refresh(self._engine)

    def recover(self) -> None:
        """Take up interrupted changes and let the cards catch up; done by `open` and before every change."""
        with self.alone():
            self.catch_up()

    @property
    def scratch(self) -> Path:
        """A folder beside the store for work not filed yet. What is left there after a crash may be thrown away."""
        folder = self.settings.work_folder / "scratch"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    # ------------------------------------------------------------------------------------------------ inside

    def _inventory(self, kind: type, id: str) -> Inventory:
        inventory = self.shelf.inventory(object_id_of(kind, id))
        if inventory is None:
            raise Unknown(kind=kind_of(kind).says, name=id)
        return inventory

    @property
    def _changes(self) -> Path:
        return self.settings.work_folder / "changes"

    @property
    def _locks(self) -> Path:
        return self.settings.work_folder / "locks"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Alone with the store, after everything interrupted has been rolled forward or away."""
        with held(self._locks, CHANGE_LOCK, SAYS, WAIT_SECONDS):
            with storage_faults(self._changes):
                self._settle()
            yield

    def _refuse_unwritable(self) -> None:
        """A change must not be promised where it can't be put in place: its mark would be set, and the store closed to it."""
        root = self.shelf.root
        make_spreading(self._changes)
        if not os.access(root, os.W_OK):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(root))
        if root.stat().st_dev != self._changes.stat().st_dev:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(self._changes))

    def _take_up(self) -> list[Path]:
        """Roll forward or away what was interrupted; gives the changes that are in place and not flushed."""
        found = lying(self._changes)
        for folder in found.abandoned:
            shutil.rmtree(folder, ignore_errors=True)
        if found.committed:
            redo(self.shelf.root, found.committed)
            return lying(self._changes).placed
        return found.placed

    def _settle(self) -> None:
        """Make lasting what is in place, and forget how it came there."""
        settle(self.shelf.root, self._take_up())

    def catch_up(self) -> Head:
        """Let the cards take in what they lack. Called only while `alone`. Raises IntegrityFault, StorageFault."""
        if self._cards_at is None or not self._is_end(self._cards_at):
            self._cards_at = self._caught_up()
        return self._cards_at

    def _caught_up(self) -> Head:
        with transaction(self._engine, write=False) as session:
            at = card_head.read(session)
        if self._is_end(at) and (at.segment == 0 or knows(self.shelf, at)):
            return at
        with transaction(self._engine, write=True) as session:
            reached = cards_catch_up(session, self.shelf) if at.segment else self._rebuilt(session)
        # What they lacked may have been a weeding.
        erase_traces(self._engine)
        return reached

    def _rebuilt(self, session: Session) -> Head:
        """Every card made from the shelf, where nothing may be wrong with it. Raises IntegrityFault."""
        rebuilt = rebuild(session, self.shelf)
        if rebuilt.faults:
            first = rebuilt.faults[0]
            raise IntegrityFault(where=first.where, what=first.what)
        return rebuilt.head

    def _is_end(self, at: Head) -> bool:
        """Whether the journal on the shelf ends with this segment, by what lies there."""
        here = at.segment == 0 or self.shelf.holds(segment_id(at.segment))
        return here and not self.shelf.holds(segment_id(at.segment + 1))

    def bring_copy_in_step(self) -> Copied | None:
        """Let the copy take over what it lacks; None where no copy is set. Done after every change, and safe at any time.

        Raises Busy when somebody else is at it, StorageFault where the copy can't be reached, IntegrityFault where it
        is of another archive.
        """
        copy = self.copy
        return None if copy is None else copy.bring_in_step(self.shelf)

    def back_up(self, target: Path) -> Copied:
        """Make or bring up to date a whole copy at `target`, beside the work going on; some moment's whole archive.

        Only what is new since the last time is copied, and every byte is hashed on the way. Raises Busy, StorageFault,
        IntegrityFault where another archive lies there.
        """
        name = target.absolute().as_posix()
        made = self.settings.work_folder / f"backup-{digest_of(name.encode())[:16]}"
        return Copy(target, made).bring_in_step(self.shelf)

    @property
    def copy(self) -> Copy | None:
        """The second place, None where none is set."""
        root = self.settings.copy_root
        return None if root is None else Copy(root, self.settings.work_folder / "copy-made")

    def _carry_out(self, folder: Path, done: Committed, *, settling: bool) -> bool:
        """The change has happened when its mark is set: a disk that fails now delays it, and can't undo it.

        What is not in place yet gets there before anything else is done with the store. Gives whether it is in place.
        """
        try:
            with storage_faults(self.shelf.root):
                carry_out(self.shelf.root, folder, done.mark)
                self._unsettled = not settling
                if settling:
                    self._settle()
        except StorageFault as fault:
            log.warning("a committed change is not in place yet: %s", fault)
            return False
        return True

    def _copy_follows(self) -> None:
        """A copy out of reach stops no work; it catches up after the next change, and `verify` says it is behind."""
        try:
            self.bring_copy_in_step()
        except (Busy, StorageFault, IntegrityFault) as fault:
            log.warning("the copy is behind: %s", fault)

    def _cards_follow(self, before: Head, done: Committed, *, in_place: bool) -> None:
        """The change is done when it lies on the shelf; cards that can't follow now do so before the next change."""
        self._cards_at = None
        if not in_place:
            return
        try:
            with transaction(self._engine, write=True) as session:
                take_in_own(session, before, done)
            if done.mark.purges:
                erase_traces(self._engine)
        except StorageFault as fault:
            log.warning("cards are behind: %s", fault)
        else:
            self._cards_at = done.closed.head
