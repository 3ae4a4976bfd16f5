"""The review queue line by line: which items wait, in order, for all accounts or some. No way costs more in a longer queue.

All of it is walked in an index's order and the sight is asked on the way. What some accounts have of it is a few lines of
each of them, put together in order: gathered whole and sorted, or sought in the whole queue, a nämnd's part took seconds.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    false,
    func,
    literal,
    literal_column,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from archiver.lifecycle.queue import Place
from storage.database.card_tables import account, item
from storage.database.columns import UtcTime
from storage.database.sight import Sight, may_see_account

WAITING = tuple(int(place) for place in Place if place)
"""The places of the queue, named one by one: so the narrowest index is taken on either database."""
ORDER = (item.c.queue, -item.c.risk, item.c.seen_at, item.c.id)
"""The likeliest secrets first in each place: what was missed as secret is then met early. `item_queue` is its index."""
WAITS: ColumnElement[bool] = literal_column("item.queue > 0")
"""Said as the partial index says it: with a parameter in it neither database would know that they mean the same."""
MOST_MERGED = 40
"""Accounts whose lines are put together; more of them have so much of the queue that walking it meets their lines soon."""
COUNTED = 2_000
"""A count of a place says no more than this: counting everything reads everything."""


@dataclass(frozen=True, slots=True)
class QueuePart:
    """A part of the queue: some of its places, one account, one nämnd; empty is no limit."""

    places: frozenset[int] = frozenset()
    account_id: str = ""
    committee: str = ""


WHOLE_QUEUE = QueuePart()


def accounts_of(session: Session, sight: Sight, part: QueuePart) -> list[str] | None:
    """The accounts whose items a part of the queue is about, of those a sight may see; None for every account."""
    if sight.committees is None and not part.account_id and not part.committee:
        return None
    query = select(account.c.id).where(may_see_account(sight))
    if part.account_id:
        query = query.where(account.c.id == part.account_id)
    if part.committee:
        query = query.where(account.c.committee == part.committee)
    return list(session.scalars(query.order_by(account.c.id)))


def lines(
    part: QueuePart,
    sight: Sight,
    accounts: list[str] | None,
    limit: int,
    offset: int = 0,
    beside: tuple[int, float, datetime, str] | None = None,
    *,
    before: bool = False,
) -> Select[tuple[str]]:
    """Ids of so many items in the queue's order; after (or `before`, backwards) the one of the same place whose order
    is `beside`."""
    order = [column.desc() for column in ORDER] if before else list(ORDER)
    wanted = _wanted(part, sight, beside, before=before)
    if accounts is None or len(accounts) > MOST_MERGED:
        if accounts is not None:  # looked at on the way
            wanted = and_(wanted, func.coalesce(item.c.account_id, "").in_(accounts))
        return select(item.c.id).where(wanted).order_by(*order).limit(limit).offset(offset or None)
    if not accounts:
        return select(item.c.id).where(false())

    def of_one(id_: str) -> Select[tuple[str, int, float, datetime]]:
        keys = select(item.c.id, item.c.queue, (-item.c.risk).label("risk"), item.c.seen_at)
        mine = keys.where(item.c.account_id == id_, wanted).order_by(*order).limit(limit + offset).subquery()
        return select(mine.c.id, mine.c.queue, mine.c.risk, mine.c.seen_at)

    every = union_all(*map(of_one, accounts)).subquery()
    merged = (every.c.queue, every.c.risk, every.c.seen_at, every.c.id)
    put_together = [column.desc() for column in merged] if before else merged
    return select(every.c.id).order_by(*put_together).limit(limit).offset(offset or None)


def waiting(part: QueuePart, sight: Sight, accounts: list[str] | None) -> ColumnElement[bool]:
    """The condition on items that wait in a part of the queue, for gathering all of them."""
    seen = true() if sight.secrets else item.c.hidden.is_(False)
    own = true() if accounts is None else item.c.account_id.in_(accounts)
    return and_(item.c.queue.in_(sorted(part.places) or WAITING), seen, own)


def places(
    session: Session, sight: Sight, part: QueuePart, accounts: list[str] | None
) -> dict[int, tuple[int, datetime]]:
    """For each place that anything waits in: how many, `COUNTED` + 1 where there are more, and since when the longest waits."""
    if accounts == []:
        return {}
    wanted = sorted(part.places) or WAITING
    kinds = (False, True) if sight.secrets else (False,)
    tally = _tallies(tuple(wanted), kinds, None if accounts is None else tuple(accounts))
    found: dict[int, tuple[int, datetime]] = {}
    for row in session.execute(tally):
        if row.waits:
            count, since = found.get(row.place, (0, row.since))
            found[row.place] = min(count + row.waits, COUNTED + 1), min(since, row.since)
    return found


def _wanted(
    part: QueuePart, sight: Sight, beside: tuple[int, float, datetime, str] | None, *, before: bool
) -> ColumnElement[bool]:
    # Neither database is to be led to another index by these: they are looked at where the queue is walked.
    conditions: list[ColumnElement[bool]] = [
        true() if sight.secrets else func.coalesce(item.c.hidden, False).is_(False)
    ]
    if part.places:
        conditions.append(item.c.queue.in_(sorted(part.places)))
    if beside is not None:
        # SQLite walks from a row of an index by its first columns alone where one is an expression: so risk is said by itself.
        here = tuple_(*beside, types=[column.type for column in ORDER])
        conditions.append(tuple_(*ORDER) < here if before else tuple_(*ORDER) > here)
        conditions.append(-item.c.risk <= beside[1] if before else -item.c.risk >= beside[1])
    return and_(WAITS, *conditions)


@lru_cache(maxsize=256)
def _tallies(
    wanted: tuple[int, ...], kinds: tuple[bool, ...], accounts: tuple[str, ...] | None
) -> CompoundSelect[tuple[int, int, datetime]]:
    """The question alone is remembered, never an answer: it takes longer to word than SQLite takes to answer it."""
    return union_all(*(_tally(place, hidden, accounts) for place in wanted for hidden in kinds))


def _tally(place: int, hidden: bool, accounts: tuple[str, ...] | None) -> Select[tuple[int, int, datetime]]:
    """One place's count and longest wait; the wait is one look in `item_waiting` for each account."""
    here = and_(item.c.queue == place, item.c.hidden.is_(hidden))
    some = here if accounts is None else and_(here, item.c.account_id.in_(accounts))
    counted = select(literal(1)).select_from(item).where(some).limit(COUNTED + 1).subquery()
    first = select(item.c.seen_at).where(here, item.c.account_id == account.c.id).order_by(item.c.seen_at).limit(1)
    longest = select(func.min(first.scalar_subquery(), type_=UtcTime())).select_from(account)
    if accounts is not None:
        longest = longest.where(account.c.id.in_(accounts))
    count = select(func.count()).select_from(counted).scalar_subquery()
    return select(literal(place).label("place"), count.label("waits"), longest.scalar_subquery().label("since"))
