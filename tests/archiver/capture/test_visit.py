"""How a visit ends: as a capture, or as the named outcome that it is."""

import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.capture.visit import Limits
from archiver.digest import digest_of_file
from archiver.errors.outside import (
    AddressRefused,
    BlockPage,
    BrowserGone,
    DownloadInstead,
    EmptyPage,
    ErrorPage,
    LoginWall,
    NotFound,
    OutsideFault,
    TimedOut,
    TlsFault,
    TooLarge,
    Unreachable,
)
from archiver.model import Outcome
from archiver.platforms.platform import Visiting, Walls
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Site

pytestmark = pytest.mark.slow

Go = Callable[..., Capture]

PAGE = """<!doctype html><html lang="sv"><title>Nordmalings kommun</title>
<h1>Nordmalings kommun</h1><article id="p1"><p>Räksmörgås på torget 😀</p><time>i går</time></article>
<article id="p2"><p>Vägen är öppen igen</p></article></html>"""


def test_capture_says_who_when_and_how(site: Site, capture: Go) -> None:
    site.page("/", PAGE)
    result = capture("/").result
    assert result.outcome is Outcome.CAPTURED
    assert result.requested_url == result.final_url == site.url("/")
    assert result.http_status == 200
    assert result.browser.startswith("Chromium ")
    assert result.user_agent.endswith("Somearkiv/0.1")
    assert site.heads[0]["User-Agent"] == result.user_agent
    assert site.heads[0]["Accept-Language"].startswith("sv-SE")
    assert result.started_at < result.finished_at
    assert result.method == "anonym_webbläsare"
    assert result.permission


def test_every_file_is_listed_with_its_digest(site: Site, capture: Go) -> None:
    site.page("/", PAGE)
    done = capture("/")
    listed = {fact.path: fact for fact in done.result.files}
    assert {"page.png", "page.html", "page.raw.html", "page.txt", "layout.json"} <= set(listed)
    on_disk = {path.relative_to(done.folder).as_posix() for path in done.folder.rglob("*") if path.is_file()}
    assert set(listed) == on_disk
    for name, fact in listed.items():
        assert fact.sha512 == digest_of_file(done.folder / name)
        assert fact.size_bytes == (done.folder / name).stat().st_size
    assert listed["page.png"].media_type == "image/png"


def test_raw_page_is_what_the_server_sent(site: Site, capture: Go) -> None:
    site.page("/", PAGE)
    assert (capture("/").folder / "page.raw.html").read_text("utf-8") == PAGE


def test_raw_page_in_latin_1_is_kept_as_utf_8(site: Site, capture: Go) -> None:
    site.page("/", PAGE.replace("😀", "").encode("latin-1"), media_type="text/html; charset=iso-8859-1")
    done = capture("/")
    assert "Räksmörgås" in (done.folder / "page.raw.html").read_text("utf-8")
    assert "Räksmörgås" in done.text


def test_redirect_is_followed_and_said(site: Site, capture: Go) -> None:
    site.page("/", PAGE)
    site.page("/gammal", "", status=301, headers={"Location": "/"})
    result = capture("/gammal").result
    assert (result.requested_url, result.final_url) == (site.url("/gammal"), site.url("/"))


def test_boxes_tell_where_items_stand(site: Site, capture: Go) -> None:
    site.page("/", PAGE + "<style>body,p{margin:0}article{height:100px;margin:0}h1{height:50px;margin:0}</style>")
    done = capture("/")
    layout = json.loads((done.folder / "layout.json").read_text())
    number = done.tree.cssselect("#p2")[0].get("data-sa")
    assert layout["boxes"][number] == [0, 150, 1280, 100]
    assert (layout["width"], layout["url"]) == (1280, site.url("/"))


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (404, NotFound),
        (410, NotFound),
        (403, BlockPage),
        (429, BlockPage),
        (500, ErrorPage),
    ],
)
def test_error_status_is_an_outcome(site: Site, capture: Go, status: int, fault: type[OutsideFault]) -> None:
    site.page("/", PAGE, status=status)
    with pytest.raises(fault) as raised:
        capture("/")
    assert raised.value.facts["status"] == status


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<title>Facebook</title><h1>Logga in</h1><form><input type=text><input type=password></form>", LoginWall),
        ("<title>Just a moment...</title><p>Checking your browser</p>", BlockPage),
        ("<h1>Bekräfta att du är en människa</h1><div class=g-recaptcha>x</div>", BlockPage),
        ("<title>Sidan kunde inte hittas</title><p>Prova att söka.</p>", NotFound),
        ("<h1>Något gick fel</h1><p>Försök igen senare.</p>", ErrorPage),
        ("<p>Error establishing a database connection</p>", ErrorPage),
        ("<html><body></body></html>", EmptyPage),
        ("", EmptyPage),
    ],
)
def test_page_that_answers_200_but_is_no_account_is_an_outcome(
    site: Site, capture: Go, body: str, fault: type[OutsideFault], tmp_path: Path
) -> None:
    site.page("/", body)
    with pytest.raises(fault):
        capture("/")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_redirect_to_a_login_page_is_a_login_wall(site: Site, capture: Go) -> None:
    site.page("/konto", "", status=302, headers={"Location": "/accounts/login/?next=%2Fkonto"})
    site.page("/accounts/login/", PAGE)
    with pytest.raises(LoginWall):
        capture("/konto")


