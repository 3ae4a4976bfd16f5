"""Rows held against rows: what only moved is the same."""

import random
import time

import pytest

from archiver.alignment import Gap, gaps


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("abc", "Xabc", [Gap(0, 0, 0, 1)]),
        ("abcXdef", "abcdef", [Gap(3, 4, 3, 3)]),
        ("abXcd", "abYZcd", [Gap(2, 3, 2, 4)]),
        ("aaaa", "aaa", [Gap(3, 4, 3, 3)]),
        ("", "ab", [Gap(0, 0, 0, 2)]),
        ("ab", "xy", [Gap(0, 2, 0, 2)]),
        ("abcd", "cdab", [Gap(0, 2, 0, 0), Gap(4, 4, 2, 4)]),
    ],
)
def test_what_stands_between_is_found_and_the_rest_is_the_same(old: str, new: str, differs: list[Gap]) -> None:
    assert list(gaps(old, new)) == differs


def test_what_is_not_told_of_is_the_same_row_for_row() -> None:
    chance = random.Random(7)
    for _ in range(200):
        old = [chance.randrange(12) for _ in range(chance.randrange(40))]
        new = [one for one in old if chance.random() < 0.8] + [chance.randrange(12) for _ in range(3)]
        x = y = 0
        for gap in (*gaps(old, new), Gap(len(old), len(old), len(new), len(new))):
            assert old[x : gap.before] == new[y : gap.after]
            x, y = gap.before_end, gap.after_end


def test_a_picture_of_thirty_thousand_rows_is_held_against_another_in_no_time() -> None:
    old = [number % 997 if number % 3 else number for number in range(30_000)]
    began = time.process_time()
    assert list(gaps(old, [*range(-400, 0), *old])) == [Gap(0, 0, 0, 400)]
    assert time.process_time() - began < 2
