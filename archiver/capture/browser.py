"""The only room that knows Playwright: one Chromium, in a thread of its own, and the tabs a visit looks through.

An asynchronous Playwright lives in an event loop in the browser's own thread; callers in any thread hand it coroutines
with a time limit. The process is started when first needed, again after `restart_every` captures (its memory grows), and
again when it was lost.
"""

import asyncio
import os
import shutil
import signal
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from playwright.async_api import Browser as Chromium
from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Frame,
    Page,
    Playwright,
    Request,
    Response,
    StorageState,
    async_playwright,
)
from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as BrowserTimeout

from archiver.capture.flags import EVEN, NOT_WANTED, QUIET, TIGHT, WITHOUT
from archiver.capture.workshop import Workshop
from archiver.errors.outside import BrowserGone
from archiver.errors.usage import NoDisplay

__all__ = [
    "Browser",
    "BrowserContext",
    "BrowserError",
    "BrowserSettings",
    "BrowserTimeout",
    "CDPSession",
    "Frame",
    "Look",
    "Page",
    "Request",
    "Response",
    "headed",
]

Result = TypeVar("Result")

_PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

_START_SECONDS = 60.0
_CLOSE_SECONDS = 10.0


# Run before a page's own scripts, in every frame: no windows, no WebRTC, and shadow roots that can be read.
_SHUT = """
window.open = () => null;
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) delete window[name];
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) { return attach.call(this, { ...init, mode: "open" }); };
"""


@dataclass(frozen=True, slots=True)
class BrowserSettings:
    """How the browser is run.

    `executable` None takes `$SOMEARKIV_CHROMIUM`, else Debian's, else Playwright's own. `sandbox` None keeps Chromium's
    sandbox except as root, where it can't run.
    """

    executable: Path | None = None
    sandbox: bool | None = None
    restart_every: int = 25
    signature: str = "Somearkiv/0.1"
    """What is added to Chromium's own User-Agent, so that a site's owner can see who came."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a visit looks like to the page. `proxy` is the gate's address; `state` a logged-in session to start from."""

    proxy: str
    viewport: tuple[int, int]
    language: str
    timezone: str
    state: Mapping[str, Any] | None = None