def test_platforms_own_login_signs_count(site: Site, capture: Go) -> None:
    site.page("/", "<h1>Välkommen</h1><div id=gate>Bara för medlemmar</div>" + "<p>ord</p>" * 900)
    with pytest.raises(LoginWall):
        capture("/", walls=Walls(login_selectors=("#gate",)))


def test_login_field_on_a_page_with_posts_is_no_wall(site: Site, capture: Go) -> None:
    site.page("/", PAGE + "<form>Logga in <input type=text name=u><input type=password></form>")
    assert capture("/").result.outcome is Outcome.CAPTURED


def test_nobody_listens(capture: Go) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(Unreachable) as raised:
            capture(f"http://127.0.0.1:{port}/", allowed_networks=("127.0.0.0/8",))
    assert raised.value.retry


def test_name_that_does_not_exist(capture: Go) -> None:
    with pytest.raises(Unreachable):
        capture("http://finns-inte.invalid/")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "http://u:p@h/", "x"]
)
def test_only_web_addresses_are_visited(capture: Go, url: str) -> None:
    with pytest.raises(Unreachable):
        capture(url if "://" in url else f"{url}://")


def test_own_network_is_refused_unless_listed(site: Site, capture: Go) -> None:
    site.page("/", PAGE)
    with pytest.raises(AddressRefused) as raised:
        capture("/", allowed_networks=())
    assert not raised.value.retry
    assert site.asked == []


@pytest.mark.parametrize(
    ("leaves", "fault"),
    [
        ("<meta http-equiv=refresh content='1;url=http://127.0.0.1:8123/hemligt'>", AddressRefused),
        ("<script>setTimeout(() => location = '/login', 1500)</script>", LoginWall),
    ],
)
def test_page_that_leaves_by_itself_is_judged_where_it_goes(
    site: Site, capture: Go, leaves: str, fault: type[OutsideFault]
) -> None:
    site.page("/login", "<form><input type=password></form>")
    site.page("/", f"{leaves}<h1>Konto</h1><article id=a>Ett inlägg</article>")
    with pytest.raises(fault):
        capture("/")


def test_invalid_certificate_is_not_worked_around(site: Site, capture: Go, tmp_path: Path) -> None:
    pem = tmp_path / "own.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=fel -keyout {tmp_path}/key.pem -out {tmp_path}/cert.pem".split(),
        check=True,
        capture_output=True,
    )
    pem.write_text((tmp_path / "cert.pem").read_text() + (tmp_path / "key.pem").read_text())
    site.with_tls(str(pem))
    site.page("/", PAGE)
    with pytest.raises(TlsFault):
        capture(site.url("/").replace("http:", "https:"))


def test_download_instead_of_a_page(site: Site, capture: Go) -> None:
    site.page("/", b"PK\x03\x04", media_type="application/zip", headers={"Content-Disposition": "attachment"})
    with pytest.raises(DownloadInstead):
        capture("/")


def test_server_that_never_answers(capture: Go) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(TimedOut):
            capture(
                f"http://127.0.0.1:{port}/",
                allowed_networks=("127.0.0.1",),
                limits=Limits(seconds=20, page_seconds=2),
            )


def test_page_that_never_ends_is_captured_as_far_as_it_came(site: Site, capture: Go) -> None:
    def drip(handler: object) -> None:
        handler.wfile.write(PAGE.replace("</html>", "").encode())  # type: ignore[attr-defined]
        for _ in range(600):
            handler.wfile.write(b"<i></i>")  # type: ignore[attr-defined]
            handler.wfile.flush()  # type: ignore[attr-defined]
            time.sleep(0.05)

    site.page("/", "", send=drip)
    done = capture("/", limits=Limits(seconds=60, page_seconds=3))
    assert done.result.outcome is Outcome.PARTIAL
    assert "Räksmörgås" in done.text
    assert any("inte färdig" in why for why in done.result.reach.not_reached)


