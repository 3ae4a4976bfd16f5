"""Where each word stands on a picture: read from a page's `words.json`, cut out for one item beside its own picture.

A masked copy is made from it (`export/picture_masks.py`). Pixels of the picture from its top left, right and bottom
exclusive; words in document order.
"""

import json
from dataclasses import dataclass
from math import ceil, floor

Edges = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word and the boxes it stands in: more than one where it goes over to the next line."""

    text: str
    boxes: tuple[Edges, ...]


@dataclass(frozen=True, slots=True)
class WordMap:
    """The words of a picture, and the boxes of the pictures within it."""

    words: tuple[Word, ...] = ()
    pictures: tuple[Edges, ...] = ()


def words_path(picture: str) -> str:
    """Where the map of an item's picture lies: `versions/1/picture.png` → `versions/1/words.json`."""
    return f"{picture.rpartition('/')[0]}/words.json"


def read_words(data: bytes) -> WordMap | None:
    """The map in a `words.json`; None where it is something else."""
    try:
        told = json.loads(data)
        words = tuple(Word(str(text), _boxes(numbers)) for text, *numbers in told["words"])
        return WordMap(words, tuple(box for numbers in told["pictures"] for box in _boxes(numbers)))
    except (ValueError, KeyError, TypeError):
        return None


def to_bytes(found: WordMap) -> bytes:
    """The map as a `words.json`."""
    words = [[one.text, *(number for box in one.boxes for number in _placed(box))] for one in found.words]
    told = {"words": words, "pictures": [_placed(box) for box in found.pictures]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def within(page: WordMap, edges: Edges) -> WordMap:
    """What of a page stands on the part cut out at `edges`, in that part's own pixels."""
    words = (Word(one.text, tuple(box for each in one.boxes if (box := _cut(each, edges)))) for one in page.words)
    pictures = (box for each in page.pictures if (box := _cut(each, edges)))
    return WordMap(tuple(one for one in words if one.boxes), tuple(pictures))


def _boxes(numbers: list[float]) -> tuple[Edges, ...]:
    if not numbers or len(numbers) % 4:
        raise ValueError("four numbers make a box")
    fours = [numbers[place : place + 4] for place in range(0, len(numbers), 4)]
    return tuple((floor(x), floor(y), ceil(x + width), ceil(y + height)) for x, y, width, height in fours)


def _placed(box: Edges) -> list[int]:
    left, top, right, bottom = box
    return [left, top, right - left, bottom - top]


def _cut(box: Edges, edges: Edges) -> Edges | None:
    left, top = max(box[0], edges[0]), max(box[1], edges[1])
    right, bottom = min(box[2], edges[2]), min(box[3], edges[3])
    if left >= right or top >= bottom:
        return None
    return left - edges[0], top - edges[1], right - edges[0], bottom - edges[1]
