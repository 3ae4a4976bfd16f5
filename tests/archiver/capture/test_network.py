"""What is under way: who owes an answer, and who only streams."""

from collections.abc import Callable
from typing import Any, cast

from archiver.capture.browser import CDPSession, Page
from archiver.capture.network import Network


class Events:
    """Stands in for a page or a session of Chromium's: keeps who listens."""

    def __init__(self) -> None:
        self.heard: dict[str, Callable[[Any], None]] = {}

    def on(self, name: str, listener: Callable[[Any], None]) -> None:
        self.heard[name] = listener


class Site:
    """Chromium asking and being answered, at a time of our own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.network = Network(clock=lambda: self.now)
        self._session = Events()
        self.network.listen(cast(Page, Events()), cast(CDPSession, self._session))

    def ask(self, key: str, seconds: float | None, place: str = "http://a.se/mer", kind: str = "Fetch") -> None:
        event = {"requestId": key, "type": kind, "request": {"url": f"{place}?{key}"}}
        self._session.heard["Network.requestWillBeSent"](event)
        if seconds is not None:
            self.now += seconds
            self._session.heard["Network.loadingFinished"]({"requestId": key})


def test_an_address_that_never_answered_is_taken_for_a_stream() -> None:
    site = Site()
    site.ask("1", None)
    assert site.network.owed(0)
    assert site.network.give_up(0) == 1
    site.ask("2", None)
    assert not site.network.owed(0)
    site.ask("3", None, "http://a.se/annat")
    assert site.network.owed(0) == {"http://a.se/annat"}


def test_an_address_that_was_slow_once_is_waited_for_again_when_it_has_been_quick() -> None:
    site = Site()
    site.ask("1", None)
    site.network.give_up(0)
    site.ask("2", 40.0)
    site.ask("3", None)
    assert not site.network.owed(0)
    site.ask("4", 0.2)
    site.ask("5", None)
    assert site.network.owed(0)


def test_pictures_under_way_keep_nobody_from_reading_on_unless_asked_about() -> None:
    site = Site()
    site.ask("1", None, kind="Image")
    assert site.network.busy()
    assert (site.network.stirs(), site.network.stirs(looks=False)) == (1, 0)
    assert not site.network.busy(looks=False)
    site.ask("2", None)
    assert site.network.busy(looks=False)
    assert site.network.stirs(looks=False) == 1
