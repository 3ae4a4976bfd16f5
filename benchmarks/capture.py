"""Measures a capture against the floor, in one run: `python -m benchmarks.capture [pages]`.

Floor: bare Playwright, one browser, a new context per page, goto + full-page PNG + content(), no scrolling. Ours: all
evidence, every post and comment. Times are wall clock per page, interleaved, medians; only the ratios mean anything.
"""

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from lxml import html
from playwright.sync_api import Browser as Bare
from playwright.sync_api import sync_playwright

from archiver.capture.browser import Browser, executable
from archiver.capture.visit import VisitOrder, visit
from archiver.platforms.platform import Platform, Reading
from archiver.text import Text
from benchmarks.capture_site import Site

PLATFORM = Platform("prov", Text("Prov", "Trial"), "1", (), lambda page: Reading(()))


def main(pages: int = 20) -> None:
    """Print the ratios."""
    folder = Path(tempfile.mkdtemp(prefix="somearkiv-benchmark-"))
    with Site() as urls, sync_playwright() as playwright, Browser() as browser:
        bare = playwright.chromium.launch(
            executable_path=executable(None), args=["--no-sandbox", "--disable-background-networking"]
        )
        _floor(bare, urls[0], folder)
        _ours(browser, urls[0], folder)
        floor, shot, ours = [], [], []
        for url in urls[:pages]:
            floor.append(_timed(lambda url=url: _floor(bare, url, folder)))
            shot.append(_timed(lambda url=url: _shot(bare, url)))
            ours.append(_timed(lambda url=url: _ours(browser, url, folder)))
        bare.close()
    print(f"floor {median(floor):.2f} s = 1.00")
    print(f"ours  {median(ours) / median(floor):.2f}")
    print(f"the picture alone {median(shot) / median(floor):.2f}")
    print(f"our process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    shutil.rmtree(folder)


def _timed(work: Callable[[], None]) -> float:
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


def _shot(bare: Bare, url: str) -> None:
    context = bare.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(url)
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": 1280, "height": height, "scale": 1}
    context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip},
    )
    context.close()


def _ours(browser: Browser, url: str, folder: Path) -> None:
    evidence = folder / "evidence"
    shutil.rmtree(evidence, ignore_errors=True)
    host = url.split("/")[2]
    order = VisitOrder("prov", url, PLATFORM, allowed_networks=(host,))
    result = visit(browser, order, evidence, now=lambda: datetime.now(UTC))
    tree = html.document_fromstring((evidence / "page.html").read_text("utf-8"))
    posts, comments = len(tree.cssselect("article.post")), len(tree.cssselect("article li.comment"))
    if (posts, comments) != (40, 160):
        raise SystemExit(f"{posts} posts of 40 and {comments} comments of 160: {result.reach}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
