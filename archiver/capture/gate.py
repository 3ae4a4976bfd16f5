"""The only way out of the browser: a SOCKS5 door (RFC 1928) on loopback that looks up, checks and connects by itself.

Chromium hands every connection of a browser context — pages, frames, workers, WebSockets, redirects — to the proxy of that
context, names unresolved. The gate resolves a name, checks each address with `guard.py` and connects to the very
address it checked. It sees no content: TLS runs through it untouched (`docs/decisions/`: why a gate).
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address

from archiver.capture.guard import Address, Allowed

Resolve = Callable[[str], Awaitable[list[str]]]

_CHUNK = 1 << 16
_CONNECT_SECONDS = 15.0
_HANDSHAKE_SECONDS = 10.0
_RESOLVE_SECONDS = 10.0

# RFC 1928 §6, reply field
_GRANTED, _FAILED, _NOT_ALLOWED, _NO_HOST, _REFUSED, _BAD_COMMAND = 0, 1, 2, 4, 5, 7


@dataclass
class Gate:
    """One visit's way out. `bytes_in` counts what came from outside; past `byte_limit` every connection is cut.

    `refused` holds host:port of what the guard stopped, `failed` host:port → why for what did not answer.
    """

    allowed: Allowed
    byte_limit: int
    resolve: Resolve | None = None
    bytes_in: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _outside: dict[asyncio.StreamWriter, str] = field(default_factory=dict)
    """Connections to the outside, and to which host:port."""

    @property
    def over_limit(self) -> bool:
        """Whether more came than allowed."""
        return self.bytes_in > self.byte_limit

    @property
    def address(self) -> str:
        """What to tell the browser: `socks5://127.0.0.1:port`."""
        if self._server is None:
            raise RuntimeError("the gate is not open")
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def open(self) -> None:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_CHUNK)

    async def close(self) -> None:
        """Stop listening and cut every connection."""
        if self._server is not None:
            self._server.close()
        self._cut()

    def drop(self, places: Iterable[str]) -> None:
        """Cut the connections to these host:port: the browser takes what it waits for there as failed."""
        wanted = frozenset(places)
        for writer, place in list(self._outside.items()):
            if place in wanted:
                writer.transport.abort()

    def _cut(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            async with asyncio.timeout(_HANDSHAKE_SECONDS):
                host, port = await _greeting(reader, writer)
            code, outside = await self._connect(host, port)
            writer.write(bytes([5, code, 0, 1, 0, 0, 0, 0, 0, 0]))
            await writer.drain()
            if outside is not None:
                self._outside[outside[1]] = f"{host}:{port}"
                await self._pipe(reader, writer, *outside)
        except (OSError, EOFError, TimeoutError, _NotSocks):
            pass  # the browser or the far end went away: it sees so itself
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _connect(
        self, host: str, port: int
    ) -> tuple[int, tuple[asyncio.StreamReader, asyncio.StreamWriter] | None]:
        place = f"{host}:{port}"
        if self.over_limit:
            return _FAILED, None
        try:
            async with asyncio.timeout(_RESOLVE_SECONDS):
                addresses = await self._addresses(host)
        except (OSError, TimeoutError):
            self.failed[place] = "namnet finns inte / no such name"
            return _NO_HOST, None
        permitted = [one for one in addresses if self.allowed.permits(host, one, port)]
        if not permitted:
            self.refused[place] = ", ".join(str(one) for one in addresses)
            return _NOT_ALLOWED, None
        for address in permitted[:3]:
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    pair = await asyncio.open_connection(str(address), port, limit=_CHUNK)
            except (OSError, TimeoutError) as fault:
                self.failed[place] = "svarar inte / no answer" if isinstance(fault, TimeoutError) else _why(fault)
            else:
                self.failed.pop(place, None)
                return _GRANTED, pair
        return _REFUSED, None

    async def _addresses(self, host: str) -> list[Address]:
        try:
            return [ip_address(host)]
        except ValueError:
            pass
        found = await (self.resolve or _system_resolve)(host)
        return [ip_address(one) for one in dict.fromkeys(found)]

    async def _pipe(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
    ) -> None:
        self._writers.add(far_writer)
        outward = asyncio.create_task(_copy(reader, far_writer, lambda size: True))
        try:
            await _copy(far_reader, writer, self._count)
        finally:
            outward.cancel()
            self._writers.discard(far_writer)
            self._outside.pop(far_writer, None)
            far_writer.close()

    def _count(self, size: int) -> bool:
        self.bytes_in += size
        if self.over_limit:
            self._cut()
            return False
        return True


class _NotSocks(Exception):
    """Something else than a browser spoke to the gate."""


async def _greeting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
    """Host and port of a CONNECT request (RFC 1928 §3–5)."""
    version, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    if version != 5:
        raise _NotSocks
    writer.write(b"\x05\x00")
    version, command, _, kind = await reader.readexactly(4)
    if kind == 3:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode("ascii", "replace")
    elif kind in (1, 4):
        host = str(ip_address(await reader.readexactly(4 if kind == 1 else 16)))
    else:
        raise _NotSocks
    port = int.from_bytes(await reader.readexactly(2), "big")
    if command != 1:
        writer.write(bytes([5, _BAD_COMMAND, 0, 1, 0, 0, 0, 0, 0, 0]))
        raise _NotSocks
    return host, port


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, count: Callable[[int], bool]) -> None:
    try:
        while (data := await reader.read(_CHUNK)) and count(len(data)):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except (OSError, RuntimeError):
        pass  # cut or gone


async def _system_resolve(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(one[4][0]).partition("%")[0] for one in found]


def _why(fault: OSError) -> str:
    return fault.strerror or type(fault).__name__
