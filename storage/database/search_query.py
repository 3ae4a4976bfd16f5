"""What a person asks for, as terms; and the terms as SQLite's FTS5 and PostgreSQL's tsquery say them.

    skolor badhuset      both words, in any form (skola, skolans; badhus)
    "öppnar badhuset"    exactly these words after each other
    överklag*            words that begin so
    SM 2026:17           what is written together (2026:17, e-post) stands together

Every term must be there. In the index a word stands as itself, its stem with `~` before it, an author's name with `@`,
and what the item is with `_`; a person's words hold letters and digits only, so nothing they write reaches the others.
"""

import re
from dataclasses import dataclass

from storage.database.search_words import stem, words

MOST_TERMS = 32
SHORTEST_BEGINNING = 2
"""Letters before a `*`; fewer is the word itself."""
STEM, AUTHOR, FACET = "~", "@", "_"

_PART = re.compile(r"""["”“„»«]([^"”“„»«]*)["”“„»«]?|([^\s"”“„»«]+)""")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together. `exact`: as they are written, else in any form; `beginning`: the last goes on."""

    words: tuple[str, ...]
    exact: bool = False
    beginning: bool = False

    def holds(self, written: str) -> bool:
        """Whether a single written word (as `words` gives it) is one of this term's."""
        if self.beginning and written.startswith(self.words[-1]):
            return True
        return written in self.words if self.exact else stem(written) == stem(self.words[0])


def parse(query: str) -> tuple[Term, ...]:
    """The terms of a query; none where it holds no words."""
    terms = (_term(found[1] or found[2] or "", quoted=found[2] is None) for found in _PART.finditer(query))
    return tuple(term for term in terms if term)[:MOST_TERMS]


def author_words(name: str) -> tuple[str, ...]:
    """The words that ask for an author by (a part of) the name."""
    return tuple(AUTHOR + word.folded for word in words(name))


def in_sqlite(term: Term) -> str:
    """A term in FTS5's language (sqlite.org/fts5.html §3)."""
    if not term.exact:
        return f'"{STEM}{stem(term.words[0])}"'
    return f'"{" ".join(term.words)}"' + (" *" if term.beginning else "")


def in_postgresql(term: Term) -> str:
    """A term as a tsquery (PostgreSQL 15 §8.11.2)."""
    if not term.exact:
        return f"'{STEM}{stem(term.words[0])}'"
    ending = ":*" if term.beginning else ""
    return "(" + " <-> ".join(f"'{word}'" for word in term.words) + ending + ")"


def _term(part: str, *, quoted: bool) -> Term | None:
    found = tuple(word.folded for word in words(part))
    if not found:
        return None
    beginning = part.rstrip().endswith("*") and len(found[-1]) >= SHORTEST_BEGINNING
    return Term(found, exact=quoted or beginning or len(found) > 1, beginning=beginning)
