"""The one way out for interfaces: HTTP to addresses the guard allows, within limits of time and bytes.

httpcore does the protocol; a name is looked up here, each address held against `capture/guard.py`, and the very address that
was checked is connected to, so that neither redirects nor DNS rebinding get round the rules. What must not be known (a
token) goes in `private` headers: they are sent to the first address only, and never come back in an answer or an error.
"""

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpcore

from archiver.capture import masking
from archiver.capture.guard import Address, Allowed, visitable
from archiver.errors.outside import AddressRefused, OutsideFault, TimedOut, TlsFault, TooLarge, Unreachable

REDIRECTS = 5
CONNECT_SECONDS = 15.0
CALL_SECONDS = 60.0
_CHUNK = 1 << 16
_DECODED = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}

Resolve = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer. `url` is where it came from in the end; `headers` in lower case; `sent_headers` without the private."""

    at: datetime
    url: str
    sent_headers: tuple[tuple[str, str], ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """A header's first value, empty where it is not there."""
        return next((value for key, value in self.headers if key == name.lower()), "")


class _Refusal(Exception):
    """The guard said no. Carries host and address."""


class _Deadline(Exception):
    """The time for a call is over, however slowly the far end still drips."""


@dataclass(slots=True)
class _Timer:
    ends: float = 0.0

    def left(self, timeout: float | None) -> float:
        remaining = self.ends - time.monotonic()
        if remaining <= 0:
            raise _Deadline
        return min(remaining, timeout) if timeout else remaining


