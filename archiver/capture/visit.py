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
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from archiver.capture.browser import Browser, BrowserError, Look
from archiver.capture.facts import file_facts
from archiver.capture.faults import from_browser
from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed, visitable
from archiver.capture.order import Limits, VisitOrder, VisitResult
from archiver.capture.page import Seen, see
from archiver.capture.tab import Tab
from archiver.errors import BrowserGone, OutsideFault, Unreachable
from archiver.model import Outcome, Reach
from archiver.text import Text

__all__ = ["Limits", "VisitOrder", "VisitResult", "visit"]

Say = Callable[[Text], None]

_GRACE_SECONDS = 30.0
"""Past the visit's own limit, before the browser is taken for hung and killed."""

ANONYMOUS = "anonym_webbläsare"
SESSION = "administratörens_session"
_PERMISSION = {
    ANONYMOUS: "Sidan är öppen för alla och besöktes utan inloggning.",
    SESSION: "Kommunens egen administratör har loggat in och tillåtit att sessionen används för arkivering.",
}


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
        folder: an empty or missing folder on the disk the evidence is to lie on; the caller owns it.
        now: the clock, aware and UTC.
        say: told of each step as it begins, in the caller's thread or the browser's.

    Returns:
        What was got, `CAPTURED` or, when something was not reached, `PARTIAL`.

    Raises:
        OutsideFault: one of its subclasses for every ending that is not a capture of the account; then nothing is left
            in `folder`.
    """
    if not visitable(order.url):
        raise Unreachable(url=order.url, what="ingen webbadress / not a web address")
    folder.mkdir(parents=True, exist_ok=True)
    began = now()
    try:
        seen = browser.run(_visit(browser, order, folder, say), order.limits.seconds + _GRACE_SECONDS)
    except OutsideFault as fault:
        _empty(folder)
        fault.facts["url"] = fault.facts.get("url") or order.url
        raise
    except BaseException:
        _empty(folder)
        raise
    return _result(browser, order, folder, seen, began, now())


async def _visit(browser: Browser, order: VisitOrder, folder: Path, say: Say) -> list[Seen]:
    deadline = time.monotonic() + order.limits.seconds
    gate = Gate(Allowed(order.allowed_networks), order.limits.transfer_bytes)
    await gate.open()
    try:
        look = Look(gate.address, order.viewport, order.language, order.timezone, order.state)
        async with browser.context(look) as context:
            page = await context.new_page()
            tab = Tab(page, await context.new_cdp_session(page), order.url, deadline, order.limits.seconds)
            tab.listen()
            context.on("page", lambda other: asyncio.ensure_future(_shut(other.close)) if other is not page else None)
            seen = [await see(tab, order, gate, order.url, folder, say)]
            waiting = list(dict.fromkeys(order.pages))
            known = {order.url, seen[0].url, *waiting}
            while True:
                for address in waiting[: order.limits.pages + 1 - len(seen)]:
                    place = folder / "pages" / str(len(seen))
                    seen.append(await _further(tab, order, gate, address, place, say))
                more = await asyncio.to_thread(order.more_pages, folder) if order.more_pages is not None else ()
                waiting = [one for one in dict.fromkeys(more) if one not in known]
                known.update(waiting)
                if not waiting:
                    return seen
                if len(seen) > order.limits.pages or tab.remaining < 5:
                    seen[0].not_reached.append(f"{len(waiting)} sidor till besöktes inte: gränsen för besöket nåddes.")
                    return seen
    except BrowserError as fault:
        raise from_browser(fault.message, order.url, gate, order.limits.seconds) from fault
    finally:
        await gate.close()


async def _further(tab: Tab, order: VisitOrder, gate: Gate, address: str, folder: Path, say: Say) -> Seen:
    """A further page of the account; what keeps it from coming is said, and is no reason to lose the rest."""
    if not visitable(address):
        return Seen(url=address, not_reached=[f"{address} är ingen webbadress."])
    if tab.remaining < 5:
        return Seen(url=address, not_reached=[f"Tiden tog slut före {address}."])
    folder.mkdir(parents=True)
    try:
        return await see(tab, order, gate, address, folder, say)
    except BrowserGone:
        raise
    except OutsideFault as fault:
        rmtree(folder)
        return Seen(url=address, not_reached=[fault.message("sv")])


async def _shut(close: Callable[[], Awaitable[None]]) -> None:
    with suppress(BrowserError):
        await close()


def _result(
    browser: Browser, order: VisitOrder, folder: Path, seen: list[Seen], began: datetime, ended: datetime
) -> VisitResult:
    not_reached = tuple(dict.fromkeys(one for page in seen for one in page.not_reached))
    method = SESSION if order.state is not None else ANONYMOUS
    first = seen[0]
    return VisitResult(
        started_at=began,
        finished_at=ended,
        outcome=Outcome.PARTIAL if not_reached else Outcome.CAPTURED,
        requested_url=order.url,
        final_url=first.url,
        http_status=first.status,
        browser=browser.name,
        user_agent=browser.user_agent,
        viewport=order.viewport,
        language=order.language,
        method=method,
        permission=order.permission or _PERMISSION[method],
        reach=Reach(
            got={"item": sum(page.items for page in seen), "picture": sum(page.pictures for page in seen)},
            not_reached=not_reached,
            scrolls=sum(page.scrolls for page in seen),
            opened=sum(page.opened for page in seen),
            consent=first.consent,
        ),
        files=file_facts(folder),
    )


def _empty(folder: Path) -> None:
    """Take away everything in a folder, not the folder."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            rmtree(path)
        else:
            path.unlink()
