"""The page a visit looks at: everything done to it has a time limit, and every way it can fail has a name.

A page is hostile until shown otherwise: it may never load, never stop, crash, answer nonsense or fill the memory. Each wait
here ends, at the latest, at the visit's deadline.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from archiver.capture.browser import BrowserError, BrowserTimeout, CDPSession, Frame, Page
from archiver.capture.network import Network
from archiver.capture.scripts import script
from archiver.errors.outside import BrowserGone, ErrorPage, TimedOut, Unreachable

Result = TypeVar("Result")

_FRAMES = 40
_FRAME_SECONDS = 8.0
_MARGIN_SECONDS = 30.0
"""What a busy machine may take beyond the time a script was told to take."""
_LEAVES = 6
"""So often a page may go elsewhere by itself while one question is asked."""
_GONE = "Cannot find context"
"""The document that the last question was asked in is no longer there; this one was not begun."""
_LEFT = ("Execution context was destroyed", "navigated or closed")


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
    network: Network = field(default_factory=Network)
    _world: int = 0
    _mark: str = ""
    _deaf: set[tuple[Frame, str]] = field(default_factory=set)
    """Frames that did not answer, with the address they had; not asked again until they have another."""

    def listen(self) -> None:
        """Follow requests and crashes of this page."""
        self.network.listen(self.page, self.cdp)
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
        the powers of a user's click. Where the page goes elsewhere meanwhile (a refresh, a script), it is asked there.
        Raises ErrorPage when the page keeps it from answering, Unreachable when it never stays.
        """
        if frame is not None and frame is not self.page.main_frame:
            try:
                return await self.within(seconds, frame.evaluate(script(name), argument))
            except TimedOut:
                self._deaf.add((frame, frame.url))
                raise
        return await self.within(seconds, self._answer(script(name), argument))

    async def went_nowhere(self) -> str:
        """The address the page went to by itself and that could not be reached; empty where a document of the site is shown."""
        frame = (await self.within(5.0, self.cdp.send("Page.getFrameTree")))["frameTree"]["frame"]
        return str(frame.get("unreachableUrl", ""))

    async def freeze(self) -> None:
        """Let the page's own scripts do nothing more, so that all evidence shows one and the same state."""
        await self.within(5.0, self.cdp.send("Emulation.setScriptExecutionDisabled", {"value": True}))

    async def thaw(self) -> None:
        """Let scripts run again, for the next page."""
        await self.within(5.0, self.cdp.send("Emulation.setScriptExecutionDisabled", {"value": False}))

    async def _answer(self, function: str, argument: object) -> Any:
        # As one text: thousands of boxes are passed on quicker so, and read once. Context numbers come again in other
        # processes, so our world is known by a mark that a page can't guess; anywhere else nothing is run.
        declaration = (
            'async (argument, mark) => { "use strict"; if (globalThis.somearkiv !== mark) return "";'
            f" return JSON.stringify((await ({function})(argument)) ?? null); }}"
        )
        for _ in range(_LEAVES):
            try:
                call = {
                    "functionDeclaration": declaration,
                    "executionContextId": self._world or await self._new_world(),
                    "arguments": [{"value": argument}, {"value": self._mark}],
                    "awaitPromise": True,
                    "returnByValue": True,
                }
                answer = await self.cdp.send("Runtime.callFunctionOn", call)
            except BrowserError as fault:
                if not any(sign in fault.message for sign in (_GONE, *_LEFT)):
                    raise
                self._world = 0
                if _GONE not in fault.message:
                    await self.page.wait_for_load_state("domcontentloaded", timeout=0)
                continue
            if "exceptionDetails" in answer:
                raise ErrorPage(url=self.url, status="skript")
            if answer["result"]["value"]:
                return json.loads(answer["result"]["value"])
            self._world = 0
        raise Unreachable(url=self.url, what="sidan går vidare av sig själv / the page leaves by itself")

    async def _new_world(self) -> int:
        """A world for our scripts in the document that is shown now; it goes with the document."""
        frame = (await self.cdp.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        made = await self.cdp.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "somearkiv"})
        self._world, self._mark = int(made["executionContextId"]), secrets.token_hex(16)
        marking = f"globalThis.somearkiv = '{self._mark}'"
        await self.cdp.send("Runtime.evaluate", {"expression": marking, "contextId": self._world})
        return self._world

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

    async def settle(
        self,
        quiet_seconds: float,
        most_seconds: float,
        since: int | None = None,
        answer_seconds: float = 0.0,
        *,
        looks: bool = True,
    ) -> bool:
        """Wait until page and network have been quiet so long, `most_seconds` at the longest; streams and stale requests don't count.

        Without `looks`, nor do pictures, films and typefaces on their way, which bring no posts.
        The answers to what the page asked after `since` (`network.moves` at a press) are waited for up to `answer_seconds`;
        False when one has not come.
        """
        end = self.clock() + most_seconds
        last = self.clock() + max(most_seconds, answer_seconds)
        while True:
            stirs, left = self.network.stirs(looks=looks), max(0.05, end - self.clock())
            quiet = {"quiet": quiet_seconds * 1000, "most": left * 1000}
            calm = await self.ask("settle", quiet, left + _MARGIN_SECONDS)
            owed = since is not None and self.network.owed(since)
            busy = self.network.busy(looks=looks)
            if calm and self.network.stirs(looks=looks) == stirs and not owed and not busy:
                return True
            now = self.clock()
            if now >= (last if owed else end) or self.remaining <= 0:
                return not owed
            if owed or busy:
                await self.network.move(min(0.5, max(0.05, last - now)))
            if owed:
                end = max(end, min(last, self.clock() + 1.0))

    def unheard(self) -> int:
        """How many frames with an address of their own did not answer, so that nothing is known of what they hold."""
        return sum(not one.is_detached() and one.url == url != "about:blank" for one, url in self._deaf)


async def _dismiss(dismiss: Callable[[], Awaitable[None]]) -> None:
    with suppress(BrowserError):  # the page took it away itself
        await dismiss()
