"""The overview and the duty list, in the words of whoever reads them."""

import re

import pytest

from archiver.text import Language
from tests.web import planted
from tests.web.conftest import House
from tests.web.planted import SUSPECTED_ITEM
from web import words


def test_an_account_owner_sees_the_suspected_secrets_of_their_own_committee_with_their_clock(house: House) -> None:
    page = house.as_("kontoansvarig-kom").get("/").text
    assert f"/handlingar/{SUSPECTED_ITEM}" in page
    assert "Avgörs senast" in page
    assert "Avgörs senast" not in house.as_("kontoansvarig-soc").get("/").text


def test_duties_are_told_without_commands_and_with_days_in_words(house: House) -> None:
    client = house.as_("registrator")
    for path in ("/", "/skyldigheter", "/konton/lillan"):
        text = re.sub(r"<[^>]+>", "\n", client.get(path).text)
        assert not re.search(r"somearkiv [a-z]", text), path
        assert not re.search(r"\d{4}-\d\d-\d\d", text), path


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("Senast fångat 2026-11-03 08:05", "sv", "Senast fångat 3 november 2026 kl. 08.05"),
        ("Last captured 2026-11-03 08:05", "en", "Last captured 3 November 2026, 08:05"),
        ("sedan 2026-10-31, dnr 2026-99-31", "sv", "sedan 31 oktober 2026, dnr 2026-99-31"),
    ],
)
def test_days_written_as_numbers_are_said_in_words(written: str, language: Language, said: str) -> None:
    assert words.in_words(written, language) == said


def test_a_refusal_says_which_roles_it_takes(house: House) -> None:
    assert "Det kräver rollen registrator eller arkivarie." in house.as_("lasare").get("/granskning").text


def test_people_are_called_by_their_names(house: House) -> None:
    page = house.as_("arkivarie").get(f"/fangster/{planted.CAPTURE}").text
    assert "Anna Nord (enligt tidtabellen)" in page
