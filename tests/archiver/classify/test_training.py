"""The model's JSON gives the very probabilities scikit-learn gave, and holds no numbers or names."""

from pathlib import Path

import pytest

from archiver.classify.context import Context
from archiver.classify.features import features
from archiver.classify.linear import read_model
from archiver.classify.reading import read
from archiver.classify.rulebook import DATA, Rulebook
from tests.archiver.classify.labelled import all_items

pytest.importorskip("sklearn")


def test_written_model_answers_as_the_fitted_one(tmp_path: Path, rules: Rulebook) -> None:
    from archiver.classify.labelled_items import item_features
    from archiver.classify.train.fit import fit, write_model

    items = [i for n, i in enumerate(all_items()) if n % 20 == 0]
    fitted = fit(items, rules, "prov")
    write_model(fitted, tmp_path / "model.json")
    again = read_model(tmp_path / "model.json")
    for item in items[:40]:
        features = item_features(item, rules)
        assert again.probabilities(*features) == fitted.probabilities(*features)
        assert sum(again.probabilities(*features).values()) == pytest.approx(1)


def test_delivered_model_holds_no_digits() -> None:
    model = read_model(DATA / "model.json")
    assert not [f for f in model.classes.weights if f[:2] in ("w:", "b:", "p:", "u:") and any(c.isdigit() for c in f)]


def test_names_and_numbers_are_no_features(rules: Rulebook) -> None:
    reading = read(
        "Hej, jag heter Ingegerd och min granne Yngve Blomstedt har nummer 860518-2388.", rules.lexicon, 2026
    )
    lexical, structural = features(reading, None, Context())
    assert not [f for f in (*lexical, *structural) if "ingeger" in f or "yngv" in f or "blomst" in f or "8605" in f]


def test_files_left_out_together_are_whole_and_of_like_size() -> None:
    from archiver.classify.train.calibrate import FOLDS, groups

    sources = [item.source for item in all_items()]
    placed = groups(sources)
    sizes = [sum(placed[source] == group for source in sources) for group in range(FOLDS)]
    assert set(placed) == set(sources)
    assert max(sizes) < 1.5 * min(sizes)


def test_calibration_error_is_the_distance_between_said_and_true() -> None:
    import numpy as np

    from archiver.classify.train.calibrate import calibration_error

    right = np.array([True, False, False, False, True, True])
    assert calibration_error(right, np.array([0.25, 0.25, 0.25, 0.25, 1.0, 1.0])) == pytest.approx(0)
    assert calibration_error(right, np.array([0.75, 0.75, 0.75, 0.75, 1.0, 1.0])) == pytest.approx(0.5 * 4 / 6)
