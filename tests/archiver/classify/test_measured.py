"""What the delivered rulebook reaches, as floors: on the development items and on voices its model has not seen.

The figures themselves, and what they mean, stand in `docs/klassificering.md`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from archiver.classify.appraisal import appraise, rulebook
from archiver.classify.comparison import OUTSIDE
from archiver.classify.labelled_items import LabelledItem, read_items
from tests.archiver.classify.labelled import DEVELOPMENT, all_items, unseen_items

NOW = datetime(2026, 5, 1, tzinfo=UTC)
RULES = rulebook()


@cache
def outcomes(which: str) -> list[tuple[LabelledItem, str, frozenset[str]]]:
    items: Sequence[LabelledItem] = unseen_items() if which == "unseen" else read_items([Path(DEVELOPMENT)])
    answers = []
    for item in items:
        p = appraise(item.text, item.context, RULES, NOW)
        label = "confidential" if p.confidential else "diary" if p.diary else "weeding" if p.weeding else "keep"
        answers.append((item, label, frozenset(str(u) for u in p.unsuitable if u not in OUTSIDE)))
    return answers


def precision_and_recall(which: str, label: str) -> tuple[float, float]:
    hits = sum(i.outcome == label == got for i, got, _ in outcomes(which))
    proposed = sum(got == label for _, got, _ in outcomes(which))
    return hits / proposed, hits / sum(i.outcome == label for i, _, _ in outcomes(which))


def weeded_wrongly(which: str) -> float:
    lost = [got == "weeding" for i, got, _ in outcomes(which) if i.outcome in ("confidential", "diary")]
    return sum(lost) / len(lost)


def test_unseen_voices_confidential() -> None:
    precision, recall = precision_and_recall("unseen", "confidential")
    assert precision >= 0.80
    assert recall >= 0.93


def test_unseen_voices_weeding_is_careful() -> None:
    precision, recall = precision_and_recall("unseen", "weeding")
    assert precision >= 0.97
    assert recall >= 0.75
    assert weeded_wrongly("unseen") <= 0.005


def test_unseen_voices_four_classes() -> None:
    right = [i.outcome == got for i, got, _ in outcomes("unseen")]
    assert sum(right) / len(right) >= 0.84


def test_unseen_voices_hide_few_secrets_from_everybody() -> None:
    passed_by = [got in ("weeding", "keep") for i, got, _ in outcomes("unseen") if i.outcome == "confidential"]
    assert sum(passed_by) / len(passed_by) <= 0.025


def test_unseen_voices_unsuitable() -> None:
    right = sum(len(i.flags & got) for i, _, got in outcomes("unseen"))
    wrong = sum(len(i.flags ^ (got - {"confidential"})) for i, _, got in outcomes("unseen"))
    assert 2 * right / (2 * right + wrong) >= 0.75


def test_unseen_personal_numbers() -> None:
    numbered = [got == "confidential" for i, got, _ in outcomes("unseen") if i.topic == "C.pnr"]
    assert sum(numbered) / len(numbered) >= 0.96


def test_own_items_are_many_and_thousands_unseen() -> None:
    assert len(all_items()) >= 15_000
    assert len(unseen_items()) >= 2000
    assert len({i.id for i in all_items()}) == len(all_items())


@pytest.mark.skipif(not DEVELOPMENT.exists(), reason="the shared development items are not beside the checkout")
def test_development_items() -> None:
    precision, recall = precision_and_recall("development", "confidential")
    assert (precision >= 0.70, recall >= 0.92) == (True, True)
    precision, recall = precision_and_recall("development", "weeding")
    assert (precision >= 0.97, recall >= 0.75) == (True, True)
    assert weeded_wrongly("development") <= 0.005
