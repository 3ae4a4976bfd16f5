"""The demo municipality in a real Chromium: it hides what the real kinds hide and gives it up when asked."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cli.commands.demo_town.town import DemoTown
from cli.commands.demo_town.truth import said

CHROMIUM = Path(os.environ.get("SOMEARKIV_CHROMIUM", "/usr/bin/chromium"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), chromium_sandbox=os.geteuid() != 0)
        yield chromium
        chromium.close()


@pytest.fixture
def town() -> Iterator[DemoTown]:
    with DemoTown() as serving:
        yield serving


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    yield opened
    context.close()
    assert faults == []


def _refuse(page: Page) -> None:
    page.get_by_role("button", name="Avvisa alla").click()


def _scroll_to_the_end(page: Page, element: str) -> int:
    """Scrolls until three looks in a row see nothing new."""
    seen, still = 0, 0
    while still < 3:
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(300)
        now = page.locator(element).count()
        still, seen = (still + 1, seen) if now == seen else (0, now)
    return seen


def test_consent_covers_the_page_and_locks_it_until_answered(town: DemoTown, page: Page) -> None:
    page.goto(f"{town.url}/social/")
    covered = page.evaluate("document.elementFromPoint(20, 800).closest('.veil') !== null")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(400)
    assert covered
    assert page.evaluate("scrollY") == 0
    assert page.locator(".card").count() == 4
    _refuse(page)
    assert page.locator(".veil").count() == 0
    page.reload()
    assert page.locator(".veil").count() == 0
    assert page.evaluate("document.cookie") == "consent=nej"


def test_older_posts_come_only_on_scrolling(town: DemoTown, page: Page) -> None:
    page.goto(f"{town.url}/social/")
    _refuse(page)
    assert page.locator(".card").count() == 4
    assert _scroll_to_the_end(page, ".card") == sum(1 for one in said("social") if one.kind == "post")
    assert page.locator(".waiting").count() == 0


def test_comments_and_answers_come_only_when_asked_for(town: DemoTown, page: Page) -> None:
    page.goto(f"{town.url}/social/")
    _refuse(page)
    _scroll_to_the_end(page, ".card")
    comments = [one for one in said("social") if one.kind == "comment"]
    assert page.locator(".comment").count() <= len(comments) * 0.6
    buttons = page.locator(".more [role=button], .rest")
    for _press in range(60):
        if not buttons.count():
            break
        waiting = buttons.count()
        buttons.first.click()
        page.wait_for_function(
            "n => document.querySelectorAll('.more [role=button][data-busy], .rest[data-busy]').length === 0",
            arg=waiting,
        )
    assert page.locator(".comment").count() == len(comments)
    shown = {link.get_attribute("href") for link in page.locator(".time").all()}
    assert shown == {one.path for one in said("social")}
    long = next(one for one in said("social") if one.number == "5510601")
    assert page.get_by_text(long.text.splitlines()[-1][-50:]).count() == 1


def test_grid_loads_the_rest_and_opens_a_post_in_a_dialog(town: DemoTown, page: Page) -> None:
    page.goto(f"{town.url}/bilder/")
    assert page.locator(".square").count() == 9
    assert _scroll_to_the_end(page, ".square") == 12
    page.locator(".square").first.click()
    page.wait_for_selector("[role=dialog] .post")
    assert page.url == f"{town.url}/bilder/p/DQa91/"


def test_picture_post_gives_every_comment_when_asked(town: DemoTown, page: Page) -> None:
    page.goto(f"{town.url}/bilder/p/DQa91/")
    assert page.locator(".talk h3").count() == 2
    page.locator("[data-post]").click()
    page.locator("[data-comment]").click()
    page.wait_for_function("document.querySelectorAll('.talk h3').length === 4")
    times = [time.get_attribute("datetime") for time in page.locator(".comment time").all()]
    expected = [one.at for one in said("pictures") if one.path.startswith("/bilder/p/DQa91/c")]
    assert times == [f"{at:%Y-%m-%dT%H:%M:%S}.000Z" for at in expected]


@pytest.mark.parametrize("path", ["/", "/social/", "/bilder/", "/forum/trad/42", "/blogg/"])
def test_pages_reach_for_nothing_outside_the_town(town: DemoTown, page: Page, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(town.url + path)
    page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith(town.url)] == []
