"""Words of a text and their stems: light Swedish inflection, enough for a word in the lexica to be met in all its forms.

Not a lemmatiser: the same stem is made of the lexicon's word and of the word in the text, so it only has to be the same
for both. English, Finnish and other languages' words pass through with their own few endings.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[:'\-][^\W_]+)*")

# Longest first; a stem keeps at least three letters and one vowel.
_ENDINGS = (
    "heternas", "heterna", "ningarna", "heten", "heter", "arnas", "ernas", "ornas", "andets", "andet", "andena",
    "anden", "ande", "ades", "arna", "erna", "orna", "aste", "aren", "ades", "adde", "ens", "ets", "ans", "arn",
    "ade", "ats", "are", "ast",  "dde", "dda", "dds", "des", "tes", "na", "en", "et", "ar", "er", "or", "as", "es",
    "at", "de", "te", "an", "ad", "a", "e", "s", "t", "n", "r",
)  # fmt: skip
_BY_LENGTH = tuple((len(e), e) for e in _ENDINGS)
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
    length = len(form)
    if length <= 3 or not form.isalpha():
        return form
    for size, ending in _BY_LENGTH:
        kept = length - size
        if kept >= 3 and form.endswith(ending) and not _VOWEL.isdisjoint(form[:kept]):
            if size == 1 and ((ending == "t" and form[-2] in "sfk") or (ending == "n" and form[-2] not in _VOWEL)):
                continue
            form = form[:kept]
            break
    if len(form) > 3 and form[-1] == form[-2] and form[-1] not in "sl":
        form = form[:-1]
    return form


def words_of(text: str) -> list[Word]:
    """All words of a normalised text, in order."""
    return [Word(m.group(), stem(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]
