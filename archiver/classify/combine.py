"""How rules and model together become labels: asymmetric, because mistakes are.

- *confidential* when the model says so, or a rule that may raise alone, or a personal number: a missed secret harms people.
- *diary* also when a secret is possible though not likely enough to be proposed: somebody then sees it.
- *weeding* only when the model is sure, finds a matter unlikely, and no sensitive concept stands in the text: weeding
  can't be undone.
- otherwise the likelier of *diary* and *keep*; a text in a language the lexica lack is never proposed for weeding
  unless it is but a few words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.classify.context import Context
from archiver.classify.linear import Model
from archiver.classify.reading import Reading
from archiver.classify.rules import Fired

SENSITIVE = frozenset(
    ("diagnosis", "sexuality", "home_care", "social_services", "case_worker", "violence_home", "addiction", "guardianship",
     "protected", "pupil_support", "bullying", "threat")
)  # fmt: skip
KNOWN_LANGUAGES = frozenset(("sv", "en", "fi", "no", "da", "fit", "und", "ar", "uk", "so", "pl"))


@dataclass(frozen=True, slots=True)
class Labels:
    """What is proposed, with how likely each label is (0–1)."""

    diary: bool
    confidential: bool
    weeding: bool
    scores: dict[str, float]
    needs_reader: bool = False


def labels_of(
    probability: dict[str, float], fired: Sequence[Fired], reading: Reading, context: Context, model: Model
) -> Labels:
    """The three labels of a text from the model's probabilities and the rules that applied."""
    limit = model.thresholds
    secret, diary, weed = probability["confidential"], probability["diary"], probability["weeding"]
    number = max((n.confidence for n in reading.numbers), default=0.0)
    raising = [f for f in fired if f.rule.raises]
    raised_secret = any(f.rule.topic.startswith("C.") for f in raising) and secret > limit["confidential_with_rule"]
    own = [f for f in raising if f.rule.id.startswith("egen")]
    confidential = (
        number >= 0.6 or secret >= limit["confidential"] or raised_secret or any(f.rule.topic[0] == "C" for f in own)
    )
    unread = reading.language not in KNOWN_LANGUAGES and len(reading.words) > 3
    sensitive = not SENSITIVE.isdisjoint(reading.by_concept)
    registered = confidential or any(f.rule.topic.startswith("D.") for f in own)
    registered = registered or diary + secret >= limit["diary"] or secret >= limit.get("confidential_registered", 1.0)
    wanted = limit["weeding_sensitive"] if sensitive else limit["weeding"]
    weeding = not registered and not unread and weed >= wanted and diary <= limit.get("weeding_diary", 1.0)
    top_secret = max(secret, number)
    scores = {
        "diary": round(min(1.0, max(diary + secret, number)), 4),
        "confidential": round(top_secret, 4),
        "weeding": 0.0 if registered else round(weed, 4),
    }
    return Labels(registered, confidential, weeding, scores, unread)
