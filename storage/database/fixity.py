"""When the bytes of each object were last found right. Working knowledge: losing it only means hashing again."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.database.working_tables import fixity

BATCH = 500


def verified(session: Session) -> dict[str, datetime]:
    """Object id → when it was last verified."""
    return {row.object_id: row.verified_at for row in session.execute(select(fixity.c.object_id, fixity.c.verified_at))}


def put(session: Session, inventories: Mapping[str, str], at: datetime) -> None:
    """These objects, with these inventories (digests), were found right. Takes a writing session."""
    rows = [{"object_id": one, "inventory": digest, "verified_at": at} for one, digest in inventories.items()]
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        _forget(session, [str(row["object_id"]) for row in batch])
        session.execute(insert(fixity), batch)


def forget(session: Session, object_ids: Iterable[str]) -> None:
    """These objects are to be verified first. Takes a writing session."""
    _forget(session, list(object_ids))


def _forget(session: Session, object_ids: list[str]) -> None:
    if object_ids:
        session.execute(delete(fixity).where(fixity.c.object_id.in_(object_ids)))
