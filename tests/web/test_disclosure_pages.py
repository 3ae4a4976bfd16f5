"""A request from the form to the package, as a registrar does it in a browser; masks drawn on the picture, and by numbers."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from archiver.capture.browser import executable
from archiver.model import Person
from archiver.records import Axes, Decision, ItemRecord, RegisterEntry, Registration
from jobs import disclosing, signing_in
from jobs.context import Context
from jobs.material import Selection
from tests.accessibility import WIDTHS, too_wide, violations
from tests.web.conftest import House, form_token
from tests.web.planted import NOW, OPEN_ITEM, SUSPECTED_ITEM
from tests.web.serving import on_loopback


@pytest.fixture(scope="module")
def house(house_with: Callable[..., House]) -> House:
    house = house_with("[publishing]\nsearch = true\n")
    picture = io.BytesIO()
    Image.new("RGB", (900, 240), "white").save(picture, "PNG")
    archive = house.archive
    with archive.change(who="anna", at=NOW, why="prov") as change:
        for one in (OPEN_ITEM, SUSPECTED_ITEM):
            record = archive.get(ItemRecord, one)
            shown = replace(record.latest, picture="versions/1/picture.png")
            change.put(replace(record, versions=(shown,)), files={shown.picture: picture.getvalue()})
        change.note("prov", about="somearkiv:archive")
    return house


def opened(house: House) -> str:
    who = house.archive.get(Person, "registrator")
    context = Context(house.desk.config, house.archive, who, house.clock)
    return disclosing.open_(context, "två kommentarer", Selection((OPEN_ITEM, SUSPECTED_ITEM))).id


def test_request_is_taken_down_tested_and_handed_out(house: House) -> None:
    client = house.as_("registrator")
    token = form_token(client, "/utlamnanden")
    asked = {"formular": token, "begaran": "allt om lampan", "handlingar": f"{OPEN_ITEM}\n{SUSPECTED_ITEM}"}
    answer = client.post("/utlamnanden", data=asked)
    assert answer.status_code == 303, answer.text
    place = re.sub(r"[?#].*", "", answer.headers["location"])
    whole = {"formular": token, "beslut": "helt"}
    assert client.post(f"{place}/handling/{OPEN_ITEM}", data=whole).status_code == 303
    faulty = {"formular": token, "beslut": "delvis", "grund": "OSL 21:1", "ord": "flygelhornet\nfinnsinte"}
    answer = client.post(f"{place}/handling/{SUSPECTED_ITEM}", data=faulty)
    assert answer.status_code == 400
    assert "ord nummer 2" in answer.text
    masks = {**faulty, "ord": "flygelhornet\nbrunskäggig", "avsandare": "ja", "rutor": "1:10,10,200,60"}
    assert client.post(f"{place}/handling/{SUSPECTED_ITEM}", data={**masks, "bild": "ja"}).status_code == 303
    answer = client.post(f"{place}/handling/{SUSPECTED_ITEM}", data=faulty)
    assert 'name="bild" value="ja" checked' not in answer.text, "what was unticked stays so when the form comes back"
    assert client.post(f"{place}/handling/{SUSPECTED_ITEM}", data=masks).status_code == 303
    seen = client.get(f"{place}/handling/{SUSPECTED_ITEM}/maskad/1")
    with Image.open(io.BytesIO(seen.content)) as burnt:
        assert burnt.crop((10, 10, 200, 60)).getcolors() == [(190 * 50, (0, 0, 0))]
        assert burnt.getpixel((250, 100)) == (255, 255, 255)
    answer = client.post(f"{place}/lamna-ut", data={"formular": token, "sidor": "10", "minuter": "15"})
    assert answer.status_code == 303, answer.text
    delivery = re.sub(r"[?#].*", "", answer.headers["location"])
    packed = client.post(f"{delivery}/paket", data={"formular": token})
    with zipfile.ZipFile(io.BytesIO(packed.content)) as package:
        names = package.namelist()
        told = b"".join(package.read(name) for name in names if name.endswith((".html", ".json"))).decode()
    assert "beslut.pdf" in names
    assert "50 kr för 10 sidor" in told
    assert not [word for word in ("flygelhornet", "Pärlhyacint", "brunskäggig") if word in told]
    assert client.post(f"{place}/lamna-ut", data={"formular": token}).status_code in (400, 409)


def test_package_is_made_downloaded_and_its_receipt_read(house: House) -> None:
    record = house.archive.get(ItemRecord, OPEN_ITEM)
    entry = RegisterEntry("SM 2026:9", 2026, 9, record.received_at, "K", "KS", "Lampa", "K", "Lampa", NOW, "rut")
    decided = Decision("registration", "diarieförd", "registrator", NOW, "OSL 5:1")
    with house.archive.change(who="anna", at=NOW, why="prov") as change:
        registered = replace(record, axes=Axes(Registration.REGISTERED), register_entry=entry, decisions=(decided,))
        change.put(registered)
        change.note("prov", about=registered)
    client = house.as_("registrator")
    token = form_token(client, "/leveranser/ny")
    wrong = client.post("/leveranser/ny", data={"formular": token, "format": "registrar", "ord": "finnsinte"})
    assert wrong.status_code == 400
    assert "Leveransen gjordes inte" in wrong.text
    answer = client.post("/leveranser/ny", data={"formular": token, "format": "registrar", "till": "Diariet"})
    place = re.sub(r"[?#].*", "", answer.headers["location"])
    packed = client.post(f"{place}/paket", data={"formular": token})
    with zipfile.ZipFile(io.BytesIO(packed.content)) as package:
        told = package.read("data/intern/forteckning.csv").decode("utf-8-sig")
    filled = told.replace("SM 2026:9;;", "SM 2026:9;KS 2026/4;")
    answer = client.post("/leveranser/kvitto", data={"formular": token}, files={"fil": ("kvitto.csv", filled)})
    assert "1 handling fick diarienummer" in answer.text
    after = house.archive.get(ItemRecord, OPEN_ITEM).register_entry
    assert after is not None
    assert after.dnr == "KS 2026/4"


def test_everybody_finds_accounts_and_only_what_may_be_published(house: House) -> None:
    client = house.client()
    assert "Kontot lillan" in client.get("/offentligt/konton").text
    assert client.get("/offentligt/konton.json").json()["accounts"]
    assert client.get("/offentligt/konton.exe").status_code == 404
    for words in ("flygelhornet", "Pärlhyacint", "lampan"):
        answer = client.get("/offentligt/sok", params={"ord": words})
        assert answer.status_code == 200
        assert "Öman" not in answer.text, "no private person's name"
        assert words == "lampan" or '<li class="card">' not in answer.text


@pytest.fixture(params=WIDTHS)
def page(house: House, request: pytest.FixtureRequest) -> Iterator[tuple[Page, str]]:
    with on_loopback(house) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(None), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="sv-SE")
        token = signing_in.begin(house.archive, "registrator", signing_in.PASSWORD, house.clock())
        context.add_cookies([{"name": "somearkiv", "value": token, "url": url}])
        yield context.new_page(), url
        browser.close()


def test_masks_are_drawn_on_the_picture_and_every_page_is_accessible(house: House, page: tuple[Page, str]) -> None:
    shown, url = page
    request = opened(house)
    for path in (
        "/utlamnanden", f"/utlamnanden/{request}", "/leveranser", "/leveranser/ny", "/offentligt/konton", "/offentligt/sok",
        f"/utlamnanden/{request}/handling/{SUSPECTED_ITEM}",
    ):  # fmt: skip
        answer = shown.goto(url + path)
        assert answer is not None
        assert answer.ok, path
        assert violations(shown) == [], path
        assert too_wide(shown) == [], path
    shown.wait_for_function("document.querySelector('.masking img').naturalWidth > 0")
    shown.locator(".masking").scroll_into_view_if_needed()
    place = shown.locator(".masking").bounding_box()
    assert place is not None
    shown.mouse.move(place["x"] + 21, place["y"] + 11)
    shown.mouse.down()
    shown.mouse.move(place["x"] + 121, place["y"] + 61)
    shown.mouse.up()
    drawn = shown.locator("#f-rutor").input_value()
    scale = shown.evaluate(
        "(() => { const one = document.querySelector('.masking img'); return one.naturalWidth / one.clientWidth; })()"
    )
    assert drawn.startswith("1:"), drawn
    told = [int(one) for one in drawn[2:].split(",")]
    edges = shown.locator(".masking img").bounding_box()
    assert edges is not None
    left, top = place["x"] + 21 - edges["x"], place["y"] + 11 - edges["y"]
    wanted = [left * scale, top * scale, (left + 100) * scale, (top + 50) * scale]
    assert all(abs(one - other) <= scale + 1 for one, other in zip(told, wanted, strict=True)), (told, wanted)
    shown.locator(".masking .box").focus()
    shown.keyboard.press("Delete")
    assert shown.locator("#f-rutor").input_value() == ""
