"""Administratören: what he does most.

1 se hälsa och vad som är försenat · 2 lägga till en person med roll och nämnd · 3 ge ett första lösenord, som personen byter
vid sin första inloggning · 4 ändra roller · 5 rätta en adress · 6 ställa av den som slutar och ta tillbaka · 7 logga ut någon
överallt · 8 byta sitt eget lösenord · 9 rätta en registerrad · 10 anteckna frånvaro · 11 inte se det som står i handlingarna.
"""

from archiver.model import Account, Person, Role
from tests.web import planted
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "administrator"
OWN = "gröna ekar vid sjön 7"


def person(town: Town, username: str) -> Person:
    return town.house.archive.get(Person, username)


def test_a_person_is_added_with_role_and_committee(town: Town, me: Visitor) -> None:
    me.opens("Personer")
    me.looks_right()
    me.follows("Lägg till en person")
    me.writes("Namn", "Ulla Frid")
    me.writes("Användarnamn", "ulla frid")
    me.presses("Lägg till")
    me.is_warned("")
    me.looks_right()
    me.writes("Användarnamn", "ulla")
    me.ticks("kommunikatör")
    me.ticks(planted.COUNCIL)
    me.presses("Lägg till")
    me.is_told("Personen är tillagd.")
    assert person(town, "ulla").roles == {Role.COMMUNICATOR}
    assert person(town, "ulla").committees == {planted.COUNCIL}


def test_a_first_password_is_changed_for_ones_own_at_the_first_sign_in(town: Town, me: Visitor) -> None:
    me.opens("Personer")
    me.follows("Läsare Alm")
    me.page.once("dialog", lambda asked: asked.accept())
    me.presses("Ge ett första lösenord")
    me.sees("Lösenordet visas bara nu.")
    me.looks_right()
    first = me.page.get_by_role("definition").last.inner_text()
    reader = town.stranger()
    reader.pastes_address("/loggain")
    reader.writes("Användarnamn", "lasare")
    reader.writes("Lösenord", first)
    reader.presses("Logga in")
    reader.looks_right()
    reader.writes("Nytt lösenord", OWN)
    reader.writes("Samma en gång till", OWN)
    reader.page.get_by_role("button").last.click()
    reader.sees("Väntar på dig", "Läsare Alm")


def test_roles_are_changed_and_hold_at_once(town: Town, me: Visitor) -> None:
    theirs = town.who("utan-roll").comes_in()
    assert "Handlingar" not in theirs.offered()
    me.opens("Personer")
    me.follows("Utan Roll")
    me.ticks("läsare")
    me.presses("Spara", within="Roller och nämnder")
    me.is_told("Roller och nämnder gäller nu.")
    assert person(town, "utan-roll").roles == {Role.READER}
    assert "Handlingar" in theirs.comes_in().offered()


def test_an_address_is_corrected(town: Town, me: Visitor) -> None:
    me.opens("Personer")
    me.follows("Chef Alm")
    me.writes("E-post", "chef@lillan.example")
    me.presses("Spara", within="Uppgifter")
    me.is_told("Uppgifterna är ändrade.")
    assert person(town, "chef").email == "chef@lillan.example"


def test_whoever_leaves_is_set_aside_and_may_be_taken_back(town: Town, me: Visitor) -> None:
    me.opens("Personer")
    me.follows("Drift Alm")
    me.page.once("dialog", lambda asked: asked.accept())
    me.presses("Ställ av")
    me.is_told("Personen är avställd och utloggad.")
    me.looks_right()
    assert not person(town, "drift").active
    me.presses("Ta tillbaka")
    me.is_told("Personen är tillbaka.")
    assert person(town, "drift").active


def test_somebody_is_signed_out_everywhere(town: Town, me: Visitor) -> None:
    theirs = town.who("arkivarie").comes_in()
    theirs.sees("Väntar på dig")
    me.opens("Personer")
    me.follows("Arkivarie Alm")
    me.presses("Logga ut överallt")
    me.is_told("Personen är utloggad överallt.")
    theirs.comes_in()
    theirs.sees("Användarnamn")


def test_the_own_page_says_where_one_is_signed_in(me: Visitor) -> None:
    me.follows("Administratör Alm")
    me.sees("Där du är inloggad", "den här webbläsaren")


def test_the_overview_tells_of_health_and_what_is_late(me: Visitor) -> None:
    me.sees("Arkivets hälsa", "Försenat")
    me.looks_right()


def test_a_row_is_corrected(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.follows("Ändra uppgifterna")
    me.writes("Funktion", "kommunikatör", within="Kontoansvarig")
    me.writes("Varför uppgifterna ändras", "Ny titel")
    me.presses("Spara ändringen")
    me.is_told("Ändringen är antecknad.")
    assert town.house.archive.get(Account, "lillan").owner.function == "kommunikatör"
    visitor = town.stranger()
    visitor.pastes_address("/offentligt/konton")
    visitor.sees("kommunikatör")


def test_absence_is_noted(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/lillan/manniskor")
    me.picks("Vem är borta", "Eva Sand")
    me.writes("Första dagen", "2026-12-01")
    me.writes("Sista dagen", "2026-11-30")
    me.presses("Anteckna frånvaron")
    me.is_warned("slutar innan den börjar")
    me.looks_right()
    me.writes("Sista dagen", "2026-12-02")
    me.presses("Anteckna frånvaron")
    me.is_told("Frånvaron är antecknad.")
    assert [one.name for one in town.house.archive.get(Account, "lillan").absences] == ["Eva Sand"]


def test_what_people_wrote_is_not_the_administrators(me: Visitor) -> None:
    assert "Handlingar" not in me.offered()
    me.pastes_address(f"/handlingar/{planted.OPEN_ITEM}")
    me.is_warned("Det kräver")
    me.does_not_see("Lampan")
