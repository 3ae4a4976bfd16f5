"""A Chromium and a served municipality for each role, and a window for whoever a test is about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from archiver.capture.browser import executable
from jobs import signing_in
from tests.web import planted_day
from tests.web.conftest import House
from tests.web.serving import on_loopback
from tests.web.tasks.person import Visitor

PATIENCE = 20_000


@dataclass
class Town:
    """The municipality at its address, and those who sit at its desks."""

    house: House
    address: str
    browser: Browser
    windows: dict[str, Visitor] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """What any page asked for from anywhere but here."""

    def stranger(self) -> Visitor:
        """A window nobody has signed in at."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda one: self._note(one.url))
        self.contexts.append(context)
        return Visitor(context.new_page(), self.address)

    def _note(self, asked: str) -> None:
        if not asked.startswith((self.address, "data:")):
            self.elsewhere.append(asked)

    def who(self, username: str) -> Visitor:
        """The window of somebody who is signed in already."""
        if username not in self.windows:
            window = self.stranger()
            token = signing_in.begin(self.house.archive, username, signing_in.PASSWORD, self.house.clock())
            window.page.context.add_cookies([{"name": "somearkiv", "value": token, "url": self.address}])
            self.windows[username] = window
        return self.windows[username]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; not for the whole session, since other suites start their own and Playwright allows one at a time."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(None))
        yield found
        found.close()


@pytest.fixture(scope="module")
def town(browser: Browser, house_with: Callable[..., House]) -> Iterator[Town]:
    house = house_with()
    planted_day.add(house.archive)
    with on_loopback(house) as address:
        town = Town(house, address, browser)
        yield town
        for context in town.contexts:
            context.close()
        assert town.elsewhere == [], "a page asked for something from elsewhere"


@pytest.fixture
def me(town: Town, request: pytest.FixtureRequest) -> Visitor:
    """The person the file is about (its `WHO`), who has just come in."""
    return town.who(request.module.WHO).comes_in()
