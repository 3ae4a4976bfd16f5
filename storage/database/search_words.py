"""The words of a text as the search knows them: the one normaliser, for what is filed and for what is asked.

A word is letters and digits, NFC, lower case; å, ä and ö stay letters of their own. Its stem is Snowball's for Swedish,
and one step more: Snowball leaves the definite form of first-declension nouns (`skolan`, but `skola`, `skolor` → `skol`;
`snowballstem.org/algorithms/swedish/stemmer.html`), which is the commonest form of all in municipal texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from snowballstemmer import stemmer

# A letter or digit, then letters, digits and the combining marks of texts that are not NFC.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
LONGEST_WORD = 64
"""Characters of a word that count; nobody searches for the rest, and PostgreSQL has a limit."""
SHORTEST_STEM = 3
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: offsets in code points, end exclusive."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order."""
    for found in _WORD.finditer(text):
        yield Word(found.start(), found.end(), _folded(found[0]))


@lru_cache(_REMEMBERED)
def _folded(written: str) -> str:
    return normalize("NFC", written[:LONGEST_WORD]).casefold()


@lru_cache(_REMEMBERED)
def stem(folded: str) -> str:
    """The stem of a word given as `words` gives it."""
    stemmed = str(_swedish().stemWord(folded))
    if stemmed.endswith("an") and len(stemmed) >= SHORTEST_STEM + len("an"):
        return stemmed.removesuffix("an")
    return stemmed


@cache
def _swedish() -> Any:
    return stemmer("swedish")
