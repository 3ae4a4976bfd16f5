"""Words cut out of a page's map: those that stand on the part, in its own pixels and in the page's order."""

import pytest

from archiver.extract.word_map import Edges, Word, WordMap, cutter, read_words, to_bytes

TITLE = Word("Badhuset", ((10, 20, 90, 40),))
BROKEN = Word("sommar-öppet", ((60, 50, 100, 70), (10, 70, 40, 90)))
TALL = Word("sida", ((0, 0, 5, 1_000_000_000),))
LAST = Word("tisdag", ((10, 5000, 60, 5020),))
PAGE = WordMap((LAST, TITLE, TALL, BROKEN), ((0, 30, 200, 130), (0, 4990, 200, 5090)))


@pytest.mark.parametrize(
    ("edges", "words", "pictures"),
    [
        ((0, 0, 200, 45), ["Badhuset", "sida"], [(0, 30, 200, 45)]),
        ((0, 65, 200, 75), ["sida", "sommar-öppet"], [(0, 0, 200, 10)]),
        ((0, 70, 50, 90), ["sida", "sommar-öppet"], [(0, 0, 50, 20)]),
        ((5, 0, 200, 20), [], []),
        ((0, 0, 200, 6000), ["tisdag", "Badhuset", "sida", "sommar-öppet"], [(0, 30, 200, 130), (0, 4990, 200, 5090)]),
        ((8, 4995, 200, 5010), ["tisdag"], [(0, 0, 192, 15)]),
    ],
)
def test_what_stands_on_a_part_is_found_in_the_pages_order(
    edges: Edges, words: list[str], pictures: list[Edges]
) -> None:
    found = cutter(PAGE)(edges)
    assert [one.text for one in found.words] == words
    assert list(found.pictures) == pictures


def test_a_part_has_only_its_own_lines_of_a_broken_word_in_its_own_pixels() -> None:
    (word,) = cutter(WordMap((BROKEN,)))((5, 70, 50, 100)).words
    assert word == Word("sommar-öppet", ((5, 0, 35, 20),))


def test_a_map_is_read_as_it_was_written() -> None:
    assert read_words(to_bytes(PAGE)) == PAGE