class Browser:
    """One Chromium. A context manager; `run` may be called from any thread, but restarts wait for running work."""

    def __init__(self, settings: BrowserSettings | None = None) -> None:
        self.settings = settings or BrowserSettings()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="browser", daemon=True)
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._pid = 0
        self._agent = ""
        self._captures = 0
        self._open = 0
        self._starting = asyncio.Lock()
        self.workshop = Workshop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """Name and version, e.g. `Chromium 156.0.8078.79`; empty before the first start."""
        return f"Chromium {self._chromium.version}" if self._chromium else ""

    @property
    def user_agent(self) -> str:
        """What pages are told; empty before the first start."""
        return self._agent

    @property
    def process(self) -> int:
        """Process id of the running Chromium, 0 when none runs."""
        return self._pid if self._chromium is not None and self._chromium.is_connected() else 0

    def run(self, work: Coroutine[Any, Any, Result], seconds: float) -> Result:
        """Do work in the browser's thread; BrowserGone when it doesn't end within `seconds` (the process is killed)."""
        if not self._thread.is_alive():
            self._thread.start()
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        except FutureTimeout as fault:
            if future.done():
                raise
            future.cancel()
            self.kill()
            raise BrowserGone(url="", what=f"{seconds:.0f} s") from fault

    @asynccontextmanager
    async def context(self, look: Look) -> AsyncIterator[BrowserContext]:
        """A fresh context — no cookies, no permissions, no downloads, no service workers — for one capture."""
        chromium = await self._ready()
        self._open += 1
        self._captures += 1
        try:
            context = await chromium.new_context(
                accept_downloads=False,
                locale=look.language,
                permissions=[],
                proxy={"server": look.proxy, "bypass": "<-loopback>"},
                reduced_motion="reduce",
                service_workers="block",
                storage_state=cast(StorageState, dict(look.state)) if look.state is not None else None,
                timezone_id=look.timezone,
                user_agent=self._agent,
                viewport={"width": look.viewport[0], "height": look.viewport[1]},
            )
            try:
                await context.add_init_script(script=_SHUT)
                yield context
            finally:
                await self._dispose(context)
        finally:
            self._open -= 1

    def kill(self) -> None:
        """End the Chromium process at once; the next work starts a new one."""
        pid, self._pid = self._pid, 0
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def rest(self) -> None:
        """Give back the memory while nothing is to be done: Chromium and its driver end, the next visit starts them anew."""
        if self._thread.is_alive() and not self._open:
            self.run(self._stop(), 3 * _CLOSE_SECONDS)

    def close(self) -> None:
        """Close Chromium and end the thread. May be called twice."""
        if self._thread.is_alive():
            try:
                asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(3 * _CLOSE_SECONDS)
            finally:
                self.kill()
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join(_CLOSE_SECONDS)

    async def _ready(self) -> Chromium:
        """The running Chromium, started or restarted where need be."""
        async with self._starting:
            if self._chromium is not None and self._chromium.is_connected():
                if self._captures < self.settings.restart_every or self._open:
                    return self._chromium
                await self._end_chromium()
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            self._chromium = await self._launch(self._playwright)
            self._captures = 0
            await self._learn(self._chromium)
            return self._chromium

    async def _launch(self, playwright: Playwright) -> Chromium:
        sandbox = self.settings.sandbox if self.settings.sandbox is not None else os.geteuid() != 0
        try:
            return await playwright.chromium.launch(
                args=[*QUIET, *TIGHT, *EVEN, WITHOUT],
                chromium_sandbox=sandbox,
                executable_path=executable(self.settings.executable),
                headless=True,
                ignore_default_args=list(NOT_WANTED),
                timeout=_START_SECONDS * 1000,
            )
        except BrowserError as fault:
            raise BrowserGone(url="", what=fault.message.splitlines()[0]) from fault

    async def _learn(self, chromium: Chromium) -> None:
        """Process id and User-Agent of the Chromium just started."""
        session = await chromium.new_browser_cdp_session()
        processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        self._pid = next((int(one["id"]) for one in processes if one["type"] == "browser"), 0)
        agent = str((await session.send("Browser.getVersion"))["userAgent"]).replace("HeadlessChrome", "Chrome")
        self._agent = f"{agent} {self.settings.signature}".strip()
        await session.detach()

    async def _dispose(self, context: BrowserContext) -> None:
        """Close a context; when it won't (a page in a loop), the whole process goes."""
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await context.close()
        except (BrowserError, TimeoutError):
            self.kill()

    async def _end_chromium(self) -> None:
        if self._chromium is not None:
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await self._chromium.close()
            except (BrowserError, TimeoutError):
                self.kill()
            self._chromium = None
            self._pid = 0

    async def _stop(self) -> None:
        await self._end_chromium()
        await self.workshop.close()
        if self._playwright is not None:
            await self._playwright.stop()
            self._playwright = None


@asynccontextmanager
async def headed(settings: BrowserSettings, look: Look) -> AsyncIterator[BrowserContext]:
    """A fresh context in a visible window of its own browser, for a person to use. Raises NoDisplay, BrowserGone."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoDisplay(what="DISPLAY")
    sandbox = settings.sandbox if settings.sandbox is not None else os.geteuid() != 0
    async with async_playwright() as playwright:
        try:
            chromium = await playwright.chromium.launch(
                args=[*QUIET, "--disable-quic"],
                chromium_sandbox=sandbox,
                executable_path=executable(settings.executable),
                headless=False,
                timeout=_START_SECONDS * 1000,
            )
        except BrowserError as fault:
            said = fault.message.splitlines()[0]
            if "X server" in fault.message or "ozone" in fault.message.lower():
                raise NoDisplay(what=os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) from fault
            raise BrowserGone(url="", what=said) from fault
        try:
            yield await chromium.new_context(
                accept_downloads=False,
                locale=look.language,
                proxy={"server": look.proxy, "bypass": "<-loopback>"},
                timezone_id=look.timezone,
                viewport={"width": look.viewport[0], "height": look.viewport[1]},
            )
        finally:
            with suppress(BrowserError):
                await chromium.close()


def executable(
    wanted: Path | None, environment: Callable[[str], str | None] = os.environ.get, places: tuple[str, ...] = _PLACES
) -> Path | None:
    """Which Chromium to run: the configured, `$SOMEARKIV_CHROMIUM`, the system's; None means Playwright's own."""
    named = environment("SOMEARKIV_CHROMIUM")
    if wanted is not None or named:
        return wanted or Path(str(named))
    return next((Path(place) for place in places if shutil.which(place)), None)
