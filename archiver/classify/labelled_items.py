"""Labelled items, one JSON object a line, in the form of the development items."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archiver.classify.context import Context
from archiver.classify.features import features
from archiver.classify.linear import CLASSES
from archiver.classify.reading import read
from archiver.classify.rulebook import Rulebook
from archiver.classify.rules import fire

FLAGS = ("defamation", "hate_harassment", "violence_porn", "crime", "copyright", "profanity", "commercial")
YEAR = 2026
LABELLED = Path(__file__).parent / "labelled"
"""The project's own labelled items; no real person in them. The delivered model never saw those in `osedd-*`."""


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """A text with its right labels; `source` is the file (the voice) it came from."""

    id: str
    text: str
    context: Context
    topic: str
    outcome: str
    """One of `linear.CLASSES`."""
    flags: frozenset[str]
    source: str
    raw: dict[str, object]


def own_items(*, frozen: bool) -> list[LabelledItem]:
    """The project's own items: those to learn from, or those kept frozen to compare on."""
    return read_items(f for f in sorted(LABELLED.glob("*.jsonl")) if f.stem.startswith("osedd") == frozen)


def read_items(files: Iterable[Path]) -> list[LabelledItem]:
    """All items of some files, in order. Raises ValueError naming file and line where one can't be read."""
    found = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                found.append(_item(json.loads(line), file.stem))
            except (KeyError, TypeError, json.JSONDecodeError) as fault:
                raise ValueError(f"{file}, line {number}: {fault}") from fault
    return found


def _item(row: dict[str, object], source: str) -> LabelledItem:
    labels = row["labels"]
    assert isinstance(labels, dict)
    outcome = next((c for c in CLASSES if labels.get(c)), "keep")
    context = Context(
        kind=str(row.get("kind") or "comment"),
        platform=str(row.get("platform") or ""),
        author_role=str(row.get("author_role") or "unknown"),
        in_reply_to_text=str(row.get("in_reply_to_text") or ""),
        activity=str(row.get("activity") or ""),
    )
    return LabelledItem(
        str(row["id"]),
        str(row["text"]),
        context,
        str(row["topic"]),
        outcome,
        frozenset(labels["unsuitable"]) & frozenset(FLAGS),
        source,
        row,
    )


def item_features(item: LabelledItem, rules: Rulebook) -> tuple[list[str], list[str]]:
    """Exactly the features `appraise` gives the model."""
    reading = read(item.text, rules.lexicon, YEAR)
    reply = read(item.context.in_reply_to_text, rules.lexicon, YEAR) if item.context.in_reply_to_text else None
    lexical, structural = features(reading, reply, item.context)
    structural.extend("r:" + f.rule.id for f in fire(rules.rules, reading, reply, item.context))
    return lexical, structural
