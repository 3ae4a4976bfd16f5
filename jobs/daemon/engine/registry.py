"""Every engine, by its key."""

from collections.abc import Callable

from jobs.daemon.engine.engine import Engine
from jobs.daemon.engine.local import LocalEngine
from jobs.daemon.worker import Worker

ENGINES: dict[str, Callable[[Worker, Callable[[], None]], Engine]] = {LocalEngine.key: LocalEngine}
