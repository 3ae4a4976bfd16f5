"""One page of a visit: gone to, told from walls, opened up, pictured and saved."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archiver.capture import picture, save, words
from archiver.capture.browser import BrowserError, Response
from archiver.capture.consent import ABSENT, HIDDEN, clear, refuse
from archiver.capture.faults import from_browser, from_status
from archiver.capture.gate import Gate
from archiver.capture.order import VisitOrder
from archiver.capture.tab import Tab
from archiver.capture.unfold import unfold
from archiver.capture.walls import Sight, wall
from archiver.errors import EmptyPage, TimedOut, TooLarge
from archiver.text import Text

_LOAD_SECONDS = 15.0
"""For the document's own parts, once it has begun to come."""
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


async def see(tab: Tab, order: VisitOrder, gate: Gate, url: str, folder: Path, say: Callable[[Text], None]) -> Seen:
    """Go to `url` and leave its evidence in `folder`, which is empty. Raises OutsideFault when it is not the account."""
    say(Text(f"Öppnar {url}", f"Opening {url}"))
    tab.url = url
    response, seen = await _go(tab, order, gate, url)
    raw = await _raw(tab, order, response)
    await tab.settle(0.3, 6.0)
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
    await _evidence(tab, order, folder, seen)
    if raw:
        (folder / "page.raw.html").write_text(raw, "utf-8", "replace")
    return seen


async def _go(tab: Tab, order: VisitOrder, gate: Gate, url: str) -> tuple[Response, Seen]:
    seconds = order.limits.page_seconds
    seen = Seen(url=url)
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


async def _raw(tab: Tab, order: VisitOrder, response: Response) -> str:
    """The HTML as the server sent it; empty where the browser no longer has it."""
    try:
        body = await tab.within(10.0, response.body())
    except (BrowserError, TimedOut):
        return ""
    if len(body) > order.limits.page_bytes:
        raise TooLarge(url=tab.url, limit=f"{order.limits.page_bytes // 1_000_000} MB")
    return body.decode("utf-8", "replace")  # Chromium hands text over as UTF-8, whatever it came in


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


async def _evidence(tab: Tab, order: VisitOrder, folder: Path, seen: Seen) -> None:
    size = await tab.ask("pin", {"most": _PICTURES_MILLISECONDS}, 30.0)
    width, whole = int(size["width"]), int(size["height"])
    height = min(whole, order.limits.height_pixels)
    if height < whole:
        seen.not_reached.append(f"Bilden slutar vid {height} av {whole} bildpunkter.")
    if size["waiting"]:
        seen.not_reached.append(f"{size['waiting']} bilder hann inte komma.")
    with tempfile.TemporaryDirectory(prefix="tiles-", dir=folder.parent) as tiles:
        paths = await picture.take(tab, width, height, Path(tiles))
        documents = await save.read(tab, order.limits.page_bytes)
        seen.not_reached += documents.not_reached
        seen.pictures = int(size["pictures"])
        await save.write(documents, folder, (width, height), {})
        await picture.stitch(paths, folder / "page.png")


def _reserve(seconds: float) -> float:
    """What of a visit's time is kept for the evidence: a fourth, at most a minute."""
    return min(60.0, seconds / 4)
