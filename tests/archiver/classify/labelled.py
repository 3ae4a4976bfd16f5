"""The project's own labelled items, by whether the delivered model has seen them."""

from functools import cache
from pathlib import Path

from archiver.classify.train.items import LabelledItem, read_items

ITEMS = Path(__file__).parent / "items"
DEVELOPMENT = Path(__file__).resolve().parents[4] / "shared/classification/development-items.jsonl"


@cache
def all_items() -> tuple[LabelledItem, ...]:
    return tuple(read_items(sorted(ITEMS.glob("*.jsonl"))))


def unseen_items() -> list[LabelledItem]:
    return [i for i in all_items() if i.source.startswith("osedd")]
