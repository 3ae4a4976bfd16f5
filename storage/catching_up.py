"""The cards catch up with the shelf: take in the journal segments they have not seen, or everything from nothing."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault
from archiver.records import JournalLine
from archiver.text import Text
from storage.change import Committed
from storage.database import cards, head
from storage.database.session import Session
from storage.journal import Head, Segment, Written, segment_id
from storage.kinds import BY_WORD, JOURNAL, split
from storage.shelf import Shelf, read_inventory

BATCH = 500
"""Things whose cards are written in one statement."""


def catch_up(session: Session, shelf: Shelf) -> Head:
    """Take in every segment after the cards' head, in this transaction. Gives the new head.

    Raises IntegrityFault where the cards know a segment the shelf doesn't have: the shelf has lost its end or is
    another's, and nothing may be written over that.
    """
    at = head.read(session)
    if at.segment and not knows(shelf, at):
        what = Text(
            f"kortregistret känner journalen till och med segment {at.segment}, men det finns inte på hyllan",
            f"the cards know the journal up to segment {at.segment}, but the shelf does not have it",
        )
        raise IntegrityFault(where=segment_id(at.segment), what=what)
    start = at
    while found := shelf.segment(at.segment + 1):
        segment, lines, at = found
        take_in(session, shelf, segment, lines)
    if at != start:
        head.write(session, at)
    return at


def knows(shelf: Shelf, at: Head) -> bool:
    """Whether the shelf has exactly this segment, unharmed."""
    try:
        found = shelf.segment(at.segment)
    except IntegrityFault:
        return False
    return found is not None and found[2] == at


def take_in(session: Session, shelf: Shelf, segment: Segment, lines: Iterable[JournalLine]) -> None:
    """The cards of one segment: its lines, and the newest documents of what it wrote."""
    session_rows = iter(_read(shelf, segment.written))
    while batch := list(islice(session_rows, BATCH)):
        file_batch(session, batch)
    cards.forget(session, segment.purged)
    object_id = segment_id(segment.segment)
    data = shelf.inventory_bytes(object_id) or b""
    cards.file(session, [], [object_row(object_id, 1, digest_of(data))])
    cards.file_lines(session, segment.segment, lines)


def take_in_own(session: Session, before: Head, done: Committed) -> None:
    """The cards of a change just made: what `take_in` reads from the shelf is still at hand.

    `before` is the head the cards have; they are as they should be.
    """
    closed = done.closed
    rows = [(thing, _row(written)) for thing, written in done.filed]
    file_batch(session, [pair for pair in rows if pair[1]["version"] == 1], fresh=True)
    file_batch(session, [pair for pair in rows if pair[1]["version"] != 1])
    cards.forget(session, closed.segment.purged)
    cards.file(session, [], [_row(done.segment)], fresh=True)
    cards.file_lines(session, closed.segment.segment, closed.lines)
    head.move(session, before, closed.head)


def file_batch(session: Session, batch: Iterable[tuple[Any, dict[str, Any]]], *, fresh: bool = False) -> None:
    """Cards of some things; each is the thing and its row of `objects`."""
    pairs = list(batch)
    cards.file(session, [thing for thing, _ in pairs], [row for _, row in pairs], fresh=fresh)


def object_row(object_id: str, version: int, inventory: str) -> dict[str, Any]:
    """The row of `objects` for an object whose inventory has this digest."""
    word, id_ = split(object_id)
    return {"object_id": object_id, "kind": word, "id": id_, "version": version, "inventory": inventory}


def _row(written: Written) -> dict[str, Any]:
    return object_row(written.id, written.version, written.inventory)


def _read(shelf: Shelf, written: Iterable[Written]) -> Iterator[tuple[Any, dict[str, Any]]]:
    for one in written:
        word, _ = split(one.id)
        data = shelf.inventory_bytes(one.id)
        # Purged by a later segment: nothing to make cards of; that segment removes what is left.
        if data is None or word == JOURNAL:
            continue
        inventory = read_inventory(data, one.id)
        yield shelf.thing(BY_WORD[word], inventory), object_row(one.id, inventory.head, digest_of(data))
