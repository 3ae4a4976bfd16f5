"""Webbansvarig: what he does most.

1 intyga den offentliga förteckningen · 2 se den som en besökare och hämta den · 3 hitta ett konto · 4 rätta en registerrad
med skäl · 5 avslå ett förslag · 6 ta en skärmdump nu · 7 läsa och hämta aktivitetsplanen · 8 se vad som är försenat · 9 göra
ett paket av förteckningen · 10 avsluta ett konto efter en sista fångst.
"""

import csv
import io

from archiver.model import Account, AccountState
from tests.web import planted
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "webbansvarig"


def account(town: Town, id_: str) -> Account:
    return town.house.archive.get(Account, id_)


def test_the_public_list_is_attested(town: Town, me: Visitor) -> None:
    me.opens("Skyldigheter")
    me.presses("Intyga att kontoförteckningen stämmer")
    me.is_told("Ditt intyg är antecknat.")
    visitor = town.stranger()
    visitor.pastes_address("/offentligt/konton")
    visitor.sees("Intygad av webbansvarig 23 november 2026")


def test_the_list_is_seen_as_a_visitor_sees_it_and_downloaded(town: Town) -> None:
    visitor = town.stranger()
    visitor.pastes_address("/offentligt/konton")
    visitor.sees("Konton i bruk", "Kontot lillan", planted.COUNCIL)
    visitor.does_not_see("Maja Lindqvist", "Kontot forslag")
    rows = list(csv.DictReader(io.StringIO(visitor.downloads("CSV").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2


def test_an_account_is_found_by_what_one_knows_of_it(me: Visitor) -> None:
    me.opens("Konton")
    me.picks("Nämnd", planted.CARE)
    me.presses("Visa")
    me.is_told("1 konto")
    me.sees("Kontot omsorg")
    me.picks("Läge", "avslutat")
    me.presses("Visa")
    me.sees("Inget konto passar urvalet.")
    me.looks_right()
    me.follows("Visa alla")
    me.is_told("3 konton")


def test_a_row_is_corrected_with_the_reason(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot omsorg")
    me.follows("Ändra uppgifterna")
    me.writes("Syfte i en mening", "Berätta om omsorgen")
    me.presses("Spara ändringen")
    me.is_warned("skriv varför uppgifterna ändras")
    me.looks_right()
    me.writes("Varför uppgifterna ändras", "Tydligare syfte")
    me.presses("Spara ändringen")
    me.is_told("Ändringen är antecknad.")
    assert account(town, "omsorg").purpose == "Berätta om omsorgen"


def test_a_proposal_is_turned_down(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot forslag")
    me.unfolds("Avslå förslaget")
    me.writes("Skäl", "Finns redan på webben")
    me.presses("Avslå")
    me.is_told("Förslaget är avslaget och skälet antecknat.")
    assert account(town, "forslag").state is AccountState.CLOSED


def test_a_screenshot_is_ordered_from_the_accounts_page(me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot omsorg")
    me.presses("Ta skärmdump nu")
    me.sees("Väntar på sin tur", "Kontot omsorg")


def test_the_activity_plan_is_read_and_downloaded(me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.follows("Aktivitetsplan")
    me.sees("Aktivitetsplanens fem punkter", "Nå invånarna")
    assert me.downloads("Hämta som PDF/A").startswith(b"%PDF")


def test_what_is_late_is_seen_account_by_account(me: Visitor) -> None:
    me.opens("Skyldigheter")
    me.follows("Snart")
    me.looks_right()
    me.follows("Alla")
    me.sees("Kommunen", "Kontot lillan")


def test_a_package_is_made_of_the_list(me: Visitor) -> None:
    me.opens("Leveranser")
    me.follows("Ny leverans")
    me.page.get_by_label("Slag", exact=True).select_option("register")
    me.presses("Gör paketet")
    me.is_told("Paketet är gjort.")


def test_an_account_is_closed_after_its_last_capture(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.unfolds("Avsluta kontot")
    me.sees("Det går inte att ångra.")
    me.looks_right()
    me.writes("Varför kontot avslutas", "Flyttar till kommunens sida")
    me.presses("Avsluta kontot")
    me.is_told("Kontot är avslutat. Allt som fångats finns kvar.")
    assert account(town, "lillan").state is AccountState.CLOSED
