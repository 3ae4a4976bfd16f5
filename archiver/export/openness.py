"""What is secret, and what may stand in a public part: the one place that decides it, and it decides on the safe side.

Law 5 of the house: what is marked, suspected, or proposed confidential and not yet decided is secret. A public part is
stricter still: an item that was tested and found possible to give out at one request is tested again at the next (OSL
5:5), and what was never appraised may be anything.
"""

from collections.abc import Iterable

from archiver.lifecycle.item_facts import Axis, awaits_decision, decisions_on
from archiver.records import ItemRecord, Secrecy


def is_secret(record: ItemRecord) -> bool:
    """Whether the item is hidden from everybody without the right to secrets.

    Undecided wordings count: a proposal made after the last decision on secrecy makes the item secret again.
    """
    if record.axes.secrecy in (Secrecy.SUSPECTED, Secrecy.MARKED):
        return True
    decided = [decision.at for decision in decisions_on(record, Axis.SECRECY)]
    return any(one.confidential and (not decided or one.made_at > max(decided)) for one in record.proposals)


def stays_inside(record: ItemRecord) -> bool:
    """Whether the item's content must stay out of a public part."""
    return is_secret(record) or record.axes.secrecy is not Secrecy.NONE or Axis.SECRECY in awaits_decision(record)


def open_threads(records: Iterable[ItemRecord]) -> frozenset[str]:
    """The threads in which all may be public, given every item of the accounts concerned."""
    seen: set[str] = set()
    closed: set[str] = set()
    for record in records:
        seen.add(record.thread_id)
        if stays_inside(record):
            closed.add(record.thread_id)
    return frozenset(seen - closed)
