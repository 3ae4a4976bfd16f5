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
from contextlib import ExitStack, contextmanager
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
from jobs.lanes import Work, lanes, that_fit

LANES = CaptureSettings().side_by_side or that_fit()


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
        each = opened.enter_context(lanes(Work(_browser, _one, _lost, print), LANES))
        list(each([(_ours, urls[0], folder / f"warm-{number}") for number in range(LANES)]))
        for number in range(rounds):
            floors.append(_timed(lambda: [_floor(bare, url, folder) for url in urls]) / pages)
            place = folder / str(number)
            place.mkdir()
            pictures = [(_picture, url, place / f"{page}.png") for page, url in enumerate(urls)]
            shots.append(_timed(lambda wanted=pictures: list(each(wanted))) / pages)
            portraits = [(_ours, url, place / str(page)) for page, url in enumerate(urls)]
            began = time.perf_counter()
            counts = list(each(portraits))
            captures.append((time.perf_counter() - began) / pages)
            for page, count in enumerate(counts):
                check(place / str(page), count)
            shutil.rmtree(place)
            print(
                f"round {number + 1}: floor {floors[-1]:.2f} s, the picture {shots[-1]:.2f} s, ours {captures[-1]:.2f} s"
            )
        bare.close()
        most = sum(each([(_memory, urls[0], folder)] * LANES))
    print(f"{os.cpu_count()} cores, {pages} pages, median of {rounds}; load {os.getloadavg()[0]:.1f}")
    print(f"floor {median(floors):.2f} s = 1.00")
    print(f"ours  {median(o / f for o, f in zip(captures, floors, strict=True)):.2f}")
    print(f"the picture alone {median(s / f for s, f in zip(shots, floors, strict=True)):.2f}")
    print(f"our processes {most // 1024} MB at most together")
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


Take = Callable[[Browser, str, Path], int]


@contextmanager
def _browser(_say: Callable[[object], None]) -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


def _one(browser: Browser, wanted: tuple[Take, str, Path]) -> int:
    take, url, target = wanted
    return take(browser, url, target)


def _lost(wanted: tuple[Take, str, Path]) -> int:
    raise SystemExit(f"a lane ended under {wanted[1]}")


def _picture(browser: Browser, url: str, target: Path) -> int:
    browser.run(_shot(browser, url, target), 60.0)
    return 1


def _memory(_browser: Browser, _url: str, _target: Path) -> int:
    time.sleep(1)  # so that each lane tells its own
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def _shot(browser: Browser, url: str, target: Path) -> None:
    gate = Gate(Allowed((urlsplit(url).netloc,)), 100_000_000)
    await gate.open()
    async with browser.context(Look(gate.address, (1280, 900), "sv-SE", "Europe/Stockholm")) as context:
        page = await context.new_page()
        await page.goto(url)
        height = await page.evaluate("document.documentElement.scrollHeight")
        target.write_bytes(b64decode(await shoot(await context.new_cdp_session(page), 1280, 0, height)))
    await gate.close()


def _ours(browser: Browser, url: str, evidence: Path) -> int:
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
