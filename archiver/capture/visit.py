"""A visit: one account → a folder of evidence, or an error that says why there is none.

guard      may the address be visited at all?
open       a fresh context behind its own gate; go to the address
walls      is it the account, or a login, block or error page?
consent    answer no, close what lies over the page
unfold     scroll and press "visa fler" until nothing new comes
walls      is it still the account?
evidence   picture, documents, text, layout; the same for each further page
file       move it all into the folder, or nothing
"""

import asyncio
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from archiver.capture import masking
from archiver.capture.browser import Browser, BrowserError, Look
from archiver.capture.facts import file_facts
from archiver.capture.faults import from_browser
from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed, visitable
from archiver.capture.memory import watch
from archiver.capture.order import Limits, VisitOrder, VisitResult
from archiver.capture.page import see
from archiver.capture.recording import Recording
from archiver.capture.scene import Scene, Seen
from archiver.capture.tab import Tab
from archiver.capture.traffic import Recorder
from archiver.errors.outside import BrowserGone, OutsideFault, TooLarge, Unreachable
from archiver.errors.refused import AlreadyThere
from archiver.model import Outcome, Reach
from archiver.text import Text

__all__ = ["Limits", "VisitOrder", "VisitResult", "visit"]

Say = Callable[[Text], None]

_GRACE_SECONDS = 30.0
"""Past the visit's own limit, before the browser is taken for hung and killed."""

_LEAST_SECONDS = 5.0
"""Too little to begin another page."""
_LAST_BODIES_SECONDS = 5.0

ANONYMOUS = "anonym_webbläsare"
SESSION = "administratörens_session"
USUAL_PERMISSION = {
    ANONYMOUS: "Sidan är öppen för alla och besöktes utan inloggning.",
    SESSION: "Kommunens egen administratör har loggat in och tillåtit att sessionen används för arkivering.",
}
"""What a visit rests on, by its method, where the account says nothing else."""


def visit(
    browser: Browser,
    order: VisitOrder,
    folder: Path,
    *,
    now: Callable[[], datetime],
    say: Say = lambda text: None,
) -> VisitResult:
    """Visit an account and leave its evidence in `folder`.

    Args:
        browser: the browser to look with; one visit takes one context of it.
        order: where to, within what limits.
        folder: an empty or missing folder, on the disk the evidence is to lie on; the caller owns it.
        now: the clock, aware and UTC.
        say: told of each step as it begins, in the caller's thread or the browser's.

    Returns:
        What was got, `CAPTURED` or, when something was not reached or is lacking, `PARTIAL`.

    Raises:
        OutsideFault: one of its subclasses for every ending that is not a capture of the account; then nothing is left
            in `folder`.
        AlreadyThere: the folder is not empty.
    """
    if not visitable(order.url):
        raise Unreachable(url=order.url, what="ingen webbadress / not a web address")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise AlreadyThere(what=folder.name)
    began = now()
    try:
        seen = browser.run(_visit(browser, order, folder, now, say), order.limits.seconds + _GRACE_SECONDS)
    except OutsideFault as fault:
        fault.facts["url"] = masking.address(str(fault.facts.get("url") or order.url))
        raise
    return _result(browser, order, folder, seen, began, now())


