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

SCALE = 8.0
STRENGTH = 0.7
FLAG_STRENGTH = 1.0
MOST_STEPS = 200
CLOSE_ENOUGH = 1e-3
COMMON = 30
"""A feature of so many items counts as it is; rarer ones count more while learning, commoner ones less (as in tf–idf)."""
LEAST_RARITY = 0.05
EMPHASIS = {"w": 1.0, "b": 1.0, "p": 1.0, "u": 1.0, "d": 0.7, "cc": 0.5, "f": 0.5}
REST = 1.5
"""How much more or less a kind of feature counts while learning, `REST` for those not named: pairs less, since they repeat what
their parts say; concepts, who writes and the text's shape more. Chosen on voices left out."""
LEAST_ITEMS = 3
STRUCTURAL_LEAST = 3
LEAST_WEIGHT = 0.04
LEAST_TOPIC_WEIGHT = 0.12
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


def emphasis(known: dict[str, int], x: csr_matrix) -> np.ndarray:
    """How much each feature counts while learning, by how rare it is and of what kind. Multiplied into the weights afterwards,
    so that judging costs no more for it."""
    count = x.shape[0]
    met = np.asarray((x > 0).sum(axis=0)).ravel() + 1.0
    rarity = np.maximum(LEAST_RARITY, np.log(count / met) / math.log(max(count, COMMON * 2) / COMMON))
    kinds = [feature.partition(":")[0] if ":" in feature else "" for feature in known]
    return np.asarray(rarity * np.array([EMPHASIS.get(kind, REST) for kind in kinds]))


def fitted(x: csr_matrix, y: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Weights and intercept of a logistic regression of yes or no on features; `strength` is the inverse of the regularisation."""
    model = LogisticRegression(C=strength, max_iter=MOST_STEPS, tol=CLOSE_ENOUGH, solver="liblinear").fit(x, y)
    return model.coef_[0], float(model.intercept_[0])


def weights_of(
    x: csr_matrix, y: Sequence[str], wanted: Sequence[str], known: dict[str, int], strength: float
) -> np.ndarray:
    """A row of weights for each wanted outcome, each outcome against all others; the intercept goes on the feature `1`, which
    every item has."""
    weight = emphasis(known, x)
    scaled = csr_matrix(x.multiply(weight))
    outcome = np.array(y)
    rows = np.zeros((len(wanted), len(known)))
    for place, name in enumerate(wanted):
        marked = outcome == name
        if marked.all() or not marked.any():
            rows[place, known["1"]] = 5.0 if marked.all() else -5.0
            continue
        coefficients, intercept = fitted(scaled, marked, strength)
        rows[place] = coefficients * weight
        rows[place, known["1"]] += intercept
    return rows


def _table(known: dict[str, int], outcomes: Sequence[str], weights: np.ndarray, least: float) -> Table:
    rounded = np.round(weights, 2)
    rows = {}
    for feature, column in known.items():
        row = rounded[:, column]
        if np.max(np.abs(row)) >= least:
            rows[feature] = tuple(float(v) for v in row)
    return Table(tuple(outcomes), rows)


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
    outcomes = [i.outcome for i in items]
    classes = _table(known, CLASSES, weights_of(x, outcomes, CLASSES, known, STRENGTH), LEAST_WEIGHT)
    topics = {}
    for letter in "CDW":
        rows = [n for n, i in enumerate(items) if i.topic.startswith(letter)]
        named = [items[n].topic for n in rows]
        names = sorted(set(named))
        topics[letter] = _table(known, names, weights_of(x[rows], named, names, known, STRENGTH), LEAST_TOPIC_WEIGHT)
    flags = np.vstack([flag_weights(x, items, flag, known) for flag in FLAGS])
    return Model(version, SCALE, classes, topics, _table(known, FLAGS, flags, LEAST_WEIGHT), TEMPERATURE, LIMITS)


def flag_weights(x: csr_matrix, items: Sequence[LabelledItem], flag: str, known: dict[str, int]) -> np.ndarray:
    """The weights of one unsuitable flag, which is judged on its own; a flag of too few items is hardly ever proposed."""
    marked = [flag if flag in i.flags else "" for i in items]
    if sum(map(bool, marked)) < LEAST_ITEMS:
        marked = [""] * len(items)
    return weights_of(x, marked, (flag,), known, FLAG_STRENGTH).ravel()


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
    parser.add_argument("--version", default="modell-4")
    arguments = parser.parse_args()
    rules = rulebook()
    items = read_items(arguments.files)
    model = fit([*items, *without_role(items)], rules, arguments.version)
    write_model(model, arguments.out)


if __name__ == "__main__":
    main()
