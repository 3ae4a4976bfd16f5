"""How much of the stream must be read to see 95 % of the confidential: `python -m benchmarks.review_load`.

The project's own labelled items that no model was trained on are appraised and put in the order of the review: the queue by its
places, then the unread by risk (`storage/database/items.py`: `queue`, `unread`). A share of the stream, no time.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from archiver.classify.appraisal import Context, appraise, rulebook
from archiver.lifecycle.item import with_proposal
from archiver.lifecycle.queue import place, risk
from archiver.lifecycle.record import born
from archiver.model import Account, ActivityPlan, Author, Contact, Item, ItemKind

NOW = datetime(2026, 5, 1, tzinfo=UTC)
RULES = rulebook()
WANTED = 0.95
SOMEBODY = Contact("Eva Ek")
ACCOUNT = Account(
    "prov", "facebook", "Prov", "https://prov.example", "Kommunstyrelsen", "", "", "", "", SOMEBODY, SOMEBODY, (),
    ActivityPlan("", "", "", "", ""),
)  # fmt: skip


def order(text: str, context: Context, identity: str) -> tuple[int, float]:
    """Where an item is read: its place in the queue (what asks nothing last), then the riskier first."""
    item = Item(identity, ItemKind.COMMENT, Author(context.author_name), text, NOW)
    record = with_proposal(born(item, ACCOUNT, identity, "", NOW, "", ""), appraise(text, context, RULES, NOW), NOW)
    where = int(place(record))
    return (where or 99, -risk(record))


def share(reading: Sequence[bool]) -> float:
    """The share of the stream read when enough of the confidential have been seen; True is a confidential item."""
    enough, seen = ceil(WANTED * sum(reading)), 0
    for number, confidential in enumerate(reading, 1):
        seen += confidential
        if seen >= enough:
            return number / len(reading)
    return 1.0


def main() -> None:
    """Print the share for the unseen items, and how common the confidential are in them."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.archiver.classify.labelled import unseen_items

    items = unseen_items()
    ordered = sorted(items, key=lambda one: (order(one.text, one.context, one.id), one.id))
    reading = [one.outcome == "confidential" for one in ordered]
    print(f"{len(items)} items, {sum(reading) / len(items):.1%} confidential")
    print(f"read to see {WANTED:.0%} of the confidential: {share(reading):.1%} of the stream")


if __name__ == "__main__":
    main()
