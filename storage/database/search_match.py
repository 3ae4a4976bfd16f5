"""The places of the items that somebody asks for and may see, newest first: one statement, on either database.

What the sight may not see is left out inside the index itself, by the same words as everything else (law 5).
"""

import re
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, column, func, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from storage.database import search_index as index
from storage.database.card_tables import account, item
from storage.database.search_filter import ItemFilter
from storage.database.search_index import is_sqlite, item_text, place_at, places
from storage.database.search_query import author_words, in_postgresql, in_sqlite, parse
from storage.database.sight import Sight, may_see_account, may_see_item

_fts = table("item_text", column("rowid"))
WALKED = 4_000
"""Items that are looked through one by one before the index is asked for every match (PostgreSQL)."""
SHORT = 200
"""Rows of a list that is worth it."""
_FACET_VALUE = re.compile(r"[\w-]+")


def found(
    session: Session, chosen: ItemFilter, sight: Sight, before: int | None = None, floor: int | None = None
) -> Select[Any]:
    """A statement giving `place`, newest first, of everything chosen that the sight may see (below `before`, from `floor`).

    Limit and offset of the choice are the caller's to set.
    """
    groups = _groups(session, chosen, sight)
    place: ColumnElement[int] = _fts.c.rowid if is_sqlite(session) else item_text.c.place
    if groups is None:
        return select(places.c.place).where(literal_column("1 = 0"))
    if groups:
        statement = select(place.label("place")).where(_matches(session, groups, walking=floor is not None))
    else:
        place = places.c.place
        statement = select(place)
    if chosen.since is not None:
        statement = statement.where(place >= place_at(chosen.since))
    if chosen.until is not None:
        statement = statement.where(place < place_at(chosen.until))
    if before is not None:
        statement = statement.where(place < before)
    if floor is not None:
        statement = statement.where(place >= floor)
    return statement.order_by(place.desc())


def newest(
    session: Session, chosen: ItemFilter, sight: Sight, before: int | None, limit: int | None, offset: int
) -> Select[Any]:
    """The places of one page of `found`, by the way that is quick.

    SQLite walks the words of the index from the newest. PostgreSQL's index knows no order: it may walk all items from the
    newest, good for common words, or sort all matches, good for rare ones, and guesses badly which are which. So the
    newest items are walked first, and only where they don't fill the page every match is gathered and sorted.
    """
    whole = found(session, chosen, sight, before)
    if not is_sqlite(session) and limit is not None and limit <= SHORT and not offset:
        floor = _floor(session, chosen, before)
        walked = session.scalars(found(session, chosen, sight, before, floor).limit(limit)).all()
        if len(walked) == limit or floor is None:
            return select(places.c.place).where(places.c.place.in_(walked))
        gathered = whole.order_by(None).cte("gathered").prefix_with("MATERIALIZED", dialect="postgresql")
        whole = select(gathered.c.place).order_by(gathered.c.place.desc())
    return whole.limit(limit).offset(offset or None)


def _floor(session: Session, chosen: ItemFilter, before: int | None) -> int | None:
    """The place so many items below where a page begins; None where there are not so many."""
    tops = [top for top in (before, place_at(chosen.until) if chosen.until else None) if top is not None]
    query = select(places.c.place).order_by(places.c.place.desc()).offset(WALKED).limit(1)
    floor: int | None = session.scalar(query.where(places.c.place < min(tops)) if tops else query)
    return floor


def _groups(session: Session, chosen: ItemFilter, sight: Sight) -> list[str] | None:
    """What must all be in the index, in the database's language; None where nothing can match."""
    groups: list[str] = []
    term_in = in_sqlite if is_sqlite(session) else in_postgresql
    if chosen.query is not None:
        terms = parse(chosen.query)
        if not terms:
            return None
        groups += map(term_in, terms)
    if chosen.author is not None:
        names = author_words(chosen.author)
        if not names:
            return None
        groups += [_one(session, name) for name in names]
    for value, facet in (
        (chosen.account_id, index.account_facet),
        (chosen.label, index.label_facet),
        (chosen.state, index.state_facet),
        (chosen.kind, index.kind_facet),
    ):
        if value is not None:
            if not _FACET_VALUE.fullmatch(value):
                return None
            groups.append(_one(session, facet(value)))
    if not sight.secrets:
        groups.append(_one(session, index.OPEN))
    if sight.committees is not None:
        own = session.scalars(select(account.c.id).where(may_see_account(sight)).order_by(account.c.id)).all()
        if not own:
            return None
        either = " OR " if is_sqlite(session) else " | "
        groups.append(f"({either.join(_one(session, index.account_facet(one)) for one in own)})")
    return groups


def _one(session: Session, word: str) -> str:
    return f'"{word}"' if is_sqlite(session) else f"'{word}'"


def _matches(session: Session, groups: list[str], *, walking: bool) -> ColumnElement[bool]:
    if is_sqlite(session):
        # FTS5's table stands for its hidden column of the same name.
        return literal_column("item_text").op("MATCH", is_comparison=True)(" AND ".join(groups))
    # Where a few items are walked the index would be asked for every match all the same, so it is hidden from the planner.
    words = func.coalesce(item_text.c.words, cast("", TSVECTOR)) if walking else item_text.c.words
    return words.op("@@")(cast(" & ".join(groups), TSQUERY))


def counted(session: Session, chosen: ItemFilter, sight: Sight, most: int | None = None) -> int:
    """How many items are chosen that the sight may see; no further than `most` where it is given."""
    if most is None and replace(chosen, limit=None, offset=0) == ItemFilter(limit=None):
        return _all_items(session, sight)
    rows = found(session, chosen, sight).order_by(None).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def _all_items(session: Session, sight: Sight) -> int:
    """How many items there are that the sight may see; the few hidden ones are counted rather than the many open."""
    every = select(func.count()).select_from(item)
    if sight.committees is None and not sight.secrets:
        return (session.scalar(every) or 0) - (session.scalar(every.where(item.c.hidden.is_(True))) or 0)
    return session.scalar(every.where(may_see_item(sight))) or 0
