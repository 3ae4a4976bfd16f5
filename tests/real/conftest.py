"""One browser for all captures of real servers, and the one lawful reason to skip."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from archiver.capture.browser import Browser, BrowserSettings
from tests.real.cache import Unavailable
from tests.real.harvest import Twice, twice
from tests.real.truth import Running

ALL = os.environ.get("SOMEARKIV_REAL") == "all"


@contextmanager
def started(start: Callable[[], Running]) -> Iterator[Running]:
    """A server while it runs; skips when its packages can't be had."""
    try:
        running = start()
    except Unavailable as fault:
        pytest.skip(f"paketen kan inte hämtas här / the packages can't be had here: {fault}")
    with running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with Browser(BrowserSettings()) as one:
        yield one


@pytest.fixture(scope="session")
def captured(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[], Running]], Twice]:
    """Starts a server, captures it, lets it change, captures it again, stops it; skips when its packages can't be had."""

    def go(start: Callable[[], Running]) -> Twice:
        with started(start) as running:
            return twice(browser, running, tmp_path_factory.mktemp(running.name))

    return go
