"""Serves the application: uvicorn with what the settings say, and a log that holds no address and no secret."""

import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from jobs.config import Config
from storage.archive import Archive
from web import metrics, replay
from web.app import build
from web.connections import MOST_CONNECTIONS, Bounded
from web.desk import Desk

STOP_SECONDS = 10


class Bare(logging.Formatter):
    """A traceback without its message: that may hold what somebody wrote."""

    def formatException(self, ei: object) -> str:
        """Frames and the class of the fault."""
        lines = super().formatException(ei).splitlines()  # type: ignore[arg-type]
        frames = [line for line in lines if line.startswith("  File ")]
        kind = ei[0].__name__ if isinstance(ei, tuple) and ei[0] else "fault"
        return "\n".join([*frames, kind])


def log_to_stderr() -> None:
    """The log of the web interface, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Bare("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)


def settle() -> None:
    """Set what is made by now apart from Python's collector of garbage: it stays as long as the process, and looking through
    its hundreds of thousands of objects again and again made every thirtieth page wait for a quarter of a second."""
    gc.collect()
    gc.freeze()


def server(config: Config, archive: Archive) -> uvicorn.Server:
    """A server that has not begun."""
    web = config.web
    application = build(Desk(config, archive))
    settle()
    return uvicorn.Server(
        uvicorn.Config(
            application,
            host=web.host,
            port=web.port,
            access_log=False,
            log_config=None,
            http=Bounded,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            proxy_headers=bool(web.trusted_proxies),
            forwarded_allow_ips=list(web.trusted_proxies),
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    )


@contextmanager
def replaying_beside(config: Config, archive: Archive) -> Iterator[None]:
    """The second origin, for replay, in a thread of its own while the block runs; none where it is not set or fetched."""
    web = config.web
    if not web.replay_url or not replay.is_there():
        yield
        return
    app = replay.build(Desk(config, archive))
    settings = uvicorn.Config(app, host=web.host, port=web.replay_port, access_log=False, log_config=None, http=Bounded)
    with _beside(uvicorn.Server(settings), "uppspelning"):
        yield


@contextmanager
def measured_beside(config: Config, archive: Archive) -> Iterator[None]:
    """The operator's figures on a port of loopback, in a thread of its own; none where it is not set."""
    if not config.web.metrics_port:
        yield
        return
    app = metrics.build(Desk(config, archive))
    settings = uvicorn.Config(
        app, "127.0.0.1", config.web.metrics_port, access_log=False, log_config=None, http=Bounded
    )
    with _beside(uvicorn.Server(settings), "mätvärden"):
        yield


@contextmanager
def served_beside(config: Config, archive: Archive) -> Iterator[None]:
    """The web interface in a thread of its own while the block runs."""
    with replaying_beside(config, archive), measured_beside(config, archive), _beside(server(config, archive), "web"):
        yield


@contextmanager
def _beside(one: uvicorn.Server, name: str) -> Iterator[None]:
    thread = threading.Thread(target=one.run, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        one.should_exit = True
        thread.join(STOP_SECONDS)
