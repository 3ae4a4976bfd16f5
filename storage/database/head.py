"""How far the cards have come: the newest journal segment they have taken in."""

from dataclasses import asdict

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from storage.database.card_tables import head
from storage.journal import Head


def read(session: Session) -> Head:
    """The head the cards know; the beginning for empty cards."""
    row = session.execute(select(head)).first()
    return Head() if row is None else Head(row.segment, row.segment_digest, row.line, row.line_digest)


def write(session: Session, to: Head) -> None:
    """The cards have come to `to`."""
    session.execute(delete(head))
    session.execute(insert(head), [{"id": 1, **asdict(to)}])


def move(session: Session, known: Head, to: Head) -> None:
    """The cards have come from `known` to `to`."""
    if known.segment == 0:
        write(session, to)
    else:
        session.execute(update(head).values(**asdict(to)))
