"""Registratorn: what she does most, by words and buttons (keys alone: `tests/web/test_review_pages.py`).

1 gå igenom kön · 2 diarieföra med de fyra uppgifterna · 3 sekretessmarkera · 4 avfärda en misstanke · 5 låta något stå kvar
och ångra · 6 samma beslut på flera · 7 fråga en kollega · 8 beställa borttagning · 9 öppna årets samlingsärende · 10 lämna
ut handlingar · 11 göra ett paket till diariet och läsa in kvittot · 12 godkänna en gallringslista.
"""

import io
import zipfile

from archiver.lifecycle.collective_case import CollectiveCase
from archiver.records import ItemRecord, Registration, Retention, Secrecy
from archiver.removal.order import RemovalOrder, RemovalState
from archiver.retention.weeding import ListState, WeedingList
from tests.web import planted
from tests.web import planted_day as day
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "registrator"


def item(town: Town, id_: str) -> ItemRecord:
    return town.house.archive.get(ItemRecord, id_)


def test_the_queue_is_walked_from_its_first_question(me: Visitor) -> None:
    me.opens("Granskning")
    me.sees("Misstänkt sekretess", "Senast")
    me.looks_right()
    me.follows("Börja granska")
    me.sees("Varför det ligger här", "Besluta")
    me.follows("Nästa")
    me.sees("Föregående")


def test_an_item_is_registered_with_its_facts_in_two_versions(town: Town, me: Visitor) -> None:
    me.pastes_address(f"/granskning/{planted.SUSPECTED_ITEM}")
    me.follows("Diarieför")
    me.writes("4. I korthet vad handlingen rör", "Anmälan om grannes spel")
    me.writes("Vad handlingen rör", " ")
    me.presses("Diarieför")
    me.is_warned("Något saknas")
    me.looks_right()
    me.writes("Vad handlingen rör", "Anmälan")
    me.presses("Diarieför")
    me.is_told("Handlingen är diarieförd.")
    entry = item(town, planted.SUSPECTED_ITEM).register_entry
    assert entry is not None
    assert (entry.about, entry.public_about, entry.public_sender) == ("Anmälan om grannes spel", "Anmälan", "")


def test_a_secret_is_marked_with_its_provision(town: Town, me: Visitor) -> None:
    me.pastes_address(f"/granskning/{planted.SUSPECTED_ITEM}")
    me.follows("Sekretessmarkera")
    me.ticks("OSL 21:1")
    me.presses("Sekretessmarkera")
    me.is_told("Handlingen är sekretessmarkerad.")
    mark = item(town, planted.SUSPECTED_ITEM).secrecy_mark
    assert mark is not None
    assert (mark.provision, mark.authority) == ("OSL 21:1", planted.COUNCIL)


def test_a_suspicion_is_dismissed_with_its_ground(town: Town, me: Visitor) -> None:
    me.pastes_address(f"/granskning/{day.SORE}")
    me.ticks("Inte sekretess")
    me.presses("Besluta", within="Besluta")
    me.sees("grund")
    me.ticks("Inte sekretess")
    me.writes("Grund", "Avsändaren berättar om sig själv, samtycke (OSL 12:2)")
    me.presses("Besluta", within="Besluta")
    me.is_told("Beslutet är antecknat.")
    assert item(town, day.SORE).axes.secrecy is Secrecy.NONE


def test_what_may_stand_is_let_stand_and_undone(town: Town, me: Visitor) -> None:
    me.opens("Granskning")
    me.follows("Lo Berg")
    me.ticks("Låt stå kvar")
    me.writes("Grund", "Ryms inom yttrandefriheten")
    me.presses("Besluta", within="Besluta")
    me.sees("Nyss beslutat")
    me.presses("Ångra")
    me.is_told("ångr")
    assert len(item(town, day.RUDE).decisions) == 2


def test_the_obvious_is_decided_together_after_a_second_look(town: Town, me: Visitor) -> None:
    me.pastes_address("/granskning?fraga=weeding")
    for box in me.page.get_by_role("checkbox", name="Välj Kim Ek").all()[:3]:
        box.check()
    me.picks("Beslut", "Bevaras")
    me.presses("Fortsätt")
    me.sees("Se efter en gång till. Inget är beslutat än.", "3 handlingar")
    me.looks_right()
    me.presses("Besluta för de ikryssade")
    me.is_told("3 handlingar: Bevaras.")
    me.looks_right()
    me.presses("Ångra alla")
    me.is_told("3 beslut är ångrade med nya beslut.")
    assert {len(item(town, one).decisions) for one in (*day.THANKS, day.GOING)} == {0, 2}
    assert item(town, day.THANKS[0]).axes.retention is Retention.PRESERVED


