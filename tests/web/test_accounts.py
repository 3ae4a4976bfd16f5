"""The accounts pages in a real Chromium, as the people of an account use them: from proposal to open, absences, joining,
leaving, closing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from archiver.capture.browser import executable
from archiver.model import Account, AccountState, JoinState
from jobs import signing_in
from tests.web.conftest import House
from tests.web.serving import on_loopback

FIVE_POINTS = {
    "1. Aktivitet och medium": "En sida på Facebook med nytt från biblioteket",
    "2. Syfte och mål": "Fler ska hitta hit; hundra besökare mer i månaden",
    "3. Målgrupp": "Barnfamiljer",
    "4. Övervakning och uppdatering": "Varje vardag klockan 9 och 15",
    "5. Ansvarig när ordinarie inte är på plats": "Bo Björk",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(None))
        yield found
        found.close()


@pytest.fixture(scope="module")
def served(house_with: Callable[..., House]) -> Iterator[tuple[House, str]]:
    house = house_with()
    with on_loopback(house) as url:
        yield house, url


@pytest.fixture(scope="module")
def sits(browser: Browser, served: tuple[House, str]) -> Callable[..., object]:
    """`with sits("chef", "/konton") as page`: a page of somebody signed in."""
    house, url = served

    @contextmanager
    def sit(username: str, path: str) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        token = signing_in.begin(house.archive, username, signing_in.PASSWORD, house.clock())
        context.add_cookies([{"name": "somearkiv", "value": token, "url": url}])
        page = context.new_page()
        page.goto(url + path)
        yield page
        context.close()

    return sit


def told(page: Page, text: str) -> None:
    expect(page.locator(".told")).to_contain_text(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_from_proposal_to_open_by_the_hands_of_three(served: tuple[House, str], sits: Callable[..., object]) -> None:
    house, _ = served
    with sits("kontoansvarig", "/konton") as page:
        page.get_by_role("link", name="Föreslå ett konto").click()
        page.get_by_label("Kontots namn").fill("Lillåns bibliotek")
        page.get_by_label("Adress", exact=True).fill("www.facebook.com/lillan-bibliotek")
        expect(page.locator(".recognised")).to_have_text("Känns igen som Facebook.")
        for label, text in FIVE_POINTS.items():
            page.get_by_label(label).fill(text)
        page.get_by_label("Ansvarig nämnd").fill("Kommunstyrelsen")
        page.get_by_label("Verksamhet").fill("bibliotek")
        page.get_by_label("Syfte i en mening").fill("Berätta vad som händer på biblioteket")
        owner, deputy = page.get_by_role("group", name="Kontoansvarig"), page.get_by_role("group", name="Ersättare")
        owner.get_by_label("Namn").fill("Eva Ek")
        deputy.get_by_label("Namn").fill("Eva Ek")
        page.get_by_label("Namn 1").fill("Eva Ek")
        press(page, "Lämna förslaget")
        # Two faults, each at its field, and every word is kept.
        expect(deputy.get_by_text("Ersättaren ska vara en annan än kontoansvarig")).to_be_visible()
        expect(page.locator("#x-administrators")).to_contain_text("minst två", ignore_case=True)
        expect(page.get_by_label("3. Målgrupp")).to_have_value("Barnfamiljer")
        deputy.get_by_label("Namn").fill("Bo Björk")
        page.get_by_label("Namn 2").fill("Bo Björk")
        press(page, "Lämna förslaget")
        told(page, "Kontot är föreslaget")
        expect(page.get_by_role("button", name="Godkänn som närmaste chef")).to_have_count(0)
        expect(page.get_by_text("En uppgift för chef.", exact=True)).to_be_visible()
        place = page.url.split("?")[0].removeprefix(served[1])
    with sits("chef", place) as page:
        press(page, "Godkänn som närmaste chef")
        told(page, "godkännande är antecknat")
        expect(page.get_by_text("Inte än: båda godkännandena")).to_be_visible()
    with sits("informator", place) as page:
        press(page, "Godkänn som informatör")
        expect(page.get_by_text("inloggningsuppgifterna är inte lämnade")).to_be_visible()
        press(page, "Intyga deponeringen")
        press(page, "Öppna kontot")
        told(page, "Kontot är öppet")
    account = house.archive.get(Account, "lillans-bibliotek")
    assert account.state is AccountState.OPEN
    assert account.platform == "facebook"
    assert [one.by for one in account.approvals] == ["chef", "informator"]


def test_two_absences_at_once_are_warned_of_before(sits: Callable[..., object]) -> None:
    with sits("kontoansvarig", "/konton/lillan/manniskor") as page:
        for name, first, last in (
            ("Maja Lindqvist", "2026-12-20", "2027-01-07"),
            ("Eva Sand", "2027-01-02", "2027-01-04"),
        ):
            expect(page.locator(".note")).to_have_count(0)
            page.get_by_label("Vem är borta").select_option(name)
            page.get_by_label("Första dagen").fill(first)
            page.get_by_label("Sista dagen").fill(last)
            press(page, "Anteckna frånvaron")
            told(page, "Frånvaron är antecknad")
        expect(page.locator(".note")).to_contain_text("Obevakat från 2 januari 2027")
        page.goto(page.url.split("/konton/")[0] + "/konton")
        expect(page.get_by_role("row", name="Kontot lillan")).to_contain_text("obevakat från 2 januari 2027")


def test_joining_takes_four_steps_and_leaving_a_new_password(
    served: tuple[House, str], sits: Callable[..., object]
) -> None:
    house, _ = served
    place = "/konton/omsorg/manniskor"
    with sits("kommunikator", place) as page:
        page.get_by_label("Namn", exact=True).fill("Nils Ny")
        press(page, "Begär delaktighet")
        told(page, "närmaste chefs")
        expect(page.get_by_text("En uppgift för chef.", exact=True)).to_be_visible()
    for username, button in (
        ("chef", "Godkänn som närmaste chef"),
        ("informator", "Intyga att personen fått veta vem som ansvarar"),
        ("kontoansvarig", "Intyga att uppgifterna är lämnade"),
        ("kommunikator", "Börja använda kontot"),
    ):
        with sits(username, place) as page:
            press(page, f"{button}: Nils Ny")
            told(page, "Steget är antecknat")
    assert house.archive.get(Account, "omsorg").administrators[-1].name == "Nils Ny"
    with sits("kontoansvarig", place) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        press(page, "Eva Sand slutar")
        told(page, "Byt nu lösenordet")
        press(page, "Intyga att lösenordet är bytt: Eva Sand")
        told(page, "Steget är antecknat")
    account = house.archive.get(Account, "omsorg")
    assert [one.name for one in account.administrators] == ["Maja Lindqvist", "Nils Ny"]
    assert account.joinings[-1].state is JoinState.ENDED
    assert not account.credentials_deposited


def test_closing_asks_for_a_reason_and_a_last_capture(served: tuple[House, str], sits: Callable[..., object]) -> None:
    house, _ = served
    with sits("kontoansvarig", "/konton/omsorg") as page:
        expect(page.get_by_text("En sista fångst finns")).to_be_visible()
        page.locator("summary", has_text="Avsluta kontot").click()
        page.get_by_label("Varför kontot avslutas").fill("Ersatt av e-tjänsten")
        press(page, "Avsluta kontot")
        told(page, "Allt som fångats finns kvar")
    account = house.archive.get(Account, "omsorg")
    assert (account.state, account.history[-1].note) == (AccountState.CLOSED, "Ersatt av e-tjänsten")
