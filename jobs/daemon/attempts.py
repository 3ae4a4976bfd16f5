"""Writes down how an attempt to capture an account ended: its place on the timetable, and a journal line when an alarm
begins or ends. Whoever captures does this once: the worker for ordered work, `jobs/capturing.py` for what a command does.
"""

import logging
from datetime import datetime, timedelta
from enum import StrEnum

from archiver.errors.error import SomearkivError
from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.outside import OutsideFault
from archiver.errors.refused import Busy, Refused
from archiver.errors.usage import Unknown
from archiver.model import Account, AccountState
from archiver.text import Text
from jobs.daemon import timetable
from jobs.daemon.retry import Attempt
from storage.archive import Archive
from storage.database.schedule import ScheduleRow

log = logging.getLogger(__name__)

BUSY_WAIT = timedelta(minutes=5)
"""How long to leave an account that is being captured by somebody else."""
ALARM = "schedule.alarm"
ALARM_OVER = "schedule.alarm_over"
WHY_ALARM = Text("kontot har inte kunnat fångas", "the account could not be captured")
WHY_OVER = Text("kontot har fångats igen", "the account was captured again")

WORDS: tuple[tuple[type[SomearkivError], str], ...] = (
    (Busy, "upptagen"),
    (Refused, "vägrad"),
    (Unknown, "finns_inte"),
    (StorageFault, "arkivet_kan_inte_skriva"),
    (IntegrityFault, "arkivet_stämmer_inte"),
)
"""One word for what was in the way, where it isn't the outside world."""


class Ending(StrEnum):
    """How an attempt ended: done, failed, to be done later (somebody else is at it), or stopped halfway by us."""

    DONE = "klar"
    FAILED = "misslyckad"
    LATER = "senare"
    STOPPED = "avbruten"


def ending_of(fault: SomearkivError) -> Ending:
    """How an attempt ended that raised a fault."""
    return Ending.LATER if isinstance(fault, Busy) else Ending.FAILED


def word_of(fault: SomearkivError) -> str:
    """One word for a fault: the outcome of a visit, or what else was in the way."""
    if isinstance(fault, OutsideFault):
        return fault.outcome
    return next((word for kind, word in WORDS if isinstance(fault, kind)), "fel")


def record(
    archive: Archive, account_id: str, ending: Ending, outcome: str, at: datetime, *, alarm_after: int, who: str
) -> None:
    """Write down how an attempt ended; nothing for a stopped one, or an account that is not open. Raises StorageFault."""
    account = archive.find(Account, account_id)
    if ending is Ending.STOPPED or account is None or account.state is not AccountState.OPEN:
        return
    with archive.session(write=True) as session:
        if ending is Ending.LATER:
            timetable.postponed(session, account_id, at + BUSY_WAIT)
            return
        if ending is Ending.DONE:
            row = timetable.succeeded(session, account, at, at)
            changed = row.alarm_since is not None
        else:
            row = timetable.failed(session, account_id, Attempt(at, outcome), alarm_after)
            changed = row.alarm_since == at
    if changed:
        _tell(archive, account, row, at, who, began=ending is Ending.FAILED)


def _tell(archive: Archive, account: Account, row: ScheduleRow, at: datetime, who: str, *, began: bool) -> None:
    why = (WHY_ALARM if began else WHY_OVER).sv
    log.warning("%s: %s", account.id, why)
    with archive.change(who=who, at=at, why=why) as change:
        facts = {"attempts": str(row.attempts), "outcome": row.last_error}
        change.note(ALARM if began else ALARM_OVER, about=account, why=why, facts=facts)