class _Stream(httpcore.NetworkStream):
    """A connection whose every read and write ends with the call's time."""

    def __init__(self, inner: httpcore.NetworkStream, timer: _Timer) -> None:
        self._inner = inner
        self._timer = timer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._timer.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._timer.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._timer.left(timeout)), self._timer)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Guarded(httpcore.NetworkBackend):
    """Connects to allowed addresses only."""

    def __init__(self, allowed: Allowed, resolve: Resolve, timer: _Timer) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._timer = timer
        self._inner = httpcore.SyncBackend()
        self._no_such: set[str] = set()  # a hundred pictures at a dead name: the answer costs its time once

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = self._addresses(host)
        permitted = [one for one in found if self._allowed.permits(host, one, port)]
        if not permitted:
            raise _Refusal(f"{host} → {', '.join(str(one) for one in found)}")
        for address in permitted[1:3]:
            try:
                return self._connect(permitted[0], port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                permitted[0] = address
        return self._connect(permitted[0], port, timeout, socket_options)

    def _connect(
        self, address: Address, port: int, timeout: float | None, options: Iterable[Any] | None
    ) -> httpcore.NetworkStream:
        wait = self._timer.left(timeout)
        return _Stream(self._inner.connect_tcp(str(address), port, wait, None, options), self._timer)

    def _addresses(self, host: str) -> list[Address]:
        try:
            return [ip_address(host)]
        except ValueError:
            pass
        if host in self._no_such:
            raise httpcore.ConnectError("namnet finns inte / no such name")
        try:
            return [ip_address(one) for one in dict.fromkeys(self._resolve(host))]
        except OSError as fault:
            if isinstance(fault, socket.gaierror) and fault.errno == socket.EAI_NONAME:
                self._no_such.add(host)
            raise httpcore.ConnectError("namnet finns inte / no such name") from fault


class Client:
    """Asks for addresses. A context manager; one at a time. `allowed` is what on the own network may be reached; `roots` a
    file of root certificates in place of the usual."""

    def __init__(
        self,
        allowed: Allowed,
        user_agent: str,
        now: Callable[[], datetime],
        resolve: Resolve | None = None,
        roots: Path | None = None,
    ):
        self._timer = _Timer()
        self._now = now
        self.user_agent = user_agent
        backend = _Guarded(allowed, resolve or _system_resolve, self._timer)
        self._pool = httpcore.ConnectionPool(
            max_connections=4,
            keepalive_expiry=20.0,
            network_backend=backend,
            ssl_context=ssl.create_default_context(cafile=roots) if roots else httpcore.default_ssl_context(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        private: Mapping[str, str] | None = None,
        *,
        seconds: float = CALL_SECONDS,
        limit_bytes: int = 50_000_000,
    ) -> Answered:
        """One answer, redirects followed, whatever its status.

        Args:
            private: headers that go to this host alone and are told to nobody.
            seconds: for the whole call with its redirects.
            limit_bytes: of the decoded body.
        Raises:
            Unreachable, AddressRefused, TlsFault, TimedOut, TooLarge; their `url` holds no secrets.
        """
        self._timer.ends = time.monotonic() + seconds
        shown = dict(headers or {})
        hidden = dict(private or {})
        for _ in range(REDIRECTS + 1):
            if not visitable(url):
                raise Unreachable(url=masking.address(url), what="ingen webbadress / not a web address")
            answered = self._one("GET", url, shown, hidden, seconds, limit_bytes)
            onward = answered.header("location")
            if answered.status not in (301, 302, 303, 307, 308) or not onward:
                return answered
            target = urljoin(url, onward)
            hidden = hidden if _origin(target) == _origin(url) else {}
            url = target
        raise Unreachable(url=masking.address(url), what="för många omdirigeringar / too many redirects")

    def post(
        self,
        url: str,
        body: bytes,
        headers: Mapping[str, str],
        private: Mapping[str, str] | None = None,
        *,
        seconds: float = CALL_SECONDS,
        limit_bytes: int = 50_000_000,
    ) -> Answered:
        """One answer to a POST, whatever its status; no redirect is followed. Raises as `get`."""
        self._timer.ends = time.monotonic() + seconds
        if not visitable(url):
            raise Unreachable(url=masking.address(url), what="ingen webbadress / not a web address")
        return self._one("POST", url, headers, private or {}, seconds, limit_bytes, body)

    def _one(
        self,
        method: str,
        url: str,
        shown: Mapping[str, str],
        hidden: Mapping[str, str],
        seconds: float,
        limit: int,
        content: bytes | None = None,
    ) -> Answered:
        sent = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip", **shown}
        at = self._now()
        try:
            wanted = list({**sent, **hidden}.items())
            timeout = {"connect": CONNECT_SECONDS, "read": seconds, "write": seconds, "pool": seconds}
            with self._pool.stream(
                method, url, headers=wanted, content=content, extensions={"timeout": timeout}
            ) as answer:
                headers = tuple((n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in answer.headers)
                coding = next((v.strip().lower() for n, v in headers if n == "content-encoding"), "")
                body = _body(answer.iter_stream(), coding, limit)
                return Answered(at, url, tuple(sent.items()), answer.status, headers, body)
        except _Over as fault:
            raise TooLarge(url=masking.address(url), limit=f"{limit // 1_000_000} MB") from fault
        except _Refusal as fault:
            raise AddressRefused(url=masking.address(url), address=str(fault)) from fault
        except (_Deadline, httpcore.TimeoutException) as fault:
            raise TimedOut(url=masking.address(url), seconds=round(seconds)) from fault
        except (httpcore.NetworkError, httpcore.ProtocolError, UnicodeError, ValueError, zlib.error) as fault:
            raise _named(fault, url) from fault


class _Over(Exception):
    """More came than allowed."""


def _body(chunks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """The decoded body. A bomb unpacks no further than the limit."""
    unpack = zlib.decompressobj(_DECODED[coding]) if coding in _DECODED else None
    whole = bytearray()
    for chunk in chunks:
        whole += unpack.decompress(chunk, limit + 1 - len(whole)) if unpack else chunk
        if len(whole) > limit:
            raise _Over
    return bytes(whole)


def _named(fault: Exception, url: str) -> OutsideFault:
    said = str(fault)
    if "CERTIFICATE" in said or "SSL" in said or "TLS" in said:
        return TlsFault(url=masking.address(url), what=said[:120])
    return Unreachable(url=masking.address(url), what=said[:120] or type(fault).__name__)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _system_resolve(host: str) -> Iterable[str]:
    return [str(one[4][0]).partition("%")[0] for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
