"""What stands before an account is told from people who speak of such things."""

import pytest

from archiver.capture.walls import Sight, lost_sight, wall
from archiver.errors.outside import BlockPage, EmptyPage, ErrorPage, LoginWall, NotFound, OutsideFault
from archiver.platforms.platform import Visiting, Walls
from tests.archiver.capture.conftest import some_platform

URL = "https://nordby.example/a"


def seen(**told: object) -> Sight:
    """What `scripts/sight.js` would tell of a page that shows nothing, but for what is told."""
    plain = {"url": URL, "title": "", "heading": "", "text": "", "items": 0, "guessed": 0, "pictures": 0, "frames": 0}
    return Sight.of({**plain, "passwords": 0, "signs": False, "challenge": False, **told})


def sight(text: str, title: str = "Nordby kommun", heading: str = "Nyheter") -> Sight:
    return seen(text=text, title=title, heading=heading)


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


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"text": "Logga in", "passwords": 1}, LoginWall),
        ({"text": "x" * 100, "url": "https://nordby.example/accounts/login/?next=/konto"}, LoginWall),
        ({"text": "x" * 9000, "signs": True}, LoginWall),
        ({"title": "Just a moment...", "text": "Checking your browser"}, BlockPage),
        ({"text": "Hej", "challenge": True}, BlockPage),
        ({"title": "Sidan kunde inte hittas", "text": "Sök i stället"}, NotFound),
        ({"heading": "något gick fel", "text": "Försök igen"}, ErrorPage),
        ({"text": "  "}, EmptyPage),
        ({"heading": "du behöver legitimera dig", "text": "BankID Freja eID+"}, LoginWall),
        ({"title": "Logga in på Torget", "text": "Se vad som händer"}, LoginWall),
        ({"heading": "provskommun\ndet här kontot är privat", "text": "0 inlägg"}, LoginWall),
        ({"heading": "404", "text": "Sidan du söker finns inte eller har flyttats."}, NotFound),
        ({"heading": "hoppsan!", "text": "Här var det tomt. Vi kan tyvärr inte hitta det du letar efter."}, NotFound),
        (
            {"title": "Sidan finns inte – Nordby", "heading": "sidan kunde inte hittas", "text": "Meny " * 900},
            NotFound,
        ),
        ({"heading": "vi är snart tillbaka", "text": "Stängt en stund."}, ErrorPage),
    ],
)
def test_wall_is_named(told: dict[str, object], fault: type[OutsideFault]) -> None:
    assert isinstance(wall(seen(**told), Walls(), URL, 200), fault)


@pytest.mark.parametrize(
    "told",
    [
        {"text": "Inlägg " * 400, "items": 12, "passwords": 1},
        {"text": "Inlägg " * 400, "guessed": 5, "title": "Logga in eller läs vidare"},
        {"text": "Vi skrev fel i går: sidan finns inte längre, sade vi. " * 60, "guessed": 4},
        {"text": "Välkommen till kommunens sida. " * 80, "passwords": 1},
        {"text": "", "pictures": 9},
        {"text": "Märta: hej", "items": 1, "heading": "badhuset\ndu måste logga in för att kommentera"},
        {"text": "Märta: hej", "guessed": 1, "heading": "logga in för att se fler inlägg"},
        {"text": "Sök här", "heading": "hitta det du letar efter"},
        {"text": "Tråd " * 900, "title": "Forum", "heading": "sidan finns inte på nordby.se"},
    ],
)
def test_account_is_no_wall(told: dict[str, object]) -> None:
    assert wall(seen(**told), Walls(), URL, 200) is None


def test_selectors_that_find_nothing_where_posts_are_seen_are_doubted() -> None:
    platform = some_platform(Visiting(items=".gammal"))
    assert "hittade inget inlägg, fast 40 syns" in lost_sight(seen(guessed=40), platform)
    assert lost_sight(seen(guessed=40, items=40), platform) == ""
    assert lost_sight(seen(guessed=1), platform) == ""
    assert lost_sight(seen(guessed=40), some_platform()) == ""
