"""A form whose sitting ended meanwhile: nothing that was written is lost, and nobody else's words are ever offered."""

import re
from collections.abc import Callable

import pytest

from archiver.records import ItemRecord
from jobs import signing_in
from tests.web.conftest import BASE, House, form_token
from tests.web.planted import OPEN_ITEM
from web.pages.registry import SECTIONS

WHERE = f"/granskning/{OPEN_ITEM}/diarieforing"
WORDS = {"rubrik": "Lampan på Storgatan\r\när <trasig>", "avsandare": "Kalle Öman", "mottagare": "KS"}
OURS = {"sec-fetch-site": "same-origin", "origin": BASE}


@pytest.fixture(scope="module")
def own(house_with: Callable[..., House]) -> House:
    return house_with()


def test_words_written_in_a_sitting_that_ended_are_sent_in_the_next(own: House) -> None:
    before = own.as_("registrator")
    token = form_token(before, WHERE)
    signing_in.sign_out_elsewhere(own.archive, "registrator")
    page = before.post(WHERE, data={"formular": token, **WORDS}, headers=OURS)
    assert (page.status_code, "Skicka igen" in page.text) == (401, True)
    assert "är &lt;trasig&gt;" in page.text
    after = own.as_("registrator")
    again = after.post(WHERE, data={"formular": token, **WORDS}, headers=OURS)
    assert again.status_code == 403
    assert "Skicka det igen som Registrator Alm" in again.text
    assert not own.archive.get(ItemRecord, OPEN_ITEM).decisions
    fresh = re.findall(r'name="formular" value="(\w+)"', again.text)[-1]
    assert after.post(WHERE, data={"formular": fresh, **WORDS}, headers=OURS).status_code == 303
    entry = own.archive.get(ItemRecord, OPEN_ITEM).register_entry
    assert entry is not None
    assert entry.sender == "Kalle Öman"


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://elak.example"}])
def test_words_of_a_form_from_elsewhere_are_never_offered(own: House, headers: dict[str, str]) -> None:
    for client in (own.client(), own.as_("registrator")):
        page = client.post(WHERE, data={"formular": "x", "rubrik": "elakt"}, headers=headers)
        assert page.status_code in (401, 403)
        assert "elakt" not in page.text


@pytest.mark.parametrize("path", [route.path for one in SECTIONS for route in one.routes if not route.comes_back])
def test_passwords_and_keys_stand_in_no_page(own: House, path: str) -> None:
    words = dict.fromkeys(("losenord", "nytt", "igen", "kod", "details", "token"), "hemligt-ord")
    page = own.client().post(path.replace("{account_id}", "lillan"), data=words, headers=OURS)
    assert page.status_code == 401
    assert "hemligt-ord" not in page.text


def test_forms_with_passwords_and_keys_are_known() -> None:
    held_back = {route.path for one in SECTIONS for route in one.routes if not route.comes_back}
    assert {"/mitt-konto/losenord", "/konton/{account_id}/vagar/nyckel", "/konton/{account_id}/manniskor/kuvert"} <= (
        held_back
    )


def test_the_other_language_keeps_the_search_and_leads_back_from_a_form(own: House) -> None:
    client = own.as_("registrator")
    assert 'href="/handlingar?q=b%C3%A5t&amp;sprak=en"' in client.get("/handlingar?q=båt").text
    where = f"/granskning/{OPEN_ITEM}"
    headers = {"referer": f"{BASE}{where}?fraga=diary"}
    wrong = client.post(f"{where}/beslut", data={"formular": form_token(client), "axel": "secrecy"}, headers=headers)
    assert f'href="{where}?fraga=diary&amp;sprak=en"' in wrong.text
    strange = client.post(f"{where}/beslut", data={"axel": "x"}, headers={"referer": "https://elak.example/x"})
    assert 'href="/?sprak=en"' in strange.text


@pytest.mark.parametrize(
    ("form", "page"),
    [
        (f"/granskning/{OPEN_ITEM}/beslut", f"/granskning/{OPEN_ITEM}"),
        ("/sok/spara", "/"),
        ("/loggaut", "/"),
        ("//x/y", ""),
    ],
)
def test_a_tab_opened_again_where_a_form_went_comes_to_the_page_above(own: House, form: str, page: str) -> None:
    answer = own.as_("registrator").request("GET", BASE + form)
    assert answer.headers.get("location", "") == page


def test_who_is_sent_to_sign_in_comes_to_the_page_with_its_question(own: House) -> None:
    assert own.client().get("/granskning?fraga=mig").headers["location"] == "/loggain?till=%2Fgranskning%3Ffraga%3Dmig"
