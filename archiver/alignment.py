"""Where two long pictures are the same although something stands between: rows held against rows, as lines of two texts are.

A new post at the top of a page moves all the rest down. Rows that stand once in each picture are anchors (patience diff:
the longest run of them that keeps its order); from each anchor the sameness is followed upwards and downwards.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that are not the same: of the older from `before` to `before_end`, of the newer from `after` to `after_end` (ends
    exclusive). One of the two may be empty."""

    before: int
    before_end: int
    after: int
    after_end: int


def gaps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Gap]:
    """Everything that differs between two rows of things, from the first to the last."""
    x = y = 0
    for one, other in (*_anchors(old, new), (len(old), len(new))):
        if one < x or other < y:
            continue  # inside what was followed already
        top, left = one, other
        while x < top and y < left and old[x] == new[y]:
            x, y = x + 1, y + 1
        while top > x and left > y and old[top - 1] == new[left - 1]:
            top, left = top - 1, left - 1
        if x < top or y < left:
            yield Gap(x, top, y, left)
        x, y = one, other


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of what stands once in each, as many as keep their order in both (longest increasing subsequence)."""
    counts, others = Counter(old), Counter(new)
    where = {row: number for number, row in enumerate(new) if others[row] == 1}
    pairs = [(number, where[row]) for number, row in enumerate(old) if counts[row] == 1 and row in where]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[at], last[at] = place, number
    kept: list[tuple[int, int]] = []
    here = last[-1] if last else -1
    while here >= 0:
        kept.append(pairs[here])
        here = before[here]
    return kept[::-1]
