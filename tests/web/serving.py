"""The planted archive on a real port of loopback, for real browsers."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import uvicorn

from tests.web.conftest import House
from web.app import build
from web.desk import Desk

LISTENS_SECONDS = 60


@contextmanager
def on_loopback(house: House, port: int = 0) -> Iterator[str]:
    """Serve a house; gives its address. Without a port the system chooses one, so suites never meet."""
    config = uvicorn.Config(build(house.desk), host="127.0.0.1", port=port, log_level="error", access_log=False)
    with listening(uvicorn.Server(config)) as address:
        yield address


@contextmanager
def listening(server: uvicorn.Server) -> Iterator[str]:
    """A server in a thread of its own; gives its address."""
    socket = server.config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    until = time.monotonic() + LISTENS_SECONDS
    while not server.started and thread.is_alive() and time.monotonic() < until:
        thread.join(0.01)
    assert server.started, "the server never listened"
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)


def at(house: House, url: str) -> House:
    """The same house, reached by this address."""
    web = replace(house.desk.config.web, base_url=url)
    return House(Desk(replace(house.desk.config, web=web), house.archive, house.clock), house.clock)
