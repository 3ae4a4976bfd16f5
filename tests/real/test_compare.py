"""The judge itself: every kind of difference between a capture and the truth is seen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archiver.model import Author, Item, ItemKind
from tests.real.compare import FIELDS, compare
from tests.real.truth import Entry, Truth

AT = datetime(2026, 10, 1, 8, 30, 12, tzinfo=UTC)
TRUTH = Truth(
    (
        Entry("p", "post", "Nordby kommun", AT, "http://h/p", "Badet är ”öppet” …", None, "Badet"),
        Entry("c", "comment", "Kim O'Brien", AT + timedelta(hours=1), "http://h/p#c1", "Tack! 👍", "p"),
    ),
    hidden=("Hemlig text qvx",),
)
POST = Item(
    "post:1", ItemKind.POST, Author("Nordby kommun"), 'Badet\n\nBadet är "öppet" ...', AT, "minute", "http://h/p"
)
COMMENT = Item(
    "comment:1",
    ItemKind.COMMENT,
    Author("Kim O’Brien"),
    "Tack! 👍",
    AT + timedelta(hours=1),
    "minute",
    "http://h/p#c1",
    "post:1",
)


def test_right_reading_is_right_in_every_field() -> None:
    found = compare(TRUTH, (POST, COMMENT))
    assert (found.recall, found.precision, found.leaked, found.differences) == (1.0, 1.0, 0, ())
    assert all(found.share(field) == 1.0 for field in FIELDS)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("author", replace(COMMENT, author=Author("Någon annan"))),
        ("time", replace(COMMENT, posted_at=AT + timedelta(minutes=61))),
        ("permalink", replace(COMMENT, permalink="http://h/p#c2")),
        ("parent", replace(COMMENT, parent=None)),
        ("text", replace(COMMENT, text="Tack! 👍 Svara Gilla")),
    ],
)
def test_wrong_field_is_seen(field: str, wrong: Item) -> None:
    found = compare(TRUTH, (POST, wrong))
    assert found.matched == 2
    assert {name for name in FIELDS if found.share(name) < 1} == {field}


def test_missing_and_surplus_are_seen() -> None:
    surplus = replace(COMMENT, identity="comment:2", permalink="http://h/x", text="Meny Logga in", parent=None)
    found = compare(TRUTH, (POST, surplus))
    assert (found.recall, found.precision) == (0.5, 0.5)


def test_same_comment_read_twice_is_surplus() -> None:
    assert compare(TRUTH, (POST, COMMENT, replace(COMMENT, identity="comment:1/2"))).precision < 1


def test_hidden_text_is_seen() -> None:
    leak = replace(COMMENT, identity="comment:9", permalink="", text="Hemlig text qvx")
    assert compare(TRUTH, (POST, COMMENT, leak)).leaked == 1
