"""How well a rulebook does on labelled items: the measures a model is compared by, and whether a newcomer is worse.

The same measures as the guideline's scoring: asymmetric, because a missed secret and a wrong weeding cost more than
an item too many to read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archiver.classify.appraisal import appraise
from archiver.classify.labelled_items import LabelledItem
from archiver.classify.rulebook import Rulebook
from archiver.records import Proposal, Unsuitable
from archiver.text import Text

OUTSIDE = frozenset((Unsuitable.CONFIDENTIAL, Unsuitable.PERSONAL_DATA))
"""Flags that are not judged among the flags: the one follows from the label, the other from signs alone."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: what it is called, whether more is better, and how much worse is too much for a newcomer."""

    says: Text
    more_is_better: bool = True
    leeway: float = 0.01


MEASURES: Mapping[str, Measure] = {
    "confidential_recall": Measure(Text("sekretess, täckning", "confidential, recall"), leeway=0.005),
    "confidential_precision": Measure(Text("sekretess, träffsäkerhet", "confidential, precision"), leeway=0.03),
    "confidential_missed": Measure(
        Text("sekretess varken sedd som sekretess eller diarie", "confidential missed altogether"), False, 0.005
    ),
    "diary_f1": Measure(Text("diarie, F1", "diary, F1")),
    "weeding_precision": Measure(Text("gallring, träffsäkerhet", "weeding, precision"), leeway=0.005),
    "weeding_recall": Measure(Text("gallring, täckning", "weeding, recall"), leeway=0.05),
    "weeded_wrongly": Measure(
        Text("diarie eller sekretess föreslagen för gallring", "diary or confidential proposed for weeding"), False, 0.0
    ),
    "unsuitable_f1": Measure(Text("olämpligt, mikro-F1", "unsuitable, micro-F1"), leeway=0.02),
    "four_classes": Measure(Text("rätt av fyra klasser", "right of four classes")),
}


def outcome_of(proposal: Proposal) -> str:
    """The one of `linear.CLASSES` a proposal amounts to."""
    if proposal.confidential:
        return "confidential"
    if proposal.diary:
        return "diary"
    return "weeding" if proposal.weeding else "keep"


def figures(items: Sequence[LabelledItem], rules: Rulebook, now: datetime) -> dict[str, float]:
    """Every measure of a rulebook on labelled items, 0–1, rounded to four places. Stores and remembers nothing."""
    answers = [appraise(i.text, i.context, rules, now) for i in items]
    pairs = [(i.outcome, outcome_of(p)) for i, p in zip(items, answers, strict=True)]
    secret = ("confidential",)
    matters = ("confidential", "diary")
    hits = wrong = missed = 0
    for item, proposal in zip(items, answers, strict=True):
        found = {str(flag) for flag in proposal.unsuitable if flag not in OUTSIDE}
        hits += len(found & item.flags)
        wrong += len(found - item.flags)
        missed += len(item.flags - found)
    secret_precision, secret_recall = _precision_recall(pairs, secret)
    weeding_precision, weeding_recall = _precision_recall(pairs, ("weeding",))
    diary_precision, diary_recall = _precision_recall(pairs, matters)
    values = {
        "confidential_recall": secret_recall,
        "confidential_precision": secret_precision,
        "confidential_missed": _share(pairs, secret, ("weeding", "keep")),
        "diary_f1": _harmonic(diary_precision, diary_recall),
        "weeding_precision": weeding_precision,
        "weeding_recall": weeding_recall,
        "weeded_wrongly": _share(pairs, matters, ("weeding",)),
        "unsuitable_f1": 2 * hits / max(1, 2 * hits + wrong + missed),
        "four_classes": sum(gold == got for gold, got in pairs) / max(1, len(pairs)),
    }
    return {name: round(value, 4) for name, value in values.items()}


def worse(compared: Mapping[str, tuple[float, float]]) -> list[str]:
    """The measures in which the newcomer is worse than the one in use by more than the measure's leeway."""
    found = []
    for name, measure in MEASURES.items():
        before, after = compared[name]
        loss = before - after if measure.more_is_better else after - before
        if loss > measure.leeway + 1e-9:
            found.append(name)
    return found


def _precision_recall(pairs: Sequence[tuple[str, str]], wanted: Sequence[str]) -> tuple[float, float]:
    hits = sum(gold in wanted and got in wanted for gold, got in pairs)
    proposed = sum(got in wanted for _, got in pairs)
    right = sum(gold in wanted for gold, _ in pairs)
    return (hits / proposed if proposed else 1.0), (hits / right if right else 1.0)


def _share(pairs: Sequence[tuple[str, str]], gold_in: Sequence[str], got_in: Sequence[str]) -> float:
    got_of = [got for gold, got in pairs if gold in gold_in]
    return sum(got in got_in for got in got_of) / len(got_of) if got_of else 0.0


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
