"""Divides a selection into packages no larger than the e-archive takes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archiver.export.package import Material
from archiver.model import CaptureRecord
from archiver.records import ItemRecord

_OVERHEAD_BYTES = 20_000
"""What the metadata of one capture or item takes, about."""


@dataclass(frozen=True, slots=True)
class Part:
    """One package's share of the selection."""

    material: Material
    number: int
    of: int


def parts(material: Material, max_bytes: int) -> tuple[Part, ...]:
    """The shares, in order; one capture or item is never divided, so a single one may be larger than the limit."""
    shares = [material] if not max_bytes else [*_shares(material, max_bytes)]
    return tuple(Part(share, number, len(shares)) for number, share in enumerate(shares, start=1))


def _shares(material: Material, max_bytes: int) -> Iterator[Material]:
    captures: list[CaptureRecord] = []
    items: list[ItemRecord] = []
    filled = 0
    everything: tuple[CaptureRecord | ItemRecord, ...] = (*material.captures, *material.items)
    for one in everything:
        size = _OVERHEAD_BYTES + _size(material, one)
        if filled and filled + size > max_bytes:
            yield replace(material, captures=tuple(captures), items=tuple(items))
            captures, items, filled = [], [], 0
        filled += size
        if isinstance(one, CaptureRecord):
            captures.append(one)
        else:
            items.append(one)
    yield replace(material, captures=tuple(captures), items=tuple(items))


def _size(material: Material, one: CaptureRecord | ItemRecord) -> int:
    if isinstance(one, CaptureRecord):
        return sum(file.size_bytes for file in one.files)
    pictures = [version.picture for version in one.versions if version.picture]
    return sum(material.file(ItemRecord, one.id, path).stat().st_size for path in pictures)
