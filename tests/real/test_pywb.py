"""What was captured replays in pywb, another maker's tool, without the site: the same picture, all posts and comments."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import html
from PIL import Image, ImageChops

from archiver.capture.browser import Browser
from archiver.capture.visit import VisitOrder, visit
from archiver.platforms import generic
from benchmarks.capture_site import POSTS, Site
from jobs.context import utc_now
from tests.real.cache import Unavailable, default_cache, run
from tests.real.conftest import ALL
from tests.real.pypi import environment
from tests.real.server import Program, free_port, wait_until_answers

PACKAGES = ("pywb==2.10.0", "setuptools==80.9.0")
"""pywb reads its own templates through `pkg_resources`."""
MOST_CHANGED = 0.001
"""Of the pixels, so many may differ."""

pytestmark = pytest.mark.skipif(not ALL, reason="pywb fetches many packages: SOMEARKIV_REAL=all (make real)")


def captured(browser: Browser, url: str, folder: Path) -> Path:
    order = VisitOrder("prov", url, generic.PLATFORM, allowed_networks=(url.split("/")[2],))
    visit(browser, order, folder, now=utc_now)
    return folder


@contextmanager
def replayed(wacz: Path, folder: Path) -> Iterator[str]:
    """pywb with the WARC of a WACZ; the address of its first page there, without a frame around it."""
    try:
        programs = environment(default_cache() / "pywb", PACKAGES)
    except Unavailable as fault:
        pytest.skip(f"paketen kan inte hämtas här / the packages can't be had here: {fault}")
    folder.mkdir()
    with zipfile.ZipFile(wacz) as package:
        warc = Path(package.extract("archive/data.warc.gz", folder))
        page = json.loads(package.read("pages/pages.jsonl").splitlines()[1])
    run([programs / "wb-manager", "init", "prov"], seconds=60, cwd=folder)
    run([programs / "wb-manager", "add", "prov", warc], seconds=60, cwd=folder)
    (folder / "config.yaml").write_text("framed_replay: false\nbanner_html: false\n")
    port = free_port()
    pywb = Program([programs / "wayback", "-b", "127.0.0.1", "-p", str(port)], folder / "pywb.log", cwd=folder)
    try:
        wait_until_answers(f"http://127.0.0.1:{port}/", pywb)
        moment = "".join(sign for sign in page["ts"] if sign.isdigit())[:14]
        yield f"http://127.0.0.1:{port}/prov/{moment}mp_/{page['url']}"
    finally:
        pywb.stop()


def test_replay_in_pywb_shows_what_the_capture_shows(browser: Browser, tmp_path: Path) -> None:
    with Site() as urls:
        first = captured(browser, urls[0], tmp_path / "capture")
    with replayed(first / "traffic.wacz", tmp_path / "pywb") as address:
        again = captured(browser, address, tmp_path / "replay")
    tree = html.document_fromstring((again / "page.html").read_text("utf-8"))
    assert len(tree.cssselect("article.post")) == POSTS
    assert len(tree.cssselect("article li.comment")) == 4 * POSTS
    with Image.open(first / "page.png") as one, Image.open(again / "page.png") as other:
        assert one.size == other.size
        changed = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L").histogram()
        assert sum(changed[1:]) <= MOST_CHANGED * one.width * one.height
