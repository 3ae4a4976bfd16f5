"""The recorded traffic is whole, replayable and without secrets; foreign tools judge."""

import gc
import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from archiver.capture import masking
from archiver.errors.outside import NotFound
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Site

Go = Callable[..., Capture]

PAGE = (
    "<!doctype html><meta charset=utf-8><link rel=stylesheet href=/stil.css><h1>Kommunen</h1>"
    "<article id=a>Räksmörgås 😀</article><img src=/bild.png width=50 height=50><iframe src=/ram></iframe>"
    "<script>fetch('/svar?access_token=hemligt123').then((r) => r.json()).then((r) => document.querySelector('h1').append(r.text))</script>"
    "<script>window.T = 'hemligkaka12'; const s = {userToken: 'hemligt789', Authorization: 'Bearer hemligt0123'}</script>"
    "<a href='/ut#access_token=hemligt1'>Ut</a><p data-x='{\"session_token\": \"hemligt345\"}' style='background:url(/bild.png?token=hemligt9)'>hemma</p>"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture
def recorded(site: Site, capture: Go) -> Capture:
    packed = {"headers": {"Content-Encoding": "gzip"}, "media_type": "text/css"}
    links = {
        "Set-Cookie": "sid=hemligkaka12; Path=/",
        "Link": "</bild.png?access_token=hemligt2>; rel=preload; as=image",
    }
    site.page("/", PAGE, headers=links)
    site.page("/stil.css", gzip.compress(b"h1 { color: red }"), **packed)
    site.page("/bild.png", PNG, media_type="image/png", headers={"Set-Cookie": "spår=hemligkaka"})
    site.page("/ram", brotli.compress(b"<p>I ramen</p>"), headers={"Content-Encoding": "br"})
    site.page(
        "/svar",
        json.dumps({"text": " svarar", "access_token": "hemligt456", "eko": "hemligkaka12"}),
        media_type="application/json",
    )
    return capture("/")


def responses(done: Capture) -> dict[str, tuple[object, bytes]]:
    with zipfile.ZipFile(done.folder / "traffic.wacz") as package:
        warc = package.read("archive/data.warc.gz")
    return {
        record.rec_headers["WARC-Target-URI"]: (record.http_headers, record.content_stream().read())
        for record in ArchiveIterator(BytesIO(warc))
        if record.rec_type == "response"
    }


def test_every_answer_is_recorded_decoded(site: Site, recorded: Capture) -> None:
    found = responses(recorded)
    assert "Räksmörgås 😀" in found[site.url("/")][1].decode()
    assert found[site.url("/stil.css")][1] == b"h1 { color: red }"
    assert found[site.url("/bild.png")][1] == PNG
    assert found[site.url("/ram")][1] == b"<p>I ramen</p>"
    assert found[site.url("/stil.css")][0].get_header("content-encoding") is None  # type: ignore[attr-defined]


def test_json_that_scripts_fetched_is_kept_beside_its_page(site: Site, recorded: Capture) -> None:
    told = json.loads((recorded.folder / "page.data.json").read_text("utf-8"))
    assert [(one["url"].partition("?")[0], json.loads(one["body"])["text"]) for one in told] == [
        (site.url("/svar"), " svarar")
    ]


def test_no_cookie_or_token_is_anywhere_in_the_evidence(recorded: Capture) -> None:
    assert any("svar" in url for url in responses(recorded))
    for path in recorded.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"hemlig" not in data, path.name
    with zipfile.ZipFile(recorded.folder / "traffic.wacz") as package:
        for name in package.namelist():
            data = package.read(name)
            data = gzip.decompress(data) if name.endswith(".gz") else data
            assert b"hemlig" not in data, name
            assert b"cookie:" not in data.lower(), name


def test_index_points_at_the_records(site: Site, recorded: Capture) -> None:
    with zipfile.ZipFile(recorded.folder / "traffic.wacz") as package:
        warc = package.read("archive/data.warc.gz")
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        facts = json.loads(line.split(" ", 2)[2])
        piece = warc[int(facts["offset"]) : int(facts["offset"]) + int(facts["length"])]
        record = next(iter(ArchiveIterator(BytesIO(piece))))
        assert record.rec_headers["WARC-Target-URI"] == facts["url"]


def test_wacz_is_valid_to_its_own_validator(recorded: Capture) -> None:
    command = [sys.executable, "-m", "wacz", "validate", "-f", str(recorded.folder / "traffic.wacz")]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    with zipfile.ZipFile(recorded.folder / "traffic.wacz") as package:
        assert "datapackage-digest.json" in package.namelist()
        pages = package.read("pages/pages.jsonl").decode().splitlines()
    assert "Räksmörgås" in json.loads(pages[1])["text"]


def test_warc_is_sound_to_warcio(recorded: Capture, tmp_path: object) -> None:
    with zipfile.ZipFile(recorded.folder / "traffic.wacz") as package:
        package.extract("archive/data.warc.gz", recorded.folder)
    command = [sys.executable, "-m", "warcio.cli", "check", str(recorded.folder / "archive/data.warc.gz")]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('<input type="hidden" name="csrf_token" value="abc">', '<input type="hidden" name="csrf_token" value="xxx">'),
        ('<input value="abc" name=authenticity_token>', '<input value="xxx" name=authenticity_token>'),
        ('{"accessToken":"abcdefgh"}', '{"accessToken":"xxxxxxxx"}'),
        ('{"text":"token är ett ord"}', '{"text":"token är ett ord"}'),
        ("/a?sid=abc&amp;sida=2", "/a?sid=xxx&amp;sida=2"),
        ("/a?nextPageToken=abcdefgh", "/a?nextPageToken=abcdefgh"),
        ("/cb?code=0123456789abcdef&code=sv", "/cb?code=xxxxxxxxxxxxxxxx&code=sv"),
        ("http://anna:hemligt@nordby.se/", "http://anna:xxxxxxx@nordby.se/"),
        ("a='eyJhbGciOiJI.eyJzdWIiOiJh.dBjftJeZ4CVP'", "a='xxxxxxxxxxxx.xxxxxxxxxxxx.xxxxxxxxxxxx'".replace(".", "x")),
        ('data-x="{&quot;token&quot;:&quot;abcdefgh&quot;}"', 'data-x="{&quot;token&quot;:&quot;xxxxxxxx&quot;}"'),
        ('<p data-csrf-token="abcdefgh">', '<p data-csrf-token="xxxxxxxx">'),
        ("document.cookie='vem=abcdefgh; path=/'", "document.cookie='vem=xxxxxxxx; path=/'"),
        ("<input type=text name=sok value=hej>", "<input type=text name=sok value=hej>"),
    ],
)
def test_secrets_in_texts_are_overwritten_letter_by_letter(text: str, kept: str) -> None:
    assert masking.masked(text) == kept


