"""One page of a visit: gone to, told from walls, opened up, pictured and saved."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archiver.capture import masking, picture, save, words
from archiver.capture.browser import BrowserError, Response
from archiver.capture.consent import ABSENT, HIDDEN, clear, refuse
from archiver.capture.faults import from_browser, from_status
from archiver.capture.gate import Gate
from archiver.capture.order import VisitOrder
from archiver.capture.recording import Recording
from archiver.capture.tab import Tab
from archiver.capture.traffic import Recorder
from archiver.capture.unfold import unfold
from archiver.capture.walls import Sight, wall
from archiver.errors import EmptyPage, TimedOut, TooLarge
from archiver.text import Text

_LOAD_SECONDS = 15.0
"""For the document's own parts, once it has begun to come."""
_RAW_SECONDS = 60.0
_LAST_BODIES_SECONDS = 3.0
_PICTURES_MILLISECONDS = 6000


@dataclass
class Seen:
    """What came of one page."""

    url: str
    status: int | None = None
    consent: str = ABSENT
    items: int = 0
    pictures: int = 0
    scrolls: int = 0
    opened: int = 0
    not_reached: list[str] = field(default_factory=list)


@dataclass
class Scene:
    """What all pages of one visit share. `workplace` is a folder that goes when the visit ends.

    Work that needs the browser no longer (stitching, writing) goes on beside the next page; `done` waits for it.
    """

    order: VisitOrder
    gate: Gate
    tab: Tab
    recorder: Recorder
    recording: Recording
    workplace: Path
    now: Callable[[], datetime]
    say: Callable[[Text], None]
    _beside: set[asyncio.Task[None]] = field(default_factory=set)

    def beside(self, work: Coroutine[None, None, None]) -> None:
        """Let work go on beside the visit."""
        self._beside.add(asyncio.ensure_future(work))

    async def done(self) -> None:
        """Wait for the work beside; its first fault rises here."""
        while self._beside:
            await asyncio.gather(*self._beside)
            self._beside = {task for task in self._beside if not task.done()}

    def give_up(self) -> None:
        """End the work beside."""
        for task in self._beside:
            task.cancel()


async def see(scene: Scene, url: str, folder: Path) -> Seen:
    """Go to `url` and leave its evidence in `folder`, which is empty. Raises OutsideFault when it is not the account."""
    order, tab, say = scene.order, scene.tab, scene.say
    say(Text(f"Öppnar {url}", f"Opening {url}"))
    tab.url = url
    at = scene.now()
    response, seen = await _go(tab, order, scene.gate, url)
    raw = await _raw(scene, response)
    await tab.settle(0.2, 6.0)
    await _not_a_wall(tab, order, seen)
    seen.consent = await refuse(tab, order.platform.visiting)
    await _clear(tab, seen)
    say(Text("Rullar och öppnar ”visa fler”", "Scrolling and opening “show more”"))
    opened = await unfold(tab, order.platform.visiting, order.limits, _reserve(order.limits.seconds))
    seen.items, seen.scrolls, seen.opened = len(opened.seen), opened.scrolls, opened.opened
    seen.not_reached += opened.not_reached
    if seen.consent == ABSENT:
        seen.consent = await refuse(tab, order.platform.visiting)
    await _clear(tab, seen)
    await _not_a_wall(tab, order, seen)
    say(Text("Tar bilden och sparar sidan", "Taking the picture and saving the page"))
    await _evidence(scene, folder, seen, at)
    if raw:
        scene.beside(asyncio.to_thread(_write_raw, raw, folder / "page.raw.html"))
    return seen


def _write_raw(raw: bytes, target: Path) -> None:
    text = raw.decode("utf-8", "replace")  # Chromium hands text over as UTF-8, whatever it came in
    target.write_text(masking.masked(text), "utf-8", "replace")


