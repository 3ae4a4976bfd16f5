"""The searches that people have saved, and which items are new in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from storage.database.card_tables import item
from storage.database.search_filter import ItemFilter
from storage.database.search_index import places
from storage.database.search_match import found
from storage.database.sight import Sight
from storage.database.working_tables import saved_search

MOST_NEW = 200
"""New hits that are counted; nobody is told a larger number."""

_FILTER = TypeAdapter(ItemFilter)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One person's search. `alerts`: tell of new hits; `looked_at` is when that was last seen to, `told` the ids told of
    lately."""

    id: str
    username: str
    name: str
    chosen: ItemFilter
    alerts: bool
    made_at: datetime
    looked_at: datetime
    told: frozenset[str] = frozenset()


def of_person(session: Session, username: str) -> list[SavedSearch]:
    """A person's searches, by name."""
    query = select(saved_search).where(saved_search.c.username == username)
    return [_saved(row._mapping) for row in session.execute(query.order_by(saved_search.c.name, saved_search.c.id))]


def with_alerts(session: Session) -> list[SavedSearch]:
    """Everybody's searches that tell of new hits."""
    query = select(saved_search).where(saved_search.c.alerts.is_(True)).order_by(saved_search.c.id)
    return [_saved(row._mapping) for row in session.execute(query)]


def put(session: Session, search: SavedSearch) -> None:
    """Save a search, or change it. Takes a writing session."""
    remove(session, search.id)
    chosen = _FILTER.dump_python(replace(search.chosen, limit=None, offset=0), mode="json")
    row = {name: getattr(search, name) for name in SavedSearch.__slots__}
    session.execute(insert(saved_search), [{**row, "chosen": chosen, "told": sorted(search.told)}])


def remove(session: Session, id_: str) -> None:
    """Throw a search away. Takes a writing session."""
    session.execute(delete(saved_search).where(saved_search.c.id == id_))


def fresh(session: Session, chosen: ItemFilter, sight: Sight, since: datetime) -> list[str]:
    """Ids of items of a choice, that the sight may see, whose newest wording was first seen after a time."""
    hits = found(session, chosen, sight).subquery("hits")
    query = (
        select(item.c.id)
        .select_from(hits.join(places, places.c.place == hits.c.place).join(item, item.c.id == places.c.item_id))
        .where(item.c.seen_at > since)
        .limit(MOST_NEW)
    )
    return list(session.scalars(query))


def told(session: Session, id_: str, at: datetime, item_ids: Iterable[str]) -> None:
    """It was looked through at a time, and these were told of. Takes a writing session."""
    values = {"looked_at": at, "told": sorted(item_ids)}
    session.execute(update(saved_search).where(saved_search.c.id == id_).values(values))


def _saved(values: Any) -> SavedSearch:
    return SavedSearch(
        **{**values, "chosen": _FILTER.validate_python(values["chosen"]), "told": frozenset(values["told"])}
    )
