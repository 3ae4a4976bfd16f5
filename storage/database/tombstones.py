"""The cards of what was weeded."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from archiver.records import Tombstone
from storage.database.card_tables import tombstone


def rows(session: Session, account_id: str | None = None) -> list[Tombstone]:
    """Tombstones (of an account), newest first."""
    query = select(tombstone).order_by(tombstone.c.weeded_at.desc(), tombstone.c.object_id)
    if account_id is not None:
        query = query.where(tombstone.c.account_id == account_id)
    return [Tombstone(**row._mapping) for row in session.execute(query)]


def ids(session: Session, account_id: str) -> frozenset[str]:
    """Object ids of what was weeded from an account: a capture must not file them again."""
    query = select(tombstone.c.object_id).where(tombstone.c.account_id == account_id)
    return frozenset(session.scalars(query))
