"""Operatören: what she does in the web; the rest of her work is by command (the handbook, Driften).

1 se arkivets hälsa · 2 se konton och hur de fångas · 3 se vad som är försenat · 4 göra en nyckel åt ett annat system · 5
läsa vad gränssnittet erbjuder · 6 mötas av ett vänligt nej vid det som står i handlingarna.
"""

from tests.web import planted
from tests.web.tasks.person import Visitor

WHO = "drift"


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
