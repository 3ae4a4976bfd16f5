"""What may stand in a public part: the one place in the exports that decides it, and it decides on the safe side.

Law 5 of the house: what is marked, suspected or proposed confidential and not yet decided is secret (OSL 2009:400 5:5;
a mark is only a warning, but release is tested by a person, never by an export). Undecided wordings count as well:
a proposal made after the last decision on secrecy makes the item secret again.
"""

from collections.abc import Iterable

from archiver.model import ItemRecord, Secrecy


def is_secret(record: ItemRecord) -> bool:
    """Whether anything of the item's content must stay out of a public part."""
    if record.axes.secrecy is not Secrecy.NONE or record.secrecy_mark is not None:
        return True
    decided = [decision.at for decision in record.decisions if decision.axis == "secrecy"]
    return any(
        proposal.confidential and (not decided or proposal.made_at > max(decided)) for proposal in record.proposals
    )


def open_threads(records: Iterable[ItemRecord]) -> frozenset[str]:
    """The threads in which nothing is secret, given every item of the accounts concerned."""
    seen: set[str] = set()
    closed: set[str] = set()
    for record in records:
        seen.add(record.thread_id)
        if is_secret(record):
            closed.add(record.thread_id)
    return frozenset(seen - closed)
