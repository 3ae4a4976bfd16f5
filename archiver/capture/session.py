"""An administrator's session: made by a person in a window of their own, tried before a capture uses it.

What makes a session is told apart from what any visitor gets: the cookies that came with the log-in. A platform that has
logged us out takes them away or blanks them, also where it then shows the page as anybody sees it; so a session is
tried by looking at the account with a copy of it and asking whether they are still there.
"""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from archiver.capture import words
from archiver.capture.browser import Browser, BrowserContext, BrowserError, BrowserTimeout, Look, Page, headed
from archiver.capture.faults import from_browser, from_status
from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed, visitable
from archiver.capture.order import VisitOrder
from archiver.errors.outside import LoginWall, TimedOut, Unreachable

State = Mapping[str, Any]
"""Cookies and local storage, as the browser gives and takes them."""

PROVING = "somearkiv_proving"
"""Where in a kept state the names of the log-in's own cookies stand: [[name, domain], …]."""
_CHECK_SECONDS = 60.0
_LOOK_SECONDS = 0.5
_SETTLE_SECONDS = 4.0
_GATE_BYTES = 500_000_000


@dataclass
class _Window:
    """What a person has done in the window so far: the latest state, and what was there before they began."""

    before: set[tuple[str, str]] = field(default_factory=set)
    state: dict[str, Any] = field(default_factory=dict)
    closed: bool = False
    began: float = field(default_factory=time.monotonic)


def log_in(browser: Browser, order: VisitOrder, done: Callable[[], bool], *, seconds: float = 1800) -> State:
    """Open a visible browser at the account and let a person log in; the state when they are done or close the window.

    Args:
        done: asked twice a second; true when the person says that they are logged in.
        seconds: the window closes by itself after so long, and TimedOut is raised.
    Raises:
        NoDisplay where no window can be shown; LoginWall where nothing was logged in to; other OutsideFaults.
    """
    if not visitable(order.url):
        raise Unreachable(url=order.url, what="ingen webbadress / not a web address")
    return browser.run(_log_in(order, done, browser, seconds), seconds + 60)


async def _log_in(order: VisitOrder, done: Callable[[], bool], browser: Browser, seconds: float) -> State:
    gate = Gate(Allowed(order.allowed_networks), _GATE_BYTES)
    await gate.open()
    window = _Window()
    try:
        look = Look(gate.address, order.viewport, order.language, order.timezone)
        async with headed(browser.settings, look) as context:
            context.on("close", lambda _: setattr(window, "closed", True))
            page = await context.new_page()
            try:
                await page.goto(order.url, wait_until="domcontentloaded")
            except BrowserError as fault:
                raise from_browser(fault.message, order.url, gate, seconds) from fault
            window.before = _names(await context.storage_state())
            await _watch(context, window, done, time.monotonic() + seconds, order)
    finally:
        await gate.close()
    return _proved(window, order)


async def _watch(
    context: BrowserContext, window: _Window, done: Callable[[], bool], deadline: float, order: VisitOrder
) -> None:
    """Keep the latest state until the person is done."""
    while not window.closed and context.pages:
        try:
            window.state = dict(await context.storage_state())
        except BrowserError:
            return  # closed meanwhile: the state before stands
        if await asyncio.to_thread(done):
            with suppress(BrowserError):  # closed meanwhile: the state before stands
                window.state = dict(await context.storage_state())  # logged in since the look before, maybe
            return
        if time.monotonic() > deadline:
            raise TimedOut(url=order.url, seconds=round(deadline - window.began))
        await asyncio.sleep(_LOOK_SECONDS)


def _proved(window: _Window, order: VisitOrder) -> State:
    """The state with the names of what the log-in brought. Raises LoginWall where it brought nothing."""
    proving = sorted(_names(window.state) - window.before)
    if not proving and not window.state.get("origins"):
        raise LoginWall(url=order.url)
    return {**window.state, PROVING: [list(one) for one in proving]}


def check(browser: Browser, order: VisitOrder, state: State) -> None:
    """Look at the account with a copy of the session. Raises LoginWall where it no longer counts, other OutsideFaults."""
    wanted = {(str(name), str(domain)) for name, domain in state.get(PROVING, [])}
    if wanted and not wanted & _names(state, time.time()):
        raise LoginWall(url=order.url)
    left = browser.run(_look(browser, with_session(order, state)), 2 * _CHECK_SECONDS)
    if wanted and not wanted & left:
        raise LoginWall(url=order.url)


async def _look(browser: Browser, order: VisitOrder) -> set[tuple[str, str]]:
    """The cookies that are left after the account was looked at; LoginWall where we are sent to log in."""
    gate = Gate(Allowed(order.allowed_networks), order.limits.transfer_bytes)
    await gate.open()
    try:
        look = Look(gate.address, order.viewport, order.language, order.timezone, order.state)
        async with browser.context(look) as context:
            page = await context.new_page()
            try:
                response = await page.goto(order.url, wait_until="domcontentloaded", timeout=_CHECK_SECONDS * 1000)
                await _settled(page)
            except BrowserTimeout as fault:
                raise TimedOut(url=order.url, seconds=round(_CHECK_SECONDS)) from fault
            except BrowserError as fault:
                raise from_browser(fault.message, order.url, gate, _CHECK_SECONDS) from fault
            status = response.status if response else 0
            if status in (401, 403) or _asks_to_log_in(page.url, order):
                raise LoginWall(url=order.url)
            if (refusal := from_status(status, order.url)) is not None:
                raise refusal
            return _names(await context.storage_state(), time.time())
    finally:
        await gate.close()


async def _settled(page: Page) -> None:
    """A moment for the scripts that notice that nobody is logged in."""
    with suppress(BrowserTimeout):
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_SECONDS * 1000)


def _asks_to_log_in(address: str, order: VisitOrder) -> bool:
    patterns = (*order.platform.walls.login_urls, *words.LOGIN_URL_PATTERNS)
    return address != order.url and any(re.search(pattern, address, re.IGNORECASE) for pattern in patterns)


def with_session(order: VisitOrder, state: State) -> VisitOrder:
    """The order as made with a copy of a session, without what is ours in it."""
    return replace(order, state={name: value for name, value in state.items() if name != PROVING})


def _names(state: Mapping[str, Any], now: float = 0.0) -> set[tuple[str, str]]:
    """Name and domain of every cookie that holds something and has not run out."""
    return {
        (str(one["name"]), str(one["domain"]))
        for one in state.get("cookies", [])
        if one.get("value") and not 0 < float(one.get("expires", -1)) < now
    }
