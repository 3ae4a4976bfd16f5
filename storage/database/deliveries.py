"""The cards of packages that left the archive."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database.card_tables import delivery


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery in a list; `objects` is how many it holds."""

    id: str
    format: str
    made_at: datetime
    made_by: str
    recipient: str
    selection: dict[str, str]
    objects: int
    digest: str
    path: str
    receipt: str


def rows(session: Session, format: str | None = None) -> list[DeliveryRow]:
    """Deliveries (of a format), newest first."""
    query = select(delivery).order_by(delivery.c.made_at.desc(), delivery.c.id)
    if format is not None:
        query = query.where(delivery.c.format == format)
    return [DeliveryRow(**row._mapping) for row in session.execute(query)]
