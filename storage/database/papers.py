"""The papers about the records, read whole from their cards: plan rows, holds, weeding lists, removals, collective cases."""

from typing import Any, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.database.card_tables import item, paper
from storage.database.sight import EVERYTHING, Sight, may_see_item
from storage.kinds import from_document, kind_of

Paper = TypeVar("Paper")


def rows(
    session: Session, kind: type[Paper], *states: str, sight: Sight = EVERYTHING, item_id: str | None = None
) -> list[Paper]:
    """The papers of a kind (in one of some states, about an item) by their time; none about an item the sight can't see."""
    query = select(paper.c.id, paper.c.document).where(paper.c.kind == kind_of(kind).word)
    if states:
        query = query.where(paper.c.state.in_(states))
    if item_id is not None:
        query = query.where(paper.c.item_id == item_id)
    if sight != EVERYTHING:
        seen = select(item.c.id).where(may_see_item(sight))
        query = query.where(or_(paper.c.item_id == "", paper.c.item_id.in_(seen)))
    found = session.execute(query.order_by(paper.c.at, paper.c.id))
    return [_paper(kind, row.document, row.id) for row in found]


def count(session: Session, kind: type[Any], *states: str) -> int:
    """How many papers of a kind there are (in one of some states)."""
    query = select(func.count()).select_from(paper).where(paper.c.kind == kind_of(kind).word)
    if states:
        query = query.where(paper.c.state.in_(states))
    return session.scalar(query) or 0


def _paper(kind: type[Paper], document: str, id_: str) -> Paper:
    read: Paper = from_document(kind, document.encode(), id_)
    return read