async def _visit(
    browser: Browser, order: VisitOrder, folder: Path, now: Callable[[], datetime], say: Say
) -> list[Seen]:
    deadline = time.monotonic() + order.limits.seconds
    gate = Gate(Allowed(order.allowed_networks), order.limits.transfer_bytes)
    await gate.open()
    watching = asyncio.ensure_future(watch(lambda: browser.process, order.limits.memory_bytes, browser.kill))
    try:
        look = Look(gate.address, order.viewport, order.language, order.timezone, order.state)
        async with browser.context(look) as context, _workplace(folder) as workplace:
            page = await context.new_page()
            context.on("page", lambda other: asyncio.ensure_future(_shut(other.close)) if other is not page else None)
            tab = Tab(page, await context.new_cdp_session(page), order.url, deadline, order.limits.seconds)
            tab.listen()
            recording = Recording(workplace / "data.warc.gz", socket.gethostname(), browser.user_agent)
            recording.known.learn_state(order.state or {})
            recorder = Recorder(recording.take, order.limits.transfer_bytes // 4, now, recording.known)
            evidence = workplace / "evidence"
            evidence.mkdir()
            scene = Scene(order, gate, tab, recorder, recording, workplace, browser.workshop, now, say)
            try:
                await recorder.listen(context, tab.cdp)
                seen = await _all_pages(scene, evidence)
                say(Text("Packar nätverkstrafiken", "Packing the network traffic"))
                await scene.done()
                await recorder.done(_LAST_BODIES_SECONDS)
                recorder.stop()
                await recording.finish(evidence / "traffic.wacz", now())
            finally:
                scene.give_up()
                recorder.stop()
                recording.stop()
            for path in evidence.iterdir():
                path.rename(folder / path.name)
            if recorder.lost:
                seen[0].lacking.append(f"Svaret på {recorder.lost} hämtningar kom inte med i nätverkstrafiken.")
            return seen
    except BrowserError as fault:
        raise _named(from_browser(fault.message, order.url, gate, order.limits.seconds), watching, order) from fault
    except OutsideFault as fault:
        named = _named(fault, watching, order)
        if named is fault:
            raise
        raise named from fault
    finally:
        watching.cancel()
        await gate.close()


def _named(fault: OutsideFault, watching: "asyncio.Future[None]", order: VisitOrder) -> OutsideFault:
    """A browser that was ended because a page took too much memory is said to be that."""
    if watching.done() and not watching.cancelled():
        return TooLarge(url=order.url, limit=f"{order.limits.memory_bytes // 1_000_000} MB minne")
    return fault


async def _all_pages(scene: Scene, folder: Path) -> list[Seen]:
    """The account's own page, the further pages of the order, and those that `more_pages` finds on them, in rounds."""
    order = scene.order
    seen = [await see(scene, order.url, folder, reading_copy=True)]
    waiting = list(dict.fromkeys(order.pages))
    known = {order.url, seen[0].url, *waiting}
    while True:
        room = order.limits.pages + 1 - len(seen)
        for address in waiting[:room]:
            seen.append(await _further(scene, address, folder / "pages" / str(len(seen))))
        if len(waiting) > room:
            left = len(waiting) - room
            seen[0].not_reached.append(f"Gränsen för besöket nåddes; minst {left} sidor till är inte besökta.")
            return seen
        if order.more_pages is None:
            return seen
        await scene.done()
        more = await asyncio.to_thread(order.more_pages, folder)
        waiting = [one for one in dict.fromkeys(more) if one not in known]
        known.update(waiting)
        if not waiting:
            return seen


async def _further(scene: Scene, address: str, folder: Path) -> Seen:
    """A further page of the account; what keeps it from coming is said, and is no reason to lose the rest."""
    if not visitable(address):
        return Seen(url=address, not_reached=[f"{address} är ingen webbadress."])
    if scene.tab.remaining < _LEAST_SECONDS:
        return Seen(url=address, not_reached=[f"Tiden tog slut före {address}."])
    folder.mkdir(parents=True)
    try:
        return await see(scene, address, folder, reading_copy=address in scene.order.pages)
    except BrowserGone:
        raise
    except OutsideFault as fault:
        rmtree(folder)
        return Seen(url=address, not_reached=[fault.message("sv")])


@asynccontextmanager
async def _workplace(folder: Path) -> AsyncIterator[Path]:
    """A folder beside the evidence, on the same disk, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix=".visit-", dir=folder.parent))
    try:
        yield path
    finally:
        rmtree(path, ignore_errors=True)


async def _shut(close: Callable[[], Awaitable[None]]) -> None:
    with suppress(BrowserError):
        await close()


def _result(
    browser: Browser, order: VisitOrder, folder: Path, seen: list[Seen], began: datetime, ended: datetime
) -> VisitResult:
    not_reached = tuple(dict.fromkeys(one for page in seen for one in page.not_reached))
    lacking = tuple(dict.fromkeys(one for page in seen for one in page.lacking))
    method = SESSION if order.state is not None else ANONYMOUS
    first = seen[0]
    return VisitResult(
        started_at=began,
        finished_at=ended,
        outcome=Outcome.PARTIAL if not_reached or lacking else Outcome.CAPTURED,
        requested_url=masking.address(order.url),
        final_url=masking.address(first.url),
        http_status=first.status,
        browser=browser.name,
        user_agent=browser.user_agent,
        viewport=order.viewport,
        language=order.language,
        method=method,
        permission=order.permission or USUAL_PERMISSION[method],
        reach=Reach(
            got={"item": sum(page.items for page in seen), "picture": sum(page.pictures for page in seen)},
            not_reached=not_reached,
            lacking=lacking,
            scrolls=sum(page.scrolls for page in seen),
            opened=sum(page.opened for page in seen),
            consent=first.consent,
        ),
        files=file_facts(folder),
    )
