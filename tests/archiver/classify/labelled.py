"""The project's own labelled items, by whether the delivered model has seen them."""

from functools import cache
from pathlib import Path

from archiver.classify.labelled_items import LABELLED, LabelledItem, own_items, read_items

DEVELOPMENT = Path(__file__).resolve().parents[4] / "shared/classification/development-items.jsonl"


@cache
def all_items() -> tuple[LabelledItem, ...]:
    return tuple(read_items(sorted(LABELLED.glob("*.jsonl"))))


def unseen_items() -> list[LabelledItem]:
    return own_items(frozen=True)
