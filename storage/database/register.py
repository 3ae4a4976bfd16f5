"""Running numbers of the register: one series for each authority and year, none given twice (OSL 5:2)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.database.card_tables import register


def next_number(session: Session, authority: str, year: int) -> int:
    """The number after the highest ever given, weeded ones too. Ask inside the change that uses it."""
    query = select(func.max(register.c.number)).where(register.c.authority == authority, register.c.year == year)
    return (session.scalar(query) or 0) + 1
