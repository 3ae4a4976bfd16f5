"""Performs ordered work, one order at a time, and writes down how it went.

Ordered work lies in our own table: the clock orders what is due, a page or command orders what a person asks for. The
worker claims the oldest order, has it performed (in a process of its own: `apart.py`), and records the end once, here:
the order's result, and for captures what `attempts.py` keeps.
"""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.daemon import attempts
from jobs.daemon.attempts import Ending
from storage.archive import Archive
from storage.database import orders
from storage.database.orders import Order

log = logging.getLogger(__name__)

HARVEST = "harvest"
"""The kind of order that captures the account its argument names."""

WEEDING = "gallringsförslag"
"""The kind of order that proposes what has run out of its period (`jobs/weeding.py`)."""

WEED = "gallring"
"""The kind of order that carries an approved list out; its argument is the list."""

LOOKS = "permalänkar"
SEARCHABILITY = "sökbarhet"
"""The kind of order that looks whether what is said to be removed is gone (`jobs/removal.py`)."""

DELIVERY = "leverans"
"""The kind of order that makes a package; its argument is what `jobs/delivery_orders.py` asked for."""

REMOVAL = "borttagning"
"""The kind of order that saves an item and orders its removal; its argument is what `jobs/removal.py` asked for."""

SAVE = "spara"
"""The kind of order that saves what lies at an address before it is removed (`jobs/save.py`, `ask`)."""

LOOK = "permalänk"
"""The kind of order that looks whether one ordered removal is done; its argument is the removal's id."""

URGENT = (SAVE, REMOVAL, LOOK)
"""What somebody sits and waits for: taken before other work. The address of what is to be removed stays out of the log."""

UPKEEP = "tillsyn"
"""The kind of order that cares for the archive as a whole; its argument is `arkivet`."""

NOTICES = "aviseringar"
"""The kind of order that tells people what waits for them; its argument is `alla`."""


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
            order = orders.claim(session, self.name, self.now(), first=URGENT)
        if order is None:
            return False
        about = f"nr {order.id}" if order.kind in URGENT else order.argument
        log.info("%s %s börjar (beställt av %s)", order.kind, about, order.ordered_by)
        result = self.perform(order)
        said = "" if order.kind in URGENT else result.said
        log.info("%s %s: %s %s", order.kind, about, result.outcome, said)
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
            attempts.record(
                self.archive,
                order.argument,
                result.ending,
                result.outcome,
                at,
                alarm_after=self.alarm_after,
                who=self.name,
            )

    def _wait_again(self, order: Order) -> None:
        with self.archive.session(write=True) as session:
            orders.finish(session, order.id, self.now(), ok=False, result=Ending.STOPPED.value)
            orders.add(session, order.kind, order.argument, order.ordered_by, order.ordered_at)
