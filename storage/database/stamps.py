"""The cards of time-stamps."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from archiver.records import TimeStamp
from storage.database.card_tables import stamp


def rows(session: Session) -> list[TimeStamp]:
    """Every time-stamp, oldest first."""
    return [TimeStamp(**row._mapping) for row in session.execute(select(stamp).order_by(stamp.c.segment))]


def last_segment(session: Session) -> int:
    """The newest segment that is stamped, 0 for none."""
    found = rows(session)
    return found[-1].segment if found else 0
