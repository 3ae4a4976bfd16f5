"""The status: every duty of the guideline, account by account, when each is due, and what waits for a person."""

from dataclasses import dataclass
from datetime import datetime

from archiver.duties.duty import AccountDutyFacts, Light
from archiver.duties.registry import DutyState, of_municipality, worst
from archiver.lifecycle.rights import Right, require, sight_of
from jobs.context import Context
from jobs.daemon import timetable
from jobs.duties import account_facts, municipality_facts, told
from storage.database import items, schedule
from storage.database.items import ItemFilter


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


def look(context: Context, *, counted: bool = True) -> Status:
    """How everything stands now; without `counted` no item is counted, which takes a while in a large archive. Raises RightRefused where the person may not see it."""
    require(context.who, Right.SEE_STATUS)
    sight, now = sight_of(context.who), context.now()
    with context.archive.session() as session:
        kept = schedule.rows(session)
        in_line = timetable.wrong(session, now, timetable.EVER, kept) == ([], [])
    if not in_line:  # a look must not wait for whoever is writing
        with context.archive.session(write=True) as session:
            timetable.keep(session, now, started_at=timetable.EVER)
            kept = schedule.rows(session)
    with context.archive.session() as session:
        facts, whole = account_facts(session, context, kept), municipality_facts(session, context)
        known = items.count(session, ItemFilter(), sight) if counted else 0
        queue = items.queue_count(session, sight) if counted else 0
    return Status(tuple(_status(context, one, now) for one in facts), of_municipality(whole, now), known, queue)


def _status(context: Context, facts: AccountDutyFacts, now: datetime) -> AccountStatus:
    duties = told(context, facts, now)
    return AccountStatus(
        facts.account.id,
        facts.account.name,
        facts.account.state.value,
        worst(duties),
        duties,
        max(facts.captures, default=None),
        facts.due_at,
        facts.alarm_since,
        facts.last_error,
    )
