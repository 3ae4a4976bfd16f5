"""The status: every duty of the guideline, account by account, when each is due, and what waits for a person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from archiver.duties.duty import AccountDutyFacts, Light, MunicipalityDutyFacts
from archiver.duties.registry import DutyState, of_account, of_municipality, worst
from archiver.lifecycle.rights import Right, may, require, sight_of
from archiver.model import Account, CaptureScope, ItemRecord
from jobs.context import Context
from jobs.daemon import timetable
from storage.database import accounts, captures, items, journal, schedule
from storage.database.items import ItemFilter

SECRET, DIARY, WEEDING = 1, 2, 3
"""The queue's numbers (storage/database/items.py)."""


@dataclass(frozen=True, slots=True)
class AccountStatus:
    """One account: its gravest light, its duties, its last capture and when the next is due."""

    id: str
    name: str
    state: str
    light: Light
    duties: tuple[DutyState, ...]
    last_capture: datetime | None
    due_at: datetime | None
    alarm_since: datetime | None
    last_error: str


@dataclass(frozen=True, slots=True)
class Status:
    """What the acting person may know of how things stand. Counts are of what the person may see."""

    accounts: tuple[AccountStatus, ...]
    municipality: tuple[DutyState, ...]
    items: int
    waiting: int


def look(context: Context) -> Status:
    """How everything stands now. Raises RightRefused where the person may not see it."""
    require(context.who, Right.SEE_STATUS)
    sight, now = sight_of(context.who), context.now()
    with context.archive.session(write=True) as session:
        timetable.keep(session, now, started_at=now)
    with context.archive.session() as session:
        registered = accounts.rows(session, sight=sight)
        rows = {row.account_id: row for row in schedule.rows(session)}
        taken = {one.id: captures.of_account(session, one.id) for one in registered}
        waiting = items.waiting(session)
        marked = items.marked_still_published(session)
        own_posts = items.last_own_posts(session)
        founded = journal.lines(session)[0].at
        known, queue = items.count(session, ItemFilter(), sight), len(items.queue(session, sight))
    since: dict[tuple[str, int], list[datetime]] = defaultdict(list)
    for one in waiting:
        since[one.account_id, one.queue].append(one.since)
    marks = _marks(context, marked)

    def status(account: Account) -> AccountStatus:
        row = rows.get(account.id)
        facts = AccountDutyFacts(
            account,
            tuple(one.finished_at for one in taken[account.id] if one.scope is CaptureScope.ACCOUNT),
            row.due_at if row else None,
            row.alarm_since if row else None,
            row.last_error if row else "",
            tuple(since[account.id, SECRET]),
            tuple(since[account.id, DIARY]),
            tuple(marks[account.id]),
            own_posts.get(account.id),
        )
        duties = of_account(facts, now, secrets=may(context.who, Right.SEE_SECRETS, account.committee))
        last = max(facts.captures, default=None)
        return AccountStatus(
            account.id,
            account.name,
            account.state.value,
            worst(duties),
            duties,
            last,
            facts.due_at,
            facts.alarm_since,
            facts.last_error,
        )

    whole = MunicipalityDutyFacts(founded, copy_kept=bool(context.config.storage.copy.root))
    return Status(tuple(map(status, registered)), of_municipality(whole, now), known, queue)


def _marks(context: Context, ids: list[str]) -> dict[str, list[datetime]]:
    """Account id → when each mark was made on something still published."""
    marks: dict[str, list[datetime]] = defaultdict(list)
    for one in ids:
        record = context.archive.get(ItemRecord, one)
        if record.secrecy_mark:
            marks[record.account_id].append(record.secrecy_mark.noted_at)
    return marks
