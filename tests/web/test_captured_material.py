"""What others wrote, and what is gone from the shelf, does no harm on a page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from archiver.model import CaptureRecord
from archiver.records import ItemRecord
from tests.web import planted
from tests.web.conftest import House, form_token
from tests.web.planted import CAPTURE, NOW, OPEN_ITEM, SUSPECTED_ITEM
from web import words


@pytest.fixture(scope="module")
def own(house_with: Callable[..., House]) -> House:
    return house_with()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "java\nscript:x", ""]
)
def test_only_web_addresses_are_followed(url: str) -> None:
    assert words.outside(url) == ""
    assert words.outside("https://social.example/a") == "https://social.example/a"


def test_an_items_captured_address_becomes_no_script(own: House) -> None:
    with own.archive.change(who="anna", at=NOW, why="prov") as change:
        change.put(replace(change.get(ItemRecord, OPEN_ITEM), permalink="javascript:alert(1)"))
        change.note("prov", about="somearkiv:archive")
    client = own.as_("registrator")
    for path in (f"/handlingar/{OPEN_ITEM}", f"/granskning/{OPEN_ITEM}", f"/borttagning/{planted.OPEN_REMOVAL}"):
        page = client.get(path)
        assert (page.status_code, 'href="javascript:' in page.text) == (200, False), path


def test_a_file_that_is_gone_is_told_of_and_shown_to_the_operator(own: House) -> None:
    own.archive.file(CaptureRecord, CAPTURE, "page.png").unlink()
    answer = own.as_("arkivarie").get(f"/fangster/{CAPTURE}/fil/page.png")
    assert answer.status_code == 500
    assert "page.png: filen saknas på hyllan" in answer.text
    assert "Visa det här för driften" in answer.text


def test_items_are_named_by_the_address_of_their_page(own: House) -> None:
    client = own.as_("registrator")
    said = f"http://127.0.0.1:8000/handlingar/{OPEN_ITEM}?x=1\n{SUSPECTED_ITEM}"
    form = {"formular": form_token(client), "begaran": "allt om lampan", "handlingar": said}
    opened = client.post("/utlamnanden", data=form)
    assert opened.status_code == 303
    page = client.get(opened.headers["location"]).text
    assert f"/handling/{OPEN_ITEM}" in page
    assert f"/handling/{SUSPECTED_ITEM}" in page


def test_home_tells_by_when_a_suspected_secret_is_to_be_settled(own: House) -> None:
    page = own.as_("registrator").get("/").text
    assert "Avgörs senast" in page
    assert "24 november 2026 kl. 00.00" in page