def test_a_colleague_is_asked_and_finds_the_question_at_home(town: Town, me: Visitor) -> None:
    me.pastes_address(f"/granskning/{planted.OPEN_ITEM}")
    me.unfolds("Fråga en kollega")
    me.picks("Vem", "Arkivarie Alm")
    me.writes("Fråga", "Är det ringa?")
    me.presses("Fråga")
    me.is_told("Frågan är ställd.")
    colleague = town.who("arkivarie").comes_in()
    colleague.follows("Andra åsikter du är tillfrågad om")
    colleague.follows("Kalle Öman")
    colleague.sees("Är det ringa?")


def test_a_removal_is_ordered_of_what_is_saved(town: Town, me: Visitor) -> None:
    me.opens("Borttagning")
    me.follows("Kalle Öman")
    me.unfolds("Återkalla beställningen")
    me.writes("Skäl", "Fel inlägg")
    me.presses("Återkalla")
    me.sees("Återkallad: Kalle Öman")
    assert town.house.archive.get(RemovalOrder, planted.OPEN_REMOVAL).state is RemovalState.WITHDRAWN
    me.opens("Borttagning")
    me.does_not_see("Kalle Öman")
    me.pastes_address(f"/borttagning/ny/{day.RUDE}")
    me.sees("föreslås", "inom 1 arbetsdag")
    me.ticks("Svordomar eller obscena ord")
    me.presses("Spara och beställ borttagning")
    me.sees("Väntar på sin tur", "Vänta högst till")


def test_the_years_captures_get_one_case_of_their_own(town: Town, me: Visitor) -> None:
    me.opens("Granskning")
    me.follows("Samlingsärenden för årets fångster")
    me.picks("Nämnd", planted.CARE)
    me.presses("Öppna")
    me.is_told("Samlingsärendet är öppnat.")
    me.writes("Ärendets nummer i kommunens diarium", "SN 2026/7")
    me.presses("Anteckna")
    me.is_told("Det är antecknat.")
    me.sees("SN 2026/7")
    cases = [one for one in town.house.archive.all(CollectiveCase) if one.committee == planted.CARE]
    assert [one.dnr for one in cases] == ["SN 2026/7"]


def test_a_request_is_tested_and_handed_out_without_asking_who(me: Visitor) -> None:
    me.opens("Utlämnande")
    me.sees("Fråga inte vem som begär eller varför")
    me.writes("Vad begäran gäller, med dina ord", "allt om badhuset")
    me.presses("Anteckna begäran")
    me.is_warned("ange ord att söka efter eller handlingar")
    me.looks_right()
    me.writes("Ord som handlingarna innehåller", "badhuset")
    me.presses("Anteckna begäran")
    me.is_told("Begäran är antecknad.")
    me.sees("Inte prövad", "1 kvar att pröva.")
    me.page.get_by_role("link", name="Badhuset öppnar igen").click()
    me.ticks("Lämnas ut i sin helhet")
    me.presses("Anteckna prövningen")
    me.is_told("Prövningen är antecknad.")
    me.follows("UTL 2026:1")
    me.presses("Gör det som lämnas ut")
    me.is_told("Det som lämnas ut är gjort.")
    package = me.downloads("Hämta paketet")
    assert me.downloads("Hämta paketet") == package, "and once more, from the page that still stands"
    assert any(name.startswith("foljebrev") for name in zipfile.ZipFile(io.BytesIO(package)).namelist())


def test_the_register_gets_its_package_and_gives_its_numbers_back(town: Town, me: Visitor) -> None:
    me.opens("Leveranser")
    me.follows("Ny leverans")
    me.writes("Ord i text, författare eller dnr", "finnsinte")
    me.presses("Gör paketet")
    me.is_warned("Leveransen gjordes inte.")
    me.looks_right()
    me.writes("Ord i text, författare eller dnr", "")
    me.writes("Mottagare", "Diariet")
    me.presses("Gör paketet")
    me.is_told("Paketet är gjort.")
    with zipfile.ZipFile(io.BytesIO(me.downloads("Hämta paketet"))) as package:
        told = package.read("data/intern/forteckning.csv").decode("utf-8-sig")
    entry = item(town, planted.SUSPECTED_ITEM).register_entry
    assert entry is not None
    filled = told.replace(f"{entry.designation};;", f"{entry.designation};KS 2026/4;")
    me.follows("Alla leveranser")
    me.gives_file("Fil", "kvitto.csv", filled.encode())
    me.presses("Läs in")
    me.is_told("fick diarienummer")
    after = item(town, planted.SUSPECTED_ITEM)
    assert after.axes.registration is Registration.REGISTERED
    assert after.register_entry is not None
    assert after.register_entry.dnr == "KS 2026/4"


def test_a_weeding_list_is_read_and_approved(town: Town, me: Visitor) -> None:
    me.opens("Gallring")
    me.follows(planted.weeding.OPEN_LIST)
    me.sees("Lampan på Storgatan är trasig", "Det du godkänner förstörs när listan verkställs.")
    me.presses("Godkänn listan")
    me.is_told("Listan är godkänd.")
    assert town.house.archive.get(WeedingList, planted.weeding.OPEN_LIST).state is ListState.APPROVED
