"""When each account is due: kept once, here. The clock only asks; everything in it can be recomputed."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.database.working_tables import schedule


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One account's place on the clock. `attempts` failed since `last_ok_at`; `last_error` is an outcome, or empty;
    `alarm_since` is when somebody had to be told."""

    account_id: str
    due_at: datetime | None = None
    attempts: int = 0
    last_error: str = ""
    last_ok_at: datetime | None = None
    alarm_since: datetime | None = None


COLUMNS = tuple(schedule.c[field.name] for field in fields(ScheduleRow))
"""In the order of the row's fields: every look at the status reads all rows, and by their places it costs half."""


def rows(session: Session) -> list[ScheduleRow]:
    """Every account's row, by when it is due; those never due last."""
    query = select(*COLUMNS).order_by(schedule.c.due_at.is_(None), schedule.c.due_at, schedule.c.account_id)
    return [ScheduleRow(*row) for row in session.execute(query)]


def of_account(session: Session, account_id: str) -> ScheduleRow | None:
    """One account's row."""
    row = session.execute(select(schedule).where(schedule.c.account_id == account_id)).first()
    return None if row is None else ScheduleRow(**row._mapping)


def due(session: Session, now: datetime) -> list[ScheduleRow]:
    """The rows due at or before now, the longest overdue first."""
    query = select(schedule).where(schedule.c.due_at <= now).order_by(schedule.c.due_at, schedule.c.account_id)
    return [ScheduleRow(**row._mapping) for row in session.execute(query)]


def alarms(session: Session) -> list[ScheduleRow]:
    """The rows somebody must be told of, the oldest first."""
    query = select(schedule).where(schedule.c.alarm_since.is_not(None)).order_by(schedule.c.alarm_since)
    return [ScheduleRow(**row._mapping) for row in session.execute(query)]


def put(session: Session, row: ScheduleRow) -> None:
    """Replace an account's row. Takes a writing session."""
    session.execute(delete(schedule).where(schedule.c.account_id == row.account_id))
    session.execute(insert(schedule), [asdict(row)])


def remove(session: Session, account_id: str) -> None:
    """The account is never due any more. Takes a writing session."""
    session.execute(delete(schedule).where(schedule.c.account_id == account_id))
