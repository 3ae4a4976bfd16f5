"""One real Chromium for all capture tests, a fresh site for each."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from archiver.capture.browser import Browser
from archiver.capture.visit import Limits, VisitOrder, VisitResult, visit
from archiver.platforms.platform import Platform, Reading, Visiting, Walls
from archiver.text import Text
from tests.archiver.capture.site import Site


@dataclass(frozen=True)
class Capture:
    """A visit's result and the folder it left."""

    result: VisitResult
    folder: Path

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring((self.folder / "page.html").read_text("utf-8"))

    @property
    def text(self) -> str:
        return (self.folder / "page.txt").read_text("utf-8")


def some_platform(visiting: Visiting = Visiting(), walls: Walls = Walls()) -> Platform:  # noqa: B008
    """A platform that says only what a test gives it."""
    return Platform(
        key="prov",
        name=Text("Prov", "Trial"),
        version="1",
        hosts=(),
        read=lambda page: Reading(()),
        visiting=visiting,
        walls=walls,
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        pytest.skip("no Chromium on this machine")
    with Browser() as browser:
        yield browser


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def capture(browser: Browser, site: Site, tmp_path: Path) -> Callable[..., Capture]:
    """Visit a path of the site; keywords go to VisitOrder, `limits` values to Limits."""

    def go(path: str, visiting: Visiting | None = None, walls: Walls | None = None, **order: Any) -> Capture:
        folder = tmp_path / f"evidence{len(list(tmp_path.iterdir()))}"
        order.setdefault("allowed_networks", (f"127.0.0.1:{site.port}",))
        order.setdefault("limits", Limits(seconds=60, page_seconds=10))
        result = visit(
            browser,
            VisitOrder(
                account_id="prov",
                url=path if "://" in path else site.url(path),
                platform=some_platform(visiting or Visiting(), walls or Walls()),
                **order,
            ),
            folder,
            now=lambda: datetime.now(UTC),
        )
        return Capture(result, folder)

    return go
