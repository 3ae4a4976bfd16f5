"""The review desk as a registrar works at it: by forms alone, and with keys in a real Chromium."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from starlette.testclient import TestClient

from archiver.capture.browser import executable
from archiver.digest import digest_of
from archiver.model import Account, Author, ItemKind
from archiver.records import (
    Finding,
    ItemRecord,
    Proposal,
    Registration,
    Secrecy,
    Unsuitable,
    Visibility,
    item_id,
)
from jobs import signing_in
from jobs.own_orders import PATIENCE
from storage.database import orders
from tests.web.conftest import House, form_token
from tests.web.planted import MARKED_ITEM, NOW, OPEN_ITEM, SAVED_SECRET, SUSPECTED_ITEM
from tests.web.serving import on_loopback
from web.desk import Desk

RUDE = item_id("lillan", "ful")
THANKS = [item_id("lillan", f"tack-{number}") for number in range(3)]


@pytest.fixture
def house(house_with: Callable[..., House]) -> House:
    """The planted municipality, a rude answer to its open post, and three thanks."""
    house = house_with()
    post = house.archive.get(ItemRecord, OPEN_ITEM)
    found = Finding("svordom", "visibility", 7, 12, "Texten innehåller svordomar.", "riktlinjen s. 4", 0.97)
    rude = Proposal(1, False, False, False, (Unsuitable.PROFANITY,), (found,), "regler 7", post.latest.seen_at)
    thanks = replace(rude, weeding=True, unsuitable=(), findings=())
    with house.archive.change(who="anna", at=NOW, why="prov") as change:
        change.put(_like(post, RUDE, "Det är jävla dåligt skött", rude, parent=OPEN_ITEM))
        for id_ in THANKS:
            change.put(_like(post, id_, "Tack!", thanks))
        change.note("prov", about="somearkiv:archive")
    return house


def _like(post: ItemRecord, id_: str, text: str, proposal: Proposal, parent: str = "") -> ItemRecord:
    said = replace(post.latest, text=text, author=Author("Lo Berg"), digest=digest_of(text.encode()))
    kind = ItemKind.COMMENT if parent else ItemKind.POST
    return replace(
        post, id=id_, identity=id_, kind=kind, parent_id=parent or None, thread_id=parent or id_, versions=(said,),
        proposals=(proposal,), permalink=f"https://social.example/lillan/{id_}",
    )  # fmt: skip


@pytest.fixture
def registrar(house: House) -> TestClient:
    return house.as_("registrator")


def send(client: TestClient, path: str, **fields: str | list[str]) -> tuple[int, str, str]:
    """Post a form; status, where it leads, and the page."""
    answer = client.post(path, data={"formular": form_token(client), **fields})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def axes(house: House, id_: str) -> tuple[str, str, str, str]:
    found = house.archive.get(ItemRecord, id_).axes
    return found.registration, found.secrecy, found.visibility, found.retention


# ------------------------------------------------------------------------------------------------- the queue


def test_the_queue_stands_in_the_laws_order_and_can_be_narrowed(house: House, registrar: TestClient) -> None:
    whole = registrar.get("/granskning").text
    places = [whole.index(f"/granskning/{one}") for one in (SUSPECTED_ITEM, RUDE, OPEN_ITEM, THANKS[0])]
    assert places == sorted(places)
    assert "Senast" in whole
    only = registrar.get("/granskning?fraga=unsuitable&namnd=Kommunstyrelsen").text
    assert f"/granskning/{RUDE}" in only
    assert f"/granskning/{OPEN_ITEM}" not in only
    assert "Inget väntar" in registrar.get("/granskning?fraga=unsuitable&namnd=Socialnämnden").text
    house.clock.time += timedelta(days=9)
    assert "Försenad" in house.as_("registrator").get("/granskning?fraga=secrecy").text


def test_many_are_decided_after_a_second_look_and_undone_again(house: House, registrar: TestClient) -> None:
    chosen = {"beslut": "retention:bevaras", "val": [*THANKS, SUSPECTED_ITEM]}
    status, _, page = send(registrar, "/granskning/flera", **chosen)
    assert (status, page.count("checked")) == (200, 4)
    assert not house.archive.get(ItemRecord, THANKS[0]).decisions
    status, told, _ = send(registrar, "/granskning/flera/beslut", beslut="retention:bevaras", val=THANKS)
    assert status == 303
    for _again in range(2):  # loading the page again decides nothing
        assert "3 handlingar" in registrar.get(told).text
    assert len(house.archive.get(ItemRecord, THANKS[0]).decisions) == 1
    assert "Inget väntar" in registrar.get("/granskning?fraga=weeding").text
    send(registrar, "/granskning/flera/angra", beslut="retention:bevaras", val=THANKS, grund="fel")
    assert len(house.archive.get(ItemRecord, THANKS[0]).decisions) == 2
    assert send(registrar, "/granskning/flera", beslut="retention:bevaras")[0] == 400
    assert send(registrar, "/granskning/flera/beslut", beslut="secrecy:ingen", val=[SUSPECTED_ITEM])[0] == 400
    assert axes(house, SUSPECTED_ITEM)[1] == Secrecy.SUSPECTED


def test_what_was_refused_of_many_is_told_with_its_reason(house: House, registrar: TestClient) -> None:
    chosen = {"beslut": "registration:uppenbart_ringa", "val": [THANKS[0], SUSPECTED_ITEM], "grund": "x"}
    _, told, _ = send(registrar, "/granskning/flera/beslut", **chosen)
    page = registrar.get(told).text
    assert "1 handling:" in page
    assert f"/granskning/{SUSPECTED_ITEM}" in page.partition("1 gick inte")[2]
    assert "ska diarieföras" in page


def test_the_municipalitys_own_provisions_stand_in_the_table_of_the_mark(house: House, tmp_path: Path) -> None:
    rules = tmp_path / "regler.toml"
    rules.write_text("[provisions]\n'OSL 18:13' = 'risk- och sårbarhetsanalyser'\n", encoding="utf-8")
    config = replace(house.desk.config, classification=replace(house.desk.config.classification, rules=str(rules)))
    own = House(Desk(config, house.archive, house.clock), house.clock).as_("registrator")
    page = own.get(f"/granskning/{MARKED_ITEM}/sekretess").text
    assert 'value="OSL 18:13"' in page
    assert "risk- och sårbarhetsanalyser" in page


# ------------------------------------------------------------------------------------------------- one item


def test_the_words_are_marked_with_ground_and_reason_and_what_is_answered(registrar: TestClient) -> None:
    page = registrar.get(f"/granskning/{RUDE}").text
    assert '<mark>jävla<a class="ref" href="#skal-1"' in page
    for told in (
        "riktlinjen s. 4",
        "Texten innehåller svordomar.",
        "97 %",
        "regler 7",
        "Svar på",
        "Lampan på Storgatan",
    ):
        assert told in page


def test_a_decision_without_its_ground_comes_back_with_the_fault_at_the_field(
    house: House, registrar: TestClient
) -> None:
    where = f"/granskning/{SUSPECTED_ITEM}/beslut"
    status, _, page = send(registrar, where, axel="secrecy", varde="ingen", anteckning="kvar i fältet")
    assert (status, axes(house, SUSPECTED_ITEM)[1]) == (400, Secrecy.SUSPECTED)
    assert 'aria-describedby="x-grund-secrecy" aria-invalid="true"' in page
    assert "kvar i fältet" in page
    status, place, _ = send(registrar, where, axel="secrecy", varde="ingen", grund="avser ingen")
    assert status == 303
    assert place.startswith(f"/granskning/{RUDE}?nyss={SUSPECTED_ITEM}")
    assert "Ångra" in registrar.get(place).text
    send(registrar, f"/granskning/{SUSPECTED_ITEM}/angra", axel="secrecy", grund="fel")
    assert axes(house, SUSPECTED_ITEM)[1] == Secrecy.SUSPECTED


def test_the_entry_needs_its_facts_and_the_mark_its_provision(house: House, registrar: TestClient) -> None:
    entry, mark = f"/granskning/{SUSPECTED_ITEM}/diarieforing", f"/granskning/{SUSPECTED_ITEM}/sekretess"
    assert "Diarieför först" in registrar.get(mark).text
    words = {"avsandare": "G. P.", "mottagare": "KS", "rubrik": "Granne som spelar", "dnr": "KS 2026/3"}
    status, _, page = send(registrar, entry, **words)
    assert status == 400
    assert "Skriv vad den rör, utan det hemliga." in page
    assert all(word in page for word in words.values())
    status, place, _ = send(registrar, entry, **words, offentlig_rubrik="Synpunkt")
    assert (status, place.split("?")[0]) == (303, f"/granskning/{SUSPECTED_ITEM}"), "its secrecy is still to be settled"
    assert send(registrar, mark)[0] == 400
    assert "OSL 21:1" in registrar.get(mark).text
    assert send(registrar, mark, bestammelse="OSL 21:1")[0] == 303
    record = house.archive.get(ItemRecord, SUSPECTED_ITEM)
    assert record.secrecy_mark is not None
    assert record.register_entry is not None
    assert (record.secrecy_mark.provision, record.secrecy_mark.authority) == ("OSL 21:1", "Kommunstyrelsen")
    assert (record.register_entry.public_about, record.register_entry.public_sender) == ("Synpunkt", "")
    assert record.register_entry.dnr == "KS 2026/3"


def test_a_colleague_is_asked_and_answers_and_nothing_is_decided(house: House, registrar: TestClient) -> None:
    where = f"/granskning/{SUSPECTED_ITEM}"
    assert send(registrar, f"{where}/fraga", axel="secrecy", av="", text="?")[0] == 400
    assert send(registrar, f"{where}/fraga", axel="secrecy", av="lasare", text="?")[0] == 403, "may not see it"
    assert send(registrar, f"{where}/fraga", axel="secrecy", av="arkivarie", text="Röjer det något?")[0] == 303
    colleague = house.as_("arkivarie")
    assert "Andra åsikter" in colleague.get("/").text
    assert where in colleague.get("/granskning?fraga=mig").text
    assert "frågar dig om sekretess: Röjer det något?" in colleague.get(where).text
    assert send(colleague, f"{where}/svar?fraga=mig", axel="secrecy", varde="markerad", text="Ja, hälsa")[0] == 303
    assert where not in colleague.get("/granskning?fraga=mig").text
    assert "Ja, hälsa" in registrar.get(where).text
    assert axes(house, SUSPECTED_ITEM)[1] == Secrecy.SUSPECTED


def test_nothing_is_decided_on_what_somebody_else_changed_meanwhile(house: House, registrar: TestClient) -> None:
    def saw(page: str) -> list[str]:
        return re.findall(r'name="sedd" value="([^"]+)"', page)

    where = f"/granskning/{SUSPECTED_ITEM}"
    seen = saw(registrar.get(where).text)[0]
    chosen = {"beslut": "retention:bevaras", "val": [SUSPECTED_ITEM, THANKS[0]]}
    seen_many = saw(send(registrar, "/granskning/flera", **chosen)[2])
    send(house.as_("arkivarie"), f"{where}/beslut", axel="secrecy", varde="prövad", grund="kan lämnas ut")
    mine = {"axel": "secrecy", "varde": "ingen", "grund": "mina ord", "sedd": seen}
    status, _, page = send(registrar, f"{where}/beslut", **mine)
    assert (status, axes(house, SUSPECTED_ITEM)[1]) == (409, Secrecy.TESTED)
    assert "Arkivarie Alm har beslutat ”prövad”" in page
    assert 'value="mina ord"' in page
    _, told, _ = send(registrar, "/granskning/flera/beslut", **chosen, sedd=seen_many)
    assert "1 gick inte" in registrar.get(told).text
    assert send(registrar, f"{where}/angra", axel="secrecy", grund="fel", sedd=seen)[0] == 409
    anew = {"axel": "retention", "varde": "bevaras", "sedd": saw(page)[0]}
    assert send(registrar, f"{where}/beslut", **anew)[0] == 303, "what is seen now may be decided"


# ------------------------------------------------------------------------------------------------- saving and removing


def test_saving_is_followed_and_its_failure_says_that_the_removal_must_wait(
    house: House, registrar: TestClient
) -> None:
    asked = {"adress": "https://social.example/lillan/ful", "konto": "lillan", "grund": "profanity"}
    status, _, page = send(registrar, "/borttagning/spara", adress="inte en adress")
    assert (status, page.count('class="fault"')) == (400, 3)
    status, _, page = send(registrar, "/borttagning/spara", **{**asked, "adress": "https://annan.example/x"})
    assert status == 400
    assert "adressen hör inte till kontot" in page
    _, place, _ = send(registrar, "/borttagning/spara", **asked)
    assert "Ta inte bort inlägget förrän" in registrar.get(place).text
    assert house.as_("arkivarie").get(place).status_code == 404, "only whoever ordered it"
    house.clock.time += PATIENCE
    assert "Borttagningen måste vänta" in registrar.get(place).text
    number = int(place.rsplit("/", 1)[1])
    with house.archive.session(write=True) as session:
        orders.finish(session, number, NOW, ok=False, result="inloggningssida")
    page = registrar.get(place).text
    assert "Inlägget är inte sparat. Borttagningen måste vänta." in page
    assert "inloggningssida" in page
    with house.archive.session(write=True) as session:
        orders.finish(session, number, NOW, ok=True, result=RUDE)
    assert f"/borttagning/ny/{RUDE}" in registrar.get(place).text


def test_a_removal_is_ordered_after_saving_done_and_confirmed(house: House, registrar: TestClient) -> None:
    where = f"/borttagning/ny/{RUDE}"
    assert send(registrar, where)[0] == 400
    _, place, _ = send(registrar, where, grund="profanity")
    assert place.startswith("/borttagning/arbete/"), "not saved: the service saves first"
    with house.archive.change(who="anna", at=NOW, why="prov") as change:
        rude = change.get(ItemRecord, RUDE)
        change.note("item.saved", about=rude, facts={"capture": SAVED_SECRET})
    _, place, _ = send(registrar, where, grund="profanity", hur=Visibility.UNPUBLISHED.value, sparad="ja")
    order = place.split("?")[0]
    page = registrar.get("/borttagning").text
    assert order in page
    assert f"· {house.archive.get(Account, 'lillan').name}</p>" in page
    assert send(registrar, order, steg="återkalla")[0] == 409, "a reason is missing"
    assert send(registrar, order, steg="utför")[0] == 303
    assert axes(house, RUDE)[2] == Visibility.UNPUBLISHED
    assert send(registrar, order, steg="polisanmäl", anteckning="5000-K1")[0] == 303
    _, work, _ = send(registrar, order, steg="se_efter")
    assert "Arkivet ser efter" in registrar.get(work).text
    assert send(registrar, order, steg="sett", sett="borta")[0] == 303
    assert "Bekräftad" in registrar.get(order).text
    assert order not in registrar.get("/borttagning").text
    assert order in registrar.get("/borttagning?alla=ja").text


def test_a_collective_case_is_opened_and_gets_its_number(house: House, registrar: TestClient) -> None:
    _, place, _ = send(registrar, "/samlingsarenden", namnd="Socialnämnden")
    case = place.split("?")[0]
    assert send(registrar, case, steg="dnr", dnr="SN 2026/9")[0] == 303
    assert "SN 2026/9" in registrar.get("/samlingsarenden").text
    assert f"</a>, {house.archive.get(Account, 'omsorg').name}</li>" in registrar.get(case).text
    assert send(registrar, case, steg="avsluta")[0] == 409, "the year is not over"
    assert "SN 2026/9" in registrar.get(f"/granskning/{MARKED_ITEM}/diarieforing").text


# ------------------------------------------------------------------------------------------------- by keyboard


@pytest.fixture
def page(house: House) -> Iterator[Page]:
    with on_loopback(house) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(None), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE", base_url=url)
        token = signing_in.begin(house.archive, "registrator", signing_in.PASSWORD, house.clock())
        context.add_cookies([{"name": "somearkiv", "value": token, "url": url}])
        context.set_default_timeout(10_000)
        yield context.new_page()
        browser.close()


def test_a_registrar_goes_through_the_queue_with_keys_alone(house: House, page: Page) -> None:
    keys = page.keyboard
    page.goto("/granskning")
    keys.press("g")
    page.wait_for_url(f"**/granskning/{SUSPECTED_ITEM}*")
    keys.press("i")
    keys.type("Ingen kan kännas igen")
    keys.press("Enter")
    page.wait_for_url(f"**/granskning/{RUDE}?nyss=*")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    assert axes(house, SUSPECTED_ITEM)[1] == Secrecy.NONE
    keys.press("u")
    page.wait_for_url(f"**/granskning/{SUSPECTED_ITEM}*")
    assert axes(house, SUSPECTED_ITEM)[1] == Secrecy.SUSPECTED
    keys.press("j")
    page.wait_for_url(f"**/granskning/{RUDE}*")
    keys.press("j")
    page.wait_for_url(f"**/granskning/{OPEN_ITEM}*")
    keys.press("k")
    page.wait_for_url(f"**/granskning/{RUDE}*")
    page.goto(f"/granskning/{OPEN_ITEM}")
    keys.press("d")
    page.get_by_label("4. I korthet vad handlingen rör").fill("Trasig lampa")
    page.get_by_role("button", name="Diarieför").click()
    page.wait_for_url(re.compile(f"{min(THANKS)}.*nyss="))
    assert axes(house, OPEN_ITEM)[0] == Registration.REGISTERED
    keys.press("v")
    page.wait_for_url(re.compile("nyss=.*retention"))
    keys.press("?")
    expect(page.locator("#genvagar")).to_be_focused()
    page.get_by_role("button", name="Kortkommandon på").click()
    here = page.url
    page.locator("body").press("q")
    page.reload()
    assert page.url.split("?")[0] == here.split("?")[0], "keys can be switched off"


def test_many_are_chosen_with_keys(house: House, page: Page) -> None:
    keys = page.keyboard
    page.goto("/granskning?fraga=weeding")
    for key in "jxjx":
        keys.press(key)
    expect(page.get_by_text("2 valda.")).to_be_visible()
    page.get_by_label("Beslut", exact=True).select_option("retention:bevaras")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Besluta för de ikryssade").click()
    expect(page.get_by_role("status")).to_contain_text("2 handlingar")
    decided = [one for one in THANKS if house.archive.get(ItemRecord, one).decisions]
    assert len(decided) == 2
    page.get_by_role("button", name="Ångra alla").click()
    expect(page.get_by_role("status")).to_contain_text("2 beslut är ångrade")
