"""A private person's data in a public text is proposed for hiding, with its ground; an office's is not."""

from datetime import UTC, datetime

import pytest

from archiver.classify.appraisal import Context, appraise
from archiver.classify.rulebook import Rulebook
from archiver.records import Unsuitable

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Ring Sven på 070-174 06 05 så fixar han", "070-174 06 05"),
        ("Nås på 0701740605 efter fem", "0701740605"),
        ("Mejla anna.ek@post.example så skickar jag", "anna.ek@post.example"),
        ("Kent Boman på Fågelvägen 4 har snöslunga", "Fågelvägen 4"),
        ("Mitt personnummer är 19861121-2385", "19861121-2385"),
    ],
)
def test_private_data_is_proposed_for_hiding(text: str, hidden: str, rules: Rulebook) -> None:
    proposal = appraise(text, Context(), rules, NOW)
    assert Unsuitable.PERSONAL_DATA in proposal.unsuitable
    found = next(f for f in proposal.findings if f.rule.startswith("U.personuppgift"))
    assert text[found.start : found.end] == hidden
    assert found.axis == "visibility"
    assert "Dataskyddsförordningen" in found.ground


@pytest.mark.parametrize(
    "text",
    [
        "Ring kommunens växel 0980-319 200",
        "Hej, lampan är trasig på Storgatan 4",
        "Skriv till info@granvik.example",
        "Bankgiro 5402-3316, OCR 85041212369",
        "Kundtjänst 070-174 06 05 svarar dygnet runt",
        "Tack Lisa för hjälpen!",
    ],
)
def test_places_and_offices_are_left_alone(text: str, rules: Rulebook) -> None:
    assert Unsuitable.PERSONAL_DATA not in appraise(text, Context(), rules, NOW).unsuitable


def test_municipality_may_publish_its_own_numbers(rules: Rulebook) -> None:
    official = Context(author_role="municipality")
    assert Unsuitable.PERSONAL_DATA not in appraise("Ring Monica 070-174 06 05", official, rules, NOW).unsuitable
