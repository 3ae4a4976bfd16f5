"""Measures captures against the floor, in one run: `python -m benchmarks.capture [rounds] [pages]`.

Floor: bare Playwright, one browser, a new context per page, goto + full-page PNG + content(), no scrolling. The picture
alone: the same through our gate and with our way of taking it. Ours: all evidence with every post and comment, each with
its picture. These two take the pages several at a time, as `somearkiv capture --all` takes accounts (`jobs/lanes.py`). All browsers have
been started before. Each round takes all pages each way;
figures are wall clock per page, medians over the rounds, and only the ratios mean anything.
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from lxml import html
from playwright.sync_api import Browser as Bare
from playwright.sync_api import sync_playwright

from archiver.capture.browser import Browser, Look, executable
from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed
from archiver.capture.picture import shoot
from archiver.capture.visit import VisitOrder, visit
from archiver.extract.items import read_items
from archiver.images import crop_all
from archiver.platforms import generic
from benchmarks.capture_site import POSTS, apart
from jobs.config import CaptureSettings
from jobs.lanes import side_by_side

LANES = CaptureSettings().side_by_side


def main(rounds: int = 3, pages: int = 20) -> None:
    """Print the ratios."""
    folder = Path(tempfile.mkdtemp(prefix="somearkiv-benchmark-"))
    floors: list[float] = []
    shots: list[float] = []
    captures: list[float] = []
    with apart() as all_urls, sync_playwright() as playwright, ExitStack() as opened:
        urls = all_urls[:pages]
        bare = playwright.chromium.launch(
            executable_path=executable(None), args=["--no-sandbox", "--disable-background-networking"]
        )
        _floor(bare, urls[0], folder)
        browsers = [opened.enter_context(Browser()) for _ in range(LANES)]
        for number, browser in enumerate(browsers):
            ours(browser, urls[0], folder / f"warm-{number}")
        for number in range(rounds):
            floors.append(_timed(lambda: [_floor(bare, url, folder) for url in urls]) / pages)
            place = folder / str(number)
            place.mkdir()
            shots.append(_timed(lambda place=place: list(_pictures(browsers, urls, place))) / pages)
            began = time.perf_counter()
            pictures = list(_portrait(browsers, urls, place))
            captures.append((time.perf_counter() - began) / pages)
            for page, count in enumerate(pictures):
                check(place / str(page), count)
            shutil.rmtree(place)
            print(
                f"round {number + 1}: floor {floors[-1]:.2f} s, the picture {shots[-1]:.2f} s, ours {captures[-1]:.2f} s"
            )
        bare.close()
    print(f"{os.cpu_count()} cores, {pages} pages, median of {rounds}; load {os.getloadavg()[0]:.1f}")
    print(f"floor {median(floors):.2f} s = 1.00")
    print(f"ours  {median(o / f for o, f in zip(captures, floors, strict=True)):.2f}")
    print(f"the picture alone {median(s / f for s, f in zip(shots, floors, strict=True)):.2f}")
    print(f"our process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    shutil.rmtree(folder)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _floor(bare: Bare, url: str, folder: Path) -> None:
    context = bare.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(url)
    page.screenshot(path=folder / "floor.png", full_page=True)
    (folder / "floor.html").write_text(page.content(), "utf-8")
    context.close()


def _pictures(browsers: list[Browser], urls: list[str], folder: Path) -> Iterator[None]:
    pages = [(url, folder / f"{number}.png") for number, url in enumerate(urls)]
    return side_by_side(
        pages, _one_of(browsers), lambda browser, page: browser.run(_picture(browser, *page), 60.0), LANES
    )


def _one_of(browsers: list[Browser]) -> Callable[[], AbstractContextManager[Browser]]:
    """Gives each lane another one; they stay open."""
    waiting = list(browsers)
    return lambda: nullcontext(waiting.pop())


async def _picture(browser: Browser, url: str, target: Path) -> None:
    gate = Gate(Allowed((urlsplit(url).netloc,)), 100_000_000)
    await gate.open()
    async with browser.context(Look(gate.address, (1280, 900), "sv-SE", "Europe/Stockholm")) as context:
        page = await context.new_page()
        await page.goto(url)
        height = await page.evaluate("document.documentElement.scrollHeight")
        target.write_bytes(b64decode(await shoot(await context.new_cdp_session(page), 1280, 0, height)))
    await gate.close()


def _portrait(browsers: list[Browser], urls: list[str], folder: Path) -> Iterator[int]:
    pages = [(url, folder / str(number)) for number, url in enumerate(urls)]
    return side_by_side(pages, _one_of(browsers), lambda browser, page: ours(browser, *page), LANES)


def ours(browser: Browser, url: str, evidence: Path) -> int:
    """All evidence of one page; how many items got a picture of their own."""
    order = VisitOrder("prov", url, generic.PLATFORM, allowed_networks=(urlsplit(url).netloc,))
    visit(browser, order, evidence, now=lambda: datetime.now(UTC))
    items = read_items(evidence, generic.PLATFORM, account_name="Lillåns kommun", account_url=url)
    cuts = {evidence / "items" / f"{number}.png": item.box for number, item in enumerate(items.items) if item.box}
    return len(crop_all(evidence / "page.png", cuts))


def check(evidence: Path, pictures: int) -> None:
    """End the run where a post or comment, or the picture of one, is missing."""
    tree = html.document_fromstring((evidence / "page.html").read_text("utf-8"))
    posts, comments = len(tree.cssselect("article.post")), len(tree.cssselect("article li.comment"))
    if (posts, comments) != (POSTS, 4 * POSTS) or pictures < 5 * POSTS or not (evidence / "page.pdf").is_file():
        raise SystemExit(f"{posts} posts, {comments} comments, {pictures} pictures of items: {evidence}")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
