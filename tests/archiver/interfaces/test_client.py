"""The interfaces' only way out: guarded addresses, limits, and secrets that go to one host alone."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from archiver.capture.guard import Allowed
from archiver.errors.outside import AddressRefused, OutsideFault, TimedOut, TooLarge, Unreachable
from archiver.interfaces.client import Client
from tests.archiver.interfaces.world import Asked, Reply, World


def client(*allowed: str, names: dict[str, list[str]] | None = None) -> Client:
    resolve = (lambda host: names.get(host, [])) if names is not None else None
    return Client(Allowed(allowed), "Somearkiv/prov", lambda: datetime.now(UTC), resolve)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://192.168.1.1/",
    ],
)
def test_addresses_on_the_own_network_are_refused(url: str) -> None:
    with client() as one, pytest.raises(AddressRefused):
        one.get(url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a/b", "http://user:pass@example.com/", "nonsense"])
def test_only_web_addresses_are_asked(url: str) -> None:
    with client() as one, pytest.raises(Unreachable):
        one.get(url)


def test_a_name_that_leads_to_the_own_network_is_refused() -> None:
    with client(names={"kommun.example": ["10.1.2.3", "127.0.0.1"]}) as one, pytest.raises(AddressRefused):
        one.get("http://kommun.example/")


def test_a_redirect_to_the_own_network_is_refused_and_the_token_stays_at_home() -> None:
    def speak(world: World, asked: Asked) -> Reply:
        if asked.path == "/away":
            return Reply({}, 302, {"Location": f"http://localhost:{other.url.rpartition(':')[2]}/b"})
        return Reply({}, 302, {"Location": "http://169.254.169.254/"})

    with World(lambda world, asked: Reply({"ok": 1}), []) as other, World(speak, []) as world:
        with client("127.0.0.1") as one, pytest.raises(AddressRefused):
            one.get(world.url)
        with client("127.0.0.1", "localhost", names={"localhost": ["127.0.0.1"]}) as one:
            answered = one.get(f"{world.url}/away", private={"Authorization": "Bearer hemlig"})
        assert answered.status == 200
        assert world.log[-1].headers["authorization"] == "Bearer hemlig"
        assert "authorization" not in other.log[-1].headers
        assert "hemlig" not in str(answered)


def test_a_bomb_unpacks_no_further_than_the_limit() -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    with World(lambda world, asked: Reply(bomb, headers={"Content-Encoding": "gzip"}), []) as world:
        with client("127.0.0.1") as one, pytest.raises(TooLarge):
            one.get(world.url, limit_bytes=1_000_000)
        with client("127.0.0.1") as one:
            assert len(one.get(world.url, limit_bytes=50_000_001).body) == 50_000_000


@contextmanager
def dripping() -> Iterator[str]:
    """A server that sends its headers one letter at a time, for ever."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while not stop.wait(0.05):
                    try:
                        connection.sendall(b"a")
                    except OSError:
                        return

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        stop.set()


def test_a_server_that_drips_is_left_when_the_time_is_over() -> None:
    with dripping() as url, client("127.0.0.1") as one, pytest.raises(TimedOut):
        one.get(url, seconds=1.0)


def test_a_fault_names_the_address_without_its_secrets() -> None:
    with client() as one, pytest.raises(OutsideFault) as fault:
        one.get("http://127.0.0.1:1/?access_token=hemligt&fields=id")
    assert "hemligt" not in fault.value.message("sv")


def test_a_name_that_does_not_exist_is_asked_for_once_and_a_lookup_that_failed_again() -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME if host == "borta.example" else socket.EAI_AGAIN, "…")

    with Client(Allowed(()), "Somearkiv/prov", lambda: datetime.now(UTC), resolve) as one:
        for host in ("borta.example", "seg.example") * 2:
            with pytest.raises(Unreachable):
                one.get(f"http://{host}/bild.jpg")
    assert asked == ["borta.example", "seg.example", "seg.example"]
