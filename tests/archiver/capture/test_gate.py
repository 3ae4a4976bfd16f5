"""The gate connects to the very address it checked, and to no other."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed
from tests.archiver.capture.site import Site


async def ask(gate: Gate, host: str, port: int) -> tuple[int, bytes]:
    """What the gate answers to CONNECT (RFC 1928 §6), and what comes through of a GET."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(gate.address.rpartition(":")[2]))
    writer.write(b"\x05\x01\x00")
    assert await reader.readexactly(2) == b"\x05\x00"
    name = host.encode()
    writer.write(b"\x05\x01\x00\x03" + bytes([len(name)]) + name + port.to_bytes(2, "big"))
    code = (await reader.readexactly(10))[1]
    body = b""
    if code == 0:
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        try:
            body = await asyncio.wait_for(reader.read(), 5)
        except ConnectionError:
            body = b"cut"
    writer.close()
    return code, body


def through(
    work: Callable[[Gate], Coroutine[Any, Any, Any]],
    allowed: tuple[str, ...] = (),
    resolve: Callable[[str], Awaitable[list[str]]] | None = None,
    byte_limit: int = 10**9,
) -> tuple[Any, Gate]:
    async def run() -> tuple[Any, Gate]:
        gate = Gate(Allowed(allowed), byte_limit, resolve)
        await gate.open()
        try:
            return await work(gate), gate
        finally:
            await gate.close()

    return asyncio.run(run())


def test_listed_address_is_let_through(site: Site) -> None:
    site.page("/", "hej")
    (code, body), gate = through(lambda gate: ask(gate, "127.0.0.1", site.port), (f"127.0.0.1:{site.port}",))
    assert code == 0
    assert body.endswith(b"hej")
    assert gate.bytes_in >= len(b"hej")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "::1", "0.0.0.0", "::ffff:127.0.0.1", "127.1", "2130706433", "0x7f000001"]
)
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    (code, _), _ = through(lambda gate: ask(gate, host, site.port))
    assert code != 0
    assert site.asked == []


def test_name_that_leads_to_the_own_network_is_refused(site: Site) -> None:
    async def resolve(name: str) -> list[str]:
        return ["169.254.169.254", "127.0.0.1"]

    (code, _), gate = through(lambda gate: ask(gate, "harmlos.example", site.port), resolve=resolve)
    assert code == 2
    assert f"harmlos.example:{site.port}" in gate.refused


def test_name_is_looked_up_once_for_check_and_connection(site: Site) -> None:
    """DNS rebinding: whatever the second look-up would say, it is never made."""
    site.page("/", "hej")
    asked = []

    async def resolve(name: str) -> list[str]:
        asked.append(name)
        return ["203.0.113.1"] if len(asked) == 1 else ["127.0.0.1"]

    (code, _), _ = through(lambda gate: ask(gate, "byter.example", site.port), resolve=resolve)
    assert code != 0
    assert asked == ["byter.example"]
    assert site.asked == []


def test_past_the_byte_limit_everything_is_cut(site: Site) -> None:
    site.page("/", "x" * 3_000_000)
    (code, body), gate = through(lambda gate: ask(gate, "127.0.0.1", site.port), ("127.0.0.1",), byte_limit=100_000)
    assert code == 0
    assert len(body) < 1_000_000
    assert gate.over_limit


def test_name_that_does_not_exist_is_said(site: Site) -> None:
    (code, _), gate = through(lambda gate: ask(gate, "finns-inte.invalid", 80))
    assert code == 4
    assert "finns-inte.invalid:80" in gate.failed


def test_what_is_no_socks_is_hung_up_on() -> None:
    async def talk(gate: Gate) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(gate.address.rpartition(":")[2]))
        writer.write(b"GET / HTTP/1.1\r\n" + b"\r\n" * 60)
        return await asyncio.wait_for(reader.read(), 5)

    answer, _ = through(talk)
    assert answer == b""
