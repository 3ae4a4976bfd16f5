"""The accounts pages from the server's side: filters, refusals, words kept, tokens never shown, the account as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from archiver.model import Account, AccountState
from storage.database.secrets import SecretKind
from tests.web import planted
from tests.web.conftest import House, form_token
from web import account_form

TOKEN = "hemlignyckel-EAAB-90210"


def send(client: TestClient, path: str, **fields: str):
    return client.post(path, data={"formular": form_token(client), **fields})


@pytest.fixture(scope="module")
def own(house_with: Callable[..., House]) -> House:
    """A municipality of this file's own."""
    return house_with()


def test_the_list_is_chosen_from_by_committee_platform_and_state(own: House) -> None:
    client = own.as_("arkivarie")
    every = client.get("/konton").text
    assert all(f"/konton/{one}" in every for one in ("lillan", "omsorg", "forslag"))
    chosen = client.get("/konton", params={"namnd": planted.COUNCIL, "lage": "öppet", "plattform": "generic"}).text
    assert "/konton/lillan" in chosen
    assert "/konton/omsorg" not in chosen
    assert "/konton/forslag" not in chosen
    assert "Inget konto passar" in client.get("/konton?lage=avslutat").text


def test_an_empty_proposal_is_told_what_is_missing_and_not_of_an_id_that_is_made_of_the_name(own: House) -> None:
    page = send(own.as_("kontoansvarig"), "/nytt-konto").text
    assert "Kontots namn saknas" in page
    assert "Beteckningen får bara ha" not in page
    assert "Beteckningen får bara ha" in send(own.as_("kontoansvarig"), "/nytt-konto", name="日本").text


def test_another_committees_account_is_not_there(own: House) -> None:
    client = own.as_("kontoansvarig-soc")
    assert client.get("/konton/lillan").status_code == client.get("/konton/finns-inte").status_code == 404
    assert "/konton/lillan" not in client.get("/konton").text


def test_a_step_that_is_not_ones_own_is_refused_and_the_page_says_whose_it_is(own: House) -> None:
    answer = send(own.as_("lasare"), "/konton/forslag/steg", step="godkänn_som_chef")
    assert answer.status_code == 403
    assert "Det kräver rollen chef" in answer.text


def test_a_proposal_is_turned_down_with_a_reason_only(own: House) -> None:
    with own.archive.change(who=planted.FOUNDER, at=own.clock()) as change:
        change.put(replace(change.get(Account, "forslag"), id="avslag", url="https://social.example/avslag"))
        change.note("plantering", about="somearkiv:archive")
    client = own.as_("chef")
    assert "skäl saknas" in send(client, "/konton/avslag/steg", step="avskriv", why=" ").text
    assert send(client, "/konton/avslag/steg", step="avskriv", why="Målgruppen finns inte där").status_code == 303
    assert own.archive.get(Account, "avslag").state is AccountState.CLOSED
    assert "Målgruppen finns inte där" in client.get("/konton/avslag").text


def test_a_form_that_somebody_else_overtook_changes_nothing_and_keeps_its_words(own: House) -> None:
    client = own.as_("kontoansvarig")
    values = account_form.of_account(own.archive.get(Account, "forslag"))
    answer = send(client, "/konton/forslag/andra", **{**values, "name": "Nytt namn", "version": "99"})
    assert answer.status_code == 400
    assert 'value="Nytt namn"' in answer.text
    assert own.archive.get(Account, "forslag").name == "Kontot forslag"


def test_a_token_and_an_envelope_are_sealed_and_shown_nowhere(own: House, caplog: pytest.LogCaptureFixture) -> None:
    with own.archive.change(who=planted.FOUNDER, at=own.clock()) as change:
        change.put(replace(change.get(Account, "lillan"), id="fb", platform="facebook", url="https://facebook.com/x"))
        change.note("plantering", about="somearkiv:archive")
    client = own.as_("informator")
    answers = [send(client, "/konton/fb/vagar/nyckel", token=TOKEN + "å")]
    answers += [send(client, "/konton/fb/vagar/nyckel", token=TOKEN), client.get("/konton/fb/vagar")]
    answers += [client.get(path) for path in ("/konton/fb", "/konton/fb/historik", "/konton/fb/plan")]
    assert [one.status_code for one in answers] == [400, 303, 200, 200, 200, 200]
    assert not [one for one in answers if TOKEN in one.text or TOKEN in str(one.headers)]
    answers = [send(client, "/konton/fb/manniskor/kuvert", details=TOKEN), client.get("/konton/fb/manniskor")]
    answers.append(send(client, "/konton/fb/manniskor/kuvert", details=TOKEN * 999))
    assert [one.status_code for one in answers] == [303, 200, 400]
    assert not [one for one in answers if TOKEN in one.text or TOKEN in str(one.headers)]
    assert TOKEN not in caplog.text
    assert "Glöm nyckeln" in client.get("/konton/fb/vagar").text
    send(client, "/konton/fb/vagar/glom", kind=SecretKind.TOKEN.value)
    assert "Glöm nyckeln" not in client.get("/konton/fb/vagar").text


def test_the_account_as_it_was_on_a_day(own: House) -> None:
    before = own.clock.time.date()
    own.clock.time += timedelta(days=3)
    client = own.as_("kontoansvarig")
    values = account_form.of_account(own.archive.get(Account, "lillan"))
    changed = {**values, "deputy.name": "Ann Alm", "why": "Eva har slutat", "version": "1"}
    assert send(client, "/konton/lillan/andra", **changed).status_code == 303
    assert "Ann Alm" in client.get("/konton/lillan/plan").text
    then = client.get(f"/konton/lillan/plan?dag={before}").text
    assert "Ann Alm" not in then
    assert "Så såg kontot ut den 23 november 2026" in then
    assert client.get("/konton/lillan/plan?dag=2020-01-01").status_code == 404
    history = client.get("/konton/lillan/historik").text
    assert "Ändrat: ersättare" in history
    assert "Eva har slutat" in history
    pdf = client.get(f"/konton/lillan/aktivitetsplan.pdf?dag={before}").content
    assert pdf.startswith(b"%PDF")
    assert b"pdfaid" in pdf


@pytest.mark.parametrize(
    ("url", "platform"),
    [("www.facebook.com/x", "facebook"), ("https://youtu.be/x", "youtube"), ("lillan.se", "generic")],
)
def test_the_platform_is_known_by_the_address(url: str, platform: str) -> None:
    assert account_form.account_of({"url": url}).platform == platform


def test_the_form_gives_back_the_account_it_was_made_from(own: House) -> None:
    account = own.archive.get(Account, "omsorg")
    assert account_form.account_of(account_form.of_account(account), account) == account


def test_a_fault_of_an_administrator_stands_at_the_row_it_was_written_in() -> None:
    values = {"administrators[0].name": "Eva", "administrators[3].email": "bo@lillan.example"}
    faults = account_form.faults(account_form.account_of(values), values)
    assert "administrators[3].name" in faults
