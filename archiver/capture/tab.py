"""The page a visit looks at: everything done to it has a time limit, and every way it can fail has a name.

A page is hostile until shown otherwise: it may never load, never stop, crash, answer nonsense or fill the memory. Each wait
here ends, at the latest, at the visit's deadline.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from archiver.capture.browser import BrowserError, BrowserTimeout, CDPSession, Frame, Page, Request
from archiver.capture.scripts import script
from archiver.errors import BrowserGone, ErrorPage, TimedOut

Result = TypeVar("Result")

_STREAMS = frozenset({"websocket", "eventsource", "media", "ping"})
_STALE_SECONDS = 6.0
_FRAMES = 40
_FRAME_SECONDS = 3.0


@dataclass
class Tab:
    """One page with its deadline. `clock` counts seconds and never goes back."""

    page: Page
    cdp: CDPSession
    url: str
    deadline: float
    seconds: float
    clock: Callable[[], float] = time.monotonic
    crashed: bool = False
    _flying: dict[Request, float] = field(default_factory=dict)
    _last: float = 0.0
    _world: tuple[str, int] | None = None
    _deaf: set[tuple[Frame, str]] = field(default_factory=set)
    """Frames that did not answer, with the address they had; not asked again until they have another."""

    def listen(self) -> None:
        """Follow requests and crashes of this page."""
        self.page.on("request", self._began)
        self.page.on("requestfinished", self._ended)
        self.page.on("requestfailed", self._ended)
        self.page.on("crash", lambda _: setattr(self, "crashed", True))
        self.page.on("dialog", lambda dialog: asyncio.ensure_future(_dismiss(dialog.dismiss)))

    @property
    def remaining(self) -> float:
        """Seconds left of the visit, never below zero."""
        return max(0.0, self.deadline - self.clock())

    async def within(self, seconds: float, work: Awaitable[Result]) -> Result:
        """The result of `work`, or TimedOut after `seconds` (or at the visit's deadline), BrowserGone on a crash."""
        try:
            async with asyncio.timeout(min(seconds, self.remaining)):
                return await work
        except (TimeoutError, BrowserTimeout) as fault:
            if self.crashed:
                raise BrowserGone(url=self.url, what="crash") from fault
            raise TimedOut(url=self.url, seconds=round(min(seconds, self.seconds))) from fault
        except BrowserError as fault:
            if self.crashed or self.page.is_closed() or "crash" in fault.message.lower():
                raise BrowserGone(url=self.url, what="crash") from fault
            raise

    async def ask(self, name: str, argument: object, seconds: float = 20.0, frame: Frame | None = None) -> Any:
        """What a script in `scripts/` answers in the page or one of its frames.

        In the page itself it runs in a world of its own, where the page's scripts can't have put traps, and without
        the powers of a user's click. Raises ErrorPage when the page keeps it from answering.
        """
        if frame is not None and frame is not self.page.main_frame:
            try:
                return await self.within(seconds, frame.evaluate(script(name), argument))
            except TimedOut:
                self._deaf.add((frame, frame.url))
                raise
        return await self.within(seconds, self._answer(script(name), argument))

    async def freeze(self) -> None:
        """Let the page's own scripts do nothing more, so that all evidence shows one and the same state."""
        await self.within(5.0, self.cdp.send("Emulation.setScriptExecutionDisabled", {"value": True}))

    async def thaw(self) -> None:
        """Let scripts run again, for the next page."""
        await self.within(5.0, self.cdp.send("Emulation.setScriptExecutionDisabled", {"value": False}))

    async def _answer(self, function: str, argument: object) -> Any:
        call = {
            "functionDeclaration": function,
            "executionContextId": await self._own_world(),
            "arguments": [{"value": argument}],
            "awaitPromise": True,
            "returnByValue": True,
        }
        answer = await self.cdp.send("Runtime.callFunctionOn", call)
        if "exceptionDetails" in answer:
            raise ErrorPage(url=self.url, status="skript")
        return answer["result"].get("value")

    async def _own_world(self) -> int:
        """The world of our scripts in the document that is shown now; made anew after each navigation."""
        tree = (await self.cdp.send("Page.getFrameTree"))["frameTree"]["frame"]
        if self._world is None or self._world[0] != tree["loaderId"]:
            world = {"frameId": tree["id"], "worldName": "somearkiv"}
            made = await self.cdp.send("Page.createIsolatedWorld", world)
            self._world = (tree["loaderId"], int(made["executionContextId"]))
        return self._world[1]

    async def ask_frames(self, name: str, argument: object, seconds: float = 8.0) -> list[Any]:
        """What a script answers in every frame that answers, the page itself first.

        A frame that is gone, empty or hangs gives nothing; the page itself must answer.
        """
        answers = [await self.ask(name, argument, seconds)]
        for frame in self.frames():
            try:
                answers.append(await self.ask(name, argument, min(seconds, _FRAME_SECONDS), frame))
            except (BrowserError, TimedOut):
                if self.remaining <= 0:
                    raise
        return answers

    def frames(self) -> list[Frame]:
        """The page's frames that can be asked, outermost first: neither gone, nor hanging, nor an error of the browser's."""
        return [
            one
            for one in self.page.frames
            if one is not self.page.main_frame
            and not one.is_detached()
            and (one, one.url) not in self._deaf
            and not one.url.startswith("chrome-error:")
        ][:_FRAMES]

    async def settle(self, quiet_seconds: float, most_seconds: float) -> None:
        """Wait until page and network have been quiet so long; streams and stale requests don't count."""
        quiet, most = quiet_seconds * 1000, most_seconds * 1000
        end = self.clock() + most_seconds
        while True:
            await self.ask("settle", {"quiet": quiet, "most": most}, most_seconds + 5)
            now = self.clock()
            if now >= end or self.remaining <= 0:
                return
            if not self.busy(now) and now - self._last >= quiet_seconds:
                return
            await asyncio.sleep(0.05)
            most = max(50.0, (end - self.clock()) * 1000)
            quiet = min(quiet, 100.0)

    def unheard(self) -> int:
        """How many frames with an address of their own did not answer, so that nothing is known of what they hold."""
        return sum(not one.is_detached() and one.url == url != "about:blank" for one, url in self._deaf)

    def busy(self, now: float) -> bool:
        """Whether a request is under way that may still bring something."""
        return any(now - began < _STALE_SECONDS for began in self._flying.values())

    def _began(self, request: Request) -> None:
        if request.resource_type not in _STREAMS:
            self._flying[request] = self._last = self.clock()

    def _ended(self, request: Request) -> None:
        if self._flying.pop(request, None) is not None:
            self._last = self.clock()


async def _dismiss(dismiss: Callable[[], Awaitable[None]]) -> None:
    with suppress(BrowserError):  # the page took it away itself
        await dismiss()
