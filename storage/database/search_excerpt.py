"""Pieces of a text around the words that were asked for, those words marked. Plain text: whoever shows it escapes it."""

from dataclasses import dataclass

from storage.database.search_query import Term
from storage.database.search_words import Word, words

BEFORE = 60
"""Characters shown before the first marked word."""
LENGTH = 240


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt; `marked` is one of the words asked for."""

    text: str
    marked: bool = False


def excerpt(text: str, spans: list[tuple[int, int]], length: int = LENGTH) -> tuple[Piece, ...]:
    """The part of a text with the first words asked for (`marked`), `…` where more is before or after.

    The beginning of the text where none of them is in it. Joined, the pieces are the text between the dots.
    """
    start = max(spans[0][0] - BEFORE, 0) if spans and spans[0][1] > length else 0
    if start:
        start = text.find(" ", start, spans[0][0]) + 1 or start
    end = min(start + length, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), spans[0][1] if spans else 0, start + length // 2)
    pieces = [Piece("…")] if start else []
    at = start
    for begins, ends in spans:
        if begins < start or ends > end:
            continue
        pieces += [Piece(text[at:begins]), Piece(text[begins:ends], marked=True)]
        at = ends
    pieces.append(Piece(text[at:end]))
    if end < len(text):
        pieces.append(Piece("…"))
    return tuple(piece for piece in pieces if piece.text)


def marked(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the words asked for stand: offsets, end exclusive, in order, apart from each other."""
    if not terms:
        return []
    here = list(words(text))
    spans: set[tuple[int, int]] = set()
    for term in terms:
        if len(term.words) > 1:
            spans.update(_phrases(here, term))
        else:
            spans.update((word.start, word.end) for word in here if term.holds(word.folded))
    return _apart(sorted(spans))


def _phrases(here: list[Word], term: Term) -> list[tuple[int, int]]:
    size, spans = len(term.words), []
    for at in range(len(here) - size + 1):
        stretch = [word.folded for word in here[at : at + size]]
        last = stretch[-1].startswith(term.words[-1]) if term.beginning else stretch[-1] == term.words[-1]
        if last and stretch[:-1] == list(term.words[:-1]):
            spans.append((here[at].start, here[at + size - 1].end))
    return spans


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
