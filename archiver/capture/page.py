"""One page of a visit: gone to, told from walls, opened up, and its evidence taken."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archiver.capture import evidence, masking, words
from archiver.capture.browser import BrowserError, Response
from archiver.capture.consent import ABSENT, HIDDEN, clear, refuse
from archiver.capture.faults import from_browser, from_status, place_of
from archiver.capture.gate import Gate
from archiver.capture.order import VisitOrder
from archiver.capture.scene import Scene, Seen
from archiver.capture.tab import Tab
from archiver.capture.unfold import unfold
from archiver.capture.walls import Sight, lost_sight, wall
from archiver.errors.outside import EmptyPage, OutsideFault, TimedOut, TooLarge
from archiver.text import Text

_LOAD_SECONDS = 15.0
"""For the document's own parts, once it has begun to come."""
_RAW_SECONDS = 60.0
_UNHUNG_SECONDS = 10.0
_PATIENCE_SECONDS = 8.0


async def see(scene: Scene, url: str, folder: Path, *, reading_copy: bool) -> Seen:
    """Go to `url` and leave its evidence in `folder`, which is empty; with a PDF/A too where a `reading_copy` is asked for.

    Raises OutsideFault when it is not the account.
    """
    order, tab, say = scene.order, scene.tab, scene.say
    shown = masking.address(url)
    say(Text(f"Öppnar {shown}", f"Opening {shown}"))
    tab.url = url
    opened = await _open(scene, url)
    if opened.again and tab.remaining > 2 * _reserve(order.limits.seconds):
        say(Text("Ett svar uteblev; öppnar sidan på nytt", "An answer did not come; opening the page anew"))
        opened = await _open(scene, url)
    say(Text("Tar bilden och sparar sidan", "Taking the picture and saving the page"))
    await evidence.take(scene, folder, opened.seen, opened.at, opened.raw, reading_copy=reading_copy)
    return opened.seen


@dataclass(frozen=True, slots=True)
class _Opened:
    """A page opened up: what came of it, when it was asked for, its HTML as the server sent it, and whether something
    failed that a fresh try may give."""

    seen: Seen
    at: datetime
    raw: bytes
    again: bool


async def _open(scene: Scene, url: str) -> _Opened:
    order, tab, at = scene.order, scene.tab, scene.now()
    visiting = order.platform.visiting
    response, seen = await _go(tab, order, scene.gate, url)
    raw = await _raw(scene, response)
    await tab.settle(0.2, 6.0, looks=False)
    await _not_a_wall(scene, seen, patience_seconds=_PATIENCE_SECONDS)
    seen.consent = await refuse(tab, visiting)
    await _clear(tab, seen)
    scene.say(Text("Rullar och öppnar ”visa fler”", "Scrolling and opening “show more”"))
    opened = await unfold(tab, visiting, order.limits, _reserve(order.limits.seconds))
    seen.items, seen.scrolls, seen.opened = len(opened.seen), opened.scrolls, opened.opened
    seen.not_reached += opened.not_reached
    seen.lacking += opened.lacking
    if seen.consent == ABSENT:
        seen.consent = await refuse(tab, visiting)
    await _clear(tab, seen)
    sight = await _not_a_wall(scene, seen)
    if url == order.url and (doubt := lost_sight(sight, order.platform)):
        seen.not_reached.append(doubt)
    return _Opened(seen, at, raw, opened.again)


async def _go(tab: Tab, order: VisitOrder, gate: Gate, url: str) -> tuple[Response, Seen]:
    seconds = order.limits.page_seconds
    seen = Seen(url=url)
    await tab.thaw()
    tab.network.forget()
    try:
        if "#" in url and tab.page.url.partition("#")[0] == url.partition("#")[0]:
            await tab.within(seconds, tab.page.goto("about:blank", timeout=0))  # else it only moves on the page it has
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
        if not await _without_the_hung(tab, seen, gate):
            seen.not_reached.append(f"Servern blev inte färdig med sidan inom {seconds:.0f} sekunder.")
            await tab.within(5.0, tab.cdp.send("Page.stopLoading"))
            return response, seen
    await _loaded(tab, seen, gate, seconds)
    _check_size(gate, url)
    return response, seen


async def _without_the_hung(tab: Tab, seen: Seen, gate: Gate) -> bool:
    """Cut off other hosts whose scripts and style sheets never come and keep the page from being shown; whether it is then."""
    hung = [one for one in tab.network.holding() if place_of(one) != place_of(tab.page.url)]
    if not hung:
        return False
    seen.not_reached.append(f"{len(hung)} delar av sidan kom inte i tid.")
    gate.drop(place_of(one) for one in hung)
    try:
        await tab.within(_UNHUNG_SECONDS, tab.page.wait_for_load_state("domcontentloaded", timeout=0))
    except TimedOut:
        return False
    return True


async def _loaded(tab: Tab, seen: Seen, gate: Gate, seconds: float) -> None:
    """Wait for the document's own parts: a while for pictures, longer for scripts and what else brings posts."""
    for patience in (_LOAD_SECONDS, seconds - _LOAD_SECONDS):
        try:
            await tab.within(patience, tab.page.wait_for_load_state("load", timeout=0))
        except TimedOut:
            if tab.remaining <= 0:
                raise
            if not tab.network.owed(0) | tab.network.holding():
                return
        else:
            return
    late = tab.network.owed(0) | tab.network.holding()
    seen.not_reached.append(f"{len(late)} delar av sidan kom inte i tid.")
    tab.network.give_up(0)
    if tab.network.holding() and not await _without_the_hung(tab, Seen(url=seen.url), gate):
        await tab.within(5.0, tab.cdp.send("Page.stopLoading"))  # a page that waits for its style can't be pictured


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


async def _not_a_wall(scene: Scene, seen: Seen, patience_seconds: float = 0.0) -> Sight:
    """What the page shows. A page that shows a wall or nothing is given some patience: its scripts may come late."""
    tab, order = scene.tab, scene.order
    question = {
        "selector": order.platform.visiting.items,
        "guesses": words.ITEM_GUESSES,
        "login": order.platform.walls.login_selectors,
    }
    sight = Sight.of(await tab.ask("sight", question))
    if sight.url.startswith("chrome-error:"):
        raise await _led_nowhere(scene)
    fault = wall(sight, order.platform.walls, tab.url, seen.status or 0)
    if fault is not None and patience_seconds:
        await tab.settle(1.0, patience_seconds)
        return await _not_a_wall(scene, seen)
    if fault is not None:
        raise fault
    seen.url = sight.url
    return sight


async def _led_nowhere(scene: Scene) -> OutsideFault:
    """The fault for a page that took us, by a refresh or a script, to an address that the gate refused or that does not answer."""
    address = masking.address(await scene.tab.went_nowhere())
    return from_browser("net::ERR_FAILED", address or scene.tab.url, scene.gate, 0)


async def _clear(tab: Tab, seen: Seen) -> None:
    took = await clear(tab)
    if seen.consent == ABSENT and took & {"consent", "frame"}:
        seen.consent = HIDDEN


def _reserve(seconds: float) -> float:
    """What of a visit's time is kept for the evidence: a third, at most a minute."""
    return min(60.0, seconds / 3)
