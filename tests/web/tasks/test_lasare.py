"""Läsaren, and whoever comes for the first time.

1 logga in och ut · 2 söka · 3 avgränsa · 4 läsa en tråd · 5 spara en sökning och ta bort den · 6 byta språk · 7 se läget · 8
mötas av ett vänligt nej · 9 inte se något som kan vara sekretess · 10 bevaka en sökning · 11 söka och läsa med bara
tangenterna, på en liten skärm.
"""

from archiver.model import Person
from jobs import passwords
from jobs.context import Context
from tests.web import planted
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "lasare"
PASSWORD = "lång-och-lätt-att-minnas-26"


def test_one_signs_in_with_ones_own_password_and_out_again(town: Town) -> None:
    house = town.house
    herself = Context(house.desk.config, house.archive, house.archive.get(Person, WHO), house.clock)
    passwords.set_password(herself, WHO, PASSWORD)
    me = town.stranger()
    me.pastes_address("/handlingar")
    me.writes("Användarnamn", WHO)
    me.writes("Lösenord", "fel-lösenord-igen")
    me.presses("Logga in")
    me.is_warned("")
    me.looks_right()
    me.writes("Användarnamn", WHO)
    me.writes("Lösenord", PASSWORD)
    me.presses("Logga in")
    assert me.heading() == "Handlingar"
    me.presses("Logga ut")
    me.is_told("Du är utloggad.")


def test_words_are_found_in_every_form_and_narrowed(me: Visitor) -> None:
    me.opens("Handlingar")
    me.writes("Sök i text, författare och dnr", "skolor")
    me.presses("Sök")
    me.is_told("1 handling.")
    me.unfolds("Avgränsa")
    me.picks("Slag", "kommentar")
    me.presses("Sök")
    me.sees("Inget hittades.")
    me.looks_right()
    me.follows("Rensa")
    me.sees("handlingar, nyast först.")


def test_a_thread_is_read(me: Visitor) -> None:
    me.opens("Handlingar")
    me.follows("Sara Holm")
    me.follows("Visa tråden (4)")
    me.sees("Badhuset öppnar igen", "Övriga 30 kronor.")


def test_a_search_is_kept_and_let_go(me: Visitor) -> None:
    me.opens("Handlingar")
    me.follows("Sparade sökningar")
    me.sees("Du har inga sparade sökningar.")
    me.looks_right()
    me.follows("Till handlingarna")
    me.writes("Sök i text, författare och dnr", "badhus")
    me.presses("Sök")
    me.writes("Namn", "Badet")
    me.presses("Spara")
    me.is_told("Sökningen är sparad.")
    me.presses("Ta bort: Badet")
    me.is_told("Sökningen är borttagen.")


def test_the_language_is_changed_and_changed_back(me: Visitor) -> None:
    me.follows("In English")
    me.sees("Waiting for you")
    me.follows("På svenska")
    me.sees("Väntar på dig")


def test_the_state_of_things_is_seen(me: Visitor) -> None:
    me.follows("Alla skyldigheter, konto för konto")
    me.sees("Kontot lillan")


def test_what_is_not_ones_own_is_refused_kindly(me: Visitor) -> None:
    me.pastes_address("/granskning")
    me.is_warned("Det kräver")
    me.looks_right()
    me.follows("Till översikten")
    me.sees("Väntar på dig")
    assert not {"Granskning", "Utlämnande", "Leveranser", "Borttagning"} & set(me.offered())


def test_nothing_that_may_be_secret_is_shown(me: Visitor) -> None:
    me.opens("Handlingar")
    me.does_not_see(*planted.SECRET_WORDS)
    me.writes("Sök i text, författare och dnr", planted.SECRET_WORDS[0])
    me.presses("Sök")
    me.sees("Inget hittades.")


def test_a_kept_search_is_watched_and_no_longer(me: Visitor) -> None:
    me.pastes_address("/handlingar?q=badhus")
    me.writes("Namn", "Badhuset")
    me.presses("Spara")
    me.presses("Bevaka: Badhuset")
    me.is_told("Du får besked om nya träffar.")
    me.sees("be en administratör lägga in den")
    me.presses("Sluta bevaka: Badhuset")
    me.is_told("Du får inga fler besked.")


def test_one_searches_and_reads_with_the_keys_alone_on_a_small_screen(town: Town) -> None:
    me = town.who(WHO)
    me.page.set_viewport_size({"width": 320, "height": 640})
    me.pastes_address("/handlingar")
    me.tabs_to("Hoppa till innehållet")
    me.page.keyboard.press("Enter")
    me.tabs_to("Sök i text, författare och dnr")
    me.page.keyboard.type("badhuset")
    me.page.keyboard.press("Enter")
    me.is_told("1 handling.")
    me.tabs_to("Lillåns kommun")
    me.page.keyboard.press("Enter")
    me.sees("Badhuset öppnar igen", "Lydelse 1")
    me.page.set_viewport_size({"width": 1280, "height": 900})
