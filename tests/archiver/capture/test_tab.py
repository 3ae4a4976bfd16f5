"""Our scripts run in a world of their own, whatever document is shown and whatever numbers worlds have."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from archiver.capture.browser import Browser, Look
from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed
from archiver.capture.tab import Tab
from tests.archiver.capture.site import Site

SEEN = "() => [document.title, globalThis.ofThePage ?? '']"
PAGE = """<title>TITLE</title><script>
  globalThis.ofThePage = "page";
  Object.defineProperty(globalThis, "somearkiv", { get() { globalThis.asked = true; return true } });
</script>"""


def shown(browser: Browser, site: Site, look: Callable[[Tab], Awaitable[Any]]) -> Any:
    """What `look` finds in a tab of its own."""

    async def go() -> Any:
        gate = Gate(Allowed((f"127.0.0.1:{site.port}",)), 10_000_000)
        await gate.open()
        async with browser.context(Look(gate.address, (1280, 900), "sv-SE", "Europe/Stockholm")) as context:
            page = await context.new_page()
            tab = Tab(page, await context.new_cdp_session(page), site.url("/"), time.monotonic() + 60, 60)
            found = await look(tab)
        await gate.close()
        return found

    return browser.run(go(), 60.0)


def test_each_document_is_asked_in_a_world_of_its_own(browser: Browser, site: Site) -> None:
    async def look(tab: Tab) -> list[object]:
        found = []
        for number in range(3):
            await tab.page.goto(site.page(f"/{number}", PAGE.replace("TITLE", str(number))))
            found += [await tab._answer(SEEN, None), await tab._answer(SEEN, None)]
        return found

    assert shown(browser, site, look) == [[str(number), ""] for number in range(3) for _ in range(2)]


def test_number_of_a_world_that_has_come_again_for_the_pages_own_runs_nothing_there(
    browser: Browser, site: Site
) -> None:
    async def look(tab: Tab) -> list[object]:
        await tab.page.goto(site.page("/", PAGE))
        found = []
        for number in range(1, 13):
            tab._world = number
            found.append((await tab._answer(SEEN, None))[1])
        return [*found, await tab.page.evaluate("globalThis.asked ?? false")]

    assert shown(browser, site, look) == [""] * 12 + [True]
