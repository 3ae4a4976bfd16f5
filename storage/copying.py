"""The informatör's copy: a second store kept in step with the first, segment by segment, and able to mend it.

The guideline wants a digital copy at the informatör (page 5; RECORDS §7 row 22). The copy is an OCFL store of its own,
readable without the first. It follows the journal: for each segment, the objects it wrote are brought over and what it
purged is purged; the segment itself comes last, so that the copy's own journal tells how far it has come.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.usage import Unknown
from archiver.text import Text
from storage.commit import make_room, purge
from storage.faults import fault
from storage.journal import Head, Segment, segment_id
from storage.locks import held
from storage.ocfl import disk
from storage.ocfl import inventory as ocfl
from storage.ocfl import root as ocfl_root
from storage.ocfl.inventory import Inventory
from storage.ocfl.validate.object_rules import object_faults
from storage.shelf import Shelf, read_inventory

SAYS = Text("Kopian", "The copy")


@dataclass(frozen=True, slots=True)
class Copied:
    """What bringing the copy in step did. `segment` is the newest it has; `damaged` are objects of the store that were
    not copied because their bytes are wrong."""

    segment: int
    objects: int
    purged: int
    damaged: tuple[str, ...] = ()


class Copy:
    """The copy at a folder. Its working folder lies beside it.

    `made` is a file on the first store's side that says there is a copy: a disk that isn't attached is then a fault, and
    no new copy is begun on whatever lies under it.
    """

    def __init__(self, root: Path, made: Path) -> None:
        self.root, self._made = root, made
        self._work = root.parent / f"{root.name}-work"

    def shelf(self) -> Shelf:
        """The copy as a shelf. Raises Unknown where there is none yet."""
        return Shelf(self.root)

    def bring_in_step(self, source: Shelf) -> Copied:
        """Take over every segment the copy lacks. May be stopped anywhere and done again.

        Raises Busy when somebody else is at it, StorageFault, IntegrityFault where the copy is of another archive.
        """
        self._refuse_detached()
        with disk.storage_faults(self.root), held(self._work, "copy", SAYS):
            self._prepare(source)
            target = self.shelf()
            at = self._head(source, target)
            objects = purged = 0
            damaged: list[str] = []
            while found := source.segment(at.segment + 1):
                segment, _, at = found
                written = list(self._take_over(source, target, segment, damaged))
                objects += len(written)
                purged += len(segment.purged)
                self._remember(at.segment)
            return Copied(at.segment, objects, purged, tuple(damaged))

    def take_from(self, source: Shelf, object_id: str) -> None:
        """Replace the copy's object by the source's, or remove it where the source has none. Raises IntegrityFault."""
        with disk.storage_faults(self.root), held(self._work, "copy", SAYS):
            replace_object(source, self.shelf(), object_id, self._work)

    def _take_over(self, source: Shelf, target: Shelf, segment: Segment, damaged: list[str]) -> Iterator[str]:
        for gone in segment.purged:
            disk.flush_all(sorted(purge(target.root, target.layout.path(gone.id), self._work / "purged" / uuid4().hex)))
        # The segment last: only then has the copy come so far.
        for object_id in [*(one.id for one in segment.written), segment_id(segment.segment)]:
            try:
                if copy_object(source, target, object_id, self._work):
                    yield object_id
            except IntegrityFault:
                damaged.append(object_id)

    def _refuse_detached(self) -> None:
        try:
            expected = self._made.read_text("utf-8") == str(self.root)
        except FileNotFoundError:
            expected = False
        if expected and not ocfl_root.is_root(self.root):
            what = Text("kopian finns inte där; är disken ansluten?", "the copy isn't there; is its disk attached?")
            raise StorageFault(what=what, where=self.root)

    def _prepare(self, source: Shelf) -> None:
        shutil.rmtree(self._work / "staging", ignore_errors=True)
        shutil.rmtree(self._work / "purged", ignore_errors=True)
        (self._work / "staging").mkdir(parents=True)
        (self._work / "purged").mkdir()
        if not ocfl_root.is_root(self.root):
            ocfl_root.create(self.root, self._work / "staging" / "root", source.layout)
        self._made.write_text(str(self.root), "utf-8")

    def _head(self, source: Shelf, target: Shelf) -> Head:
        """How far the copy has come. Raises IntegrityFault where its journal isn't this archive's."""
        number = self._remembered()
        if number and target.inventory_bytes(segment_id(number)) is None:
            number = 0
        while target.inventory_bytes(segment_id(number + 1)) is not None:
            number += 1
        if number == 0:
            return Head()
        here, there = target.segment(number), source.segment(number)
        if here is None or there is None or here[2] != there[2]:
            what = Text("kopian följer en annan journal", "the copy follows another journal")
            raise IntegrityFault(where=self.root, what=what)
        return here[2]

    def _remember(self, number: int) -> None:
        (self._work / "segment").write_text(str(number))

    def _remembered(self) -> int:
        try:
            return int((self._work / "segment").read_text())
        except (OSError, ValueError):
            return 0


def copy_object(source: Shelf, target: Shelf, object_id: str, work: Path) -> bool:
    """Bring an object's newest version over, whole or not at all; False where there is nothing to bring.

    Every byte is hashed on the way. Raises IntegrityFault where the source's bytes aren't what its inventory says.
    """
    data = source.inventory_bytes(object_id)
    if data is None:
        return False
    inventory = read_inventory(data, object_id)
    there = target.inventory(object_id)
    have = there.head if there else 0
    if have >= inventory.head:
        return False
    with _staging(work) as staged:
        try:
            for number in range(have + 1, inventory.head + 1):
                _copy_version(source.folder(object_id), staged, inventory, number)
        except FileNotFoundError:
            # Weeded while it was being copied; a later segment says so.
            if source.holds(object_id):
                raise
            return False
        disk.write(staged / "inventory.json", data)
        disk.write(staged / ocfl.SIDECAR, ocfl.sidecar(data))
        if have == 0:
            disk.write(staged / f"0={ocfl.DECLARATION}", ocfl.DECLARED)
        disk.flush_all(disk.tree(staged))
        disk.flush_all(sorted(_place(staged, target.folder(object_id), have, inventory.head)))
    return True


def replace_object(source: Shelf, target: Shelf, object_id: str, work: Path) -> None:
    """Put the source's sound object in the place of the target's, or remove that where the source has none.

    Raises IntegrityFault where the source's object is itself not sound.
    """
    path = source.layout.path(object_id)
    grave = work / "purged" / uuid4().hex
    if source.inventory_bytes(object_id) is None:
        disk.flush_all(sorted(purge(target.root, path, grave)))
        return
    wrong = [one for one in object_faults(source.root / path, digests=True) if not one.is_warning]
    if wrong:
        raise IntegrityFault(where=wrong[0].where, what=wrong[0].what)
    with _staging(work) as staged:
        shutil.copytree(source.root / path, staged, dirs_exist_ok=True)
        disk.flush_all(disk.tree(staged))
        # Checked again after the copying: this is what will lie there.
        if object_faults(staged, digests=True):
            raise IntegrityFault(where=object_id, what=fault("C002", object_id).what)
        touched = purge(target.root, path, grave)
        touched |= make_room((target.root / path).parent)
        staged.rename(target.root / path)
        disk.flush_all(sorted(one for one in {*touched, (target.root / path).parent} if one.is_dir()))


def restore(source: Shelf, copy: Copy, object_id: str, vouched: dict[int, bytes], work: Path) -> None:
    """Mend a damaged or missing object of the store from the copy, when the copy's is the one the journal vouches for.

    Called only while alone with the store. Raises Unknown, IntegrityFault, StorageFault.
    """
    kept = copy.shelf()
    with disk.storage_faults(source.root):
        data = kept.inventory_bytes(object_id)
        if data is None:
            raise Unknown(kind=Text("objekt i kopian", "object in the copy"), name=object_id)
        newest = max(vouched, default=0)
        if newest == 0 or bytes.fromhex(digest_of(data)) != vouched[newest]:
            what = Text("journalen intygar inte kopians objekt", "the journal does not vouch for the copy's object")
            raise IntegrityFault(where=object_id, what=what)
        replace_object(kept, source, object_id, work)


def _place(staged: Path, folder: Path, have: int, head: int) -> set[Path]:
    """The staged versions into the copy's object. Interrupted, it is done again from the beginning."""
    if have == 0:
        touched = make_room(folder.parent)
        staged.rename(folder)
        return {*touched, folder.parent}
    for number in range(have + 1, head + 1):
        if (folder / f"v{number}").exists():
            shutil.rmtree(folder / f"v{number}")
        (staged / f"v{number}").rename(folder / f"v{number}")
    # The inventory last: until it is there, the object is what it was.
    for name in (ocfl.SIDECAR, "inventory.json"):
        (staged / name).rename(folder / name)
    return {folder}


@contextmanager
def _staging(work: Path) -> Iterator[Path]:
    staged = work / "staging" / uuid4().hex
    staged.mkdir(parents=True)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _copy_version(folder: Path, staged: Path, inventory: Inventory, number: int) -> None:
    """One version's content and inventory, hashed on the way."""
    prefix = f"v{number}/"
    for digest, paths in inventory.manifest.items():
        for path in (path for path in paths if path.startswith(prefix)):
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            if disk.copy(folder / path, staged / path) != digest:
                where = f"{inventory.object_id} {path}"
                raise IntegrityFault(where=where, what=Text("kontrollsumman är fel", "the digest is wrong"))
    (staged / prefix).mkdir(exist_ok=True)
    for name in ("inventory.json", ocfl.SIDECAR):
        disk.copy(folder / prefix / name, staged / prefix / name)
