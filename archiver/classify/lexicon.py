"""The concept lexica: which words of a text speak of what.

A concept is one idea (an illness, a relative, a fault on a street) with its words in each language, kept as TOML in
`data/lexica/`. An entry is written

    `trasig`          any inflected form (same stem)
    `=fan`            exactly this form
    `hemtjänst*`      begins so (compounds)
    `*gatan`          ends so
    `~sjukdom`        a compound with this head, in any inflected form (`lungsjukdomen`)
    `dra in`          several words in a row, each written as above; `_` is any one word

Lookup is a dictionary per language, so that a thousand entries cost no more than ten.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archiver.classify.words import Word, stem

EVERY_LANGUAGE = "any"


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept met in the text; offsets in the normalised text, end exclusive; `first` and `last` are word numbers."""

    concept: str
    start: int
    end: int
    first: int
    last: int


Phrase = tuple[tuple[str, ...], str]
"""The parts after the first, and the concept."""
Continuations = dict[str, list[Phrase]] | None
"""Phrases a word may start, by their second part; those whose second part is no plain word stand under `*`."""


@dataclass(slots=True)
class Index:
    """The entries that apply to one language."""

    exact: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By stem: the entry as written, and the concept."""
    prefixes: dict[str, list[str]] = field(default_factory=dict)
    suffixes: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[str, list[str]] = field(default_factory=dict)
    """Of compounds, by stem."""
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    """By first part, as written."""
    cache: dict[str, tuple[tuple[str, ...], Continuations]] = field(default_factory=dict)
    prefix_sizes: tuple[int, ...] = ()
    suffix_sizes: tuple[int, ...] = ()
    head_sizes: tuple[int, ...] = ()

    def add(self, entry: str, concept: str) -> None:
        """Take in one entry of a lexicon."""
        parts = tuple(entry.split())
        if len(parts) > 1:
            self.phrases.setdefault(_key(parts[0]), []).append((tuple(_key(p) for p in parts[1:]), concept))
            return
        table, value = _table(entry)
        if table == "stems":
            self.entries.setdefault(value, []).append((entry, concept))
        else:
            getattr(self, table).setdefault(value, []).append(concept)

    def close(self) -> None:
        """Make ready for lookups."""
        self.prefix_sizes = self._sizes(self.prefixes, "p")
        self.suffix_sizes = self._sizes(self.suffixes, "u")
        self.head_sizes = self._sizes(self.heads, "h")

    def _sizes(self, table: Mapping[str, list[str]], letter: str) -> tuple[int, ...]:
        return tuple(sorted({len(part) for part in table} | {len(k) - 1 for k in self.phrases if k[0] == letter}))

    def look_up(self, form: str, word_stem: str) -> tuple[tuple[str, ...], Continuations]:
        """Concepts of one word, and the phrases that may start with it."""
        known = self.cache.get(form)
        if known is not None:
            return known
        single: dict[str, None] = {}
        phrases: list[Phrase] = []

        def note(table: Mapping[str, list[str]], letter: str, value: str) -> None:
            single.update(dict.fromkeys(table.get(value, ())))
            phrases.extend(self.phrases.get(letter + value, ()))

        note(self.exact, "e", form)
        for entry, concept in self.entries.get(word_stem, ()):
            if _inflection(form, entry, word_stem):
                single[concept] = None
        phrases.extend(self.phrases.get("s" + word_stem, ()))
        for size in self.prefix_sizes:
            if size > len(form):
                break
            note(self.prefixes, "p", form[:size])
        for size in self.suffix_sizes:
            if size > len(form):
                break
            note(self.suffixes, "u", form[-size:])
        for size in self.head_sizes:
            if size + LEAST_BEFORE_HEAD > len(word_stem):
                break
            note(self.heads, "h", word_stem[-size:])
        answer = (tuple(single), _by_second(phrases))
        if len(self.cache) < 100_000:
            self.cache[form] = answer
        return answer


def _by_second(phrases: list[Phrase]) -> Continuations:
    if not phrases:
        return None
    found: dict[str, list[Phrase]] = {}
    for rest, concept in phrases:
        found.setdefault(rest[0] if rest[0][0] in "es" else "*", []).append((rest, concept))
    return found


SHORT_STEM = 3
LEAST_BEFORE_HEAD = 2
"""Letters of a compound before its head: one letter is no word."""
_FUNCTION_WORDS = frozenset(
    (
      "och", "att", "det", "är", "jag", "som", "en", "på", "i", "av", "för", "med", "till", "den", "har", "de", "inte", "om", "ett", "han", "men", "var",
      "sig", "så", "vi", "från", "kan", "när", "nu", "ska", "hon", "ni", "er", "mig", "dig", "hur", "ja", "nej", "min", "mitt", "mina", "vår", "vårt",
      "våra", "din", "ditt", "dina", "era", "ert", "alla", "allt", "efter", "vid", "mot", "ut", "upp", "där", "här", "mer", "fast", "finns", "tre", "två",
      "fem", "sju", "vilken", "vilket", "vilka", "någon", "något", "mat", "väg", "vägen", "först", "bort", "borde", "sent", "all", "inga", "ingen",
      "varje", "även", "kommunen",
    )
)  # fmt: skip


def _inflection(form: str, entry: str, word_stem: str) -> bool:
    """Whether a word with the same stem is a form of the entry: short stems and function words collide too easily."""
    if form == entry:
        return True
    if form in _FUNCTION_WORDS:
        return False
    return len(word_stem) > SHORT_STEM or form.startswith(entry)


def _table(entry: str) -> tuple[str, str]:
    if entry.startswith("="):
        return "exact", entry[1:]
    if entry.endswith("*"):
        return "prefixes", entry[:-1]
    if entry.startswith("*"):
        return "suffixes", entry[1:]
    if entry.startswith("~"):
        return "heads", stem(entry[1:])
    return "stems", stem(entry)


def _key(part: str) -> str:
    """A part of a phrase as one string: its kind's letter and its value."""
    if part == "_":
        return "_"
    table, value = _table(part)
    return {"exact": "e", "stems": "s", "prefixes": "p", "suffixes": "u", "heads": "h"}[table] + value


