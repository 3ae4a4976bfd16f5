"""The linear model: a table of features and weights, read from a JSON file a person can open.

Trained by `archiver/classify/train/`, which needs scikit-learn; used here with plain Python. Each feature has one weight
per outcome; the outcomes compete by softmax (`classes`), the unsuitable flags are judged each on its own (`flags`).
Holds no personal text: a lexical feature must occur in several items and has no digits and no names.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

CLASSES = ("confidential", "diary", "weeding", "keep")


@dataclass(frozen=True, slots=True)
class Table:
    """Weights per feature for some outcomes."""

    outcomes: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]

    def scores(self, lexical: Sequence[str], structural: Sequence[str], scale: float) -> list[float]:
        """The sum for each outcome; lexical features weigh scale/√n each, structural ones 1."""
        norm = scale / math.sqrt(len(lexical)) if lexical else 0.0
        get = self.weights.get
        part = [row for row in map(get, lexical) if row is not None]
        whole = [row for row in map(get, structural) if row is not None]
        total = [sum(column) for column in zip(*whole, strict=True)] if whole else [0.0] * len(self.outcomes)
        if part:
            total = [t + norm * sum(column) for t, column in zip(total, zip(*part, strict=True), strict=True)]
        return total

    def telling(self, outcome: str, lexical: Sequence[str], number: int = 6) -> list[str]:
        """The lexical features that spoke most for an outcome."""
        place = self.outcomes.index(outcome)
        rest = [i for i in range(len(self.outcomes)) if i != place]

        def pull(feature: str) -> float:
            row = self.weights.get(feature)
            if row is None:
                return 0.0
            return row[place] - (sum(row[i] for i in rest) / len(rest) if rest else 0.0)

        ranked = sorted(((pull(f), f) for f in lexical), reverse=True)
        return [f for value, f in ranked[:number] if value > 0]


@dataclass(frozen=True, slots=True)
class Model:
    """The whole model: four classes, topics of the confidential and of the diary-required, and flags."""

    version: str
    scale: float
    classes: Table
    topics: dict[str, Table]
    flags: Table
    temperature: float
    thresholds: dict[str, float]
    joined: Table = field(init=False, repr=False, compare=False)
    """Classes and flags in one table: a feature is looked up once for both."""

    def __post_init__(self) -> None:
        """Join the tables."""
        none, no_flag = (0.0,) * len(self.classes.outcomes), (0.0,) * len(self.flags.outcomes)
        judged, flagged = self.classes.weights, self.flags.weights
        weights = {f: (*judged.get(f, none), *flagged.get(f, no_flag)) for f in judged.keys() | flagged.keys()}
        object.__setattr__(self, "joined", Table((*self.classes.outcomes, *self.flags.outcomes), weights))

    def judge(self, lexical: Sequence[str], structural: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
        """How likely each of the four classes is (they add up to 1), and each unsuitable flag, each on its own."""
        scores = self.joined.scores(lexical, structural, self.scale)
        count = len(self.classes.outcomes)
        chances = {flag: _logistic(score) for flag, score in zip(self.flags.outcomes, scores[count:], strict=True)}
        return dict(zip(CLASSES, softmax(scores[:count], self.temperature), strict=True)), chances

    def probabilities(self, lexical: Sequence[str], structural: Sequence[str]) -> dict[str, float]:
        """How likely each of the four classes is; they add up to 1."""
        return self.judge(lexical, structural)[0]

    def topic(self, letter: str, lexical: Sequence[str], structural: Sequence[str]) -> str:
        """The likeliest topic code among those of a class (`C`, `D`, `W`)."""
        table = self.topics[letter]
        scores = table.scores(lexical, structural, self.scale)
        return table.outcomes[max(range(len(scores)), key=scores.__getitem__)]


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def softmax(scores: Sequence[float], temperature: float = 1.0) -> list[float]:
    """Scores as probabilities."""
    top = max(scores)
    powers = [math.exp((s - top) / temperature) for s in scores]
    whole = sum(powers)
    return [p / whole for p in powers]


def read_model(file: Path) -> Model:
    """The model from its JSON file."""
    data = json.loads(file.read_text(encoding="utf-8"))

    def table(part: dict[str, object]) -> Table:
        outcomes = part["outcomes"]
        weights = part["weights"]
        assert isinstance(outcomes, list)
        assert isinstance(weights, dict)
        return Table(tuple(outcomes), {feature: tuple(row) for feature, row in weights.items()})

    return Model(
        version=data["version"],
        scale=data["scale"],
        classes=table(data["classes"]),
        topics={letter: table(part) for letter, part in data["topics"].items()},
        flags=table(data["flags"]),
        temperature=data["temperature"],
        thresholds=data["thresholds"],
    )
