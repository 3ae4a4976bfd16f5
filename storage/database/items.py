"""The cards of items: lists, search, the queue of decisions. Every list is held against a sight in its own statement."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from archiver.extract.changes import Known
from archiver.model import ItemKind
from archiver.records import Registration, Retention, Secrecy, Visibility
from storage.database.schema import item
from storage.database.search_filter import ItemFilter, Label
from storage.database.search_index import places
from storage.database.search_match import counted, found
from storage.database.sight import Sight, may_see_item

__all__ = [
    "ItemFilter",
    "ItemRow",
    "Label",
    "Session",
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
    """One item in a list: its newest wording and where it stands. `queue`: 0 nothing to decide, 1 suspected secret,
    2 diary, 3 weeding."""

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
    hidden: bool
    queue: int
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
    hits = found(session, chosen, sight, before).limit(limit).offset(offset or None).subquery("hits")
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


def queue(session: Session, sight: Sight, limit: int | None = None, offset: int = 0) -> list[ItemRow]:
    """What waits for a decision: suspected secret first, then diary, then weeding; the longest waiting first in each."""
    query = (
        select(*COLUMNS)
        .where(item.c.queue > 0, may_see_item(sight))
        .order_by(item.c.queue, item.c.received_at, item.c.id)
    )
    return _rows(session, query.limit(limit).offset(offset))


def queue_count(session: Session, sight: Sight) -> int:
    """How many items wait for a decision that a sight may see."""
    query = select(func.count()).select_from(item).where(item.c.queue > 0, may_see_item(sight))
    return session.scalar(query) or 0


def thread(session: Session, thread_id: str, sight: Sight) -> list[ItemRow]:
    """A post and its comments that a sight may see, oldest first."""
    query = select(*COLUMNS).where(item.c.thread_id == thread_id, may_see_item(sight))
    return _rows(session, query.order_by(item.c.received_at, item.c.id))


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
