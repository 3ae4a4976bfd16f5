"""The journal held against itself, and what it vouches for: every object version there should be, and its digest."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from archiver.digest import digest_of
from archiver.records import JournalLine
from storage.faults import fault
from storage.journal import (
    LINES,
    SEGMENT,
    Head,
    Segment,
    head_after,
    line_digest,
    read_lines,
    read_segment,
    segment_id,
    stamp_of,
)
from storage.kinds import PREFIX
from storage.ocfl import disk
from storage.ocfl.inventory import Inventory, next_inventory, to_bytes
from storage.ocfl.layout import encoded
from storage.ocfl.validate.fault import Fault
from storage.shelf import Shelf, parsed


@dataclass(slots=True)
class Vouched:
    """What the journal says is on the shelf: object id → version → digest of its inventory (as bytes, to be small)."""

    versions: dict[str, dict[int, bytes]] = field(default_factory=dict)
    purged: set[str] = field(default_factory=set)
    heads: dict[int, Head] = field(default_factory=dict)
    """Segment number → the head after it."""

    @property
    def last(self) -> int:
        """Number of the newest segment, 0 for none."""
        return max(self.heads, default=0)


Told = Callable[[Segment, tuple[JournalLine, ...]], None]


def follow(shelf: Shelf, tell: Told = lambda segment, lines: None) -> tuple[Vouched, list[Fault]]:
    """The whole journal from its beginning: what it vouches for, and every place where it does not hold together.

    `tell` is given each segment that can be read, with its lines.
    """
    vouched, faults = Vouched(), []
    previous: Head | None = Head()
    for number in range(1, last_segment(shelf) + 1):
        read = _read(shelf, number)
        if isinstance(read, Fault):
            faults.append(read)
            previous = None
            continue
        segment, document, stored, inventory = read
        lines, wrong = _lines(stored, number)
        wrong = wrong or list(_segment_faults(segment, stored, lines, number, previous))
        faults += wrong or _inventory_faults(segment, document, stored, lines, inventory)
        tell(segment, lines)
        previous = head_after(segment, document)
        vouched.heads[number] = previous
        _vouch(vouched, segment)
    return vouched, faults


def last_segment(shelf: Shelf) -> int:
    """Number of the newest segment there is, by the names of the folders; 0 for none."""
    prefix = encoded(f"{PREFIX}journal:")
    names = (place.rpartition("/")[2] for place in shelf.folders())
    numbers = (name.removeprefix(prefix) for name in names if name.startswith(prefix))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _read(shelf: Shelf, number: int) -> tuple[Segment, bytes, bytes, bytes] | Fault:
    object_id = segment_id(number)
    data = shelf.inventory_bytes(object_id)
    if data is None:
        return fault("J003", object_id)
    inventory = parsed(data)
    try:
        if inventory is None:
            return fault("J004", object_id)
        folder = shelf.folder(object_id)
        document = disk.read(f"{folder}/{inventory.content(SEGMENT)}")
        stored = disk.read(f"{folder}/{inventory.content(LINES)}")
        return read_segment(document), document, stored, data
    except (OSError, KeyError, ValueError):
        return fault("J004", object_id)


def _lines(stored: bytes, number: int) -> tuple[tuple[JournalLine, ...], list[Fault]]:
    try:
        return read_lines(stored), []
    except ValueError:
        return (), [fault("J001", segment_id(number))]


def _segment_faults(
    segment: Segment, stored: bytes, lines: tuple[JournalLine, ...], number: int, previous: Head | None
) -> Iterator[Fault]:
    where = segment_id(number)
    if segment.segment != number or (previous is not None and segment.previous != previous.segment_digest):
        yield fault("J004", where)
    line_faults = list(_line_faults(lines, segment, previous, where))
    yield from line_faults
    if digest_of(stored) != segment.lines and not line_faults:
        yield fault("J001", where)


def _inventory_faults(
    segment: Segment, document: bytes, stored: bytes, lines: tuple[JournalLine, ...], data: bytes
) -> Iterator[Fault]:
    """No segment vouches for its own inventory, but nothing stands in it that doesn't follow from the segment."""
    stamp = stamp_of(segment.at, segment.who, segment.why, lines)
    given = {LINES: digest_of(stored), SEGMENT: digest_of(document)}
    expected, _ = next_inventory(Inventory(segment_id(segment.segment)), given, stamp)
    if json.loads(data) != json.loads(to_bytes(expected)):
        yield fault("S002", segment_id(segment.segment))


def _line_faults(
    lines: tuple[JournalLine, ...], segment: Segment, previous: Head | None, where: str
) -> Iterator[Fault]:
    before = previous.line_digest if previous is not None else None
    number = segment.first_line
    for line in lines:
        if line_digest(line) != line.digest:
            yield fault("J001", f"{where} {line.number}")
        if line.number != number or (before is not None and line.previous != before):
            yield fault("J002", f"{where} {line.number}")
        before, number = line.digest, line.number + 1
    if not lines or lines[-1].number != segment.last_line or lines[-1].digest != segment.head:
        yield fault("J002", where)
    if previous is not None and segment.first_line != previous.line + 1:
        yield fault("J002", where)


def _vouch(vouched: Vouched, segment: Segment) -> None:
    for one in segment.written:
        vouched.versions.setdefault(one.id, {})[one.version] = bytes.fromhex(one.inventory)
    for gone in segment.purged:
        vouched.versions.pop(gone.id, None)
        vouched.purged.add(gone.id)
