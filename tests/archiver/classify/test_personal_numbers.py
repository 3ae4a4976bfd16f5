"""Personal numbers are found however they are written, and look-alikes are left alone. Numbers are of Skatteverket's test series."""

import pytest

from archiver.classify.normalise import normalise
from archiver.classify.personal_numbers import luhn, personal_numbers


def found(text: str) -> list[str]:
    normal = normalise(text)
    return [text[slice(*normal.span(n.start, n.end))] for n in personal_numbers(normal.text, 2026)]


@pytest.mark.parametrize(
    "text",
    [
        "mitt personnummer är 19861121-2385",
        "kan ni ringa mig om mitt ärende, 850412-2386",
        "sökande 85-04-12-2383",
        "det ska vara 2394 på slutet",
        "86 05 18 23 88",
        "19860518⏎2389".replace("⏎", "\n"),
        "min är fyra sista tjugotre åttioåtta, 860518",
        "skriv upp mig på listan! 8605 18 2388 tack",
        "86O518-2388",
        "född 121130, sista fyra 2382",
        "mitt pnr är nitton åttiosex noll fem arton 2388",
        "personnumer 860518 2389",
        "Samordningsnummer 701063-2391",
        "lambarkayga waa 850803-2391",
        "henkilötunnus 131052-308T",
        "8 6 0 5 1 8 2 3 8 8 är jag",
        "19860518 2388",
        "860518+2388",
        "860518\u20112388",
        "86-05-18 2388",
        "860518.2388",
        "1986.05.18.2388",
        "SE19860518-2388",
        "mitt p.nr är 860518~2388",
        "samordn.nr 701063 2391",
        "född 860518, slutar på 2388",
        "860518 och sen 2388",
        "åttiosex noll fem arton tjugotre åttioåtta är mitt personnummer",
        "８６０５１８-２３８８",
        "8\u200b60518-2388",
    ],
)
def test_personal_number_is_found(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "bankgiro 5402-3316, OCR 85041212369",
        "org.nr 212000-2601",
        "ring 070-123 45 67 eller 0701234567",
        "dnr KS 2024/118",
        "fakturanummer 8605182388",
        "ärende 850412-2385",
        "Bygget ska vara klart i slutet av 2023",
        "telefon 08 61 21 72 38",
        "EAN 7340012345678",
        "kl 10-15 den 2025-03-04",
        "jag är född 860518",
        "Kundnummer 7312 0045 21",
        "en två tre fyra fem sex sju åtta nio tio",
        "pris 1200-1500 kr",
        "2025-11-21 14:30",
        "lånekort 8605182388",
        "momsreg SE212000260101",
        "IBAN SE45 5000 0000 0583 9825 7466",
        "koordinater 6411212 1512385",
    ],
)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_span_is_the_number_as_written() -> None:
    assert found("hej, 19861121-2385 tack") == ["19861121-2385"]


def test_check_digit() -> None:
    assert luhn("8605182388")
    assert not luhn("8605182389")
