"""Normalised text always knows the way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.classify.normalise import normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Hej DU", "hej du"),
        ("i d i o t", "idiot"),
        ("1d10t", "idiot"),
        ("hj\u200bälp", "hjälp"),
        ("a\u030alder", "ålder"),
        ("Ｆull", "full"),
        ("koden 4417", "koden 4417"),
        ("860518-2388", "860518-2388"),
        ("a b c", "a b c"),
        ("anna.ek@post.example", "anna.ek@post.example"),
        ("en r@tta", "en ratta"),
    ],
)
def test_disguises_are_undone_and_numbers_left_alone(written: str, read: str) -> None:
    assert normalise(written).text == read


def test_span_points_at_the_original_words() -> None:
    text = "Du är en 🤬 i d i o t, Åke\u200b!"
    normal = normalise(text)
    at = normal.text.index("idiot")
    start, end = normal.span(at, at + 5)
    assert text[start:end] == "i d i o t"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("👩‍👩‍👧 hej Åsa", "åsa"),
        ("Brons fästa\u030a ligger 🌉", "fästå"),
        ("e\u0301 Pa\u030ar Bla\u030a", "blå"),
        ("🔥🔥 ﬁnt", "fint"),
    ],
)
def test_span_holds_whole_letters_beside_emoji_and_decomposed_accents(text: str, word: str) -> None:
    normal = normalise(text)
    at = normal.text.index(word)
    start, end = normal.span(at, at + len(word))
    assert unicodedata.normalize("NFKC", text[start:end]).lower() == word


@given(st.text(max_size=200))
def test_every_place_maps_inside_the_original(text: str) -> None:
    normal = normalise(text)
    for place in range(len(normal.text)):
        start, end = normal.span(place, place + 1)
        assert 0 <= start < end <= len(text)
