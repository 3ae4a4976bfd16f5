"""`somearkiv account login` in a real window: a person types, the session is kept, and captures see what it opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.capture.browser import Browser
from archiver.capture.order import VisitOrder
from archiver.capture.session import PROVING, check, log_in, with_session
from archiver.capture.visit import visit
from archiver.errors.outside import LoginWall
from archiver.platforms.registry import platform
from jobs.context import utc_now
from tests.archiver.interfaces.world import Asked, Reply, World
from tests.real.cache import Unavailable
from tests.real.conftest import ALL
from tests.real.screen import SIZE, Screen, screen

pytestmark = pytest.mark.skipif(not ALL, reason="a window typed into needs a machine of its own: `make real`")
HTML = {"Content-Type": "text/html; charset=utf-8"}
FORM = "<!doctype html><title>Logga in</title><form action=/prova><input name=namn style='position:fixed;inset:0;width:100%;height:80%'><input name=ord type=password><button>Logga in</button></form>"
INSIDE = "<!doctype html><title>Kommunen</title><h1>Kommunen</h1><article id=a>Ett inlägg för inloggade</article>"


def speak(world: World, asked: Asked) -> Reply:
    """A site with one account behind a log-in."""
    if asked.path == "/prova" and (asked.query.get("namn"), asked.query.get("ord")) == ("rut", "hemligt"):
        return Reply(b"", 302, {"Location": "/konto", "Set-Cookie": "sid=inne; Path=/; HttpOnly; Max-Age=9999"})
    if "sid=inne" in asked.headers.get("cookie", ""):
        return Reply(INSIDE.encode(), headers=HTML)
    return Reply(FORM.encode(), headers=HTML) if asked.path == "/login" else Reply(b"", 302, {"Location": "/login"})


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    try:
        with screen() as one:
            monkeypatch.setenv("DISPLAY", one.display)
            monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
            yield one
    except Unavailable as fault:
        pytest.skip(f"ingen skärm kan visas här / no screen can be shown here: {fault}")


def test_a_person_logs_in_and_captures_see_what_that_opens(browser: Browser, shown: Screen, tmp_path: Path) -> None:
    with World(speak, []) as world:
        order = VisitOrder("prov", f"{world.url}/konto", platform("generic"), allowed_networks=("127.0.0.1",))
        typed = False

        def done() -> bool:
            """The person: logs in as soon as the form is shown, says so when the account is."""
            nonlocal typed
            if not typed and any(one.path == "/login" for one in world.log):
                typed = True
                shown.hand("mousemove", str(SIZE[0] // 2), str(SIZE[1] // 2), "click", "1", "sleep", "0.5")
                shown.hand("type", "--delay", "30", "rut")
                shown.hand("key", "Tab")
                shown.hand("type", "--delay", "30", "hemligt")
                shown.hand("key", "Return")
            return any("sid=inne" in one.headers.get("cookie", "") for one in world.log)

        state = log_in(browser, order, done, seconds=60)
        assert [name for name, _ in state[PROVING]] == ["sid"]
        check(browser, order, state)
        result = visit(browser, with_session(order, state), tmp_path / "evidence", now=utc_now)
    assert result.method == "administratörens_session"
    assert "Ett inlägg för inloggade" in (tmp_path / "evidence" / "page.txt").read_text("utf-8")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "evidence").rglob("*") if path.is_file())
    assert b"sid=inne" not in kept


def test_a_window_closed_without_logging_in_keeps_nothing(browser: Browser, shown: Screen) -> None:
    with World(speak, []) as world:
        order = VisitOrder("prov", f"{world.url}/konto", platform("generic"), allowed_networks=("127.0.0.1",))
        closing = False

        def done() -> bool:
            nonlocal closing
            if not closing and any(one.path == "/login" for one in world.log):
                closing = True
                shown.hand("mousemove", "700", "500", "click", "1", "sleep", "0.3", "key", "ctrl+w")
            return False

        with pytest.raises(LoginWall):
            log_in(browser, order, done, seconds=60)
