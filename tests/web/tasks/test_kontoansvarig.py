"""Kontoansvarig och kommunikatören: what they do most.

1 föreslå ett konto · 2 ändra förslaget · 3 anmäla semester · 4 be att en kollega får bli delaktig · 5 lämna inloggningen i
ett kuvert · 6 ta en skärmdump nu · 7 intyga kontot · 8 låta kontot vila och återuppta det · 9 spara ett inlägg före
borttagning · 10 beställa borttagning och kvittera den · 11 läsa en tråd · 12 välja vilka brev som kommer.
"""

import json

from archiver.model import Account, AccountState
from archiver.removal.order import RemovalOrder, RemovalState
from jobs.daemon.worker import HARVEST, SAVE
from storage.database import orders
from tests.web import planted
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "kontoansvarig-kom"
COLLEAGUE = "kommunikator"


def account(town: Town, id_: str = "lillan") -> Account:
    return town.house.archive.get(Account, id_)


def test_an_account_is_proposed_with_its_five_points(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Föreslå ett konto")
    me.presses("Lämna förslaget")
    me.is_warned("Kontots namn")
    me.looks_right()
    me.writes("Kontots namn", "Lillåns bibliotek")
    me.opens("Konton")
    me.pastes_address("/nytt-konto")
    me.sees("Här är det du började skriva.")
    assert me.page.get_by_label("Kontots namn").input_value() == "Lillåns bibliotek"
    me.writes("Adress", "https://www.instagram.com/lillansbibliotek")
    me.sees("Känns igen som Instagram.")
    me.writes("Ansvarig nämnd", planted.COUNCIL)
    me.writes("Verksamhet", "bibliotek")
    me.writes("Syfte i en mening", "Visa vad som händer på biblioteket")
    me.writes("1. Aktivitet och medium", "Bilder på Instagram")
    me.writes("2. Syfte och mål", "Fler besökare")
    me.writes("3. Målgrupp", "Invånare")
    me.writes("4. Övervakning och uppdatering", "Varje vardag kl. 9")
    me.writes("5. Ansvarig när ordinarie inte är på plats", "Eva Sand")
    me.writes("Namn", "Maja Lindqvist", within="Kontoansvarig")
    me.writes("Namn", "Eva Sand", within="Ersättare")
    me.writes("Namn 1", "Maja Lindqvist")
    me.writes("Namn 2", "Eva Sand")
    me.presses("Lämna förslaget")
    me.is_told("Kontot är föreslaget.")
    me.sees("Vägen till ett öppet konto")
    made = account(town, me.page.url.rpartition("/")[2].partition("?")[0])
    assert (made.name, made.state, made.platform) == ("Lillåns bibliotek", AccountState.PROPOSED, "instagram")
    me.pastes_address("/nytt-konto")
    assert me.page.get_by_label("Kontots namn").input_value() == ""


def test_a_proposal_is_changed(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot forslag")
    me.follows("Ändra förslaget")
    me.writes("3. Målgrupp", "Unga vuxna")
    me.presses("Spara ändringen")
    me.is_told("Ändringen är antecknad.")
    me.follows("Aktivitetsplan")
    me.sees("Unga vuxna")
    assert account(town, "forslag").plan.target_group == "Unga vuxna"


def test_a_holiday_is_told_of_before_it_begins(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.follows("Människor")
    me.picks("Vem är borta", "Maja Lindqvist")
    me.writes("Första dagen", "2026-12-21")
    me.writes("Sista dagen", "2026-12-31")
    me.presses("Anteckna frånvaron")
    me.is_told("Frånvaron är antecknad.")
    me.sees("21 december 2026")
    assert [one.name for one in account(town).absences] == ["Maja Lindqvist"]


def test_a_colleague_is_asked_in(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/lillan/manniskor")
    me.writes("Namn", "Ulla Frid", within="Begär att någon får bli delaktig")
    me.writes("E-post", "ulla@lillan.example", within="Begär att någon får bli delaktig")
    me.presses("Begär delaktighet")
    me.is_told("Begäran är antecknad. Nästa steg är närmaste chefs.")
    me.sees("Ulla Frid", "Begärd")
    me.looks_right()
    assert [one.person.name for one in account(town).joinings] == ["Ulla Frid"]


def test_the_log_in_details_are_sealed_and_never_shown(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/lillan/manniskor")
    me.unfolds("Försegla ett nytt kuvert")
    me.writes("Användarnamn, lösenord, koder", "lillan / hemligt-av-oss")
    me.presses("Försegla")
    me.is_told("Kuvertet är förseglat i valvet.")
    me.sees("Förseglat kuvert")
    me.does_not_see("hemligt-av-oss")


def test_a_screenshot_is_taken_now(town: Town, me: Visitor) -> None:
    me.opens("Fångster")
    me.follows("Kontot lillan")
    me.presses("Ta skärmdump nu")
    me.sees("Väntar på sin tur", "Kontot lillan")
    me.looks_right()
    number = int(me.page.url.rpartition("/")[2].partition("?")[0])
    with town.house.archive.session() as session:
        order = orders.one(session, number)
    assert order is not None
    assert (order.kind, order.ordered_by) == (HARVEST, WHO)


def test_the_account_is_attested_once_a_year(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.presses("Intyga kontot")
    me.is_told("Ditt intyg är antecknat.")
    me.sees("intygade kontot")
    assert account(town).history[-1].step == "intyga"


def test_an_account_rests_a_while_and_is_taken_up_again(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/lillan")
    me.unfolds("Låt kontot vila")
    me.writes("Skäl", "Sommaruppehåll", within="Vila")
    me.presses("Låt vila")
    me.is_told("Kontot vilar.")
    me.sees("Sommaruppehåll")
    me.presses("Återuppta kontot")
    me.is_told("Kontot används igen.")
    assert [one.step for one in account(town).history[-2:]] == ["pausa", "återuppta"]


def test_a_pasted_post_is_saved_before_it_is_removed(town: Town) -> None:
    me = town.who(COLLEAGUE).comes_in()
    me.opens("Borttagning")
    me.follows("Spara ett inlägg före borttagning")
    me.writes("Inläggets adress", "https://social.example/lillan/22")
    me.picks("Konto", "Kontot lillan")
    me.ticks("Svordomar eller obscena ord")
    me.presses("Spara nu")
    me.sees("Väntar på sin tur", "Ta inte bort inlägget förrän det står att det är sparat.")
    me.looks_right()
    number = int(me.page.url.rpartition("/")[2].partition("?")[0])
    with town.house.archive.session() as session:
        order = orders.one(session, number)
    assert order is not None
    assert (order.kind, order.ordered_by) == (SAVE, COLLEAGUE)
    assert json.loads(order.argument)[0] == "https://social.example/lillan/22"


def test_a_removal_is_done_on_the_platform_and_seen_to_be_gone(town: Town) -> None:
    me = town.who(COLLEAGUE).comes_in()
    me.opens("Borttagning")
    me.follows("Kalle Öman")
    me.presses("Borttaget på plattformen")
    me.is_told("Det är antecknat.")
    me.unfolds("Jag har själv sett efter")
    me.ticks("Det är borta")
    me.presses("Anteckna")
    me.sees("Bekräftad: Kalle Öman")
    assert town.house.archive.get(RemovalOrder, planted.OPEN_REMOVAL).state is RemovalState.CONFIRMED


def test_a_thread_is_read_from_question_to_answer(me: Visitor) -> None:
    me.opens("Handlingar")
    me.writes("Sök i text, författare och dnr", "badhus")
    me.presses("Sök")
    me.is_told("1 handling.")
    me.follows("Lillåns kommun")
    me.follows("Visa tråden (4)")
    me.sees("Vad kostar det för barn?", "Barn under sju år badar gratis.")


def test_letters_come_once_a_day_and_not_at_night(me: Visitor) -> None:
    me.pastes_address("/aviseringar")
    me.ticks("Allt i ett brev om dagen")
    me.writes("Från klockan", "18")
    me.writes("Till klockan", "7")
    me.presses("Spara")
    me.is_told("Ditt val är sparat.")
    assert me.page.get_by_label("Från klockan").input_value() == "18"
