"""What stands before an account is told from people who speak of such things."""

import pytest

from archiver.capture.walls import Sight, wall
from archiver.errors import ErrorPage, NotFound
from archiver.platforms.platform import Walls


def sight(text: str, title: str = "Nordby kommun", heading: str = "Nyheter") -> Sight:
    return Sight("https://nordby.example/a", title, heading, text, 0, 0, 0, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "Öppettider\nMärta Åström 3 mars\nLäs mer på nordby.se står det, men sidan finns inte.",
        "Bussen\nKim: hela tjänsten är ju bara nere, och varje gång säger de att ett tekniskt fel uppstått.",
    ],
)
def test_comment_about_a_missing_page_is_no_missing_page(text: str) -> None:
    assert wall(sight(text), Walls(), "https://nordby.example/a", 200) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Tyvärr, sidan finns inte längre.", NotFound),
        ("Hoppsan!\nSidan kunde inte hittas", NotFound),
        ("Sorry, this page isn't available. The link may be broken.", NotFound),
        ("Ett fel har uppstått. Försök igen.", ErrorPage),
    ],
)
def test_sentence_that_opens_with_the_sign_is_a_wall(text: str, fault: type[Exception]) -> None:
    assert isinstance(wall(sight(text), Walls(), "https://nordby.example/a", 200), fault)


def test_title_tells_wherever_the_words_stand() -> None:
    found = wall(sight("Hej", title="Nordby kommun – 404, sidan finns inte"), Walls(), "https://nordby.example/a", 200)
    assert isinstance(found, NotFound)
