"""The cards of items: lists, search, the queue of decisions. Every list is held against a sight in its own statement."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.orm import Session

from archiver.extract.changes import Known
from archiver.model import ItemKind
from archiver.records import Registration, Retention, Secrecy, Visibility
from storage.database import queue_lines
from storage.database.card_tables import item
from storage.database.queue_lines import WHOLE_QUEUE, QueuePart
from storage.database.search_filter import ItemFilter, Label
from storage.database.search_index import places
from storage.database.search_match import counted, newest
from storage.database.sight import Sight, may_see_item

__all__ = [
    "WHOLE_QUEUE",
    "ItemFilter",
    "ItemRow",
    "Label",
    "QueuePart",
    "Session",
    "among",
    "count",
    "known",
    "listed",
    "placed",
    "queue",
    "queue_count",
    "thread",
]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in a list: its newest wording and where it stands. `queue` is a place of `archiver/lifecycle/queue.py`,
    `seen_at` when the newest wording was first seen, `risk` how likely it is secret, 0–1."""

    id: str
    account_id: str
    kind: ItemKind
    parent_id: str | None
    thread_id: str
    permalink: str
    direction: str
    received_at: datetime
    author: str
    text: str
    versions: int
    picture: str
    registration: Registration
    secrecy: Secrecy
    visibility: Visibility
    retention: Retention
    diary: bool
    confidential: bool
    weeding: bool
    unsuitable: bool
    hidden: bool
    queue: int
    seen_at: datetime
    risk: float
    expires_on: str
    designation: str
    last_capture: str
    missing_since: datetime | None


WORDS: dict[str, Any] = {
    "kind": ItemKind,
    "registration": Registration,
    "secrecy": Secrecy,
    "visibility": Visibility,
    "retention": Retention,
}
NAMES = tuple(one.name for one in fields(ItemRow))
COLUMNS = [item.c[name] for name in NAMES]


def listed(session: Session, chosen: ItemFilter, sight: Sight) -> list[ItemRow]:
    """The items of a choice that a sight may see, newest first."""
    return [row for _, row in placed(session, chosen, sight, None, chosen.limit, chosen.offset)]


def placed(
    session: Session, chosen: ItemFilter, sight: Sight, before: int | None, limit: int | None, offset: int = 0
) -> list[tuple[int, ItemRow]]:
    """The same with their places in the search index, below a place where one is given; see `search.page`."""
    hits = newest(session, chosen, sight, before, limit, offset).subquery("hits")
    query = (
        select(hits.c.place, *COLUMNS)
        .select_from(hits.join(places, places.c.place == hits.c.place).join(item, item.c.id == places.c.item_id))
        .where(may_see_item(sight))
        .order_by(hits.c.place.desc())
    )
    return [(row.place, _row(row)) for row in session.execute(query)]


def count(session: Session, chosen: ItemFilter, sight: Sight) -> int:
    """How many items of a choice a sight may see, limit and offset aside."""
    return counted(session, chosen, sight)


def queue(
    session: Session, sight: Sight, limit: int | None = None, offset: int = 0, part: QueuePart = WHOLE_QUEUE
) -> list[ItemRow]:
    """What waits for a decision, in the order of its places; in each the likeliest secrets first, then the longest waiting."""
    accounts = queue_lines.accounts_of(session, sight, part)
    if limit is None:
        query = select(*COLUMNS).where(queue_lines.waiting(part, sight, accounts))
    else:
        ids = queue_lines.lines(part, sight, accounts, limit, offset).subquery()
        query = select(*COLUMNS).join(ids, ids.c.id == item.c.id)
    return _rows(session, query.order_by(*queue_lines.ORDER))


def queue_beside(
    session: Session, sight: Sight, row: ItemRow, part: QueuePart = WHOLE_QUEUE, *, before: bool = False
) -> ItemRow | None:
    """What stands next after a row of the queue (or before it), also when the row itself has left the queue since."""
    accounts = queue_lines.accounts_of(session, sight, part)
    wanted = part.places or frozenset(queue_lines.WAITING)
    for place in sorted(wanted, reverse=before):  # one at a time: several at once would be gathered and sorted
        if place < row.queue if not before else place > row.queue:
            continue
        here = (row.queue, -row.risk, row.seen_at, row.id) if place == row.queue else None
        some = replace(part, places=frozenset({place}))
        ids = queue_lines.lines(some, sight, accounts, 1, beside=here, before=before).subquery()
        for found in _rows(session, select(*COLUMNS).join(ids, ids.c.id == item.c.id)):
            return found
    return None


def asked(session: Session, username: str, sight: Sight) -> list[ItemRow]:
    """The items on which somebody's second opinion is waited for, the longest seen first."""
    query = select(*COLUMNS).where(
        item.c.asked_of > "",
        item.c.asked_of.contains(f"|{username}|", autoescape=True),
        may_see_item(sight, walking=True),
    )
    return _rows(session, query.order_by(item.c.seen_at, item.c.id))


def queue_count(session: Session, sight: Sight) -> int:
    """How many items wait for a decision that a sight may see."""
    accounts = queue_lines.accounts_of(session, sight, WHOLE_QUEUE)
    query = select(func.count()).select_from(item).where(queue_lines.waiting(WHOLE_QUEUE, sight, accounts))
    return session.scalar(query) or 0


def queue_places(session: Session, sight: Sight, part: QueuePart = WHOLE_QUEUE) -> dict[int, tuple[int, datetime]]:
    """For each place of the queue that anything waits in: how many a sight may see, `queue_lines.COUNTED` + 1 where there are
    more, and since when the longest waits."""
    return queue_lines.places(session, sight, part, queue_lines.accounts_of(session, sight, part))


