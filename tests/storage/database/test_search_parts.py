"""The parts of search that need no database: words, stems, what is asked for, excerpts."""

import pytest

from storage.database.search_excerpt import Piece, excerpt, marked
from storage.database.search_query import parse
from storage.database.search_words import stem, words


@pytest.mark.parametrize(
    "forms",
    [
        "skola skolan skolor skolorna skolans",
        "badhus badhuset badhusen badhusets",
        "överklaga överklagan överklagar överklagade överklagande",
        "lampa lampan lampor lamporna",
        "kommun kommunen kommuner kommunerna kommunens",
        "snöröjning snöröjningen snöröjningens",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(one) for one in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["får far", "hör hor", "kött kott", "plan plåt", "väg vagn"])
def test_swedish_letters_part_words(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_words_know_where_they_stand_and_take_combining_marks() -> None:
    text = "E-post: a\u030angest 2026:17 _x_"
    assert [(one.folded, text[one.start : one.end]) for one in words(text)] == [
        ("e", "E"),
        ("post", "post"),
        ("ångest", "a\u030angest"),
        ("2026", "2026"),
        ("17", "17"),
        ("x", "x"),
    ]


def test_nothing_a_person_writes_reaches_the_signs_of_the_index() -> None:
    for query in ("_öppen", "~skol", "@kim", '"_konto_x"', "_läge_markerad*"):
        assert all(word[0] not in "_~@" for term in parse(query) for word in term.words)


def test_the_excerpt_is_around_the_first_word_asked_for() -> None:
    text = "Början. " + "utfyllnad " * 60 + "Här är badhuset stängt. " + "mera " * 100
    pieces = excerpt(text, marked(text, parse("badhus")))
    assert pieces[0] == pieces[-1] == Piece("…")
    assert Piece("badhuset", marked=True) in pieces
    assert "".join(piece.text for piece in pieces[1:-1]) in text
    assert len("".join(piece.text for piece in pieces)) <= 260


def test_without_a_hit_the_excerpt_is_the_beginning() -> None:
    assert excerpt("Kort text", []) == (Piece("Kort text"),)
    assert excerpt("", []) == ()


def test_marks_never_overlap() -> None:
    assert marked("stängda badhuset idag", parse('badhus "stängda badhuset" bad*')) == [(0, 16)]
