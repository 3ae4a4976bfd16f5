"""Names what kept a page from coming: the browser's net errors and the gate's own knowledge, as our errors.

Chromium's names: https://chromium.googlesource.com/chromium/src/+/main/net/base/net_error_list.h
"""

import re
from urllib.parse import urlsplit

from archiver.capture.gate import Gate
from archiver.errors.outside import (
    AddressRefused,
    BlockPage,
    BrowserGone,
    DownloadInstead,
    ErrorPage,
    NotFound,
    OutsideFault,
    TimedOut,
    TlsFault,
    TooLarge,
    Unreachable,
)

_GONE = ("Target crashed", "Page crashed", "has been closed", "Connection closed", "browser has disconnected")
_PORTS = {"http": 80, "https": 443}


def from_browser(message: str, url: str, gate: Gate, seconds: float) -> OutsideFault:
    """The error for a failed visit to `url`, from the browser's message and what the gate saw."""
    found = re.search(r"net::(ERR_[A-Z0-9_]+)", message)
    code = found[1] if found else ""
    place = place_of(url)
    if gate.over_limit:
        return TooLarge(url=url, limit=f"{gate.byte_limit // 1_000_000} MB")
    if "Download is starting" in message:
        return DownloadInstead(url=url)
    if any(sign in message for sign in _GONE):
        return BrowserGone(url=url, what="crash")
    if place in gate.refused:
        return AddressRefused(url=url, address=gate.refused[place])
    if "CERT" in code or "SSL" in code or "TLS" in code:
        return TlsFault(url=url, what=code)
    if place in gate.failed:
        return Unreachable(url=url, what=gate.failed[place])
    if gate.refused and code == "ERR_SOCKS_CONNECTION_FAILED":
        host, address = next(reversed(gate.refused.items()))
        return AddressRefused(url=url, address=f"{host} → {address}")
    if "TIMED_OUT" in code or "Timeout" in message:
        return TimedOut(url=url, seconds=round(seconds))
    return Unreachable(url=url, what=code or "nätfel")


def from_status(status: int, url: str) -> OutsideFault | None:
    """The error for an HTTP status, None when it is none (RFC 9110 §15)."""
    if status in (404, 410):
        return NotFound(url=url, status=status)
    if status in (401, 403, 429, 451):
        return BlockPage(url=url, status=status)
    if status >= 400:
        return ErrorPage(url=url, status=status)
    return None


def place_of(url: str) -> str:
    """host:port, as the gate writes it."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or _PORTS.get(parts.scheme, 0)}"
