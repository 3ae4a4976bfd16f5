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
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Stream:
    """One item of a stream and whether it is confidential."""

    id: str
    text: str
    context: Context
    confidential: bool


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


def town() -> list[Stream]:
    """The demonstration's texts with what a registrar would say of them."""
    from cli.commands.demo_town.truth import BRANCHES, said

    found = []
    for branch in BRANCHES:
        spoken = said(branch)
        text_of = {one.number: one.text for one in spoken}
        for one in spoken:
            role = "municipality" if one.municipality else "unknown"
            context = Context(kind=one.kind, author_role=role, in_reply_to_text=text_of.get(one.parent, ""))
            found.append(Stream(one.number, one.text, context, one.label == "confidential"))
    return found


def main() -> None:
    """Print the shares for the unseen items and for the demonstration's town."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.archiver.classify.labelled import unseen_items

    unseen = [Stream(one.id, one.text, one.context, one.outcome == "confidential") for one in unseen_items()]
    for what, stream, natural in (("unseen items", unseen, True), ("items of the town", town(), False)):
        secret = sum(one.confidential for one in stream) / len(stream)
        print(f"{len(stream)} {what}, {secret:.0%} confidential; share read to see {WANTED:.0%} of them:")
        places = {one.id: order(one.text, one.context, one.id) for one in stream}
        in_queue = sorted(stream, key=lambda one: (places[one.id], one.id))
        by_chance = sorted(stream, key=lambda one: (places[one.id][1], one.id))
        for name, ordered in (("in the queue's order", in_queue), ("by probability alone", by_chance)):
            reading = [one.confidential for one in ordered]
            parts = [f"as they stand {share(reading):.1%}"]
            parts.extend(f"where {p:.0%} are confidential {share(reading, p):.1%}" for p in PREVALENCES if natural)
            print(f"  {name}: {', '.join(parts)}")


if __name__ == "__main__":
    main()
