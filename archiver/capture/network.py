"""The requests of a page that are under way, and those that came to nothing: what waiting and the completeness statement go by.

Two sources are heard. Chromium's own events of the page come in order with the answers of our scripts, so that what a click
started is known when the click has been made; Playwright's events know all frames, also those in other processes.
"""

import asyncio
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from archiver.capture.browser import CDPSession, Page, Request, Response

_STREAMS = frozenset({"websocket", "eventsource", "media", "ping", "cspviolationreport", "preflight"})
_ASKING = frozenset({"xhr", "fetch"})
_BRINGING = frozenset({"xhr", "fetch", "script", "document"})
"""What more posts and comments come in; pictures are waited for when the picture is taken."""
_HOLDING = frozenset({"script", "stylesheet"})
_SHOWING = frozenset({"image", "media", "font"})
"""What brings no posts itself, only their look."""
_WORTH_ASKING_AGAIN = frozenset({408, 425, 429})
_STALE_SECONDS = 6.0
"""What nobody's click started is not waited for longer: it may be a stream that looks like a request."""


@dataclass(frozen=True, slots=True)
class _Flight:
    began: float
    number: int
    kind: str
    place: str


@dataclass
class Network:
    """What is under way. `moves` grows with every beginning and end; `clock` counts seconds and never goes back."""

    clock: Callable[[], float] = time.monotonic
    moves: int = 0
    _looks: int = 0
    """How many of the moves were those of pictures, films and typefaces."""
    _flying: dict[Hashable, _Flight] = field(default_factory=dict)
    _streams: set[str] = field(default_factory=set)
    _failed: dict[Hashable, tuple[int, str]] = field(default_factory=dict)
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    def listen(self, page: Page, cdp: CDPSession) -> None:
        """Follow the page's requests from now on."""
        page.on("request", lambda request: self._began(request, request.resource_type, request.url))
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._broke)
        page.on("response", self._answered)
        cdp.on(
            "Network.requestWillBeSent",
            lambda event: self._began(event["requestId"], str(event.get("type", "")), str(event["request"]["url"])),
        )
        cdp.on("Network.loadingFinished", lambda event: self._ended(event["requestId"]))
        cdp.on("Network.loadingFailed", lambda event: self._ended(event["requestId"]))

    def forget(self) -> None:
        """A new page is gone to: what the one before asked for is nobody's concern."""
        self._flying.clear()
        self._failed.clear()

    def stirs(self, *, looks: bool = True) -> int:
        """How many beginnings and ends there were; without `looks`, other than of pictures, films and typefaces."""
        return self.moves if looks else self.moves - self._looks

    def busy(self, *, looks: bool = True) -> bool:
        """Whether an answer is outstanding that may still bring something and is not stale; `looks` as for `stirs`."""
        now = self.clock()
        flights = (one for one in self._flying.values() if looks or one.kind not in _SHOWING)
        return any(now - flight.began < _STALE_SECONDS for flight in flights)

    def owed(self, since: int) -> frozenset[str]:
        """Where the answers outstanding come from that the page has asked for after `since`, a value of `moves`."""
        asked = (one for one in self._flying.values() if one.number > since and one.kind in _BRINGING)
        return frozenset(one.place for one in asked) - self._streams

    def holding(self) -> frozenset[str]:
        """Where the scripts and style sheets come from that have not come: without them a browser shows nothing of a page."""
        return frozenset(one.place for one in self._flying.values() if one.kind in _HOLDING)

    def give_up(self, since: int) -> int:
        """Wait no more for what was asked after `since`, how many that is; their like is taken for streams until one is quick."""
        late = self.owed(since)
        self._streams |= late
        return len(late)

    def failed(self, since: int, site: str) -> int:
        """How many questions the page asked its own site after `since` that failed on the way or in the server."""
        return sum(number > since and _same_site(host, site) for number, host in self._failed.values())

    async def move(self, seconds: float) -> None:
        """Wait until a request begins or ends, at most so long."""
        self._moved.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._moved.wait()
        except TimeoutError:
            return

    def _began(self, key: Hashable, kind: str, url: str) -> None:
        kind = kind.lower()
        if kind not in _STREAMS and url.startswith(("http:", "https:")):
            self._flying[key] = _Flight(self.clock(), self.moves + 1, kind, _place(url))
            self._move(kind)

    def _ended(self, key: Hashable) -> None:
        flight = self._flying.pop(key, None)
        if flight is not None:
            if self.clock() - flight.began < _STALE_SECONDS:
                self._streams.discard(flight.place)  # it was slow once, and is no stream
            self._move(flight.kind)

    def _broke(self, request: Request) -> None:
        if request.resource_type in _ASKING and "ERR_ABORTED" not in (request.failure or ""):
            self._fail(request)
        self._ended(request)

    def _answered(self, response: Response) -> None:
        wanting = response.status >= 500 or response.status in _WORTH_ASKING_AGAIN
        if wanting and response.request.resource_type in _ASKING:
            self._fail(response.request)

    def _fail(self, request: Request) -> None:
        flight = self._flying.get(request)
        self._failed[request] = (flight.number if flight else self.moves, urlsplit(request.url).hostname or "")

    def _move(self, kind: str) -> None:
        self.moves += 1
        self._looks += kind in _SHOWING
        self._moved.set()


def _place(url: str) -> str:
    """An address without what changes from question to question."""
    return url.partition("?")[0].partition("#")[0]


def _same_site(host: str, site: str) -> bool:
    """Whether two hosts are of one site: the same, or with the same last two labels."""
    return host == site or host.split(".")[-2:] == site.split(".")[-2:]
