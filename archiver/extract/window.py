"""What a capture could have shown: only what lies within its window can be called gone.

A feed shows its newest posts and stops; a pinned old post stands above them. An older post that is not shown has not
disappeared. So a post counts as gone only where the capture showed at least two posts as old or older, and a comment
only where the capture showed its thread. Whether it really disappeared is then asked of its permalink.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from archiver.model import Item, ItemKind
from archiver.records import ItemRecord, item_id

OLDER_POSTS_SHOWN = 2
FEWEST_KNOWN = 8
"""Below this many known items a drop says nothing."""


def could_have_shown(records: Iterable[ItemRecord], seen: Sequence[Item]) -> tuple[ItemRecord, ...]:
    """Those of an account's records, not among `seen`, that the capture would have shown had they been there."""
    by_record = list(records)
    if not by_record:
        return ()
    shown = {item_id(by_record[0].account_id, item.identity) for item in seen}
    times = [item.posted_at for item in seen if item.kind is ItemKind.POST and item.posted_at]
    return tuple(record for record in by_record if _within(record, shown, times))


def suspicious_drop(known: int, seen: int) -> bool:
    """Whether a capture shows so much less than is known that the page, not the account, has changed."""
    return known >= FEWEST_KNOWN and seen * 2 < known


def _within(record: ItemRecord, shown: set[str], times: Sequence[datetime]) -> bool:
    if record.kind is ItemKind.COMMENT:
        return record.thread_id in shown
    return sum(time <= record.received_at for time in times) >= OLDER_POSTS_SHOWN
