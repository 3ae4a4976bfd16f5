"""What the duty list needs to know of items, one statement for all accounts; counts and times, never what was written.

For the archive's own work: what a person may be told of it is decided by whoever asks (law 5).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Session

from archiver.lifecycle.queue import Place
from archiver.lifecycle.record import DRAWN_UP
from archiver.model import ItemKind
from archiver.records import Secrecy, Visibility
from storage.database.card_tables import account, item
from storage.database.columns import UtcTime

SUSPECTED, UNSUITABLE, DIARY = Place.SECRECY, Place.UNSUITABLE, Place.DIARY


@dataclass(frozen=True, slots=True)
class Waiting:
    """Items of an account that wait for a decision: how many, in which queue, since which moment."""

    account_id: str
    queue: int
    since: datetime
    count: int


def waiting(session: Session, long_ago: datetime) -> list[Waiting]:
    """What waits for a decision on secrecy or registration, together what came together.

    It has waited since the capture that first had the wording, not since it was published. What has waited since before
    `long_ago` is told by its first and its last alone, the rest of it as if it came with the first: a backlog of years
    costs no more than one of weeks.
    """
    asked = item.c.queue.in_((SUSPECTED, DIARY))
    # In the order of `item_waiting`, so that nothing is sorted; the newest are sought in it for each account.
    group = (item.c.queue, item.c.hidden, item.c.account_id)
    query = (
        select(item.c.account_id, item.c.queue, item.c.seen_at, func.count())
        .select_from(account.join(item, item.c.account_id == account.c.id))
        .where(asked, item.c.hidden.in_((False, True)), item.c.seen_at >= long_ago)
        .group_by(*group, item.c.seen_at)
    )
    found = [Waiting(*row) for row in session.execute(query)]
    first, last = (of(item.c.seen_at, type_=UtcTime()) for of in (func.min, func.max))
    columns = (item.c.account_id, item.c.queue, first, last, func.count())
    old = select(*columns).where(asked, item.c.seen_at < long_ago).group_by(*group)
    for account_id, queue, since, until, count in session.execute(old):
        found.append(Waiting(account_id, queue, until, 1))
        if count > 1:
            found.append(Waiting(account_id, queue, since, count - 1))
    return found


def marked_still_published(session: Session) -> list[tuple[str, datetime]]:
    """Account id and when the mark was made, of everything marked as secret that stands on the platform."""
    query = select(item.c.account_id, item.c.marked_at).where(
        item.c.secrecy == Secrecy.MARKED.value,
        item.c.visibility == Visibility.PUBLISHED.value,
        item.c.marked_at.is_not(None),
    )
    return [(row.account_id, row.marked_at) for row in session.execute(query)]


def last_own_posts(session: Session) -> dict[str, datetime]:
    """Account id → when the municipality last posted there; one look in the index an account."""
    last = (
        select(item.c.received_at)
        .where(item.c.account_id == account.c.id, item.c.direction == DRAWN_UP, item.c.kind == ItemKind.POST.value)
        .order_by(item.c.received_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(select(account.c.id, type_coerce(last, UtcTime())))
    return {row[0]: row[1] for row in rows if row[1] is not None}
