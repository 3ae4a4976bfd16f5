"""What the clock does at every beat: bring the timetable in line and order what is due."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.context import SYSTEM
from jobs.daemon import timetable
from jobs.daemon.worker import HARVEST
from storage.archive import Archive
from storage.database import orders, schedule
from storage.database.orders import OrderState

log = logging.getLogger(__name__)

MOST_ORDERS = 100_000


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One beat a call. `started_at` is when the daemon started: what was due before it was missed; `wake` tells the
    engine that there is work."""

    archive: Archive
    now: Callable[[], datetime]
    started_at: datetime
    wake: Callable[[], None]

    def __call__(self) -> int:
        """Order what is due and not yet ordered; gives how many. Raises StorageFault."""
        now = self.now()
        with self.archive.session(write=True) as session:
            timetable.keep(session, now, self.started_at)
            under_way = {
                order.argument
                for state in (OrderState.WAITING, OrderState.CLAIMED)
                for order in orders.rows(session, state, MOST_ORDERS)
                if order.kind == HARVEST
            }
            due = [row.account_id for row in schedule.due(session, now) if row.account_id not in under_way]
            for account_id in due:
                orders.add(session, HARVEST, account_id, SYSTEM.username, now)
        if due:
            log.info("Konton vars tid är inne: %s", ", ".join(due))
            self.wake()
        return len(due)