def unread(session: Session, sight: Sight, limit: int | None = None) -> list[ItemRow]:
    """What no question is asked about and nobody has decided on, the likeliest secrets first: for whoever reads on."""
    query = (
        select(*COLUMNS)
        .where(item.c.unread.is_(True), may_see_item(sight, walking=True))
        .order_by(item.c.risk.desc(), item.c.id.desc())
    )
    return _rows(session, query.limit(limit))


def running_out(session: Session, before: str) -> list[str]:
    """Ids of the items whose period's last day lies before a day (`ÅÅÅÅ-MM-DD`). For the archive's own work."""
    query = select(item.c.id).where(
        item.c.retention == Retention.PERIOD_RUNNING.value, item.c.expires_on != "", item.c.expires_on < before
    )
    return list(session.scalars(query.order_by(item.c.received_at, item.c.id)))


def may_be_weeded(session: Session, account_id: str | None = None) -> list[str]:
    """Ids of the items proposed for weeding that are preserved as yet and hold nothing known to forbid it. Own work."""
    query = select(item.c.id).where(
        item.c.weeding.is_(True),
        item.c.hidden.is_(False),
        item.c.diary.is_(False),
        item.c.confidential.is_(False),
        item.c.designation == "",
        item.c.retention.in_((Retention.PRESERVED.value, Retention.PERIOD_RUNNING.value)),
    )
    if account_id is not None:
        query = query.where(item.c.account_id == account_id)
    return list(session.scalars(query.order_by(item.c.received_at, item.c.id)))


def in_threads(session: Session, thread_ids: Iterable[str]) -> list[str]:
    """Ids of every item of some threads. For the archive's own work."""
    wanted = sorted(set(thread_ids))
    chunks = (wanted[at : at + 500] for at in range(0, len(wanted), 500))
    return [id_ for chunk in chunks for id_ in session.scalars(select(item.c.id).where(item.c.thread_id.in_(chunk)))]


def registered(
    session: Session, sight: Sight, since: datetime | None, after: str = "", limit: int = 100
) -> list[tuple[str, datetime]]:
    """Ids of registered items and when they were entered (at or after a time), oldest first, below the key of the last."""
    query = select(item.c.id, item.c.registered_at).where(item.c.registered_at.is_not(None), may_see_item(sight))
    if since is not None:
        query = query.where(item.c.registered_at >= since)
    if after:
        at = select(item.c.registered_at).where(item.c.id == after).scalar_subquery()
        query = query.where(tuple_(item.c.registered_at, item.c.id) > tuple_(at, after))
    query = query.order_by(item.c.registered_at, item.c.id).limit(limit)
    return [(row.id, row.registered_at) for row in session.execute(query)]


def threads_seen(session: Session, thread_ids: Iterable[str], sight: Sight) -> set[str]:
    """Those of some threads in which a sight may see anything."""
    wanted = sorted(set(thread_ids))
    seen: set[str] = set()
    for at in range(0, len(wanted), 500):
        query = select(item.c.thread_id).where(item.c.thread_id.in_(wanted[at : at + 500]), may_see_item(sight))
        seen.update(session.scalars(query.distinct()))
    return seen


def among(session: Session, item_ids: Iterable[str], sight: Sight) -> list[ItemRow]:
    """Those of some items that a sight may see, newest first."""
    wanted = sorted(set(item_ids))
    rows: list[ItemRow] = []
    for at in range(0, len(wanted), 500):
        rows += _rows(session, select(*COLUMNS).where(item.c.id.in_(wanted[at : at + 500]), may_see_item(sight)))
    return sorted(rows, key=lambda row: (row.received_at, row.id), reverse=True)


def thread(session: Session, thread_id: str, sight: Sight) -> list[ItemRow]:
    """A post and its comments that a sight may see, oldest first."""
    query = select(*COLUMNS).where(item.c.thread_id == thread_id, may_see_item(sight))
    return _rows(session, query.order_by(item.c.received_at, item.c.id))


def missing_unseen(session: Session) -> list[str]:
    """The ids of items that a capture missed, that have an address of their own and are still said to be published."""
    query = select(item.c.id).where(
        item.c.missing_since.is_not(None), item.c.visibility == Visibility.PUBLISHED.value, item.c.permalink != ""
    )
    return list(session.scalars(query))


def permalinks(session: Session, account_id: str, limit: int = 200) -> list[str]:
    """The addresses of an account's newest posts that are said to be published and that the last capture showed."""
    query = (
        select(item.c.permalink)
        .where(
            item.c.account_id == account_id,
            item.c.kind == ItemKind.POST.value,
            item.c.visibility == Visibility.PUBLISHED.value,
            item.c.missing_since.is_(None),
            item.c.permalink != "",
        )
        .order_by(item.c.received_at.desc())
        .limit(limit)
    )
    return list(session.scalars(query))


def known(session: Session, account_id: str) -> dict[str, Known]:
    """Identity → what the archive has of it, for every item of an account. For the archive's own work, not for lists."""
    query = select(item.c.identity, item.c.id, item.c.digest, item.c.missing_since).where(
        item.c.account_id == account_id
    )
    return {row.identity: Known(row.id, row.digest, row.missing_since) for row in session.execute(query)}


def _rows(session: Session, query: Select[Any]) -> list[ItemRow]:
    return [_row(row) for row in session.execute(query)]


def _row(row: Row[Any]) -> ItemRow:
    values = row._mapping
    return ItemRow(**{name: WORDS[name](values[name]) if name in WORDS else values[name] for name in NAMES})
