"""The cards made again from the shelf alone, by walking the store once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.records import JournalLine, Tombstone
from archiver.text import Text
from storage.catching_up import BATCH, file_batch, object_row
from storage.database import cards, head
from storage.database.bulk import bulk
from storage.database.session import Session
from storage.faults import fault
from storage.journal import Head, Segment, segment_id
from storage.kinds import BY_WORD, JOURNAL, PREFIX, split
from storage.ocfl import disk
from storage.ocfl.inventory import Inventory
from storage.ocfl.layout import encoded
from storage.ocfl.validate.fault import Fault
from storage.shelf import TOMBSTONES, Shelf, parsed

SAY_EVERY = 5_000

Say = Callable[[Text], None]


@dataclass(slots=True)
class Rebuilt:
    """What a rebuilding gave: `objects` taken in, the head of the journal, and what could not be read."""

    objects: int = 0
    head: Head = field(default_factory=Head)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Pile:
    """Cards waiting to be written together."""

    things: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    segments: list[tuple[Segment, tuple[JournalLine, ...], dict[str, Any]]] = field(default_factory=list)


def rebuild(session: Session, shelf: Shelf, say: Say = lambda said: None) -> Rebuilt:
    """Throw every card away and make them again, in this transaction. What can't be read is a fault, never a stop.

    Password hashes, schedule and orders are no cards and stay. Raises StorageFault where the store can't be walked.
    """
    cards.clear(session)
    result = Rebuilt()
    with bulk(session):
        _rebuild(session, shelf, say, result)
    head.write(session, result.head)
    return result


def _rebuild(session: Session, shelf: Shelf, say: Say, result: Rebuilt) -> None:
    pile, weeded = _Pile(), _weeded(shelf)
    for object_id, inventory, data in _objects(shelf, result.faults):
        if object_id in weeded:
            result.faults.append(fault("S004", object_id))
            continue
        try:
            _take(shelf, pile, inventory, data, result)
        except (IntegrityFault, StorageFault):
            result.faults.append(fault("S005", object_id))
            continue
        result.objects += 1
        if len(pile.things) + len(pile.segments) >= BATCH:
            _write(session, pile)
        if result.objects % SAY_EVERY == 0:
            say(Text(f"{result.objects} ting inlästa", f"{result.objects} things read"))
    _write(session, pile)


def _weeded(shelf: Shelf) -> frozenset[str]:
    """Object ids that have a tombstone, by the names of the folders."""
    prefix = encoded(TOMBSTONES)
    found = set()
    for place in shelf.folders():
        if place.rpartition("/")[2].startswith(prefix):
            inventory = parsed(_inventory_bytes(shelf, place))
            found.add(PREFIX + inventory.object_id.split(":", 2)[2] if inventory else "")
    return frozenset(found)


def _objects(shelf: Shelf, faults: list[Fault]) -> Iterator[tuple[str, Inventory, bytes]]:
    for place in shelf.folders():
        data = _inventory_bytes(shelf, place)
        inventory = parsed(data)
        if inventory is None or shelf.layout.path(inventory.object_id) != place:
            faults.append(fault("S005", place))
        else:
            yield inventory.object_id, inventory, data


def _inventory_bytes(shelf: Shelf, place: str) -> bytes:
    try:
        return disk.read(f"{shelf.root}/{place}/inventory.json")
    except OSError:
        return b""


def _take(shelf: Shelf, pile: _Pile, inventory: Inventory, data: bytes, result: Rebuilt) -> None:
    word, id_ = split(inventory.object_id)
    row = object_row(inventory.object_id, inventory.head, digest_of(data))
    if word == JOURNAL:
        segment, lines, after = shelf.read_segment(inventory)
        in_order = [line.number for line in lines] == list(range(segment.first_line, segment.last_line + 1))
        if segment_id(segment.segment) != inventory.object_id or not in_order:
            raise IntegrityFault(where=inventory.object_id, what=fault("J004", "").what)
        pile.segments.append((segment, lines, row))
        if after.segment > result.head.segment:
            result.head = after
    elif word in BY_WORD:
        thing = shelf.thing(BY_WORD[word], inventory)
        if isinstance(thing, Tombstone) or BY_WORD[word].id_of(thing) == id_:
            pile.things.append((thing, row))


def _write(session: Session, pile: _Pile) -> None:
    file_batch(session, pile.things, fresh=True)
    cards.file(session, [], [row for _, _, row in pile.segments], fresh=True)
    for segment, lines, _ in pile.segments:
        cards.file_lines(session, segment.segment, lines)
        cards.forget(session, segment.purged)
    pile.things.clear()
    pile.segments.clear()
