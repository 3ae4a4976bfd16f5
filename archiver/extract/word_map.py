"""Where each word stands on a picture: read from a page's `words.json`, cut out for one item beside its own picture.

A masked copy is made from it (`export/picture_masks.py`). Pixels of the picture from its top left, right and bottom
exclusive; words in document order.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

Edges = tuple[int, int, int, int]
"""Left, top, right, bottom."""
_STRIP_PIXELS = 64
_MOST_STRIPS = 16


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


def cutter(page: WordMap) -> Callable[[Edges], WordMap]:
    """A function that gives what of a page stands on the part cut out at some edges, in that part's own pixels.

    A page of two hundred items is cut two hundred times: a word is only looked at where its strip of the page is touched.
    """
    words = _by_strips([one.boxes for one in page.words])
    pictures = _by_strips([(box,) for box in page.pictures])

    def cut(edges: Edges) -> WordMap:
        found = (Word(page.words[number].text, _parts(page.words[number].boxes, edges)) for number in words(edges))
        seen = (part for number in pictures(edges) for part in _parts((page.pictures[number],), edges))
        return WordMap(tuple(one for one in found if one.boxes), tuple(seen))

    return cut


def _by_strips(things: Sequence[tuple[Edges, ...]]) -> Callable[[Edges], list[int]]:
    """A function that gives the numbers, in order, of those things that may touch an area."""
    strips: dict[int, list[int]] = {}
    tall = []  # as a page may say anything of itself
    for number, boxes in enumerate(things):
        if any(len(_strips(box)) > _MOST_STRIPS for box in boxes):
            tall.append(number)
            continue
        for strip in {strip for box in boxes for strip in _strips(box)}:
            strips.setdefault(strip, []).append(number)
    return lambda edges: sorted({*tall, *(one for strip in _strips(edges) for one in strips.get(strip, ()))})


def _strips(box: Edges) -> range:
    return range(box[1] // _STRIP_PIXELS, box[3] // _STRIP_PIXELS + 1)


def _parts(boxes: tuple[Edges, ...], edges: Edges) -> tuple[Edges, ...]:
    return tuple(part for box in boxes if (part := _cut(box, edges)))


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
