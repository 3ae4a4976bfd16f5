"""Arkivarien: what she does most.

1 anteckna nämndens gallringsbeslut · 2 lägga till en rad i planen · 3 notera inaktualitet och föreslå gallring · 4 stryka ur
en lista · 5 läsa ett protokoll · 6 spärra och häva · 7 följa en handling till dess bevis · 8 jämföra två fångster · 9 söka
och spara sökningen · 10 göra en nyckel till e-arkivet · 11 göra ett arkivpaket · 12 se ett konto som det var en dag.
"""

import io
import json
import zipfile

from archiver.model import Account
from archiver.records import ItemRecord
from archiver.retention.holds import Hold, HoldKind
from archiver.retention.weeding import WeedingList
from tests.web import planted
from tests.web import planted_day as day
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "arkivarie"


def test_the_committees_decision_is_recorded_on_the_schedule(town: Town, me: Visitor) -> None:
    me.opens("Gallring")
    me.follows("Informationshanteringsplan")
    me.looks_right()
    me.follows("skrappost")
    me.sees("Inget beslut är antecknat.")
    me.writes("Beslutande organ", planted.CARE)
    me.writes("Beslutets dag", "2026-11-02")
    me.writes("Paragraf", "14")
    me.writes("Diarienummer", "SN 2026/77")
    me.writes("Vad beslutet omfattar", "skräppost")
    me.presses("Anteckna beslutet")
    me.is_told("Nämndens beslut är antecknat.")
    me.sees("SN 2026/77")


def test_the_schedule_gets_a_row_of_the_municipalitys_own(me: Visitor) -> None:
    me.pastes_address("/gallring/plan")
    me.unfolds("Lägg till en rad")
    me.writes("Kortnamn", "Egna Tackkort")
    me.writes("Vad raden avser", "Tack från allmänheten")
    me.writes("Frist i månader", "12")
    me.presses("Lägg till")
    me.is_warned("Raden lades inte till.")
    me.looks_right()
    me.writes("Kortnamn", "tackkort")
    me.writes("Frist i månader", "12")
    me.presses("Lägg till")
    me.sees("Tack från allmänheten")


def test_what_is_no_longer_current_is_proposed_for_weeding(town: Town, me: Visitor) -> None:
    me.opens("Gallring")
    me.follows("Notera inaktualitet")
    me.writes("Handlingar", day.GOING)
    me.writes("Inaktuella sedan", "2026-11-22")
    me.presses("Notera")
    me.is_told("22 november 2026")
    me.opens("Gallring")
    me.picks("Rad i planen", "Kommentarer och inlägg från allmänheten av tillfällig eller ringa betydelse")
    me.writes("Bara dessa handlingar", day.GOING)
    me.presses("Föreslå")
    me.is_told("har 1 handling")
    me.looks_right()
    me.follows("Visa listan")
    me.sees("Grattis till nya skolan", "Du kan inte godkänna")
    assert [line.item_id for one in _lists(town) if one.made_by == WHO and one.standing for line in one.lines][-1:] == [
        day.GOING
    ]


def test_a_line_is_struck_from_a_list_with_the_reason(town: Town, me: Visitor) -> None:
    me.opens("Gallring")
    me.follows(planted.weeding.OPEN_LIST)
    me.ticks("Stryk")
    me.writes("Varför de stryks", "Hör till ett pågående ärende")
    me.presses("Stryk de markerade")
    me.is_told("Struket. Listan måste godkännas igen.")
    me.sees("Hör till ett pågående ärende")
    me.looks_right()
    assert [one.item_id for one in town.house.archive.get(WeedingList, planted.weeding.OPEN_LIST).struck] == [
        planted.OPEN_ITEM
    ]


def test_the_report_of_a_weeding_is_read_and_downloaded(me: Visitor) -> None:
    me.opens("Gallring")
    me.follows(planted.weeding.DONE_LIST)
    me.sees("Gallringsprotokoll", "Gallrade: 1. Undantagna: 1.", "är spärrad mot gallring")
    assert me.downloads("Hämta protokollet (PDF/A)").startswith(b"%PDF")


