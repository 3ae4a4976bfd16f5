"""Every page of the registry in a real Chromium, for somebody who may see it all: no violation, no sideways scroll,
nothing fetched from elsewhere, nothing the policy stopped, at 320 and 1280 pixels.

The states of a page that come only when somebody works there (faults, confirmations) are looked at in `tests/web/tasks/`;
pictures of the pages are made by `tests/web/screenshots.py`.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from archiver.capture.browser import executable
from jobs import signing_in
from tests.accessibility import WIDTHS, too_wide, violations
from tests.web import planted
from tests.web.conftest import House
from tests.web.serving import on_loopback
from tests.web.test_matrix import GETS, addresses
from web.route import Access, Route, allowed

pytestmark = pytest.mark.slow

# A file is no page of ours: Chromium shows a picture in a page of its own making.
SHOWN = [route for route in GETS if not re.search(r"\.[\w{}]+$|:path\}$", route.path)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(None))
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(house_with: Callable[..., House]) -> Iterator[tuple[House, str]]:
    house = house_with()
    with on_loopback(house) as url:
        yield house, url


@pytest.fixture(params=WIDTHS, scope="module")
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def viewer(route: Route) -> str | None:
    """Somebody who may open the route: the archivist where she may; nobody for pages of before signing in."""
    if route.path.startswith("/loggain"):
        return None
    if route.path in planted.VIEWERS:
        return planted.VIEWERS[route.path]
    everybody = sorted(planted.people(), key=lambda one: one.username != "arkivarie")
    return next((one.username for one in everybody if allowed(one, route.needs)), None)


def context_for(browser: Browser, address: tuple[House, str], username: str | None, width: int) -> BrowserContext:
    house, url = address
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE", color_scheme="light")
    if username:
        token = signing_in.begin(house.archive, username, signing_in.PASSWORD, house.clock())
        context.add_cookies([{"name": "somearkiv", "value": token, "url": url}])
    return context


@pytest.mark.parametrize("route", SHOWN, ids=lambda route: route.path)
def test_every_page_is_open_to_everybody_and_keeps_to_itself(
    browser: Browser, address: tuple[House, str], width: int, route: Route
) -> None:
    url = address[1]
    context = context_for(browser, address, viewer(route), width)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda one: told.append(one.text))
    page.on("request", lambda one: told.append(one.url) if not one.url.startswith((url, "data:")) else None)
    for path in addresses(route):
        answer = page.goto(url + path)
        if answer is None or "text/html" not in answer.headers.get("content-type", "") or answer.status == 404:
            continue
        assert answer.status < 500, path
        assert violations(page) == [], path
        assert too_wide(page) == [], path
        assert len(answer.body()) < 100_000, path
        assert page.title(), path
        if width == 320:
            _look_dark(page, path)
    answered = [one for one in told if "404" not in one]
    context.close()
    assert answered == []


def _look_dark(page: Page, path: str) -> None:
    page.emulate_media(color_scheme="dark")
    assert violations(page, rules=("color-contrast",)) == [], f"{path}, dark"
    page.emulate_media(color_scheme="light")


def test_a_page_without_script_is_whole(browser: Browser, address: tuple[House, str]) -> None:
    house, url = address
    context = browser.new_context(java_script_enabled=False)
    token = signing_in.begin(house.archive, "arkivarie", signing_in.PASSWORD, house.clock())
    context.add_cookies([{"name": "somearkiv", "value": token, "url": url}])
    page = context.new_page()
    page.goto(url)
    page.get_by_role("button", name="Logga ut").click()
    assert page.get_by_role("status").inner_text() == "Du är utloggad."
    context.close()


def test_public_pages_ask_for_no_signing_in() -> None:
    assert all(viewer(route) is not None or route.needs is Access.PUBLIC for route in SHOWN)