def test_page_of_30_megabytes_is_captured(site: Site, capture: Go) -> None:
    state = "<script type='application/json'>" + "[1,2,3,4,5,6,7]," * 1_700_000 + "0</script>"
    filler = "<p>" + "Kommunen svarar. " * 600 + "</p>\n"
    site.page("/", PAGE + state + filler * 300 + "<p>Sist på sidan</p>")
    done = capture("/", limits=Limits(seconds=120, page_seconds=40, height_pixels=15_000))
    assert (done.folder / "page.raw.html").stat().st_size > 30_000_000
    assert "Sist på sidan" in done.text
    assert done.result.outcome is Outcome.PARTIAL
    assert any("Bilden slutar" in why for why in done.result.reach.lacking)


def test_page_past_the_byte_limit_is_too_large(site: Site, capture: Go) -> None:
    site.page("/", PAGE + "x" * 3_000_000)
    with pytest.raises(TooLarge):
        capture("/", limits=Limits(seconds=60, page_seconds=10, page_bytes=2_000_000))
    with pytest.raises(TooLarge):
        capture("/", limits=Limits(seconds=60, page_seconds=10, transfer_bytes=2_000_000))


def test_dialogs_are_closed_and_popups_never_open(site: Site, capture: Go) -> None:
    site.page("/", PAGE + "<script>alert('hej'); confirm('?'); prompt('!'); window.open('/fenster')</script>")
    assert capture("/").result.outcome is Outcome.CAPTURED
    assert not [path for path in site.asked if "fenster" in path]


def test_script_that_never_ends_is_an_outcome_and_the_next_visit_works(site: Site, capture: Go) -> None:
    site.page("/fast", PAGE + "<script>setTimeout(() => { while (true) {} }, 300)</script>")
    site.page("/", PAGE)
    began = time.monotonic()
    with pytest.raises((TimedOut, BrowserGone)):
        capture("/fast", limits=Limits(seconds=12, page_seconds=5))
    assert time.monotonic() - began < 30
    assert capture("/").result.outcome is Outcome.CAPTURED


def test_browser_that_dies_is_an_outcome_and_the_next_visit_works(site: Site, capture: Go, browser: object) -> None:
    site.page("/", PAGE)
    site.page("/sen", "", send=lambda handler: time.sleep(6))
    capture("/")
    threading.Timer(2.0, browser.kill).start()  # type: ignore[attr-defined]
    with pytest.raises(BrowserGone):
        capture("/sen")
    assert capture("/").result.outcome is Outcome.CAPTURED


def test_further_pages_lie_beside_the_first(site: Site, capture: Go) -> None:
    site.page("/", PAGE)
    site.page("/om", "<h1>Om oss</h1><p>Kommunens sida om sig själv.</p>")
    done = capture("/", pages=(site.url("/om"), site.url("/borta")), more_pages=lambda folder: (site.url("/?p=2"),))
    assert "Om oss" in (done.folder / "pages/1/page.txt").read_text("utf-8")
    assert (done.folder / "pages/1/page.png").exists()
    assert not (done.folder / "pages/2").exists()
    assert "Räksmörgås" in (done.folder / "pages/3/page.txt").read_text("utf-8")
    assert done.result.outcome is Outcome.PARTIAL
    assert any("/borta" in why for why in done.result.reach.not_reached)


def test_failed_visit_leaves_nothing_in_the_folder(site: Site, capture: Go, tmp_path: Path) -> None:
    site.page("/", PAGE)
    with pytest.raises(TooLarge):
        capture("/", limits=Limits(page_bytes=10))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_platform_items_are_counted(site: Site, capture: Go) -> None:
    site.page("/", "<main>" + "".join(f"<section class=x id=s{n}>Text {n}</section>" for n in range(7)) + "</main>")
    assert capture("/", visiting=Visiting(items="section.x")).result.reach.got["item"] == 7


def test_pages_past_the_limit_are_said_to_be_unvisited(site: Site, capture: Go) -> None:
    for path in ("/", "/a", "/b", "/c"):
        site.page(path, f"<title>Lillån</title><h1>Sida {path}</h1><p>Kommunen berättar om det som händer.</p>")
    pages = tuple(site.url(path) for path in ("/a", "/b", "/c"))
    got = capture("/", pages=pages, limits=Limits(seconds=60, page_seconds=10, pages=2))
    assert got.result.outcome is Outcome.PARTIAL
    assert any("minst 1 sidor till är inte besökta" in one for one in got.result.reach.not_reached)
    assert (got.folder / "pages" / "2" / "page.png").exists()
    assert not (got.folder / "pages" / "3").exists()


def test_pages_that_differ_only_in_their_route_are_each_opened(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<main></main><script>document.querySelector('main').append('Sidan ' + (location.hash || 'först'))</script>",
    )
    done = capture("/", pages=(site.url("/#/a/1"), site.url("/#/a/2")))
    texts = [(done.folder / place / "page.txt").read_text("utf-8").strip() for place in ("", "pages/1", "pages/2")]
    assert texts == ["Sidan först", "Sidan #/a/1", "Sidan #/a/2"]
