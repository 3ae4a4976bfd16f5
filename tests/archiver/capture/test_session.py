"""A session is tried on a copy before it is used: one the platform no longer takes is never used."""

import pytest

from archiver.capture.browser import Browser, BrowserSettings
from archiver.capture.order import VisitOrder
from archiver.capture.session import PROVING, State, check
from archiver.errors.outside import LoginWall
from archiver.platforms.registry import platform
from tests.archiver.interfaces.world import Asked, Reply, World


def speak(world: World, asked: Asked) -> Reply:
    page = b"<html><body><article>Inl\xc3\xa4gg</article></body></html>"
    if "sid=gammal" in asked.headers.get("cookie", ""):
        return Reply(page, headers={"Content-Type": "text/html", "Set-Cookie": "sid=; Max-Age=0; Path=/"})
    if "sid=utkastad" in asked.headers.get("cookie", "") and asked.path != "/login":
        return Reply(b"", 302, {"Location": "/login"})
    return Reply(page, headers={"Content-Type": "text/html"})


def state(value: str, expires: float = -1) -> State:
    cookie = {"name": "sid", "value": value, "domain": "127.0.0.1", "path": "/", "expires": expires}
    cookie |= {"httpOnly": True, "secure": False, "sameSite": "Lax"}
    return {"cookies": [cookie], "origins": [], PROVING: [["sid", "127.0.0.1"]]}


def test_a_session_is_good_until_the_platform_takes_it_away() -> None:
    with World(speak, []) as world, Browser(BrowserSettings()) as browser:
        order = VisitOrder("a", f"{world.url}/konto", platform("generic"), allowed_networks=("127.0.0.1",))
        check(browser, order, state("god"))
        for lost in (state("gammal"), state("utkastad"), state("god", expires=1_000_000)):
            with pytest.raises(LoginWall):
                check(browser, order, lost)
