"""Fit the linear model to labelled items and write it as JSON.

    python -m archiver.classify.train.fit --out archiver/classify/data/model.json FILE.jsonl …

Thresholds are chosen on predictions for voices the model did not see (cross-validation by file), never on its own training.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from archiver.classify.labelled_items import FLAGS, LabelledItem, item_features, read_items
from archiver.classify.linear import CLASSES, Model, Table
from archiver.classify.rulebook import DATA, Rulebook, rulebook
from archiver.classify.train.limits import LIMITS, TEMPERATURE

SCALE = 5.0
STRENGTH = 0.5
FLAG_STRENGTH = 0.5
MOST_STEPS = 200
CLOSE_ENOUGH = 1e-3
LEAST_ITEMS = 3
STRUCTURAL_LEAST = 3
LEAST_WEIGHT = 0.03
LEAST_TOPIC_WEIGHT = 0.06
"""Weights smaller than this for every outcome are left out of the file; the topics only name a reason."""
LEAST_CORRECTIONS = 8
CORRECTION_WEIGHT = 3

Pair = tuple[list[str], list[str]]


def vocabulary(pairs: Sequence[Pair], decided: Sequence[Pair] = ()) -> dict[str, int]:
    """The features that occur in enough items, numbered; lexical ones in at least `LEAST_ITEMS` so that none is a person's own."""
    lexical = Counter(f for lex, _ in pairs for f in set(lex))
    structural = Counter(f for _, struct in pairs for f in set(struct))
    kept = [f for f, n in lexical.items() if n >= LEAST_ITEMS] + [
        f for f, n in structural.items() if n >= STRUCTURAL_LEAST
    ]
    common = Counter(f for lex, _ in decided for f in set(lex))
    kept.extend(f for f, n in common.items() if n >= LEAST_CORRECTIONS)
    return {f: i for i, f in enumerate(sorted(set(kept)))}


def matrix(pairs: Sequence[Pair], known: dict[str, int]) -> csr_matrix:
    """Items × features, weighed as `linear.Table.scores` weighs them."""
    rows, columns, values = [], [], []
    for number, (lexical, structural) in enumerate(pairs):
        weight = SCALE / math.sqrt(len(lexical)) if lexical else 0.0
        for features, value in ((lexical, weight), (structural, 1.0)):
            for feature in set(features):
                column = known.get(feature)
                if column is not None:
                    rows.append(number)
                    columns.append(column)
                    values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(pairs), len(known)))


def fitted(x: csr_matrix, y: Sequence[str] | Sequence[bool], strength: float) -> LogisticRegression:
    """A logistic regression of outcomes on features; `strength` is the inverse of the regularisation."""
    return LogisticRegression(C=strength, max_iter=MOST_STEPS, tol=CLOSE_ENOUGH).fit(x, y)


def _table(known: dict[str, int], outcomes: Sequence[str], weights: np.ndarray, least: float) -> Table:
    rounded = np.round(weights, 3)
    rows = {}
    for feature, column in known.items():
        row = rounded[:, column]
        if np.max(np.abs(row)) >= least:
            rows[feature] = tuple(float(v) for v in row)
    return Table(tuple(outcomes), rows)


def _class_table(
    known: dict[str, int],
    x: csr_matrix,
    y: Sequence[str],
    wanted: Sequence[str],
    strength: float,
    least: float,
) -> Table:
    """A table for competing outcomes; the intercept goes on the feature `1`, which every item has."""
    model = fitted(x, y, strength)
    order = [list(model.classes_).index(c) for c in wanted]
    coefficients = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_[0], model.coef_[0]])
    intercept = model.intercept_ if len(model.classes_) > 2 else np.array([-model.intercept_[0], model.intercept_[0]])
    weights = coefficients[order].copy()
    weights[:, known["1"]] += intercept[order]
    return _table(known, wanted, weights, least)


def fit(
    items: Sequence[LabelledItem],
    rules: Rulebook,
    version: str,
    *,
    corrections: Sequence[LabelledItem] = (),
) -> Model:
    """A model of labelled items, with the limits of `limits.py`.

    `corrections` are people's decisions on real items: they weigh `CORRECTION_WEIGHT` each, but add no words of their own
    to the model unless `LEAST_CORRECTIONS` of them share the word, so that nothing of one person's text is kept in it.
    """
    pairs = [item_features(i, rules) for i in items]
    decided = [item_features(i, rules) for i in corrections]
    known = vocabulary(pairs, decided)
    pairs = [*pairs, *decided * CORRECTION_WEIGHT]
    items = [*items, *list(corrections) * CORRECTION_WEIGHT]
    x = matrix(pairs, known)
    classes = _class_table(known, x, [i.outcome for i in items], CLASSES, STRENGTH, LEAST_WEIGHT)
    topics = {}
    for letter in "CDW":
        rows = [n for n, i in enumerate(items) if i.topic.startswith(letter)]
        names = sorted({items[n].topic for n in rows})
        topics[letter] = _class_table(
            known, x[rows], [items[n].topic for n in rows], names, STRENGTH, LEAST_TOPIC_WEIGHT
        )
    weights = np.zeros((len(FLAGS), len(known)))
    for place, flag in enumerate(FLAGS):
        y = [flag in i.flags for i in items]
        if sum(y) >= LEAST_ITEMS:
            model = fitted(x, y, FLAG_STRENGTH)
            weights[place] = model.coef_[0]
            weights[place, known["1"]] += model.intercept_[0]
        else:
            weights[place, known["1"]] = -5.0
    return Model(version, SCALE, classes, topics, _table(known, FLAGS, weights, LEAST_WEIGHT), TEMPERATURE, LIMITS)


def without_role(items: Sequence[LabelledItem]) -> list[LabelledItem]:
    """Companies' and media's items once more as if nobody had said who wrote: most pages don't tell."""
    return [
        replace(i, context=replace(i.context, author_role="unknown"))
        for i in items
        if i.context.author_role in ("company", "media")
    ]


def write_model(model: Model, file: Path) -> None:
    """The model as JSON, one feature a line, in alphabetical order."""

    def table(part: Table) -> str:
        rows = ",\n".join(
            f"{json.dumps(f, ensure_ascii=False)}: {json.dumps(list(w), separators=(',', ':'))}"
            for f, w in sorted(part.weights.items())
        )
        return f'{{"outcomes": {json.dumps(list(part.outcomes))}, "weights": {{\n{rows}\n}}}}'

    topics = ", ".join(f'"{letter}": {table(part)}' for letter, part in model.topics.items())
    file.write_text(
        f'{{"version": {json.dumps(model.version)}, "scale": {model.scale}, "temperature": {model.temperature},\n'
        f'"thresholds": {json.dumps(model.thresholds)},\n"classes": {table(model.classes)},\n"topics": {{{topics}}},\n"flags": {table(model.flags)}}}\n',
        encoding="utf-8",
    )


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description="Fit the linear model.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "model.json")
    parser.add_argument("--version", default="modell-3")
    arguments = parser.parse_args()
    rules = rulebook()
    items = read_items(arguments.files)
    model = fit([*items, *without_role(items)], rules, arguments.version)
    write_model(model, arguments.out)


if __name__ == "__main__":
    main()
