"""What each limit would give on voices the model has not seen: the files of items are left out in turn, some at a time.

    python -m archiver.classify.train.calibrate FILE.jsonl …

Prints precision and recall of confidential, weeding and each flag at a row of limits, how far the probabilities lie from what
came true (expected calibration error, ten bins), and the temperature that would bring them nearest. `limits.py` holds the choice.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from archiver.classify.labelled_items import FLAGS, LabelledItem, item_features, read_items
from archiver.classify.linear import CLASSES, softmax
from archiver.classify.rulebook import rulebook
from archiver.classify.train.fit import STRENGTH, flag_weights, matrix, vocabulary, weights_of

Pair = tuple[list[str], list[str]]
FOLDS = 4
"""Groups of files: leaving out every one of forty files by itself would take five times as long and say the same."""
BINS = 10
ROW = (0.1, 0.15, 0.2, 0.27, 0.35, 0.42, 0.5, 0.6, 0.68, 0.75, 0.85)


def left_out(items: Sequence[LabelledItem], pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of the classes and of the flags for each item, from models that did not see its file."""
    group = groups([i.source for i in items])
    classes = np.zeros((len(items), len(CLASSES)))
    flags = np.zeros((len(items), len(FLAGS)))
    for left in sorted(set(group.values())):
        seen = [n for n, i in enumerate(items) if group[i.source] != left]
        asked = [n for n, i in enumerate(items) if group[i.source] == left]
        known = vocabulary([pairs[n] for n in seen])
        x, z = matrix([pairs[n] for n in seen], known), matrix([pairs[n] for n in asked], known)
        taught = [items[n] for n in seen]
        scores = z @ weights_of(x, [i.outcome for i in taught], CLASSES, known, STRENGTH).T
        classes[asked] = np.array([softmax(row) for row in scores.tolist()])
        for place, flag in enumerate(FLAGS):
            flags[asked, place] = 1 / (1 + np.exp(-(z @ flag_weights(x, taught, flag, known))))
    return classes, flags


def groups(sources: Sequence[str]) -> dict[str, int]:
    """Which of `FOLDS` groups each file belongs to: the largest first, each to the group that has fewest items."""
    sizes = [0] * FOLDS
    placed: dict[str, int] = {}
    for source, count in sorted(Counter(sources).items(), key=lambda pair: (-pair[1], pair[0])):
        placed[source] = sizes.index(min(sizes))
        sizes[placed[source]] += count
    return placed


def calibration_error(right: np.ndarray, chance: np.ndarray) -> float:
    """The expected calibration error: how far the mean probability of each of ten bins lies from what came true, weighed
    by the bin's items (Naeini et al. 2015)."""
    bins = np.minimum(BINS - 1, (chance * BINS).astype(int))
    return float(
        sum(
            abs(right[bins == b].mean() - chance[bins == b].mean()) * (bins == b).mean()
            for b in range(BINS)
            if (bins == b).any()
        )
    )


def best_temperature(classes: np.ndarray, outcome: np.ndarray) -> float:
    """The temperature that gives the least log-loss on what was left out."""
    place = np.array([CLASSES.index(o) for o in outcome])
    scores = np.log(np.maximum(classes, 1e-12))

    def loss(temperature: float) -> float:
        scaled = scores / temperature
        whole = np.log(np.exp(scaled).sum(axis=1))
        return float(np.mean(whole - scaled[np.arange(len(place)), place]))

    return min((round(0.8 + 0.05 * n, 2) for n in range(25)), key=loss)


def print_row(name: str, right: np.ndarray, chance: np.ndarray) -> None:
    """One outcome: precision/recall at each limit."""
    cells = []
    for limit in ROW:
        proposed = chance >= limit
        hits = int((proposed & right).sum())
        cells.append(f"{limit:.2f}: {hits / max(1, int(proposed.sum())):.2f}/{hits / max(1, int(right.sum())):.2f}")
    error = calibration_error(right, chance)
    print(f"{name:16s} n={int(right.sum()):4d} ECE {error:.3f}  " + "  ".join(cells))


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description="Precision and recall at each limit, on voices left out.")
    parser.add_argument("files", nargs="+", type=Path)
    items = read_items(parser.parse_args().files)
    rules = rulebook()
    classes, flags = left_out(items, [item_features(i, rules) for i in items])
    outcome = np.array([i.outcome for i in items])
    print(f"temperature with the least log-loss: {best_temperature(classes, outcome)}")
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
