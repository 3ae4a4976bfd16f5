"""Entries of the lexica: any inflection, exact, beginnings, endings, phrases, and heads of compounds."""

from pathlib import Path

import pytest

from archiver.classify.lexicon import read_lexica
from archiver.classify.words import words_of

LEXICON = """version = 1
[concept.illness]
sv = ["~sjukdom", "medicin"]
[concept.shelf]
sv = ["~bänk i parken"]
"""


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("lungsjukdomen", ["illness"]),
        ("ögonsjukdomar", ["illness"]),
        ("sjukdom", []),
        ("asjukdom", []),
        ("sjukdomsbild", []),
        ("medicinen", ["illness"]),
        ("parkbänken i parken", ["shelf"]),
        ("bänken i parken", []),
    ],
)
def test_head_of_a_compound_is_met_in_any_inflection(text: str, concepts: list[str], tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(LEXICON, encoding="utf-8")
    assert [hit.concept for hit in read_lexica(tmp_path).hits(words_of(text), "sv")] == concepts
