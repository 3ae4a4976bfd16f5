"""What each limit would give on voices the model has not seen: every file of items is left out in turn.

    python -m archiver.classify.train.calibrate FILE.jsonl …

Prints precision and recall of confidential, weeding and each flag at a row of limits; `limits.py` holds the choice.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from archiver.classify.labelled_items import FLAGS, LabelledItem, item_features, read_items
from archiver.classify.linear import CLASSES
from archiver.classify.rulebook import rulebook
from archiver.classify.train.fit import FLAG_STRENGTH, STRENGTH, matrix, vocabulary

Pair = tuple[list[str], list[str]]
ROW = (0.1, 0.15, 0.2, 0.27, 0.35, 0.42, 0.5, 0.6, 0.68, 0.75, 0.85)


def left_out(items: Sequence[LabelledItem], pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of the classes and of the flags for each item, from models that did not see its file."""
    classes = np.zeros((len(items), len(CLASSES)))
    flags = np.zeros((len(items), len(FLAGS)))
    for source in sorted({i.source for i in items}):
        seen = [n for n, i in enumerate(items) if i.source != source]
        asked = [n for n, i in enumerate(items) if i.source == source]
        known = vocabulary([pairs[n] for n in seen])
        x, z = matrix([pairs[n] for n in seen], known), matrix([pairs[n] for n in asked], known)
        model = LogisticRegression(C=STRENGTH, max_iter=400).fit(x, [items[n].outcome for n in seen])
        order = [list(model.classes_).index(c) for c in CLASSES]
        classes[asked] = model.predict_proba(z)[:, order]
        for place, flag in enumerate(FLAGS):
            marked = [flag in items[n].flags for n in seen]
            flags[asked, place] = (
                LogisticRegression(C=FLAG_STRENGTH, max_iter=400).fit(x, marked).predict_proba(z)[:, 1]
            )
    return classes, flags


def print_row(name: str, right: np.ndarray, chance: np.ndarray) -> None:
    """One outcome: precision/recall at each limit."""
    cells = []
    for limit in ROW:
        proposed = chance >= limit
        hits = int((proposed & right).sum())
        cells.append(f"{limit:.2f}: {hits / max(1, int(proposed.sum())):.2f}/{hits / max(1, int(right.sum())):.2f}")
    print(f"{name:16s} n={int(right.sum()):4d}  " + "  ".join(cells))


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description="Precision and recall at each limit, on voices left out.")
    parser.add_argument("files", nargs="+", type=Path)
    items = read_items(parser.parse_args().files)
    rules = rulebook()
    classes, flags = left_out(items, [item_features(i, rules) for i in items])
    outcome = np.array([i.outcome for i in items])
    print(
        f"{len(items)} items; four classes right: {np.mean(np.array(CLASSES)[classes.argmax(axis=1)] == outcome):.3f}"
    )
    for place, name in enumerate(CLASSES):
        print_row(name, outcome == name, classes[:, place])
    print_row("diary or conf.", np.isin(outcome, ("diary", "confidential")), classes[:, 0] + classes[:, 1])
    for place, flag in enumerate(FLAGS):
        print_row(flag, np.array([flag in i.flags for i in items]), flags[:, place])


if __name__ == "__main__":
    main()
