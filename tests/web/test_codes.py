"""One-time codes as a person meets them, in a real Chromium and in forms: turning them on, signing in with them, losing them."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from archiver.capture.browser import executable
from archiver.model import Person
from jobs import one_time_codes, passwords
from jobs.context import Context
from tests.accessibility import WIDTHS, too_wide, violations
from tests.web import planted
from tests.web.conftest import House, form_token
from tests.web.serving import on_loopback

PASSWORD = "korrekt häst batteri"
REQUIRED = '[web]\ncode_roles = ["arkivarie"]\n'


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(None))
        yield found
        found.close()


def context_of(house: House, username: str) -> Context:
    return Context(house.desk.config, house.archive, house.archive.get(Person, username), house.clock)


def with_device(house: House, username: str = "arkivarie") -> tuple[str, list[str]]:
    """Somebody with a password and a device: its secret and the recovery codes."""
    context = context_of(house, username)
    passwords.set_password(context, username, PASSWORD)
    one_time_codes.begin(context)
    begun = one_time_codes.begun(context)
    assert begun is not None
    recovery = one_time_codes.confirm(context, code(house, begun.secret))
    house.clock.time += timedelta(minutes=2)
    return begun.secret, recovery


def code(house: House, secret: str) -> str:
    return pyotp.TOTP(secret).at(house.clock.time)


def give_password(client: TestClient, till: str = "/") -> str:
    form = {"formular": form_token(client, "/loggain"), "namn": "arkivarie", "losenord": PASSWORD, "till": till}
    return client.post("/loggain", data=form).headers["location"]


def give_code(client: TestClient, given: str, till: str = "/") -> int:
    form = {"formular": form_token(client, "/loggain/kod"), "kod": given, "till": till}
    return client.post("/loggain/kod", data=form).status_code


@pytest.fixture
def fresh(house_with: Callable[..., House]) -> House:
    return house_with()


def test_the_password_alone_opens_nothing(fresh: House) -> None:
    secret, _ = with_device(fresh)
    client = fresh.client()
    assert give_password(client, "/fangster") == "/loggain/kod?till=/fangster"
    for path in ("/", "/fangster", "/mitt-konto", "/loggain/enhet", "/loggain/losenord"):
        assert client.get(path).status_code == 303, path
    assert client.get("/loggain").headers["location"] == "/loggain/kod"
    token = form_token(client, "/loggain/kod")
    assert client.post("/aviseringar", data={"formular": token}).status_code == 401
    assert client.post("/loggain/enhet/borja", data={"formular": token}).status_code == 401
    before = client.cookies["somearkiv"]
    assert give_code(client, code(fresh, secret)) == 303
    assert client.get("/fangster").status_code == 200
    assert client.cookies["somearkiv"] != before
    old = fresh.client()
    old.cookies.set("somearkiv", before)
    assert old.get("/").status_code == 303


def test_the_same_code_is_refused_in_another_browser(fresh: House) -> None:
    secret, _ = with_device(fresh)
    one, other = fresh.client(), fresh.client()
    give_password(one)
    give_password(other)
    seen = code(fresh, secret)
    assert give_code(one, seen) == 303
    assert give_code(other, seen) == 401
    assert other.get("/").status_code == 303


def test_guessing_codes_costs_waiting(fresh: House) -> None:
    with_device(fresh)
    client = fresh.client()
    give_password(client)
    assert [give_code(client, "12") for _ in range(6)] == [401] * 5 + [429]


def test_a_sitting_waits_for_its_code_a_quarter_of_an_hour(fresh: House) -> None:
    secret, _ = with_device(fresh)
    client = fresh.client()
    give_password(client)
    fresh.clock.time += timedelta(minutes=16)
    assert client.get("/loggain/kod").headers["location"] == "/loggain"
    assert code(fresh, secret)


def test_without_the_telephone_a_recovery_code_opens_and_an_administrator_resets(fresh: House) -> None:
    _, recovery = with_device(fresh)
    client = fresh.client()
    give_password(client)
    assert give_code(client, recovery[0]) == 303
    assert "Reservkoder kvar: 9." in client.get("/mitt-konto").text
    admin = fresh.as_(planted.FOUNDER)
    assert "engångskod" in admin.get("/personer").text
    answer = admin.post("/personer/person/arkivarie/koder", data={"formular": form_token(admin)})
    assert answer.status_code == 303
    assert "engångskoderna nollställdes" in admin.get("/personer/person/arkivarie").text
    assert give_password(fresh.client()) == "/"


def test_codes_are_turned_off_with_a_code_and_only_then(fresh: House) -> None:
    secret, _ = with_device(fresh)
    client = fresh.as_("arkivarie")
    for given, status in (("000", 401), (code(fresh, secret), 303)):
        form = {"formular": form_token(client), "kod": given}
        assert client.post("/mitt-konto/koder/av", data=form).status_code == status
    assert give_password(fresh.client()) == "/"


def test_a_role_that_requires_codes_opens_nothing_before_there_is_a_device(house_with: Callable[..., House]) -> None:
    house = house_with(REQUIRED)
    passwords.set_password(context_of(house, "arkivarie"), "arkivarie", PASSWORD)
    client = house.client()
    assert give_password(client, "/fangster") == "/loggain/enhet?till=/fangster"
    assert client.get("/fangster").status_code == 303
    assert "Din roll kräver engångskoder" in client.get("/loggain/enhet").text
    token = form_token(client, "/loggain/enhet")
    client.post("/loggain/enhet/borja", data={"formular": token})
    begun = one_time_codes.begun(context_of(house, "arkivarie"))
    assert begun is not None
    form = {"formular": token, "kod": code(house, begun.secret), "till": "/fangster"}
    page = client.post("/loggain/enhet", data=form)
    assert page.status_code == 200
    assert 'href="/fangster"' in page.text
    assert client.get("/fangster").status_code == 200
    assert house.as_("lasare").get("/").status_code == 200


def test_a_sitting_from_before_the_role_required_codes_must_have_them_now(house_with: Callable[..., House]) -> None:
    house = house_with(REQUIRED)
    client = house.as_("arkivarie")
    assert client.get("/").headers["location"] == "/loggain?till=%2F"
    assert client.get("/loggain").headers["location"] == "/loggain/enhet"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_person_turns_codes_on_and_signs_in_with_them_on_pages_open_to_everybody(
    house_with: Callable[..., House], chromium: Browser, width: int
) -> None:
    house = house_with(REQUIRED)
    password = passwords.first_password(context_of(house, planted.FOUNDER), "arkivarie")
    with on_loopback(house) as url:
        context = chromium.new_context(viewport={"width": width, "height": 800}, locale="sv-SE")
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda one: told.append(one.text))

        def looked_at() -> None:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert violations(page) == [], (page.url, scheme)
            assert too_wide(page) == [], page.url

        def signed_in(with_: str) -> None:
            page.goto(f"{url}/loggain")
            page.get_by_label("Användarnamn").fill("arkivarie")
            page.get_by_label("Lösenord").fill(with_)
            page.get_by_role("button", name="Logga in").click()

        signed_in(password)
        looked_at()
        page.get_by_label("Nytt lösenord").fill(PASSWORD)
        page.get_by_label("Samma en gång till").fill(PASSWORD)
        page.get_by_role("button", name="Spara och fortsätt").click()
        looked_at()
        page.get_by_role("button", name="Börja").click()
        looked_at()
        secret = _written_key(page)
        page.get_by_label("Koden").fill("000")
        page.get_by_role("button", name="Slå på engångskoder").click()
        assert "stämmer inte" in page.get_by_role("alert").inner_text()
        page.get_by_label("Koden").fill(code(house, secret))
        page.get_by_role("button", name="Slå på engångskoder").click()
        assert page.get_by_role("listitem").filter(has_text="-").count() == one_time_codes.RECOVERY_CODES
        looked_at()
        page.get_by_role("link", name="Jag har sparat dem").click()
        page.goto(f"{url}/mitt-konto")
        looked_at()
        (page.get_by_role("button", name="Meny").or_(page.locator("summary", has_text="Meny"))).first.click(
            timeout=3000
        ) if width == 320 else None
        page.get_by_role("button", name="Logga ut", exact=True).click()
        house.clock.time += timedelta(minutes=1)
        signed_in(PASSWORD)
        looked_at()
        page.get_by_label("Koden i din app").fill(code(house, secret))
        page.get_by_role("button", name="Fortsätt").click()
        page.get_by_role("heading", name="Översikt").wait_for()
        context.close()
    assert [one for one in told if "401" not in one] == []


def _written_key(page: Page) -> str:
    page.get_by_text("Går det inte att fotografera?").click()
    found = re.search(
        r"nyckeln för hand: ([A-Z2-7 ]{39})", page.locator("details", has_text="fotografera").inner_text()
    )
    assert found
    return found[1].replace(" ", "")


def test_an_administrators_pages_are_open_to_everybody_with_a_first_password_on_them(
    house_with: Callable[..., House], chromium: Browser
) -> None:
    house = house_with()
    with on_loopback(house) as url:
        context = chromium.new_context(viewport={"width": 320, "height": 800}, locale="sv-SE")
        token = house.as_(planted.FOUNDER).cookies["somearkiv"]
        context.add_cookies([{"name": "somearkiv", "value": token, "url": url}])
        page = context.new_page()
        page.goto(f"{url}/personer/person/{planted.SUBJECT}")
        page.on("dialog", lambda one: one.accept())
        page.get_by_role("button", name="Ge ett första lösenord").click()
        page.get_by_text("visas bara nu").wait_for()
        assert violations(page) == []
        assert too_wide(page) == []
        context.close()
