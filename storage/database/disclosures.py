"""The cards of requests for records."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.database.card_tables import disclosure


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """One request in a list: which items it concerns, and which of them have been tested."""

    id: str
    designation: str
    year: int
    number: int
    received_at: datetime
    authority: str
    items: tuple[str, ...]
    tested: tuple[str, ...]
    handed_out_at: datetime | None


def rows(session: Session) -> list[DisclosureRow]:
    """Every request, newest first."""
    query = select(disclosure).order_by(disclosure.c.year.desc(), disclosure.c.number.desc())
    return [
        DisclosureRow(**{**row._mapping, "items": tuple(row.items), "tested": tuple(row.tested)})
        for row in session.execute(query)
    ]


def next_number(session: Session, year: int) -> int:
    """The number after the highest of the year. Ask inside the change that uses it."""
    query = select(func.max(disclosure.c.number)).where(disclosure.c.year == year)
    return (session.scalar(query) or 0) + 1


def newest_with(session: Session) -> dict[str, str]:
    """Item id → the newest request that holds a test of it."""
    return {each: row.id for row in reversed(rows(session)) for each in row.tested}
