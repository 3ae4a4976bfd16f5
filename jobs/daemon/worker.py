"""Performs ordered work, one order at a time, and writes down how it went.

Ordered work lies in our own table: the clock orders what is due, a page or command orders what a person asks for. The
worker claims the oldest order, has it performed (in a process of its own: `apart.py`), and records the end once, here:
the order's result, the account's place on the timetable, and a journal line where an alarm begins or ends.
"""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archiver.model import Account, AccountState
from archiver.text import Text
from jobs.daemon import timetable
from jobs.daemon.retry import BUSY_WAIT, Attempt
from storage.archive import Archive
from storage.database import orders
from storage.database.orders import Order
from storage.database.schedule import ScheduleRow

log = logging.getLogger(__name__)

HARVEST = "harvest"
"""The kind of order that captures the account its argument names."""

ALARM = "schedule.alarm"
ALARM_OVER = "schedule.alarm_over"
WHY_ALARM = Text("kontot har inte kunnat fångas", "the account could not be captured")
WHY_OVER = Text("kontot har fångats igen", "the account was captured again")


class Ending(StrEnum):
    """How an order ended: done, failed, to be done later (somebody else is at it), or stopped halfway by us."""

    DONE = "klar"
    FAILED = "misslyckad"
    LATER = "senare"
    STOPPED = "avbruten"


@dataclass(frozen=True, slots=True)
class Result:
    """What performing an order gave. `outcome` is one word, a `model.Outcome` for captures; `said` one Swedish line
    for the log, without item text."""

    ending: Ending
    outcome: str
    said: str = ""


Perform = Callable[[Order], Result]


def worker_name(place: str = "daemon") -> str:
    """Who claims orders here, the same after a restart, so that what was interrupted is found again."""
    return f"{place}@{socket.gethostname()}"


@dataclass(frozen=True, slots=True)
class Worker:
    """Claims and performs orders. `alarm_after`: so many failures in a row are told to somebody."""

    archive: Archive
    perform: Perform
    now: Callable[[], datetime]
    alarm_after: int
    name: str

    def take_up(self) -> int:
        """Let what this worker had claimed when it died wait again; gives how many orders. Call once, on start."""
        with self.archive.session(write=True) as session:
            return orders.release(session, self.name)

    def step(self) -> bool:
        """Perform the oldest waiting order; False when none was waiting. Raises StorageFault.

        A worker does one thing at a time, so what it has claimed already was interrupted: it waits again.
        """
        with self.archive.session(write=True) as session:
            orders.release(session, self.name)
            order = orders.claim(session, self.name, self.now())
        if order is None:
            return False
        log.info("%s %s börjar (beställt av %s)", order.kind, order.argument, order.ordered_by)
        result = self.perform(order)
        log.info("%s %s: %s %s", order.kind, order.argument, result.outcome, result.said)
        self.record(order, result)
        return True

    def record(self, order: Order, result: Result) -> None:
        """Write down how an order ended."""
        at = self.now()
        if result.ending is Ending.STOPPED:
            self._wait_again(order)
            return
        with self.archive.session(write=True) as session:
            orders.finish(session, order.id, at, ok=result.ending is Ending.DONE, result=result.outcome)
        if order.kind == HARVEST:
            self._record_capture(order.argument, result, at)

    def _wait_again(self, order: Order) -> None:
        with self.archive.session(write=True) as session:
            orders.finish(session, order.id, self.now(), ok=False, result=Ending.STOPPED.value)
            orders.add(session, order.kind, order.argument, order.ordered_by, order.ordered_at)

    def _record_capture(self, account_id: str, result: Result, at: datetime) -> None:
        account = self.archive.find(Account, account_id)
        if account is None or account.state is not AccountState.OPEN:
            return
        with self.archive.session(write=True) as session:
            if result.ending is Ending.LATER:
                timetable.postponed(session, account_id, at + BUSY_WAIT)
                return
            if result.ending is Ending.DONE:
                row = timetable.succeeded(session, account, at, at)
                changed = row.alarm_since is not None
            else:
                row = timetable.failed(session, account_id, Attempt(at, result.outcome), self.alarm_after)
                changed = row.alarm_since == at
        if changed:
            self._tell(account, row, began=result.ending is Ending.FAILED)

    def _tell(self, account: Account, row: ScheduleRow, *, began: bool) -> None:
        why = (WHY_ALARM if began else WHY_OVER).sv
        log.warning("%s: %s", account.id, why)
        with self.archive.change(who=self.name, at=self.now(), why=why) as change:
            facts = {"attempts": str(row.attempts), "outcome": row.last_error}
            change.note(ALARM if began else ALARM_OVER, about=account, why=why, facts=facts)
