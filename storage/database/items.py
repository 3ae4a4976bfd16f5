"""The cards of items: lists, search, the queue of decisions. Every list is held against a sight in its own statement."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from archiver.extract.changes import Known
from archiver.model import ItemKind
from archiver.records import Registration, Retention, Secrecy, Visibility
from storage.database import search
from storage.database.schema import item
from storage.database.sight import Sight, may_see_item

Label = Literal["diary", "confidential", "weeding"]


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items. `state` is a value of any axis; `since` is on `received_at`; `limit` None is all of them."""

    account_id: str | None = None
    label: Label | None = None
    state: str | None = None
    query: str | None = None
    since: datetime | None = None
    limit: int | None = 100
    offset: int = 0


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
COLUMNS = [item.c[one.name] for one in fields(ItemRow)]


def listed(session: Session, chosen: ItemFilter, sight: Sight) -> list[ItemRow]:
    """The items of a choice that a sight may see, newest first."""
    query = select(*COLUMNS).where(_chosen(session, chosen, sight)).order_by(item.c.received_at.desc(), item.c.id)
    return _rows(session, query.limit(chosen.limit).offset(chosen.offset))


def count(session: Session, chosen: ItemFilter, sight: Sight) -> int:
    """How many items of a choice a sight may see, limit and offset aside."""
    return session.scalar(select(func.count()).select_from(item).where(_chosen(session, chosen, sight))) or 0


def queue(session: Session, sight: Sight, limit: int | None = None, offset: int = 0) -> list[ItemRow]:
    """What waits for a decision: suspected secret first, then diary, then weeding; the longest waiting first in each."""
    query = (
        select(*COLUMNS)
        .where(item.c.queue > 0, may_see_item(sight))
        .order_by(item.c.queue, item.c.received_at, item.c.id)
    )
    return _rows(session, query.limit(limit).offset(offset))


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


def _chosen(session: Session, chosen: ItemFilter, sight: Sight) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [may_see_item(sight)]
    if chosen.account_id is not None:
        conditions.append(item.c.account_id == chosen.account_id)
    if chosen.label is not None:
        conditions.append(item.c[chosen.label].is_(True))
    if chosen.state is not None:
        axes = (item.c.registration, item.c.secrecy, item.c.visibility, item.c.retention)
        conditions.append(or_(*(axis == chosen.state for axis in axes)))
    if chosen.since is not None:
        conditions.append(item.c.received_at >= chosen.since)
    if chosen.query is not None:
        conditions.append(search.matches(session, item.c.id, chosen.query))
    return and_(*conditions)


def _rows(session: Session, query: Select[Any]) -> list[ItemRow]:
    return [_row(row) for row in session.execute(query)]


def _row(row: Row[Any]) -> ItemRow:
    values = dict(row._mapping)
    return ItemRow(**{**values, **{name: word(values[name]) for name, word in WORDS.items()}})
