"""How much of the stream must be read to see 95 % of the confidential: `python -m benchmarks.review_load`.

The project's own labelled items that no model was trained on are appraised and put in the order of the review: the queue by its
places and the likeliest secrets first in each, then the unread by risk (`storage/database/items.py`: `queue`, `unread`); and, beside
it, by the probability alone. A share of the stream, no time.

The labelled items were written to be hard and hold far more secrets than any municipality's stream does. So the same order is
counted for streams as they come: each confidential item weighs so much that they are 3, 5 or 8 % of all, and the others as they
stand. The demonstration's town, whose truth is known, is counted too.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from archiver.classify.appraisal import Context, appraise, rulebook
from archiver.lifecycle.item import with_proposal
from archiver.lifecycle.queue import place, risk
from archiver.lifecycle.record import born
from archiver.model import Account, ActivityPlan, Author, Contact, Item, ItemKind

NOW = datetime(2026, 5, 1, tzinfo=UTC)
RULES = rulebook()
WANTED = 0.95
PREVALENCES = (0.03, 0.05, 0.08)
"""How common the confidential are in a stream as it comes: our guess, since no municipality has counted."""
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


def share(reading: Sequence[bool], prevalence: float | None = None) -> float:
    """The share of the stream read when enough of the confidential have been seen; True is a confidential item.

    `prevalence` is the share of the confidential in the stream (0–1); None counts the items as they stand.
    """
    secrets, others = sum(reading), len(reading) - sum(reading)
    weight = 1.0 if prevalence is None else prevalence * others / ((1 - prevalence) * secrets)
    whole, seen, read = weight * secrets + others, 0, 0.0
    for confidential in reading:
        seen += confidential
        read += weight if confidential else 1.0
        if seen >= WANTED * secrets:
            break
    return read / whole


def main() -> None:
    """Print the shares for the unseen items and for the demonstration's town."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.archiver.classify.labelled import unseen_items

    items = unseen_items()
    places = {one.id: order(one.text, one.context, one.id) for one in items}
    for name, ordered in (
        ("the queue's order", sorted(items, key=lambda one: (places[one.id], one.id))),
        ("by probability alone", sorted(items, key=lambda one: (places[one.id][1], one.id))),
    ):
        reading = [one.outcome == "confidential" for one in ordered]
        stands = f"as they stand ({sum(reading) / len(items):.0%} confidential) {share(reading):.1%}"
        natural = ", ".join(f"{prevalence:.0%}: {share(reading, prevalence):.1%}" for prevalence in PREVALENCES)
        print(f"{name}, {len(items)} unseen items, read to see {WANTED:.0%}: {stands}; in a stream with {natural}")


if __name__ == "__main__":
    main()