async def _go(tab: Tab, order: VisitOrder, gate: Gate, url: str) -> tuple[Response, Seen]:
    seconds = order.limits.page_seconds
    seen = Seen(url=url)
    await tab.thaw()
    try:
        response = await tab.within(seconds, tab.page.goto(url, wait_until="commit", timeout=0))
    except BrowserError as fault:
        raise from_browser(fault.message, url, gate, seconds) from fault
    if response is None:
        raise EmptyPage(url=url)
    seen.status = response.status
    refusal = from_status(response.status, url)
    if refusal is not None:
        raise refusal
    try:
        await tab.within(seconds, tab.page.wait_for_load_state("domcontentloaded", timeout=0))
    except TimedOut:
        _check_size(gate, url)
        seen.not_reached.append(f"Servern blev inte färdig med sidan inom {seconds:.0f} sekunder.")
        await tab.within(5.0, tab.page.evaluate("() => window.stop()"))
        return response, seen
    try:
        await tab.within(_LOAD_SECONDS, tab.page.wait_for_load_state("load", timeout=0))
    except TimedOut:
        if tab.remaining <= 0:
            raise
    _check_size(gate, url)
    return response, seen


def _check_size(gate: Gate, url: str) -> None:
    if gate.over_limit:
        raise TooLarge(url=url, limit=f"{gate.byte_limit // 1_000_000} MB")


async def _raw(scene: Scene, response: Response) -> bytes:
    """The HTML as the server sent it; empty where the browser no longer has it."""
    body = await scene.tab.within(_RAW_SECONDS, scene.recorder.body(response)) or b""
    limit = scene.order.limits.page_bytes
    if len(body) > limit:
        raise TooLarge(url=scene.tab.url, limit=f"{limit // 1_000_000} MB")
    return body


async def _not_a_wall(tab: Tab, order: VisitOrder, seen: Seen) -> None:
    question = {
        "selector": order.platform.visiting.items,
        "guesses": words.ITEM_GUESSES,
        "login": order.platform.walls.login_selectors,
    }
    sight = Sight.of(await tab.ask("sight", question))
    fault = wall(sight, order.platform.walls, tab.url, seen.status or 0)
    if fault is not None:
        raise fault
    seen.url = sight.url


async def _clear(tab: Tab, seen: Seen) -> None:
    took = await clear(tab)
    if seen.consent == ABSENT and took & {"consent", "frame"}:
        seen.consent = HIDDEN


async def _evidence(scene: Scene, folder: Path, seen: Seen, at: datetime) -> None:
    tab, limits = scene.tab, scene.order.limits
    size = await tab.ask("pin", {"most": _PICTURES_MILLISECONDS}, 60.0)
    width, whole = int(size["width"]), int(size["height"])
    height = min(whole, limits.height_pixels)
    if size["waiting"]:
        seen.not_reached.append(f"{size['waiting']} bilder hann inte komma.")
    seen.pictures = int(size["pictures"])
    await tab.freeze()
    stitching = await picture.Stitching.begin(folder / "page.png", width, height)
    try:
        documents = await save.read(tab, limits.page_bytes)
        seen.not_reached += documents.not_reached
        scene.recording.pages.append(save.entry(documents, at))
        scene.beside(_write(scene, documents, folder, (width, height), at))
        if height < whole:
            await tab.ask("trim", {"tallest": height}, 60.0)
        tiles = Path(tempfile.mkdtemp(prefix="tiles-", dir=scene.workplace))
        reached = await stitching.take(tab, width, height, tiles)
    except BaseException:
        stitching.give_up()
        raise
    if reached < whole:
        seen.not_reached.append(f"Bilden slutar vid {reached} av {whole} bildpunkter.")
    scene.beside(stitching.finish())


async def _write(scene: Scene, documents: save.Documents, folder: Path, size: tuple[int, int], at: datetime) -> None:
    await scene.recorder.done(_LAST_BODIES_SECONDS)
    await save.write(documents, folder, size, scene.recording.pictures(), at)


def _reserve(seconds: float) -> float:
    """What of a visit's time is kept for the evidence: a third, at most a minute."""
    return min(60.0, seconds / 3)
