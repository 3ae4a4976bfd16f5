"""The daemon: a clock that orders what is due and an engine that performs it, until a stop signal comes.

One daemon for each archive (a lock beside the store). SIGTERM and SIGINT let the running capture finish within
`[schedule] stop_seconds`; one that takes longer is ended and taken up again on the next start. What was due while the
daemon was away is done in the first hours. The browser lives in the process of an order and is gone when nothing is due.
"""

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from archiver.errors.operation import DaemonFault
from archiver.text import Text
from jobs.config import Config
from jobs.context import opened, tell_nobody, utc_now
from jobs.daemon.apart import Apart
from jobs.daemon.clock import Clock
from jobs.daemon.engine.engine import Engine
from jobs.daemon.engine.registry import ENGINES
from jobs.daemon.heartbeat import Heartbeat, regular
from jobs.daemon.worker import Worker, worker_name
from storage.archive import Archive

LOCK = "daemon"
LOOK_SECONDS = 1.0
"""How often the main thread looks whether clock and engine live."""
MARGIN_SECONDS = 300
"""What an order may take besides its visit: starting, reading, classifying, filing."""

STARTED = Text("Tjänsten är igång", "The daemon is running")
STOPPING = Text("Avslutar; den fångst som pågår får bli klar", "Stopping; the running capture may finish")
FINISHED = Text("Tjänsten är avslutad", "The daemon has stopped")
TAKEN_UP = Text(
    "Tjänsten är avslutad; den avbrutna fångsten tas upp vid nästa start",
    "The daemon has stopped; the interrupted capture is taken up on the next start",
)

Say = Callable[[Text], None]


def run(config: Config, say: Say = tell_nobody, *, engine: str = "local") -> None:
    """Run until a stop signal. Call from the main thread. Raises Busy where a daemon runs already, DaemonFault."""
    with opened(config) as archive, archive.lock(LOCK), stop_signals() as stopped:
        worker = _engine(config, archive, engine, worker_name())
        beat = Heartbeat(archive, utc_now, utc_now(), worker.wake, regular(config))
        clock = Clock(beat, config.schedule.heartbeat_seconds)
        worker.start()
        clock.start()
        say(STARTED)
        try:
            _wait(stopped, clock, worker)
        finally:
            say(STOPPING)
            clock.stop()
            finished = worker.stop(config.schedule.stop_seconds)
            say(FINISHED if finished else TAKEN_UP)


def work(config: Config, say: Say = tell_nobody, *, name: str, engine: str = "local") -> None:
    """Run a further worker without a clock, until a stop signal. `name` must be its own. Raises Busy, DaemonFault."""
    with opened(config) as archive, archive.lock(f"worker-{name}"), stop_signals() as stopped:
        worker = _engine(config, archive, engine, worker_name(name))
        worker.start()
        say(STARTED)
        try:
            _wait(stopped, worker)
        finally:
            say(STOPPING)
            say(FINISHED if worker.stop(config.schedule.stop_seconds) else TAKEN_UP)


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM or SIGINT sets, the handlers put back afterwards."""
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {sign: signal.signal(sign, stop) for sign in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopped
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _engine(config: Config, archive: Archive, key: str, name: str) -> Engine:
    apart = Apart(config.file.resolve(), config.capture.account_seconds + MARGIN_SECONDS)
    worker = Worker(archive, apart, utc_now, config.schedule.alarm_after, name)
    return ENGINES[key](worker, apart.abandon)


def _wait(stopped: threading.Event, *parts: Clock | Engine) -> None:
    while not stopped.wait(LOOK_SECONDS):
        for part in parts:
            if not part.alive:
                logging.getLogger(__name__).error("%s lever inte", type(part).__name__)
                raise DaemonFault(what=type(part).__name__)
