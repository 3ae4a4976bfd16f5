"""Chefen och godkännaren: what he does most.

1 se vad som väntar · 2 läsa planen och godkänna ett konto · 3 avslå ett förslag · 4 godkänna att någon blir delaktig · 5
anteckna frånvaro · 6 läsa en handling · 7 läsa och avvisa en gallringslista · 8 se vad som är försenat i hans nämnd · 9 välja
bort brev · 10 läsa kontots historik och hämta planen som den var en viss dag · 11 se vad som skrivits hos hans nämnd.
"""

from dataclasses import replace

import pytest

from archiver.model import Account, AccountState
from archiver.retention.weeding import ListState, WeedingList
from tests.web import planted
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "chef"


def account(town: Town, id_: str) -> Account:
    return town.house.archive.get(Account, id_)


@pytest.fixture(scope="module", autouse=True)
def second_proposal(town: Town) -> None:
    """A proposal that nobody wants."""
    with town.house.archive.change(who=planted.FOUNDER, at=planted.NOW, why="plantering") as change:
        change.put(
            replace(account(town, "forslag"), id="onodigt", name="Onödigt", url="https://social.example/onodigt")
        )
        change.note("plantering", about="somearkiv:archive")


def test_what_waits_leads_to_the_plan_and_its_approval(town: Town, me: Visitor) -> None:
    me.sees("Väntar på dig")
    me.page.get_by_role("link", name="Kontot forslag").first.click()
    me.follows("Aktivitetsplan")
    me.sees("Nyheter på webben", "inte givet")
    me.follows("Översikt", within="")
    me.pastes_address("/konton/forslag")
    me.presses("Godkänn som närmaste chef")
    me.is_told("Ditt godkännande är antecknat.")
    me.sees("Inte än: båda godkännandena behövs först.")
    assert [one.by for one in account(town, "forslag").approvals] == [WHO]


def test_a_proposal_is_turned_down_with_a_reason(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Onödigt")
    me.unfolds("Avslå förslaget")
    me.writes("Skäl", " ")
    me.presses("Avslå")
    me.is_warned("skäl saknas")
    me.looks_right()
    me.writes("Skäl", "Ryms på kommunens sida")
    me.presses("Avslå")
    me.is_told("Förslaget är avslaget och skälet antecknat.")
    assert account(town, "onodigt").state is AccountState.CLOSED


def test_a_new_colleague_is_agreed_to(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot lillan")
    me.follows("Bli delaktig, sluta, frånvaro")
    me.writes("Namn", "Ulla Frid", within="Begär att någon får bli delaktig")
    me.presses("Begär delaktighet")
    me.presses("Godkänn som närmaste chef: Ulla Frid")
    me.is_told("Steget är antecknat.")
    me.sees("godkänd av chef")
    assert [event.step for event in account(town, "lillan").joinings[0].history][-1] == "godkänn_delaktighet"


def test_both_away_at_once_is_warned_of(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/omsorg/manniskor")
    for name in ("Maja Lindqvist", "Eva Sand"):
        me.picks("Vem är borta", name)
        me.writes("Första dagen", "2026-12-01")
        me.writes("Sista dagen", "2026-12-04")
        me.presses("Anteckna frånvaron")
        me.is_told("Frånvaron är antecknad.")
    me.sees("Obevakat från 1 december 2026.")
    me.looks_right()
    assert len(account(town, "omsorg").absences) == 2


def test_an_item_is_read_without_what_is_secret(me: Visitor) -> None:
    me.opens("Handlingar")
    me.sees("Kalle Öman")
    me.does_not_see(*planted.SECRET_WORDS, "sjukskriven")
    me.follows("Kalle Öman")
    me.sees("Lampan på Storgatan är trasig", "hålls ordnad")


def test_a_weeding_list_is_read_and_rejected(town: Town, me: Visitor) -> None:
    me.pastes_address(f"/gallring/listor/{planted.weeding.OPEN_LIST}")
    me.sees("Lampan på Storgatan är trasig")
    me.writes("Varför", "Frågan är inte avslutad", within="Avvisa listan")
    me.presses("Avvisa")
    me.is_told("Listan är avvisad; inget gallras.")
    assert town.house.archive.get(WeedingList, planted.weeding.OPEN_LIST).state is ListState.REJECTED


def test_what_is_late_in_the_own_namnd_is_seen(town: Town) -> None:
    mine = town.who("chef-soc").comes_in()
    mine.opens("Skyldigheter")
    mine.sees("Kontot omsorg")
    mine.does_not_see("Kontot lillan")
    mine.looks_right()


def test_letters_are_declined(me: Visitor) -> None:
    me.pastes_address("/aviseringar")
    me.ticks("Inga brev")
    me.presses("Spara")
    me.is_told("Ditt val är sparat.")


def test_the_plan_is_fetched_as_it_was_on_a_day(me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Kontot omsorg")
    me.follows("Historik")
    me.writes("Så såg kontot ut den", "2026-11-01")
    me.presses("Visa")
    me.sees("Så såg kontot ut den 1 november 2026.", "Registerraden")
    me.looks_right()
    assert me.downloads("Hämta som PDF/A").startswith(b"%PDF")


def test_what_was_written_to_the_own_namnd_is_found_and_no_other(town: Town) -> None:
    mine = town.who("chef-soc").comes_in()
    mine.opens("Handlingar")
    mine.sees("Inga handlingar än.")
    mine.does_not_see("Kalle Öman", *planted.SECRET_WORDS)
