"""What the clock does at every beat: bring the timetable in line, order what is due, and care once a day."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.config import Config
from jobs.context import SYSTEM
from jobs.daemon import timetable
from jobs.daemon.worker import HARVEST, LOOKS, NOTICES, SEARCHABILITY, UPKEEP, WEEDING
from jobs.health import beat
from storage.archive import Archive
from storage.database import journal, orders, schedule
from storage.database.orders import OrderState
from storage.database.session import Session

log = logging.getLogger(__name__)

MOST_ORDERS = 100_000
CARE_EVERY = timedelta(days=1)
"""How often the archive as a whole is cared for (jobs/upkeep.py)."""
REMEMBERED = timedelta(days=30)
"""How long finished regular work stays in the table of orders."""


@dataclass(frozen=True, slots=True)
class Regular:
    """Work of the archive as a whole that is ordered every so often."""

    kind: str
    argument: str
    every: timedelta


CARE = Regular(UPKEEP, "arkivet", CARE_EVERY)
PROPOSALS = Regular(WEEDING, "arkivet", timedelta(days=1))
"""Asked every day; the job itself knows that a month must lie between two lists."""
PERMALINKS = Regular(LOOKS, "alla", timedelta(hours=6))
SEARCHES = Regular(SEARCHABILITY, "alla", timedelta(days=1))
"""Asked every day; each account's turn comes once a week (jobs/searchability.py)."""
ALWAYS = (CARE, PROPOSALS, PERMALINKS, SEARCHES)


def regular(config: Config) -> tuple[Regular, ...]:
    """What is to be done regularly in an archive with these settings."""
    if not (config.notices.smtp_host or config.notices.webhooks):
        return ALWAYS
    return (*ALWAYS, Regular(NOTICES, "alla", timedelta(minutes=config.notices.every_minutes)))


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One beat a call. `started_at` is when the daemon started: what was due before it was missed; `wake` tells the
    engine that there is work."""

    archive: Archive
    now: Callable[[], datetime]
    started_at: datetime
    wake: Callable[[], None]
    regular: tuple[Regular, ...] = (CARE,)

    def __call__(self) -> int:
        """Order what is due and not yet ordered; gives how many accounts. Raises StorageFault."""
        now = self.now()
        beat(self.archive)
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
            care = [work for work in self.regular if self._order(session, work, now)]
        if due:
            log.info("Konton vars tid är inne: %s", ", ".join(due))
        if due or care:
            self.wake()
        return len(due)

    def _order(self, session: Session, work: Regular, now: datetime) -> bool:
        """Order regular work whose time has come; the first time when the archive is that old."""
        last = orders.last_ordered(session, work.kind) or journal.founded_at(session)
        if last is None or now - last < work.every:
            return False
        orders.add(session, work.kind, work.argument, SYSTEM.username, now)
        orders.tidy(session, work.kind, now - REMEMBERED)
        return True
