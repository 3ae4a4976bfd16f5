"""The cards of every object on the shelf."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.database.card_tables import objects


def count(session: Session) -> int:
    """How many objects lie on the shelf."""
    return session.scalar(select(func.count()).select_from(objects)) or 0