def test_an_open_case_holds_weeding_until_it_is_lifted(town: Town, me: Visitor) -> None:
    me.opens("Gallring")
    me.follows("Spärrar")
    me.picks("Slag", "polisanmälan")
    me.picks("Vad som spärras", "ett konto")
    me.picks("Kontot", "Kontot lillan")
    me.writes("Skäl", "K123-26")
    me.presses("Spärra")
    me.is_told("Spärren gäller nu.")
    assert [one.reason for one in town.house.archive.all(Hold) if one.kind is HoldKind.POLICE] == ["K123-26"]
    me.writes("Varför den hävs", "Förundersökningen är nedlagd", within="Polisanmälan: K123-26")
    me.page.get_by_role("button", name="Häv K123-26").click()
    me.is_told("Spärren är hävd.")
    me.does_not_see("Polisanmälan: K123-26")


def test_an_item_is_followed_to_its_evidence(town: Town, me: Visitor) -> None:
    me.opens("Handlingar")
    me.writes("Sök i text, författare och dnr", "lampan")
    me.presses("Sök")
    me.follows("Kalle Öman")
    me.sees("Lydelse 1", "Bevis")
    document = json.loads(me.downloads("Handlingens dokument (JSON)"))
    assert document["id"] == planted.OPEN_ITEM
    me.follows("Första fångsten")
    me.sees("Hur långt den nådde", "Inget är känt som inte nåddes.")
    assert town.house.archive.get(ItemRecord, planted.OPEN_ITEM).first_capture in me.page.url


def test_two_captures_are_compared(me: Visitor) -> None:
    me.opens("Fångster")
    me.follows("Kontot lillan")
    me.page.get_by_role("link", name="Jämför").first.click()
    me.sees("Nya (", "Ändrade (", "Borta (", "Sida vid sida")
    me.looks_right()


def test_a_search_is_saved_and_run_again(me: Visitor) -> None:
    me.opens("Handlingar")
    me.writes("Sök i text, författare och dnr", "finnsinte")
    me.presses("Sök")
    me.sees("Inget hittades.", "Pröva färre ord")
    me.looks_right()
    me.writes("Sök i text, författare och dnr", "skolan")
    me.presses("Sök")
    me.is_told("1 handling.")
    me.writes("Namn", "Skolan")
    me.presses("Spara")
    me.is_told("Sökningen är sparad.")
    me.follows("Skolan")
    me.sees("Grattis till nya")


def test_the_e_archive_gets_a_key_that_is_shown_once(me: Visitor) -> None:
    me.pastes_address("/nycklar")
    me.sees("Inga nycklar.")
    me.writes("Vad den är till", "e-arkivet hämtar paket")
    me.ticks("exportera")
    me.presses("Gör nyckeln")
    me.is_told("Kopiera nyckeln nu.")
    me.looks_right()
    secret = me.page.get_by_label("Nyckeln").inner_text()
    me.follows("Alla nycklar")
    me.sees("e-arkivet hämtar paket")
    me.does_not_see(secret)
    me.presses("Återta e-arkivet hämtar paket")
    me.is_told("Nyckeln gäller inte längre.")


def test_a_package_is_made_for_the_e_archive(me: Visitor) -> None:
    me.opens("Leveranser")
    me.looks_right()
    me.follows("Ny leverans")
    me.page.get_by_label("Slag", exact=True).select_option("sip")
    me.picks("Konto", "Kontot lillan")
    me.writes("Mottagare", "Regionarkivet")
    me.presses("Gör paketet")
    me.is_told("Paketet är gjort.")
    with zipfile.ZipFile(io.BytesIO(me.downloads("Hämta paketet"))) as package:
        assert any(name.endswith("METS.xml") for name in package.namelist())


def test_an_account_is_seen_as_it_was_on_a_day(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.follows("Historik")
    me.writes("Så såg kontot ut den", "2026-11-20")
    me.presses("Visa")
    me.sees("20 november 2026")
    assert town.house.archive.get(Account, "lillan").name == me.heading()


def _lists(town: Town) -> list[WeedingList]:
    return list(town.house.archive.all(WeedingList))
