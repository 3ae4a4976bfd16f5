"""Records what the page and the network said to each other, for the WARC and for the pictures in the kept document.

Bodies come from Playwright's events, which see all frames; what Chromium no longer holds there (bodies past 10 MB) from
a session of our own with room for them. Bodies arrive decoded, texts as UTF-8.
"""

import asyncio
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from archiver.capture.browser import BrowserContext, BrowserError, CDPSession, Request, Response
from archiver.capture.masking import Known

_BODY_SECONDS = 10.0
_LARGE_BODY_SECONDS = 40.0
_ROOM_BYTES = 200_000_000
_ROOM_PER_BODY_BYTES = 80_000_000
_NO_BODY = frozenset({101, 204, 205, 304})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `body` None: the browser could not give it."""

    at: datetime
    url: str
    method: str
    sent_headers: tuple[tuple[str, str], ...]
    sent_body: bytes
    status: int
    status_text: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    kind: str
    """Chromium's resource type: document, image, stylesheet, xhr …"""

    @property
    def media_type(self) -> str:
        """Lower case, without parameters; empty when not said."""
        return next((v for n, v in self.headers if n.lower() == "content-type"), "").partition(";")[0].strip().lower()


@dataclass
class Recorder:
    """Listens to one context. `take` is given each exchange as it ends; `lost` counts bodies that never came."""

    take: Callable[[Exchange], None]
    limit_bytes: int
    now: Callable[[], datetime]
    known: Known = field(default_factory=Known)
    lost: int = 0
    size_bytes: int = 0
    _over: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _ids: dict[str, str] = field(default_factory=dict)
    _bodies: dict[Request, asyncio.Future[bytes | None]] = field(default_factory=dict)
    _cdp: CDPSession | None = None

    async def listen(self, context: BrowserContext, cdp: CDPSession) -> None:
        """Begin to record."""
        self._cdp = cdp
        cdp.on(
            "Network.responseReceived", lambda event: self._ids.update({event["response"]["url"]: event["requestId"]})
        )
        cdp.on("Network.responseReceivedExtraInfo", self._given)
        cdp.on("Network.requestWillBeSentExtraInfo", self._sent)
        await cdp.send(
            "Network.enable", {"maxTotalBufferSize": _ROOM_BYTES, "maxResourceBufferSize": _ROOM_PER_BODY_BYTES}
        )
        context.on("requestfinished", self._finished)

    async def done(self, seconds: float) -> None:
        """Wait for what is still being fetched, at most so long; the rest counts as lost."""
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
            for task in late:
                task.cancel()
            self.lost += len(late)

    def stop(self) -> None:
        """Record nothing more. May be called twice."""
        self._over = True
        for task in self._tasks:
            task.cancel()

    async def body(self, response: Response) -> bytes | None:
        """The body of an answer, decoded; None when the browser no longer has it. Fetched once, however often asked."""
        fetching = self._bodies.get(response.request)
        if fetching is None:
            fetching = self._bodies[response.request] = asyncio.ensure_future(self._fetch(response))
            if response.request.resource_type != "document":
                fetching.add_done_callback(lambda _: self._bodies.pop(response.request, None))
        return await asyncio.shield(fetching)

    async def _fetch(self, response: Response) -> bytes | None:
        with suppress(BrowserError, TimeoutError):
            async with asyncio.timeout(_BODY_SECONDS):
                return await response.body()
        known = self._ids.get(response.url)
        if known is None or self._cdp is None:
            return None
        with suppress(BrowserError, TimeoutError):
            async with asyncio.timeout(_LARGE_BODY_SECONDS):
                answer = await self._cdp.send("Network.getResponseBody", {"requestId": known})
            text = str(answer["body"])
            return b64decode(text) if answer["base64Encoded"] else text.encode("utf-8", "replace")
        return None

    def _finished(self, request: Request) -> None:
        if request.url.startswith(("http:", "https:")) and not self._over:
            task = asyncio.ensure_future(self._record(request))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _given(self, event: dict[str, Any]) -> None:
        for name, value in event.get("headers", {}).items():
            if name.lower() == "set-cookie":
                self.known.learn_header(str(value))

    def _sent(self, event: dict[str, Any]) -> None:
        for one in event.get("associatedCookies", []):
            cookie = one.get("cookie", {})
            self.known.learn(str(cookie.get("name")), str(cookie.get("value")), surely=bool(cookie.get("httpOnly")))

    async def _record(self, request: Request) -> None:
        response = request.existing_response
        if response is None:
            return
        bare = response.status in _NO_BODY or 300 <= response.status < 400 or request.method == "HEAD"
        body = b"" if bare or self.size_bytes > self.limit_bytes else await self.body(response)
        if body is None:
            self.lost += 1
        else:
            self.size_bytes += len(body)
        self.take(
            Exchange(
                at=self._when(request),
                url=request.url,
                method=request.method,
                sent_headers=tuple(request.headers.items()),
                sent_body=request.post_data_buffer or b"",
                status=response.status,
                status_text=response.status_text,
                headers=tuple((n, one) for n, value in response.headers.items() for one in value.split("\n")),
                body=body,
                kind=request.resource_type,
            )
        )

    def _when(self, request: Request) -> datetime:
        began = request.timing["startTime"]
        return datetime.fromtimestamp(began / 1000, UTC) if began > 0 else self.now()
