"""Items that an export tells without address or number, under the identities the archive knows them by.

Same author's kind, same words, and the same time as far as both tell it: then it is the same item.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from archiver.extract.prose import flat
from archiver.model import Item
from archiver.records import ItemRecord

BY_PLACE = "plats:"
"""How an identity begins that no id and no address gave."""
_SECONDS = {"second": 60, "minute": 90, "hour": 3700}
_DAY_SECONDS = 36 * 3600


def as_known(seen: tuple[Item, ...], records: Mapping[str, ItemRecord]) -> tuple[Item, ...]:
    """The items, those without id or address renamed to the known item they plainly are; each known one only once."""
    by_words: dict[tuple[str, str], list[ItemRecord]] = defaultdict(list)
    for record in records.values():
        by_words[record.kind.value, flat(record.latest.text)].append(record)
    taken = {item.identity for item in seen}
    renamed: dict[str, str] = {}
    for item in seen:
        if item.identity.startswith(BY_PLACE) and item.identity not in records and item.text:
            for record in by_words.get((item.kind.value, flat(item.text)), []):
                if record.identity not in taken and _same_time(item, record):
                    renamed[item.identity] = record.identity
                    taken.add(record.identity)
                    break
    return tuple(
        replace(
            item,
            identity=renamed.get(item.identity, item.identity),
            parent=renamed.get(item.parent, item.parent) if item.parent else None,
        )
        for item in seen
    )


def _same_time(item: Item, record: ItemRecord) -> bool:
    told = record.latest.posted_at
    if item.posted_at is None or told is None:
        return False
    slack = max(_SECONDS.get(one, _DAY_SECONDS) for one in (item.posted_precision, record.latest.posted_precision))
    return abs((item.posted_at - told).total_seconds()) <= slack
