"""Single sign-on with a certified provider: in by its word alone, as whom it names, with what its groups give, and out again."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import Client as Browser
from playwright.sync_api import sync_playwright
from starlette.testclient import TestClient

from archiver.capture.browser import executable
from archiver.model import Person, Role
from jobs.context import utc_now
from storage.database import journal
from tests.real.cache import Unavailable, default_cache
from tests.real.oidc import CLIENT_ID, CLIENT_SECRET, provider
from tests.real.server import free_port
from tests.web import planted
from tests.web.conftest import BASE, House, house_with  # noqa: F401 the fixture is used by its name
from tests.web.serving import on_loopback

pytestmark = pytest.mark.real
ACCOUNTS: dict[str, dict[str, Any]] = {
    "1001": {"preferred_username": "Arkivarie", "name": "Arkivarie Alm", "groups": ["SG-Arkiv"]},
    "1002": {"preferred_username": "okänd@lillan.example", "name": "Okänd Person", "groups": []},
    "1003": {
        "preferred_username": "ny.registrator",
        "name": "Ny Registrator",
        "email": "ny@lillan.example",
        "email_verified": True,
        "groups": ["SG-Registrator-SN", "annat"],
    },
    "1004": {"preferred_username": "per", "email": "per@lillan.example", "email_verified": True},
    "1005": {"preferred_username": "per", "email": "per@lillan.example", "email_verified": False},
    "1006": {"preferred_username": "anna", "groups": ["SG-Registrator-SN"]},
}
GROUPS = """
[web.oidc.groups.SG-Registrator-SN]
roles = ["registrator"]
committees = ["Socialnämnden"]
[web.oidc.groups.SG-Arkiv]
roles = ["arkivarie"]
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Starts a provider for an address of ours; skips when its package can't be had."""
    with ExitStack() as running:

        def go(base_url: str = BASE, *, in_tokens: bool = True) -> str:
            folder = tmp_path_factory.mktemp("oidc")
            try:
                return running.enter_context(provider(default_cache(), folder, base_url, ACCOUNTS, in_tokens=in_tokens))
            except Unavailable as fault:
                pytest.skip(f"paketen kan inte hämtas här / the packages can't be had here: {fault}")

        yield go


@pytest.fixture(scope="module")
def issuer(start: Callable[..., str]) -> str:
    return start()


@pytest.fixture
def house(house_with: Callable[..., House], issuer: str) -> Callable[..., House]:  # noqa: F811
    """A planted archive that knows the provider, with extra settings of `[web.oidc]`."""

    def make(extra: str = "", where: str = issuer, base_url: str = BASE) -> House:
        made = house_with(
            f'[web]\nbase_url = "{base_url}"\n[web.oidc]\nissuer = "{where}"\nclient_id = "{CLIENT_ID}"\n'
            f'client_secret_file = "oidc.hemlig"\nname = "Lillåns inloggning"\nseconds = 2\n{extra}'
        )
        made.clock.time = utc_now()  # the provider's clock is the machine's
        made.desk.config.path("oidc.hemlig").write_text(CLIENT_SECRET + "\n", encoding="utf-8")
        return made

    return make


def back_from(client: TestClient, account: str, till: str = "/", answer: dict[str, str] | None = None) -> str:
    """Through the provider's sign-in page as somebody; the address of ours it sends the browser back to."""
    away = client.get("/loggain/sso", params={"till": till}).headers["location"]
    with Browser(follow_redirects=False) as browser:
        url = away
        for _ in range(10):
            response = browser.get(url)
            if response.status_code == 200:
                response = browser.post(url, data=answer or {"name": account})
            location = response.headers["location"]
            if location.startswith(BASE):
                return location.removeprefix(BASE)
            url = location if location.startswith("http") else str(response.url.join(location))
    raise AssertionError(url)


