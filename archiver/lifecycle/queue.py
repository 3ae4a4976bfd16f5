"""The review queue: what waits for a person, in the order the law is in a hurry, and by when.

Suspected secrets first (OSL 5:1 and the guideline page 5: registered and promptly removed), then what is unsuitable
(guideline page 4: "skyndsamt"), then what is to be registered (OSL 5:1: "så snart"), then the audit sample, last weeding,
which nobody is in a hurry with.
"""

from datetime import datetime, timedelta
from enum import IntEnum
from hashlib import sha256

from archiver.duties.working_time import working_end
from archiver.lifecycle.item_facts import Axis, decided
from archiver.records import ItemRecord, Registration, Secrecy, Unsuitable, Visibility
from archiver.text import Text


class Place(IntEnum):
    """A place in the queue; a lower number is more urgent, 0 waits for nobody."""

    NOTHING = 0
    SECRECY = 1
    UNSUITABLE = 2
    DIARY = 3
    AUDIT = 4
    WEEDING = 5


LABELS: dict[Place, Text] = {
    Place.SECRECY: Text("misstänkt sekretess", "suspected secret"),
    Place.UNSUITABLE: Text("olämpligt material", "unsuitable material"),
    Place.DIARY: Text("bör diarieföras", "to be registered"),
    Place.AUDIT: Text("stickprov", "audit"),
    Place.WEEDING: Text("kan gallras", "may be weeded"),
}
WITHIN: dict[Place, timedelta] = {
    Place.SECRECY: timedelta(days=1),
    Place.UNSUITABLE: timedelta(days=1),
    Place.DIARY: timedelta(days=1),
    Place.AUDIT: timedelta(days=20),
}
"""Working time to decide within; our reading of the words above (JO: registration at the latest the next working day)."""

SAMPLE_PER_MILLE = 20
"""How much of what nobody would otherwise look at is queued as an audit: 2 %."""


def place(record: ItemRecord) -> Place:
    """Where an item stands in the queue: at the most urgent question that no person has answered for its newest wording."""
    proposal = record.proposal
    if record.axes.secrecy is Secrecy.SUSPECTED or (
        proposal is not None and proposal.confidential and not decided(record, Axis.SECRECY)
    ):
        return Place.SECRECY
    if proposal is None:
        return Place.NOTHING
    still_there = record.axes.visibility in (Visibility.PUBLISHED, Visibility.UNREACHABLE)
    kinds = set(proposal.unsuitable) - {Unsuitable.CONFIDENTIAL}
    if kinds and still_there and not decided(record, Axis.VISIBILITY):
        return Place.UNSUITABLE
    registered = record.axes.registration is Registration.REGISTERED
    if proposal.diary and not registered and not decided(record, Axis.REGISTRATION):
        return Place.DIARY
    if in_sample(record.id, record.latest.number) and not registered and not read(record):
        return Place.AUDIT
    if proposal.weeding and not decided(record, Axis.RETENTION):
        return Place.WEEDING
    return Place.NOTHING


def due_at(where: Place, since: datetime) -> datetime | None:
    """By when a question that came up at a time is to be decided, None where nothing presses."""
    return working_end(since, WITHIN[where]) if where in WITHIN else None


def in_sample(item_id: str, version: int) -> bool:
    """Whether a wording belongs to the audit sample: drawn by its id, so that it is the same every time and on every
    machine, and nobody chooses."""
    drawn = int.from_bytes(sha256(f"stickprov:{item_id}:{version}".encode()).digest()[:8], "big")
    return drawn % 1000 < SAMPLE_PER_MILLE


def risk(record: ItemRecord) -> float:
    """How likely the newest proposal holds a secret, 0–1; what is not proposed secret is read in this order."""
    return record.proposal.scores.get("confidential", 0.0) if record.proposal else 1.0


def unread(record: ItemRecord) -> bool:
    """Whether nothing is asked about it but perhaps weeding, and nobody has decided anything on it: for whoever reads on."""
    untouched = record.axes.registration is Registration.KEPT_IN_ORDER and not read(record)
    return untouched and place(record) in (Place.NOTHING, Place.WEEDING)


def read(record: ItemRecord) -> bool:
    """Whether a person has decided anything on the newest wording that they could not without reading it."""
    return decided(record, Axis.REGISTRATION) or decided(record, Axis.SECRECY)
