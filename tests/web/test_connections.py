"""What strangers who open connections and say nothing can hold: no more than so many, and not for long."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.web.conftest import House
from tests.web.serving import listening
from web import connections, server

FEW = 12


@pytest.fixture
def port(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The server as `serve` makes it, with few connections and little patience."""
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", FEW)
    monkeypatch.setattr(connections, "HEADERS_SECONDS", 1.0)
    made = server.server(house.desk.config, house.archive)
    made.config.port = 0  # the system chooses one, so suites never meet
    with listening(made) as address:
        yield int(address.rsplit(":", 1)[1])


def asks(port: int, held: ExitStack, said: bytes = b"") -> socket.socket:
    one = held.enter_context(socket.create_connection(("127.0.0.1", port), 10))
    one.sendall(said)
    return one


def test_silent_connections_take_no_more_than_their_number_and_are_let_go(port: int) -> None:
    whole = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()
    with ExitStack() as held:
        silent = [asks(port, held, b"GET / HTTP/1.1\r\nHos" * (number % 2)) for number in range(FEW)]
        assert asks(port, held, whole).recv(40).startswith(b"HTTP/1.1 503"), "one too many is turned away at once"
        for one in silent:
            one.settimeout(10)
            assert one.recv(1) == b"", "and the silent ones are not waited for"
        assert asks(port, held, whole).recv(40).startswith(b"HTTP/1.1 200"), "then there is room again"


def test_a_connection_that_is_used_lives_on(port: int) -> None:
    again = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with ExitStack() as held:
        one = asks(port, held, again)
        assert one.recv(4000).startswith(b"HTTP/1.1 200")
        one.sendall(again)
        assert one.recv(4000).startswith(b"HTTP/1.1 200")


def test_the_server_has_the_bounds(house: House) -> None:
    assert server.server(house.desk.config, house.archive).config.http is connections.Bounded
    assert connections.MOST_CONNECTIONS == 500
