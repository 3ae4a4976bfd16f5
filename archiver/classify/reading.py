"""One text as the classifier reads it: normalised, in words, with its concepts, signs and personal numbers."""

from bisect import bisect_right
from dataclasses import dataclass, field

from archiver.classify.language import language_of
from archiver.classify.lexicon import Hit, Lexicon
from archiver.classify.normalise import Normal, normalise
from archiver.classify.personal_numbers import PersonalNumber, personal_numbers
from archiver.classify.signs import signs, trusted_name
from archiver.classify.words import Word, words_of

_ENDS = ".!?\n;"
MOST_HITS = 60
"""Of one concept that the rules look at: a very long text must not cost its length squared."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds. `hits` are in the order of their start; `by_concept` is the same by name."""

    original: str
    normal: Normal
    words: tuple[Word, ...]
    language: str
    hits: tuple[Hit, ...]
    by_concept: dict[str, list[Hit]]
    numbers: tuple[PersonalNumber, ...]
    sentence_ends: tuple[int, ...] = field(default=())

    def sentence(self, place: int) -> int:
        """The number of the sentence a place in the normalised text lies in."""
        return bisect_right(self.sentence_ends, place)


def read(text: str, lexicon: Lexicon, year: int) -> Reading:
    """Read a text. Pure: the same text, lexicon and year give the same reading."""
    normal = normalise(text)
    words = words_of(normal.text)
    language = language_of(normal.text, words, text)
    met = lexicon.hits(words, language)
    hits = [h for h in met if h.concept != "first_name" or trusted_name(h, normal, text)]
    hits.extend(signs(normal, text, words))
    hits.sort(key=lambda h: (h.start, h.end, h.concept))
    by_concept: dict[str, list[Hit]] = {}
    for hit in hits:
        same = by_concept.setdefault(hit.concept, [])
        if len(same) < MOST_HITS:
            same.append(hit)
    plain = normal.text
    ends = tuple(
        i for i, c in enumerate(plain) if c in _ENDS and (i + 1 == len(plain) or plain[i + 1] in " \n" or c == "\n")
    )
    return Reading(
        text, normal, tuple(words), language, tuple(hits), by_concept, tuple(personal_numbers(plain, year)), ends
    )
