"""The relational rules: concepts that, said together about somebody, make a reason for a proposal.

Kept as TOML (`data/rules.toml`), one rule one ground:

    [[rule]]
    id = "C.halsa.anhörig"
    topic = "C.halsa"              # decides axis, ground and reason
    all = [["diagnosis"], ["kin", "first_name"]]     # one of each group
    none = ["history"]             # none of these
    near = 12                      # words between the first group and the others; 0 = anywhere in the text
    roles = ["municipality"]       # only these authors; empty = all
    not_roles = ["municipality"]
    reply = ["consultation"]       # one of these in what it answers
    max_words = 8
    raises = true                  # alone enough to propose its label
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archiver.classify.context import Context
from archiver.classify.lexicon import Hit
from archiver.classify.reading import Reading

KEYS = frozenset(
    (
        "id",
        "topic",
        "all",
        "none",
        "near",
        "roles",
        "not_roles",
        "reply",
        "max_words",
        "min_words",
        "raises",
        "confidence",
        "reason",
        "ground",
    )
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One relational rule, see the module's docstring."""

    id: str
    topic: str
    all: tuple[tuple[str, ...], ...]
    none: frozenset[str] = frozenset()
    near: int = 0
    roles: frozenset[str] = frozenset()
    not_roles: frozenset[str] = frozenset()
    reply: frozenset[str] = frozenset()
    max_words: int = 0
    min_words: int = 0
    raises: bool = False
    confidence: float = 0.6
    reason: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that applied, and where (normalised offsets, end exclusive)."""

    rule: Rule
    start: int
    end: int


def read_rules(file: Path) -> tuple[Rule, ...]:
    """The rules of a TOML file. Raises KeyError naming a key that is not known or is missing."""
    return tuple(rule_of(row) for row in tomllib.loads(file.read_text(encoding="utf-8")).get("rule", ()))


def rule_of(row: Mapping[str, object]) -> Rule:
    """One rule from its TOML table. Raises KeyError naming the key."""
    for key in row:
        if key not in KEYS:
            raise KeyError(key)
    values: dict[str, object] = dict(row)
    groups = values["all"]
    assert isinstance(groups, list)
    values["all"] = tuple((g,) if isinstance(g, str) else tuple(g) for g in groups)
    for key in ("none", "roles", "not_roles", "reply"):
        listed = values.get(key, ())
        assert isinstance(listed, list | tuple)
        values[key] = frozenset(listed)
    return Rule(**values)  # type: ignore[arg-type]


def fire(rules: tuple[Rule, ...], reading: Reading, reply: Reading | None, context: Context) -> list[Fired]:
    """The rules that apply to a text, in their order."""
    fired: list[Fired] = []
    present = reading.by_concept
    count = len(reading.words)
    for rule in rules:
        if present.keys().isdisjoint(rule.all[0]):
            continue
        if (rule.roles and context.author_role not in rule.roles) or context.author_role in rule.not_roles:
            continue
        if (rule.max_words and count > rule.max_words) or count < rule.min_words:
            continue
        if not rule.none.isdisjoint(present):
            continue
        if rule.reply and (reply is None or rule.reply.isdisjoint(reply.by_concept)):
            continue
        hit = _matched(rule, reading)
        if hit is not None:
            fired.append(Fired(rule, *hit))
    return fired


def _matched(rule: Rule, reading: Reading) -> tuple[int, int] | None:
    """Where the rule's groups stand together: the stretch over them, or None."""
    present = reading.by_concept
    for anchor_concept in rule.all[0]:
        for anchor in present.get(anchor_concept, ()):
            start, end = anchor.start, anchor.end
            for group in rule.all[1:]:
                best = _nearest(group, anchor, present, rule.near)
                if best is None:
                    break
                if rule.near:
                    start, end = min(start, best.start), max(end, best.end)
            else:
                return start, end
    return None


def _nearest(group: tuple[str, ...], anchor: Hit, present: Mapping[str, list[Hit]], near: int) -> Hit | None:
    """The hit of a group nearest to the anchor and apart from it; within `near` words (seven characters each)."""
    best: Hit | None = None
    least = near * 7 if near else 1 << 30
    for concept in group:
        for hit in present.get(concept, ()):
            if (
                hit.start < anchor.end
                and anchor.start < hit.end
                and hit.concept != anchor.concept
                and hit.start == anchor.start
                and hit.end == anchor.end
            ):
                continue
            gap = max(hit.start - anchor.end, anchor.start - hit.end, 0)
            if gap <= least and (best is None or gap < least):
                best, least = hit, gap
    return best
