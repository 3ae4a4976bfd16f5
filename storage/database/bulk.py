"""Very many cards written in one transaction: what SQLite needs to be told beforehand, and to be given back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.database import search_index
from storage.database.card_tables import CARDS

CACHE_KILOBYTES = 32 << 10
"""With SQLite's own two megabytes the same pages would be written out and read in again, over and over."""
USUAL_KILOBYTES = 2_000


@contextmanager
def bulk(session: Session) -> Iterator[None]:
    """Write many cards within, after `cards.clear`: secondary indexes are made when all of them are there.

    Only in SQLite, whose readers go on seeing the old tables; in PostgreSQL they would have to wait.
    """
    if not search_index.is_sqlite(session):
        yield
        return
    session.execute(text(f"PRAGMA cache_size = -{CACHE_KILOBYTES}"))
    try:
        indexes = [index for table in CARDS for index in table.indexes]
        for index in indexes:
            session.execute(text(f"DROP INDEX IF EXISTS {index.name}"))  # an index over an expression is not reflected
        search_index.merge_while_writing(session, merge=False)
        yield
        search_index.merge_while_writing(session, merge=True)
        for index in indexes:
            index.create(session.connection())
    finally:
        session.execute(text(f"PRAGMA cache_size = -{USUAL_KILOBYTES}"))
