"""The journal's lines as cards."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archiver.records import JournalLine
from storage.database.card_tables import journal


def lines(
    session: Session,
    since: datetime | None = None,
    about: str | None = None,
    did: str | tuple[str, ...] | None = None,
    limit: int | None = None,
) -> list[JournalLine]:
    """Lines in their order, from a time on, about an object id, of a kind of deed or some; with a limit, the newest ones."""
    query = select(journal).order_by(journal.c.number.desc())
    if since is not None:
        query = query.where(journal.c.at >= since)
    if about is not None:
        query = query.where(journal.c.about == about)
    if did is not None:
        query = query.where(journal.c.did.in_((did,) if isinstance(did, str) else did))
    if limit is not None:
        query = query.limit(limit)
    return [_line(dict(row._mapping)) for row in reversed(session.execute(query).all())]


def founded_at(session: Session) -> datetime | None:
    """When the archive's first line was written; None in an archive without any."""
    at: datetime | None = session.scalar(select(journal.c.at).order_by(journal.c.number).limit(1))
    return at


def following(session: Session, since: datetime | None, about: str | None, after: int, limit: int) -> list[JournalLine]:
    """The lines after a number (at or after a time, about an object id), in their order."""
    query = select(journal).where(journal.c.number > after).order_by(journal.c.number).limit(limit)
    if since is not None:
        query = query.where(journal.c.at >= since)
    if about is not None:
        query = query.where(journal.c.about == about)
    return [_line(dict(row._mapping)) for row in session.execute(query)]


def _line(values: dict[str, Any]) -> JournalLine:
    del values["segment"]
    return JournalLine(**values)