def test_only_cookies_that_open_doors_are_overwritten_where_a_page_repeats_them() -> None:
    known = masking.Known()
    known.learn_header(
        "sid=a1b2c3d4e5f6; Path=/\nid=9z8y7x6w5v; HttpOnly\nort=Hudiksvall2026\nsession=2026-11-29T10:00:00Z"
    )
    said = "a1b2c3d4e5f6 9z8y7x6w5v Hudiksvall2026 2026-11-29T10:00:00Z"
    assert known.over(said) == "xxxxxxxxxxxx xxxxxxxxxx Hudiksvall2026 2026-11-29T10:00:00Z"


def test_answers_that_come_when_a_visit_has_failed_leave_no_fault_behind(
    site: Site, capture: Go, caplog: pytest.LogCaptureFixture
) -> None:
    site.page("/stor", b"x" * 3_000_000, media_type="text/plain")
    asking = "".join(f'<link rel=preload as=fetch crossorigin href="/stor?{number}">' for number in range(20))
    site.page(
        "/", f"<head>{asking}</head><h1>404</h1>", status=404, headers={"Link": "</stor?0>; rel=preload; as=fetch"}
    )
    for _ in range(3):  # as it depends on which answers are on their way just then
        with pytest.raises(NotFound):
            capture("/")
    gc.collect()
    assert not caplog.records
