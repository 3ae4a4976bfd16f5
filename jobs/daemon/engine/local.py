"""The engine inside the daemon: one thread, one order at a time."""

import logging
import threading
from collections.abc import Callable

from archiver.errors.error import SomearkivError
from jobs.daemon.worker import Worker

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""How long it sleeps between looks when nobody wakes it; orders from pages and commands come in other processes."""


class LocalEngine:
    """Performs orders with a worker. `abandon` ends the order that is being performed."""

    key = "local"

    def __init__(self, worker: Worker, abandon: Callable[[], None], look_seconds: float = LOOK_SECONDS) -> None:
        self._worker, self._abandon, self._look_seconds = worker, abandon, look_seconds
        self._stopping, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="engine", daemon=True)

    def start(self) -> None:
        """Take up what was interrupted and begin to work."""
        released = self._worker.take_up()
        if released:
            log.info("Tar upp %d avbrutna arbeten", released)
        self._thread.start()

    def wake(self) -> None:
        """Look for work now."""
        self._wake.set()

    @property
    def alive(self) -> bool:
        """Whether the thread lives."""
        return self._thread.is_alive()

    def stop(self, seconds: float) -> bool:
        """Let the running order finish; see `Engine.stop`."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(seconds)
        if not self._thread.is_alive():
            return True
        self._abandon()
        self._thread.join()
        return False

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            if not self._step():
                self._wake.wait(self._look_seconds)

    def _step(self) -> bool:
        """One order; a fault of the archive itself (full disk, database away) is said and tried again after a pause."""
        try:
            return self._worker.step()
        except SomearkivError as fault:
            log.error("%s", fault.message("sv"))
            return False
