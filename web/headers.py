"""What every response carries, and the one line each leaves in the log.

Nothing may be loaded from anywhere else, no script or style may stand in a page, and no other site may show ours in a frame.
The log has method, the route's own pattern, status and time: no address a person wrote, no query, no parameter.
"""

import logging
from collections.abc import Mapping
from time import monotonic

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
TRANSPORT = "max-age=31536000"

log = logging.getLogger("somearkiv.web")


def policy(sources: Mapping[str, str]) -> str:
    """The content security policy, with some sources widened."""
    return "; ".join(f"{key} {value}" for key, value in {**POLICY, **sources}.items())


def dress(headers: MutableHeaders, *, https: bool) -> None:
    """Give a response what every response carries; what it says already stays."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", policy({}))
    headers.setdefault("Cache-Control", "no-store")
    if https:
        headers.setdefault("Strict-Transport-Security", TRANSPORT)


class Headers:
    """ASGI middleware: the headers and the log line."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app, self.https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = monotonic()
        status = 500

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                dress(MutableHeaders(scope=message), https=self.https)
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        finally:
            route = getattr(scope.get("route"), "path", "–")
            log.info("%s %s %s %.0f ms", scope["method"], route, status, (monotonic() - began) * 1000)
