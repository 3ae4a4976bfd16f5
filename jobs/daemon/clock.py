"""The only room with APScheduler: a heartbeat, and nothing else.

When each account is due is kept once, in our own table (`timetable.py`); the scheduler holds one job in memory that asks
it. So nothing has to be kept in step, and two schedulers never share a job store.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from archiver.errors.error import SomearkivError

log = logging.getLogger(__name__)


class Clock:
    """Calls `beat` every so many seconds, the first time at once, never twice at the same time."""

    def __init__(self, beat: Callable[[], object], seconds: int) -> None:
        self._beat, self._broken = beat, False
        self._scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()}, executors={"default": ThreadPoolExecutor(1)}, timezone=UTC
        )
        self._scheduler.add_listener(self._on_error, EVENT_JOB_ERROR)
        self._scheduler.add_job(
            self._once,
            "interval",
            seconds=seconds,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to beat."""
        self._scheduler.start()

    @property
    def alive(self) -> bool:
        """Whether it beats; False after `stop` and after an unexpected fault in a beat."""
        return self._scheduler.running and not self._broken

    def stop(self) -> None:
        """Stop after a beat that is under way."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _once(self) -> None:
        """One beat; a fault of the archive itself is said, and the next beat tries again."""
        try:
            self._beat()
        except SomearkivError as fault:
            log.error("%s", fault.message("sv"))

    def _on_error(self, event: JobExecutionEvent) -> None:
        self._broken = True
        log.error("Oväntat fel i klockan: %s", event.traceback)
