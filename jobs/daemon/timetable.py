"""The timetable: one row for each open account, kept once in our database and recomputable at any time.

The clock asks it what is due; the worker writes in it how an attempt ended. `place` says, as a pure function, what an
account's row should be; `keep` brings all rows in line with the register of accounts and the captures on the shelf,
so captures made by hand, accounts opened or closed by others and an empty table after `reindex` all come right.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from archiver.duties.portrait import catch_up_at, covered, due_at, half_year_of
from archiver.model import Account, AccountState
from jobs.daemon.retry import Attempt, after_failure, after_success
from storage.database import accounts, captures, schedule
from storage.database.schedule import ScheduleRow
from storage.database.session import Session

EVER = datetime.fromtimestamp(0, UTC)
"""For `keep` outside the daemon: as if it had always run, so that what is overdue shows as due, and is not put off."""
MISSED_AFTER = timedelta(hours=1)
"""Later than this at the daemon's start counts as missed while the server was down."""

NO_TIME_TO_SPREAD = timedelta(days=1)
"""With less than this left of a half-year without a portrait, what was missed is done at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """What `keep` did: how many rows it wrote and how many it took away."""

    written: int
    removed: int


def place(
    account: Account, row: ScheduleRow | None, last_ok_at: datetime | None, now: datetime, started_at: datetime
) -> ScheduleRow:
    """What an open account's row should be.

    A row with failures keeps its appointed retry until a newer capture shows that they are over. What was due more than
    an hour before the daemon started is spread over the hours after the start.
    """
    opened_at = account.opened_at or now
    taken = [last_ok_at] if last_ok_at else []
    due = due_at(account.id, opened_at, account.captures_per_year, taken, now)
    row = row or ScheduleRow(account.id, due)
    newer = last_ok_at is not None and (row.last_ok_at is None or last_ok_at > row.last_ok_at)
    if newer and last_ok_at is not None:
        row = after_success(row, last_ok_at, due)
    elif row.attempts == 0 and (row.due_at is None or due > now or row.due_at < due):
        row = replace(row, due_at=due)
    if row.due_at is not None and row.due_at < started_at - MISSED_AFTER:
        soon = half_year_of(started_at)[1] - started_at < NO_TIME_TO_SPREAD and not covered(taken, started_at)
        return replace(row, due_at=started_at if soon else catch_up_at(account.id, started_at))
    return row


def wrong(
    session: Session, now: datetime, started_at: datetime, kept: list[ScheduleRow]
) -> tuple[list[ScheduleRow], list[str]]:
    """Of the rows that are kept, those that are not as they should be, as they should be, and the accounts that should have none."""
    open_accounts = {one.id: one for one in accounts.rows(session, AccountState.OPEN)}
    rows = {row.account_id: row for row in kept}
    taken = captures.last_ok(session)
    right = (place(one, rows.get(one.id), taken.get(one.id), now, started_at) for one in open_accounts.values())
    return [row for row in right if row != rows.get(row.account_id)], sorted(rows.keys() - open_accounts.keys())


def keep(session: Session, now: datetime, started_at: datetime) -> Change:
    """Bring every row in line; gives what was changed. Takes a writing session."""
    written, gone = wrong(session, now, started_at, schedule.rows(session))
    for row in written:
        schedule.put(session, row)
    for account_id in gone:
        schedule.remove(session, account_id)
    return Change(len(written), len(gone))


def succeeded(session: Session, account: Account, taken_at: datetime, now: datetime) -> ScheduleRow:
    """Write that a capture ending at `taken_at` was filed; gives the row before. Takes a writing session."""
    before = schedule.of_account(session, account.id) or ScheduleRow(account.id)
    due = due_at(account.id, account.opened_at or taken_at, account.captures_per_year, [taken_at], now)
    schedule.put(session, after_success(before, taken_at, due))
    return before


def failed(session: Session, account_id: str, attempt: Attempt, alarm_after: int) -> ScheduleRow:
    """Write that an attempt failed; gives the row after. Takes a writing session."""
    before = schedule.of_account(session, account_id) or ScheduleRow(account_id)
    after = after_failure(before, attempt, alarm_after)
    schedule.put(session, after)
    return after


def postponed(session: Session, account_id: str, until: datetime) -> None:
    """Write that an account is left alone until then; no attempt is counted. Takes a writing session."""
    before = schedule.of_account(session, account_id) or ScheduleRow(account_id)
    schedule.put(session, replace(before, due_at=until))
