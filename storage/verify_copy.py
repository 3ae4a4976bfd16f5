"""The copy held against the store, object by object."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from archiver.errors.usage import Unknown
from archiver.text import Text
from storage.archive import Archive
from storage.chain import last_segment
from storage.copying import Copy
from storage.examining import Task, examine_all
from storage.faults import fault
from storage.journal import segment_id
from storage.ocfl.disk import storage_faults
from storage.ocfl.validate.fault import Fault
from storage.shelf import Shelf

Say = Callable[[Text], None]


def copy_faults(archive: Archive, *, deep: bool, say: Say) -> list[Fault]:
    """Where copy and store don't agree; empty where no copy is set. `deep` re-hashes the copy's content too."""
    copy = archive.copy
    if copy is None:
        return []
    say(Text("Kopian jämförs", "Comparing the copy"))
    if not _faults(archive, copy, deep=deep):
        return []
    with archive.alone():
        return _faults(archive, copy, deep=deep)


def _faults(archive: Archive, copy: Copy, *, deep: bool) -> list[Fault]:
    try:
        kept = copy.shelf()
    except Unknown:
        return [fault("C004", str(copy.root))]
    with storage_faults(copy.root):
        return [*_compared(archive.shelf, kept), *(_examined(kept) if deep else ())]


def _compared(shelf: Shelf, kept: Shelf) -> Iterator[Fault]:
    ours, theirs = set(shelf.folders()), set(kept.folders())
    # What was weeded and put back in the store (S004) is not to come into the copy.
    yield from (fault("C001", place) for place in sorted(ours - theirs) if not shelf.is_weeded(_object_id(place)))
    yield from (fault("C003", place) for place in sorted(theirs - ours))
    for place in sorted(ours & theirs):
        if not _same(shelf, kept, place):
            yield fault("C002", place)
    if last_segment(kept) > last_segment(shelf):
        yield fault("J005", segment_id(last_segment(kept)))


def _object_id(place: str) -> str:
    return unquote(place.rpartition("/")[2])


def _same(shelf: Shelf, kept: Shelf, place: str) -> bool:
    try:
        one, other = ((one.root / place / "inventory.json").read_bytes() for one in (shelf, kept))
    except FileNotFoundError:
        return False
    return one == other


def _examined(kept: Shelf) -> Iterator[Fault]:
    for examined in examine_all(kept.root, (Task(place, digests=True) for place in kept.folders())):
        for one in examined.faults:
            yield Fault(one.code, f"{kept.root.name}: {one.where}", one.what)
