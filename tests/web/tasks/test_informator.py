"""Informatören: what she does most.

1 godkänna ett konto · 2 intyga deponeringen · 3 öppna kontot · 4 anvisa den som ska bli delaktig · 5 försegla ett kuvert ·
6 anteckna att någon slutar och att lösenordet är bytt · 7 avslå ett förslag · 8 intyga riktlinjen · 9 se vad som är försenat
och varför · 10 byta väg in · 11 spärra vid en polisanmälan.
"""

from dataclasses import replace

import pytest

from archiver.model import Account, AccountState, Contact
from archiver.retention.holds import Hold, HoldKind
from tests.web import planted
from tests.web.tasks.conftest import Town
from tests.web.tasks.person import Visitor

WHO = "informator"


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


def test_an_account_is_approved_from_what_waits_at_home(town: Town, me: Visitor) -> None:
    me.sees("Väntar på dig")
    me.opens("Konton")
    me.follows("Kontot forslag")
    me.looks_right()
    me.presses("Godkänn som informatör")
    me.is_told("Ditt godkännande är antecknat.")
    assert [one.by for one in account(town, "forslag").approvals] == [WHO]


def test_the_deposit_is_attested_and_the_account_opened_when_the_manager_has_approved(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/forslag")
    me.sees("Inte än: båda godkännandena behövs först.")
    me.presses("Intyga deponeringen")
    me.is_told("Ditt intyg om deponeringen är antecknat.")
    manager = town.who("chef").comes_in()
    manager.opens("Konton")
    manager.follows("Kontot forslag")
    manager.presses("Godkänn som närmaste chef")
    manager.is_told("Ditt godkännande är antecknat.")
    me.comes_in().opens("Konton")
    me.follows("Kontot forslag")
    me.presses("Öppna kontot")
    me.is_told("Kontot är öppet och fångas nu enligt tidtabellen.")
    assert account(town, "forslag").state is AccountState.OPEN


def test_somebody_is_told_who_answers_for_the_account(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/lillan/manniskor")
    me.writes("Namn", "Ulla Frid", within="Begär att någon får bli delaktig")
    me.presses("Begär delaktighet")
    manager = town.who("chef").comes_in()
    manager.pastes_address("/konton/lillan/manniskor")
    manager.presses("Godkänn som närmaste chef: Ulla Frid")
    manager.is_told("Steget är antecknat.")
    me.pastes_address("/konton/lillan/manniskor")
    me.presses("Intyga att personen fått veta vem som ansvarar: Ulla Frid")
    me.is_told("Steget är antecknat.")
    me.sees("anvisad av informatör")
    assert [event.step for event in account(town, "lillan").joinings[0].history][-1] == "anvisa"


def test_an_envelope_is_sealed(me: Visitor) -> None:
    me.pastes_address("/konton/omsorg/manniskor")
    me.sees("inget i valvet")
    me.unfolds("Försegla ett nytt kuvert")
    me.writes("Användarnamn, lösenord, koder", "omsorg / bara-hos-oss")
    me.presses("Försegla")
    me.is_told("Kuvertet är förseglat i valvet.")
    me.does_not_see("bara-hos-oss")


def test_somebody_leaves_and_the_password_is_changed(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/lillan/manniskor")
    me.page.on("dialog", lambda asked: asked.accept())
    me.presses("Eva Sand slutar")
    me.is_told("Byt nu lösenordet")
    me.sees("Byt lösenordet nu.")
    me.looks_right()
    me.presses("Intyga att lösenordet är bytt: Eva Sand")
    me.is_told("Steget är antecknat.")
    me.does_not_see("Byt lösenordet nu.")
    assert Contact("Eva Sand", "eva@lillan.example") not in account(town, "lillan").administrators


def test_a_proposal_is_turned_down_with_its_reason(town: Town, me: Visitor) -> None:
    me.opens("Konton")
    me.follows("Onödigt")
    me.unfolds("Avslå förslaget")
    me.writes("Skäl", "Målgruppen finns inte där")
    me.presses("Avslå")
    me.is_told("Förslaget är avslaget och skälet antecknat.")
    me.sees("Målgruppen finns inte där")
    assert account(town, "onodigt").state is AccountState.CLOSED


def test_the_guideline_is_attested_for_the_year(me: Visitor) -> None:
    me.opens("Skyldigheter")
    me.presses("Intyga att riktlinjen är genomgången")
    me.is_told("Ditt intyg är antecknat.")


def test_what_is_late_says_what_to_do_and_why(me: Visitor) -> None:
    me.opens("Skyldigheter")
    me.follows("Försenat")
    me.sees("Vilar på")
    me.looks_right()


def test_the_way_in_is_changed_with_what_it_rests_on(town: Town, me: Visitor) -> None:
    me.pastes_address("/konton/omsorg/vagar")
    me.unfolds("Ändra vägen in")
    me.writes("Vad vägen in vilar på", "Beslut av nämnden 2026-11-02")
    me.writes("Varför det ändras", "Nytt beslut")
    me.presses("Spara")
    me.is_told("Vägen in är antecknad.")
    me.sees("Beslut av nämnden 2026-11-02")
    assert account(town, "omsorg").permission == "Beslut av nämnden 2026-11-02"


def test_a_police_report_holds_weeding(town: Town, me: Visitor) -> None:
    me.opens("Gallring")
    me.follows("Spärrar")
    me.picks("Slag", "polisanmälan")
    me.picks("Vad som spärras", "ett konto")
    me.picks("Kontot", "Kontot lillan")
    me.writes("Skäl", "K9-26")
    me.presses("Spärra")
    me.is_told("Spärren gäller nu.")
    assert [one.set_by for one in town.house.archive.all(Hold) if one.kind is HoldKind.POLICE] == [WHO]