def test_whom_the_provider_names_comes_in_and_goes_where_they_were_going(house: Callable[..., House]) -> None:
    made = house()
    client = made.client()
    assert "Logga in med Lillåns inloggning" in client.get("/loggain?till=/fangster").text
    answer = client.get(back_from(client, "1001", "/fangster"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/fangster")
    assert "Arkivarie Alm" in client.get("/mitt-konto").text
    assert "kommunens inloggning" in client.get("/mitt-konto").text


def test_claims_that_only_the_user_info_has_are_asked_for(
    house: Callable[..., House], start: Callable[..., str]
) -> None:
    client = house(where=start(in_tokens=False)).client()
    assert client.get(back_from(client, "1001")).status_code == 303
    assert client.get("/mitt-konto").status_code == 200


def test_a_stranger_is_not_let_in_and_not_added(house: Callable[..., House]) -> None:
    made = house()
    client = made.client()
    before = {one.username for one in made.archive.all(Person)}
    answer = client.get(back_from(client, "1002"))
    assert answer.status_code == 401
    assert "arkivet känner inte okänd@lillan.example" in answer.text
    assert client.get("/").status_code == 303
    assert {one.username for one in made.archive.all(Person)} == before


def test_a_stranger_is_added_with_what_their_groups_give_where_it_is_set(house: Callable[..., House]) -> None:
    made = house(f"adds_people = true\n{GROUPS}")
    client = made.client()
    assert client.get(back_from(client, "1003")).status_code == 303
    new = made.archive.get(Person, "ny.registrator")
    assert (new.name, new.email, new.roles) == ("Ny Registrator", "ny@lillan.example", {Role.REGISTRAR})
    assert new.committees == {planted.CARE}
    with made.archive.session() as session:
        lines = journal.lines(session, about="somearkiv:person:ny.registrator")
    assert [(line.did, line.who, line.why) for line in lines] == [
        ("person.added", "somearkiv", "enligt Lillåns inloggning"),
        ("person.roles", "somearkiv", "enligt Lillåns inloggning"),
    ]
    outsider = made.client()
    assert outsider.get(back_from(outsider, "1002")).status_code == 401


def test_groups_set_roles_anew_and_the_last_administrator_stays(house: Callable[..., House]) -> None:
    made = house(GROUPS)
    with made.archive.change(who=planted.FOUNDER, at=made.clock(), why="prov") as change:
        change.put(replace(made.archive.get(Person, "administrator"), active=False))
        change.note("person.inactivated", about="somearkiv:person:administrator")
    client = made.client()
    assert client.get(back_from(client, "1006")).status_code == 303
    assert made.archive.get(Person, "anna").roles == {Role.REGISTRAR, Role.ADMINISTRATOR}


def test_an_unverified_address_is_nobodys(house: Callable[..., House]) -> None:
    made = house('claim = "email"\nmatches = "e-post"\n')
    right, wrong = made.client(), made.client()
    assert right.get(back_from(right, "1004")).status_code == 303
    assert "Per Nyman" in right.get("/mitt-konto").text
    answer = wrong.get(back_from(wrong, "1005"))
    assert answer.status_code == 401
    assert "inte bekräftat din e-postadress" in answer.text


def test_an_answer_is_taken_once_and_in_the_browser_it_began_in(house: Callable[..., House]) -> None:
    made = house()
    mine, other = made.client(), made.client()
    address = back_from(mine, "1001")
    assert other.get(address).status_code == 401
    other.get("/loggain/sso")
    assert other.get(address).status_code == 401
    assert mine.get(address).status_code == 303
    assert mine.get(address).status_code == 401


def test_the_same_code_is_refused_by_the_provider_and_that_is_said(house: Callable[..., House]) -> None:
    client = house().client()
    address = back_from(client, "1001")
    kept = client.cookies["inloggning"]
    assert client.get(address).status_code == 303
    client.cookies.clear()
    client.cookies.set("inloggning", kept)
    answer = client.get(address)
    assert answer.status_code == 401
    assert "invalid_grant" in answer.text


def test_stopping_there_leads_back_with_a_kind_word(house: Callable[..., House]) -> None:
    client = house().client()
    answer = client.get(back_from(client, "", answer={"stop": "yes"}))
    assert answer.status_code == 401
    assert "avbröts hos tjänsten" in answer.text


def test_a_wrong_secret_is_a_fault_of_the_service_and_is_not_told(
    house: Callable[..., House], caplog: pytest.LogCaptureFixture
) -> None:
    made = house()
    made.desk.config.path("oidc.hemlig").write_text("felhemlighet", encoding="utf-8")
    client = made.client()
    answer = client.get(back_from(client, "1001"))
    assert answer.status_code == 502
    assert "Inloggningstjänsten (Lillåns inloggning) svarar inte som den ska: svar 401, invalid_client" in answer.text
    ours = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore")))
    assert "felhemlighet" not in answer.text + ours


def test_a_provider_that_falls_silent_is_said_in_time(house: Callable[..., House], start: Callable[..., str]) -> None:
    where = start()
    client = house(where=where).client()
    away = client.get("/loggain/sso").headers["location"]
    state = re.search(r"state=(\w+)", away)
    assert state
    with pytest.raises(Exception, match="timed out"):
        Browser(timeout=0.3).get(f"{where}/stop-answering")
    answer = client.get(f"/loggain/sso/svar?code=abc&state={state[1]}")
    assert answer.status_code == 502
    assert "blev inte klar inom 2 sekunder" in answer.text
    assert "Har du ett lösenord här kan du logga in med det." in answer.text
    assert client.get("/loggain").status_code == 200


def test_a_person_in_a_real_browser_signs_in_and_out_of_both(
    house: Callable[..., House], start: Callable[..., str]
) -> None:
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    where = start(base_url)
    made = house(where=where, base_url=base_url)
    with on_loopback(made, port), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(None))
        page = chromium.new_page(locale="sv-SE")
        page.goto(f"{base_url}/fangster")
        page.get_by_role("link", name="Logga in med Lillåns inloggning").click()
        page.get_by_label("Namn").fill("1001")
        page.get_by_role("button", name="Logga in").click()
        page.wait_for_url(f"{base_url}/fangster")
        page.get_by_role("button", name="Logga ut").click()
        page.get_by_role("link", name="Logga ut där också").click()
        page.get_by_role("button", name="Yes, sign me out").click()
        page.wait_for_url(f"{base_url}/loggain/utloggad*")
        page.goto(f"{base_url}/loggain/sso")
        assert page.get_by_label("Namn").is_visible()  # the provider asks again
        chromium.close()
