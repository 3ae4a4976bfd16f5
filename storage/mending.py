"""What is damaged is mended: an object of the store from the copy, an object of the copy from the store."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import unquote

from archiver.errors.operation import IntegrityFault
from archiver.errors.usage import Unknown, UsageFault
from archiver.text import Text
from storage.archive import Archive
from storage.chain import follow
from storage.copying import Copy, replace_object, restore
from storage.kinds import JOURNAL, PREFIX, split
from storage.ocfl.disk import storage_faults
from storage.ocfl.validate.fault import Fault
from storage.shelf import Shelf


def restore_object(archive: Archive, object_id: str, *, who: str, now: datetime) -> None:
    """Mend a damaged or missing object of the store from the copy, and note it in the journal.

    Only the object the journal vouches for is taken; a segment of the journal only when the copy's whole journal holds
    together and says the same as every other segment here. Raises UsageFault without a copy, Unknown, IntegrityFault.
    """
    copy = _copy(archive)
    with archive.alone():
        work = archive.settings.work_folder
        if object_id.startswith(f"{PREFIX}{JOURNAL}:"):
            with storage_faults(copy.root):
                _restore_segment(archive.shelf, copy.shelf(), object_id, archive)
        else:
            vouched, _ = follow(archive.shelf)
            if object_id in vouched.purged:
                raise Unknown(kind=Text("objekt", "object"), name=object_id)
            restore(archive.shelf, copy, object_id, vouched.versions.get(object_id, {}), work)
    with archive.change(who=who, at=now, why="återställt från kopian") as change:
        change.note("object.restored", about=object_id)


def mend_copy(archive: Archive, object_id: str) -> None:
    """Replace the copy's object by the store's, or remove it where the store has none. Raises IntegrityFault."""
    _copy(archive).take_from(archive.shelf, object_id)


def damaged_in_store(faults: Iterable[Fault]) -> Iterator[str]:
    """Ids of the store's objects these faults speak of, journal segments first: they say what the others should be."""
    codes = ("E", "S001", "S002", "S003", "S005", "J001", "J002", "J003", "J004")
    ids = {_object_id(one.where) for one in faults if one.code.startswith(codes)} - {""}
    yield from sorted(ids, key=lambda one: (split(one)[0] != JOURNAL, one))


def damaged_in_copy(faults: Iterable[Fault], copy: Copy) -> Iterator[str]:
    """Ids of the copy's objects these faults speak of."""
    inside = f"{copy.root.name}: "
    wheres = {one.where.removeprefix(inside) for one in faults if _is_of_copy(one, inside)}
    yield from sorted({_object_id(where) for where in wheres} - {""})


def _is_of_copy(fault: Fault, inside: str) -> bool:
    return fault.code in ("C001", "C002", "C003") or fault.where.startswith(inside)


def _object_id(where: str) -> str:
    """The object a fault's place is in, whether it is named by its id or by its folder; empty where it is none of ours."""
    found = unquote(where.partition(" ")[0].rpartition("/")[2])
    return found if found.startswith(PREFIX) and found.count(":") > 1 else ""


def _restore_segment(shelf: Shelf, kept: Shelf, object_id: str, archive: Archive) -> None:
    theirs, wrong = follow(kept)
    ours, _ = follow(shelf)
    number = int(object_id.rpartition(":")[2])
    agree = all(theirs.heads.get(one) == head for one, head in ours.heads.items() if one != number)
    if wrong or not agree or number not in theirs.heads:
        what = Text("kopians journal går inte att lita på", "the copy's journal can't be trusted")
        raise IntegrityFault(where=object_id, what=what)
    replace_object(kept, shelf, object_id, archive.settings.work_folder)


def _copy(archive: Archive) -> Copy:
    if archive.copy is None:
        raise UsageFault(what=Text("ingen kopia är vald i inställningarna", "no copy is set in the configuration"))
    return archive.copy
