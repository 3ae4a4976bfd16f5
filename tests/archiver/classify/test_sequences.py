"""Turns of phrase are the same whatever the words in them; families say what sort of matter a text is about."""

import tomllib

import pytest

from archiver.classify.context import Context
from archiver.classify.families import BROAD, FAMILIES, IN_GENERAL, SOMEBODY, family_features
from archiver.classify.features import features
from archiver.classify.reading import read
from archiver.classify.rulebook import DATA, Rulebook
from archiver.classify.sequences import sequences


def test_same_turn_with_other_words_is_the_same_row(rules: Rulebook) -> None:
    one, other = (
        set(sequences(read(t, rules.lexicon, 2026))) for t in ("min mamma har cancer", "min farfar har parkinson")
    )
    assert "d:kin har diagnosis" in one & other


def test_people_in_general_are_another_row_than_a_relative(rules: Rulebook) -> None:
    assert "d:kin har diagnosis" not in sequences(read("många har cancer", rules.lexicon, 2026))


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("min mamma har cancer", "f:health+somebody"),
        ("var tredje har cancer", "f:health+nobody+general"),
        ("Lampan är trasig", "f:matter:4"),
        ("haha", "f:light:1"),
        ("👍", "f:light:0"),
    ],
)
def test_family_is_seen_with_who_and_how_long(text: str, feature: str, rules: Rulebook) -> None:
    reading = read(text, rules.lexicon, 2026)
    assert feature in family_features(reading, feature[-1] if feature[-1].isdigit() else "4", "comment")


def test_families_name_concepts_that_are_there(rules: Rulebook) -> None:
    signs = {"face", "full_name", "old_year"}
    assert SOMEBODY | IN_GENERAL | frozenset[str]().union(*FAMILIES.values()) <= rules.lexicon.concepts | signs


def test_broad_fields_are_those_of_their_files_and_stand_in_no_pairs(rules: Rulebook) -> None:
    files = (DATA / "lexica" / f"{name}.toml" for name in ("everyday", "turns"))
    listed = {c for file in files for c in tomllib.loads(file.read_text(encoding="utf-8"))["concept"]}
    assert listed == BROAD
    seen = features(read("hunden åt min gula jacka på bussen i går", rules.lexicon, 2026), None, Context())[1]
    assert {"c:clothing", "c:vehicle", "c:last_time"} <= set(seen)
    assert not any(part in BROAD for f in seen if f.startswith("cc:") for part in f[3:].split("+"))
