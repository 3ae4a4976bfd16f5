"""Sending a notice to another system: an HTTP POST of JSON, signed so that the receiver knows it is ours and unchanged.

`Somearkiv-Signature: t=<seconds since 1970>,v1=<hex>`, where the hex is the HMAC-SHA-256 (RFC 2104) with the shared secret
over `<t>.<body>`. The receiver refuses an old `t`, and knows a repeated notice by `Somearkiv-Id`. Addresses are guarded
as a capture's are: the very address connected to must be public or listed; no redirect is followed.
"""

import hmac
import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from archiver.capture.guard import Allowed, visitable
from archiver.errors.notices import NotAccepted, NotDelivered
from archiver.errors.outside import AddressRefused

SIGNATURE, IDENTITY = "Somearkiv-Signature", "Somearkiv-Id"
TEMPORARY = frozenset({408, 425, 429})
"""Client errors that may pass (RFC 9110 §15.5, RFC 6585 §4)."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where notices go, and the secret shared with whoever answers there."""

    url: str
    secret: bytes
    seconds: int
    allowed: Allowed
    roots: Path | None = None


def post(hook: Hook, batch: str, notice: Mapping[str, Any], now: datetime) -> None:
    """Post one notice. When this returns the receiver has said that it took it (2xx).

    Raises NotDelivered where it may go later, NotAccepted where it never will, AddressRefused.
    """
    body = json.dumps({"id": batch, **notice}, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Somearkiv",
        IDENTITY: batch,
        SIGNATURE: signature(hook.secret, body, now),
    }
    place = f"{urlsplit(hook.url).scheme}://{urlsplit(hook.url).netloc}"
    try:
        status = _status(hook, body, headers)
    except (OSError, http.client.HTTPException) as fault:
        raise NotDelivered(url=place, what=type(fault).__name__) from fault
    if 200 <= status < 300:
        return
    permanent = 300 <= status < 500 and status not in TEMPORARY
    raise (NotAccepted if permanent else NotDelivered)(url=place, what=f"svar {status}")


def signature(secret: bytes, body: bytes, now: datetime) -> str:
    """The header's value for a body sent at a time."""
    at = int(now.timestamp())
    return f"t={at},v1={hmac.new(secret, f'{at}.'.encode() + body, 'sha256').hexdigest()}"


def verified(header: str, secret: bytes, body: bytes, now: datetime, seconds: int = 300) -> bool:
    """What a receiver does: whether the header is ours, for this body, and no older than so many seconds."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    at = parts.get("t", "")
    if not at.isdecimal() or abs(now.timestamp() - int(at)) > seconds:
        return False
    right = hmac.new(secret, f"{at}.".encode() + body, "sha256").hexdigest()
    return hmac.compare_digest(parts.get("v1", ""), right)


def _status(hook: Hook, body: bytes, headers: Mapping[str, str]) -> int:
    parts = urlsplit(hook.url)
    if not visitable(hook.url):
        raise NotAccepted(url=f"{parts.scheme}://{parts.hostname}", what="adressen är inte http eller https")
    connection = _connection(hook, parts)
    try:
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def _connection(hook: Hook, parts: SplitResult) -> http.client.HTTPConnection:
    """A connection to the very address that was looked at, so that no second look-up gives another."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    address = next((ip_address(one[4][0]) for one in found), None)
    if address is None or not hook.allowed.permits(host, address, port):
        raise AddressRefused(url=f"{parts.scheme}://{parts.netloc}", address=address)
    connected = socket.create_connection((str(address), port), timeout=hook.seconds)
    connection = http.client.HTTPConnection(host, port, timeout=hook.seconds)
    if parts.scheme == "https":
        context = ssl.create_default_context(cafile=hook.roots)
        connection.sock = context.wrap_socket(connected, server_hostname=host)
    else:
        connection.sock = connected
    return connection