def _fits(key: str, word: Word) -> bool:
    kind, value = key[0], key[1:]
    if kind == "s":
        return word.stem == value
    if kind == "e":
        return word.form == value
    if kind == "p":
        return word.form.startswith(value)
    if kind == "h":
        return word.stem.endswith(value) and len(word.stem) >= len(value) + LEAST_BEFORE_HEAD
    return kind == "_" or word.form.endswith(value)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All concepts, by language."""

    version: str
    indexes: Mapping[str, Index]
    concepts: frozenset[str]

    def hits(self, words: list[Word], language: str) -> list[Hit]:
        """The concepts met in a text, in the order of its words."""
        index = self.indexes.get(language) or self.indexes.get(OTHER) or self.indexes[EVERY_LANGUAGE]
        found: list[Hit] = []
        count = len(words)
        for place, word in enumerate(words):
            single, phrases = index.look_up(word.form, word.stem)
            for concept in single:
                found.append(Hit(concept, word.start, word.end, place, place))
            if phrases is None or place + 1 >= count:
                continue
            second = words[place + 1]
            for key in ("s" + second.stem, "e" + second.form, "*"):
                for rest, concept in phrases.get(key, ()):
                    last = place + len(rest)
                    if last < count and all(
                        _fits(k, w) for k, w in zip(rest, words[place + 1 : last + 1], strict=True)
                    ):
                        found.append(Hit(concept, word.start, words[last].end, place, last))
        return found


def read_lexica(
    folder: Path,
    own: Mapping[str, Iterable[str]] | None = None,
    more: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
) -> Lexicon:
    """All `*.toml` of a folder as one lexicon; `own` adds a municipality's words to concepts (any language), `more` its own concepts.

    Raises KeyError naming the concept when `own` speaks of one that is not there.
    """
    entries: dict[str, list[tuple[str, str]]] = {}
    concepts: set[str] = set()
    versions: list[str] = []
    for file in sorted(folder.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        versions.append(f"{file.stem}-{data['version']}")
        for concept, by_language in data["concept"].items():
            concepts.add(concept)
            for language, listed in by_language.items():
                if isinstance(listed, list):
                    entries.setdefault(language, []).extend((e, concept) for e in listed)
    for concept, by_language in (more or {}).items():
        concepts.add(concept)
        for language, listed in by_language.items():
            entries.setdefault(language, []).extend((e.lower(), concept) for e in listed)
    for concept, listed in (own or {}).items():
        if concept not in concepts:
            raise KeyError(concept)
        entries.setdefault(EVERY_LANGUAGE, []).extend((e.lower(), concept) for e in listed)
    indexes = {language: _index(entries, language) for language in {*entries, EVERY_LANGUAGE}}
    return Lexicon("+".join(versions), indexes, frozenset(concepts))


OTHER = "other"
"""Words of the languages that have no lexicon of their own."""
NEIGHBOURS = {"no": ("sv",), "da": ("sv",), "fit": ("fi", "sv"), "ru": ("uk",), "de": (OTHER,)}
"""Languages that also read another's lexica: Norwegian and Danish the Swedish one, Meänkieli the Finnish one, Russian the
Ukrainian one (which lists the Russian words too)."""


def _index(entries: Mapping[str, list[tuple[str, str]]], language: str) -> Index:
    index = Index()
    for source in (EVERY_LANGUAGE, language, *NEIGHBOURS.get(language, ())):
        for entry, concept in entries.get(source, ()):
            index.add(entry, concept)
    index.close()
    return index
