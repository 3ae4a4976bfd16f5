"""Words are marked where they stand; overlapping findings share their words, and the text is never changed."""

import pytest

from archiver.records import Finding
from web.highlights import Stretch, highlighted

TEXT = "Åsa är sjuk 😷 igen"


def found(start: int, end: int) -> Finding:
    return Finding("regel", "secrecy", start, end, "skäl", "OSL 21:1", 0.9)


@pytest.mark.parametrize(
    "spans", [[], [(0, 3)], [(0, 3), (7, 11)], [(0, 11), (7, 13)], [(5, 5), (0, 99), (-2, 3), (12, 13)], [(16, 40)]]
)
def test_the_stretches_together_are_the_text(spans: list[tuple[int, int]]) -> None:
    assert "".join(one.text for one in highlighted(TEXT, [found(*span) for span in spans])) == TEXT


def test_each_finding_begins_once_and_overlaps_are_shared() -> None:
    assert highlighted("abcdef", [found(0, 4), found(2, 5)]) == (
        Stretch("ab", (1,), (1,)),
        Stretch("cd", (1, 2), (2,)),
        Stretch("e", (2,), ()),
        Stretch("f"),
    )


def test_a_finding_about_the_whole_text_marks_nothing() -> None:
    assert highlighted("abc", [found(0, 3)]) == (Stretch("abc"),)
