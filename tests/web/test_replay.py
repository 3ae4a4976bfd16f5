"""Replay of a capture in a real Chromium: on its own origin, offline, only with a ticket; archived script reaches nothing."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Frame, Request, sync_playwright
from starlette.applications import Starlette
from starlette.testclient import TestClient
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.capture.browser import executable
from archiver.digest import digest_of
from archiver.model import CaptureRecord, FileFact
from tests.web import planted
from tests.web.conftest import House
from web import replay

pytestmark = pytest.mark.slow

NEEDED = pytest.mark.skipif(not replay.is_there(), reason="ReplayWeb.page was not fetched by .ci/setup")
URL = "https://social.example/lillan"
BODY = """<!doctype html><title>Arkiverad</title><p id="text">Badhuset öppnar</p>
<script>fetch("{main}/").catch(() => {{}}); fetch("https://utanfor.example/spion").catch(() => {{}});
document.getElementById("text").textContent += " klockan nio";</script>"""


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False)
    server, socket = uvicorn.Server(config), config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)


def file_traffic(house: House, folder: Path, main: str) -> None:
    """Give the planted capture a WACZ with one page that would like to reach out."""
    warc = folder / "data.warc.gz"
    with warc.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        body = BODY.format(main=main).encode()
        writer.write_record(writer.create_warc_record(URL, "response", payload=BytesIO(body), http_headers=headers))
    wacz = folder / replay.TRAFFIC
    command = [sys.executable, "-m", "wacz.main", "create", str(warc), "-o", str(wacz), "--url", URL, "--detect-pages"]
    subprocess.run(command, check=True, capture_output=True)
    data = wacz.read_bytes()
    record = house.archive.get(CaptureRecord, planted.CAPTURE)
    fact = FileFact(replay.TRAFFIC, "application/wacz", len(data), digest_of(data))
    with house.archive.change(who="anna", at=house.clock(), why="trafik") as change:
        change.put(replace(record, files=(*record.files, fact)), {replay.TRAFFIC: wacz})
        change.note("plantering", about=record)


def with_replay(house: House, url: str, main: str) -> House:
    web = replace(house.desk.config.web, replay_url=url, base_url=main)
    return House(replace(house.desk, config=replace(house.desk.config, web=web)), house.clock)


@pytest.fixture
def filed(house_with: Callable[..., House], tmp_path: Path) -> House:
    house = house_with()
    file_traffic(house, tmp_path, "http://127.0.0.1:8000")
    return house


@NEEDED
def test_a_capture_is_replayed_offline_on_its_own_origin(filed: House) -> None:
    with served(replay.build(filed.desk)) as url:
        asked: list[str] = []

        def note(request: Request) -> None:
            if not request.url.startswith((url, "data:", "blob:")):
                asked.append(request.url)

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(None))
            page = browser.new_page()
            page.on("request", note)
            shown: list[Frame] = []
            with page.expect_event(
                "framenavigated",
                lambda frame: frame.url.endswith(f"mp_/{URL}") and not shown.append(frame),
                timeout=120_000,
            ):
                page.goto(f"{url}/{replay.ticket(planted.CAPTURE, filed.clock())}/")
            said = shown[0].locator("#text", has_text="klockan nio")
            said.wait_for(state="attached", timeout=120_000)
            assert said.inner_text() == "Badhuset öppnar klockan nio"
            browser.close()
        assert asked == []


@NEEDED
def test_only_who_may_see_the_capture_gets_a_ticket(filed: House) -> None:
    house = with_replay(filed, "http://127.0.0.1:9", "http://127.0.0.1:8000")
    path = f"/fangster/{planted.CAPTURE}/spela"
    answer = house.as_("arkivarie").get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"http://127.0.0.1:9/{planted.CAPTURE}.")
    assert house.as_("lasare").get(path).status_code == 404
    assert house.as_("registrator-soc").get(path).status_code in (303, 404)


def test_a_ticket_is_for_one_capture_and_ends(filed: House) -> None:
    client = TestClient(replay.build(filed.desk))
    good = replay.ticket(planted.CAPTURE, filed.clock())
    assert client.get(f"/{good}/").status_code == 200
    assert client.get(f"/{good}/{replay.TRAFFIC}", headers={"Range": "bytes=0-3"}).content == b"PK\x03\x04"
    other = good.replace(planted.CAPTURE, planted.CARE_CAPTURE)
    for wrong in (other, good[:-1], "x", "x.1.y", f"{planted.CAPTURE}.99999999999."):
        assert client.get(f"/{wrong}/").status_code == 404
        assert client.get(f"/{wrong}/{replay.TRAFFIC}").status_code == 404
    assert client.get(f"/{good}/../config.toml").status_code == 404
    assert client.get(f"/{good}/page.png").status_code == 404
    filed.clock.time += replay.GOOD_FOR + timedelta(minutes=1)
    assert client.get(f"/{good}/").status_code == 404


def test_the_second_origin_sets_no_cookie_and_lets_pages_reach_only_itself(filed: House) -> None:
    answer = TestClient(replay.build(filed.desk)).get(f"/{replay.ticket(planted.CAPTURE, filed.clock())}/")
    policy = answer.headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert "http" not in policy
    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"
