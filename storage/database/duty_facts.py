"""What the duty list needs to know of items, one statement for all accounts; counts and times, never what was written.

For the archive's own work: what a person may be told of it is decided by whoever asks (law 5).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archiver.lifecycle.queue import Place
from archiver.lifecycle.record import DRAWN_UP
from archiver.model import ItemKind
from archiver.records import Secrecy, Visibility
from storage.database.schema import UtcTime, capture, item

SUSPECTED, UNSUITABLE, DIARY = Place.SECRECY, Place.UNSUITABLE, Place.DIARY


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that waits for a decision: since when it has lain in the archive, and in which queue."""

    account_id: str
    queue: int
    since: datetime


def waiting(session: Session) -> list[Waiting]:
    """Every item that waits for a decision on secrecy or registration.

    It has waited since the capture that first had it, not since it was published.
    """
    query = (
        select(
            item.c.account_id, item.c.queue, func.coalesce(capture.c.finished_at, item.c.received_at, type_=UtcTime())
        )
        .select_from(item.outerjoin(capture, capture.c.id == item.c.first_capture))
        .where(item.c.queue.in_((SUSPECTED, DIARY)))
    )
    return [Waiting(*row) for row in session.execute(query)]


def marked_still_published(session: Session) -> list[tuple[str, str]]:
    """Account id and item id of everything marked as secret that stands on the platform."""
    query = select(item.c.account_id, item.c.id).where(
        item.c.secrecy == Secrecy.MARKED.value, item.c.visibility == Visibility.PUBLISHED.value
    )
    return [(row.account_id, row.id) for row in session.execute(query)]


def last_own_posts(session: Session) -> dict[str, datetime]:
    """Account id → when the municipality last posted there."""
    query = (
        select(item.c.account_id, func.max(item.c.received_at, type_=UtcTime()))
        .where(item.c.direction == DRAWN_UP, item.c.kind == ItemKind.POST.value)
        .group_by(item.c.account_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
