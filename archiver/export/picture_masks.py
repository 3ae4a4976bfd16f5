"""The places to burn black on an item's picture, found from the item's own words.

The rule is the other way round from what a person with a pen does: everything is masked that isn't known to be released.
Kept are only the words of the picture that stand in the released text, in its order; all other words, and every picture in
the picture (a face, a photograph of a letter), are burnt. A word that is masked in the text is in no released text, so it
can't be kept here.
"""

from difflib import SequenceMatcher

from archiver.export.disclosure import MASKED, MASKED_AUTHOR, Rectangle, plainly
from archiver.export.documents import ContentVersion
from archiver.extract.word_map import Edges, WordMap

_MARGIN = 2
"""Pixels around a word: letters reach out of their boxes."""


def masks_for(version: ContentVersion, found: WordMap) -> tuple[Rectangle, ...]:
    """The rectangles that leave only what `version`, as it is released, says; in document order."""
    kept = _kept(version, found)
    boxes = [box for place, word in enumerate(found.words) if place not in kept for box in word.boxes]
    return tuple(_rectangle(box) for box in (*found.pictures, *boxes))


def within_picture(masks: tuple[Rectangle, ...], size: tuple[int, int]) -> tuple[Rectangle, ...]:
    """The rectangles, none of them outside the picture."""
    clipped = (
        Rectangle(max(0, one.left), max(0, one.top), min(size[0], one.right), min(size[1], one.bottom)) for one in masks
    )
    return tuple(one for one in clipped if one.left < one.right and one.top < one.bottom)


def _kept(version: ContentVersion, found: WordMap) -> frozenset[int]:
    """The places of the words that stand in the released text: in runs, so that a neighbour's words seldom follow along."""
    released = [*_tokens(version.author.name), *_tokens(version.text)]
    shown = [plainly(word.text) for word in found.words]
    blocks = SequenceMatcher(None, shown, released, autojunk=False).get_matching_blocks()
    return frozenset(place for block in blocks for place in range(block.a, block.a + block.size))


def _tokens(text: str) -> list[str]:
    """The released words; one that is masked, or of which a part is, is none."""
    whole = text.replace(MASKED_AUTHOR, MASKED)
    return [plainly(word) for word in whole.split() if MASKED not in word]


def _rectangle(box: Edges) -> Rectangle:
    return Rectangle(box[0] - _MARGIN, box[1] - _MARGIN, box[2] + _MARGIN, box[3] + _MARGIN)
