"""The pages the public meets, in a real Chromium: no violation of WCAG 2.1 AA by axe-core, and all of it by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from archiver.capture.browser import executable
from archiver.export.disclosure import DisclosureRequest, ItemTest, Release
from archiver.export.formats import disclosure, register, registrar, site
from archiver.model import AccountState, Author, AuthorRole, ItemKind
from tests.accessibility import WIDTHS, too_wide, violations


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(None), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 900}, locale="sv-SE")
    yield page
    page.close()


@pytest.fixture
def town(shelf):
    account = replace(shelf.accounts["lillan-facebook"], state=AccountState.OPEN)
    old = replace(
        account, id="gammalt", name="Badet", url="https://social.example/badet", state=AccountState.CLOSED,
        closed_at=account.opened_at + timedelta(days=90),
    )  # fmt: skip
    shelf.accounts.update({account.id: account, old.id: old})
    post = shelf.item("bad", "Badet öppnar på lördag klockan tio", kind=ItemKind.POST, direction="upprättad")
    own = replace(post.versions[0], author=Author("Lillåns kommun", "", AuthorRole.MUNICIPALITY))
    shelf.items[0] = replace(post, versions=(own,))
    shelf.item("fraga", "Får man ta med egna badringar?", parent_id=post.id, thread_id=post.id)
    shelf.capture()
    return shelf


def test_public_list_is_accessible_at_every_width(town, say, tmp_path, page):
    register.FORMAT.write(town.material(attested_at=town.material().made_at), tmp_path / "ut", say)
    page.goto((tmp_path / "ut/index.html").as_uri())
    assert violations(page) == []
    assert too_wide(page) == []
    assert page.evaluate("document.documentElement.lang") == "sv"


def test_every_page_of_the_reading_copy_is_accessible_and_searched_by_keyboard(town, say, tmp_path, page):
    site.FORMAT.write(town.material(), tmp_path / "ut", say)
    pages = sorted((tmp_path / "ut").glob("*.html"))
    assert len(pages) >= 3
    for one in pages:
        page.goto(one.as_uri())
        assert violations(page) == [], one.name
        assert too_wide(page) == [], one.name
    page.goto((tmp_path / "ut/sok.html").as_uri())
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "ord":
            break
    page.keyboard.type("badringar")
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('svar').textContent.includes('1 träff')")
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#traffar') !== null"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "badringar" in page.locator("main").inner_text()
    assert violations(page) == []


def test_letters_decisions_and_cover_sheets_are_accessible(town, say, tmp_path, page):
    secret, now = town.secret_item(), town.material().made_at
    tests = [ItemTest(one.id, Release.WHOLE, "Rut", now) for one in town.items if one.id != secret.id]
    tests.append(ItemTest(secret.id, Release.REFUSED, "Rut", now, "OSL 23:2"))
    asked = DisclosureRequest("KS 2026/1", now, "allt", "Kommunstyrelsen", "Kanslichefen", tuple(tests))
    disclosure.FORMAT.write(town.material(request=asked), tmp_path / "ut", say)
    registrar.FORMAT.write(town.material(), tmp_path / "diarium", say)
    pages = [*tmp_path.glob("ut/**/*.html"), *tmp_path.glob("diarium/data/offentlig/**/*.html")]
    assert {"beslut.html", "foljebrev.html", "handling.html", "forsattsblad.html"} <= {one.name for one in pages}
    for one in pages:
        page.goto(one.as_uri())
        assert violations(page) == [], one.name
