"""What the clock does at every beat: bring the timetable in line, order what is due, and care once a day."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.context import SYSTEM
from jobs.daemon import timetable
from jobs.daemon.worker import HARVEST, UPKEEP
from storage.archive import Archive
from storage.database import journal, orders, schedule
from storage.database.orders import OrderState

log = logging.getLogger(__name__)

MOST_ORDERS = 100_000
CARE_EVERY = timedelta(days=1)
"""How often the archive as a whole is cared for (jobs/upkeep.py)."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One beat a call. `started_at` is when the daemon started: what was due before it was missed; `wake` tells the
    engine that there is work."""

    archive: Archive
    now: Callable[[], datetime]
    started_at: datetime
    wake: Callable[[], None]

    def __call__(self) -> int:
        """Order what is due and not yet ordered; gives how many accounts. Raises StorageFault."""
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
            last_care = orders.last_ordered(session, UPKEEP) or journal.founded_at(session)
            care = last_care is not None and now - last_care >= CARE_EVERY
            if care:
                orders.add(session, UPKEEP, "arkivet", SYSTEM.username, now)
        if due:
            log.info("Konton vars tid är inne: %s", ", ".join(due))
        if due or care:
            self.wake()
        return len(due)
