"""Work ordered to the daemon: who ordered what, who has taken it, how it went."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.database.columns import UtcTime
from storage.database.working_tables import orders


class OrderState(StrEnum):
    WAITING = "väntar"
    CLAIMED = "pågår"
    DONE = "klar"
    FAILED = "misslyckad"


@dataclass(frozen=True, slots=True)
class Order:
    """One ordered piece of work. `kind` is the job, `argument` what it is about, `result` an outcome word,
    `progress` what is being done now, in Swedish."""

    id: int
    kind: str
    argument: str
    ordered_by: str
    ordered_at: datetime
    state: OrderState
    claimed_by: str
    claimed_at: datetime | None
    finished_at: datetime | None
    result: str
    progress: str = ""


def add(session: Session, kind: str, argument: str, ordered_by: str, at: datetime) -> int:
    """Order work; the same work already waiting is not ordered twice. Gives the order's id. Takes a writing session."""
    same = (orders.c.kind == kind, orders.c.argument == argument, orders.c.state == OrderState.WAITING.value)
    there = session.scalar(select(orders.c.id).where(*same))
    if there is not None:
        return int(there)
    row = {
        "kind": kind,
        "argument": argument,
        "ordered_by": ordered_by,
        "ordered_at": at,
        "state": OrderState.WAITING.value,
        "claimed_by": "",
        "result": "",
    }
    return int(session.execute(insert(orders).values(row).returning(orders.c.id)).scalar_one())


def claim(
    session: Session,
    worker: str,
    at: datetime,
    kinds: tuple[str, ...] | None = None,
    first: tuple[str, ...] = (),
) -> Order | None:
    """Take the oldest waiting order (of some kinds), those `first` before others; two workers never get the same.

    Takes a writing session.
    """
    urgency = case((orders.c.kind.in_(first), 0), else_=1)
    query = select(orders).where(orders.c.state == OrderState.WAITING.value).order_by(urgency, orders.c.id).limit(1)
    if kinds is not None:
        query = query.where(orders.c.kind.in_(kinds))
    row = session.execute(query.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    claimed = {"state": OrderState.CLAIMED.value, "claimed_by": worker, "claimed_at": at}
    session.execute(update(orders).where(orders.c.id == row.id).values(claimed))
    return _order({**row._mapping, **claimed})


def finish(session: Session, order_id: int, at: datetime, *, ok: bool, result: str = "") -> None:
    """The order is done, or failed for good. Takes a writing session."""
    state = OrderState.DONE if ok else OrderState.FAILED
    done = {"state": state.value, "finished_at": at, "result": result}
    session.execute(update(orders).where(orders.c.id == order_id).values(done))


def release(session: Session, worker: str | None = None) -> int:
    """Claimed orders (of a worker that died) wait again; gives how many. Takes a writing session."""
    query = update(orders).where(orders.c.state == OrderState.CLAIMED.value)
    if worker is not None:
        query = query.where(orders.c.claimed_by == worker)
    waiting = {"state": OrderState.WAITING.value, "claimed_by": "", "claimed_at": None}
    return len(session.execute(query.values(waiting).returning(orders.c.id)).all())


def say(session: Session, kind: str, argument: str, progress: str) -> None:
    """What is being done now with a claimed order. Takes a writing session."""
    claimed = (orders.c.kind == kind, orders.c.argument == argument, orders.c.state == OrderState.CLAIMED.value)
    session.execute(update(orders).where(*claimed).values(progress=progress))


def one(session: Session, order_id: int) -> Order | None:
    """An order by its number."""
    row = session.execute(select(orders).where(orders.c.id == order_id)).first()
    return None if row is None else _order(dict(row._mapping))


def newest(session: Session, kind: str, argument: str) -> Order | None:
    """The newest order of a kind about something, None where there is none."""
    query = select(orders).where(orders.c.kind == kind, orders.c.argument == argument)
    row = session.execute(query.order_by(orders.c.id.desc()).limit(1)).first()
    return None if row is None else _order(dict(row._mapping))


def counts(session: Session) -> dict[str, int]:
    """How many orders there are in each state."""
    found = dict.fromkeys((state.value for state in OrderState), 0)
    query = select(orders.c.state, func.count()).group_by(orders.c.state)
    return {**found, **{row[0]: row[1] for row in session.execute(query)}}


def last_ordered(session: Session, kind: str) -> datetime | None:
    """When work of a kind was last ordered, None for never."""
    at: datetime | None = session.scalar(
        select(func.max(orders.c.ordered_at, type_=UtcTime())).where(orders.c.kind == kind)
    )
    return at


def tidy(session: Session, kind: str, before: datetime) -> None:
    """Throw away what was done of a kind before a time. Takes a writing session."""
    done = orders.c.state.in_((OrderState.DONE.value, OrderState.FAILED.value))
    session.execute(delete(orders).where(orders.c.kind == kind, done, orders.c.finished_at < before))


def rows(session: Session, state: OrderState | None = None, limit: int = 100) -> list[Order]:
    """Orders (in a state), newest first."""
    query = select(orders).order_by(orders.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(orders.c.state == state.value)
    return [_order(dict(row._mapping)) for row in session.execute(query)]


def _order(values: dict[str, object]) -> Order:
    return Order(**{**values, "state": OrderState(str(values["state"]))})  # type: ignore[arg-type]
