"""Words of a text and their stems: light Swedish inflection, enough for a word in the lexica to be met in all its forms.

Not a lemmatiser: the same stem is made of the lexicon's word and of the word in the text, so it only has to be the same
for both. English, Finnish and other languages' words pass through with their own few endings.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[:'\-][^\W_]+)*")

_ENDINGS = (
    ("arna", 3), ("erna", 3), ("orna", 3), ("aste", 3), ("ena", 3), ("en", 3), ("et", 3), ("an", 3), ("ar", 3), ("er", 3), ("or", 3), ("ad", 4), ("a", 3), ("e", 3),
    ("s", 4), ("t", 4),
)  # fmt: skip
"""Endings and how many letters a stem must keep, longest first. They are taken off one by one until none is left, so that
`beslut` and `besluten` meet at the same stem though the first only looks inflected."""
_BY_LAST = {
    letter: tuple((ending, len(ending), least) for ending, least in _ENDINGS if ending[-1] == letter)
    for letter in "anetrds"
}
_VOWEL = frozenset("aouåeiyäöé")
_SPOKEN = {
    "å": "och", "o": "och", "e": "är", "ä": "är", "va": "var", "ja": "jag", "ja'": "jag", "dom": "de", "dem": "de", "de": "det",
    "nån": "någon", "nåt": "något", "nåra": "några", "nåra'": "några", "nå": "något", "sån": "sådan", "sånt": "sådant",
    "sen": "sedan", "ska": "skall", "sa": "sade", "la": "lade", "mej": "mig", "dej": "dig", "sej": "sig", "ha": "har", "int": "inte",
    "inge": "inget", "ngn": "någon", "ngt": "något", "oxå": "också", "oxo": "också", "asså": "alltså", "mkt": "mycket", "d": "det",
    "me": "med", "te": "till", "ba": "bara", "bara": "bara", "mvh": "mvh", "tex": "exempel", "iofs": "visserligen", "ffs": "ffs",
    "morsan": "mamma", "farsan": "pappa", "päron": "förälder", "dottern": "dotter", "ungarna": "unge", "ungar": "unge",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the normalised text: as written, its stem, and where (end exclusive)."""

    form: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """The stem of a lower-case word; spoken spellings are first written out."""
    form = _SPOKEN.get(form, form)
    if len(form) <= 3 or not form.isalpha():
        return form
    while (shorter := _shorter(form)) != form:
        form = shorter
    return form


def _shorter(form: str) -> str:
    """The word without its last ending."""
    length = len(form)
    for ending, size, least in _BY_LAST.get(form[-1], ()):
        kept = length - size
        if kept >= least and form.endswith(ending) and not _VOWEL.isdisjoint(form[:kept]):
            return form[:kept]
    if form[-1] == "n" and ((length > 3 and form[-2] in _VOWEL) or (length > 5 and form[-2] in "rl")):
        return form[:-1]
    if length > 5 and form.endswith("el") and form[-3] not in _VOWEL:
        return form[:-2] + "l"
    if length > 4 and form[-1] == form[-2] and form[-1] not in "sl":
        return form[:-1]
    return form


def words_of(text: str) -> list[Word]:
    """All words of a normalised text, in order."""
    return [Word(m.group(), stem(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]
