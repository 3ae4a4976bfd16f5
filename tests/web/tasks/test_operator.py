"""Operatören: what she does in the web; the rest of her work is by command (the handbook, Driften).

1 se arkivets hälsa · 2 se konton och hur de fångas · 3 se vad som är försenat · 4 göra en nyckel åt ett annat system · 5
läsa vad gränssnittet erbjuder · 6 mötas av ett vänligt nej vid det som står i handlingarna · 7 läsa läget med nyckeln, tills
den återtas · 8 byta lösenord · 9 logga ut någon annanstans · 10 få brev om det som rör driften, inte på natten.
"""

from archiver.model import Person
from jobs import passwords, signing_in
from jobs.context import Context
from tests.web import planted
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "drift"
OLD, NEW = "det-gamla-lösenordet-26", "ett-nytt-längre-lösenord-26"


def test_the_password_is_changed_and_holds_from_then_on(town: Town) -> None:
    house = town.house
    herself = Context(house.desk.config, house.archive, house.archive.get(Person, WHO), house.clock)
    passwords.set_password(herself, WHO, OLD)
    me = town.stranger()
    me.pastes_address("/mitt-konto")
    _signs_in(me, OLD)
    for now in ("fel-lösenord-igen", OLD):
        me.writes("Nuvarande lösenord", now)
        me.writes("Nytt lösenord", NEW)
        me.writes("Samma en gång till", NEW)
        me.presses("Byt lösenord")
        if now != OLD:
            me.is_warned("")
    me.is_told("Ditt lösenord är bytt.")
    elsewhere = town.stranger()
    elsewhere.pastes_address("/skyldigheter")
    _signs_in(elsewhere, NEW)
    assert elsewhere.heading() == "Skyldigheter"


def _signs_in(window: Visitor, password: str) -> None:
    window.writes("Användarnamn", WHO)
    window.writes("Lösenord", password)
    window.presses("Logga in")


def test_the_archives_health_stands_on_the_overview(me: Visitor) -> None:
    me.sees("Arkivets hälsa", "Senaste tillsyn", "Ledigt på disken", "1 väntar")
    me.does_not_see(*planted.SECRET_WORDS, "Lampan")


def test_how_an_account_is_captured_is_seen(me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.follows("Vägar in")
    me.sees("Så fångas kontot", "somearkiv account login lillan")


def test_what_is_late_is_seen(me: Visitor) -> None:
    me.opens("Skyldigheter")
    me.sees("Kommunen", "Kontot omsorg")


def test_a_key_needs_a_right_and_is_taken_back(me: Visitor) -> None:
    me.pastes_address("/nycklar")
    me.writes("Vad den är till", "övervakningen")
    me.presses("Gör nyckeln")
    me.is_warned("Ingen nyckel gjordes.")
    me.looks_right()
    me.writes("Vad den är till", "övervakningen")
    me.ticks("se läget")
    me.presses("Gör nyckeln")
    me.is_told("Kopiera nyckeln nu.")
    me.follows("Alla nycklar")
    me.presses("Återta övervakningen")
    me.is_told("Nyckeln gäller inte längre.")


def test_what_the_interface_offers_is_read(me: Visitor) -> None:
    me.pastes_address("/nycklar")
    me.follows("Vad gränssnittet erbjuder")
    me.sees("Fel", "RFC 9457")


def test_what_people_wrote_is_not_the_operators(me: Visitor) -> None:
    assert "Handlingar" not in me.offered()
    me.pastes_address("/handlingar")
    me.is_warned("Det kräver")


def test_the_state_is_read_with_a_key_until_it_is_taken_back(town: Town, me: Visitor) -> None:
    me.pastes_address("/nycklar")
    me.writes("Vad den är till", "tavlan i hallen")
    me.ticks("se läget")
    me.presses("Gör nyckeln")
    key = {"Authorization": f"Bearer {me.page.locator('pre code').inner_text()}"}
    status = f"{town.address}/api/v1/status"
    assert me.page.request.get(status, headers=key).json()["accounts"]
    assert me.page.request.get(f"{town.address}/api/v1/items", headers=key).status == 403
    me.follows("Alla nycklar")
    me.presses("Återta tavlan i hallen")
    assert me.page.request.get(status, headers=key).status == 401


def test_a_sitting_left_open_elsewhere_is_ended(town: Town, me: Visitor) -> None:
    house, left = town.house, town.stranger()
    token = signing_in.begin(house.archive, WHO, signing_in.PASSWORD, house.clock())
    left.page.context.add_cookies([{"name": "somearkiv", "value": token, "url": town.address}])
    assert left.comes_in().heading() == "Översikt"
    me.pastes_address("/mitt-konto")
    me.page.get_by_role("button", name="Avsluta inloggningen").first.click()
    me.is_told("Den inloggningen är avslutad.")
    assert left.comes_in().heading() != "Översikt"


def test_letters_come_by_day_and_about_the_running_only(me: Visitor) -> None:
    me.pastes_address("/aviseringar")
    me.writes("Från klockan", "25")
    me.presses("Spara")
    me.is_warned("")
    me.looks_right()
    me.writes("Från klockan", "18")
    me.writes("Till klockan", "7")
    me.presses("Spara")
    me.is_told("Ditt val är sparat.")
    assert me.page.get_by_label("Från klockan").input_value() == "18"
