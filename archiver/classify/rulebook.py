"""The rulebook: lexica, rules, grounds and model, read once, with the municipality's own words and rules added.

A municipality's own file (TOML) may hold

    version = "nordviken-3"
    [words]                     # more words for a concept; form as in `lexicon.py`
    first_name = ["Tindra-Lo"]
    [[rule]]                    # more rules; form as in `rules.py`; `raises = true` proposes on its own
    id = "egen.simhall"
    topic = "D.fel"
    all = [["fault"], ["own_pool"]]
    [concept.own_pool]          # concepts of its own
    any = ["plaskis"]
    [thresholds]                # more or less careful than delivered
    confidential = 0.3
    [provisions]                # more provisions to choose among when a record is marked as secret
    "OSL 18:13" = "risk- och sårbarhetsanalyser"
"""

import hashlib
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.classify.grounds import Ground, read_grounds
from archiver.classify.lexicon import Lexicon, read_lexica
from archiver.classify.linear import Model, read_model
from archiver.classify.rules import Rule, read_rules, rule_of
from archiver.errors.usage import ConfigFault

DATA = Path(__file__).parent / "data"
_OWN_KEYS = frozenset(("version", "words", "rule", "concept", "thresholds", "provisions"))


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Where the municipality's own words and rules lie, and which model to use; None means as delivered."""

    own_file: Path | None = None
    model_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything a proposal is made with. `version` names lexica, rules, model and own file; `fingerprint` the first two."""

    version: str
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    grounds: dict[str, Ground]
    model: Model
    fingerprint: str


def rulebook(settings: RuleSettings | None = None) -> Rulebook:
    """Read the rulebook; takes under a second, keep it. Raises ConfigFault naming the place in the own file."""
    settings = settings or RuleSettings()
    own = _own(settings.own_file) if settings.own_file else {}
    _provisions(own, settings.own_file)  # a wrong one is told as early as anything else in the file
    words = own.get("words", {})
    concepts = own.get("concept", {})
    place = "words"
    try:
        lexicon = read_lexica(DATA / "lexica", own=words, more=concepts)
        place = "rule"
        rules = read_rules(DATA / "rules.toml") + tuple(rule_of(row) for row in own.get("rule", ()))
        grounds = read_grounds(DATA / "grounds.toml")
        for rule in rules:
            place = f"rule.{rule.id}.topic"
            _ = grounds[_ground_key(rule.topic)]
    except (KeyError, TypeError, AttributeError, AssertionError) as fault:
        raise ConfigFault(file=settings.own_file, place=place, what=f"okänd eller saknad uppgift {fault}") from fault
    model = read_model(settings.model_file or DATA / "model.json")
    thresholds = own.get("thresholds", {})
    for name, value in thresholds.items():
        if name not in model.thresholds or not isinstance(value, int | float) or not 0 < value < 1:
            raise ConfigFault(
                file=settings.own_file, place=f"thresholds.{name}", what="okänt namn, eller inte ett tal mellan 0 och 1"
            )
    if thresholds:
        model = replace(model, thresholds={**model.thresholds, **thresholds})
    fingerprint = _fingerprint()
    version = f"somearkiv-regler-{fingerprint}+{model.version}"
    if own:
        version += f"+{own.get('version', 'egen')}"
    return Rulebook(version, lexicon, rules, grounds, model, fingerprint)


def own_provisions(file: Path | None) -> tuple[tuple[str, str], ...]:
    """The secrecy provisions of a municipality's own file and what each is about, as written there. Raises ConfigFault."""
    return _provisions(_own(file), file) if file else ()


def ground_of(rules: Rulebook, topic: str) -> Ground:
    """Ground and reason of a topic code or flag; weeding topics without their own share `W`."""
    return rules.grounds.get(topic) or rules.grounds[_ground_key(topic)]


def _ground_key(topic: str) -> str:
    return "W" if topic.startswith("W") and topic != "W.spam" else topic


def _own(file: Path) -> dict[str, dict]:  # type: ignore[type-arg]
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise ConfigFault(file=file, place="-", what="filen går inte att läsa") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigFault(file=file, place="-", what=f"inte giltig TOML ({fault})") from fault
    for key in data:
        if key not in _OWN_KEYS:
            raise ConfigFault(file=file, place=key, what="okänd nyckel")
    return data


def _provisions(own: dict[str, dict[str, str]], file: Path | None) -> tuple[tuple[str, str], ...]:
    rows = own.get("provisions", {})
    if not isinstance(rows, dict):
        raise ConfigFault(file=file, place="provisions", what="ska vara en tabell: bestämmelse = vad den gäller")
    for law, about in rows.items():
        if not law.strip() or not isinstance(about, str) or not about.strip():
            raise ConfigFault(
                file=file, place=f"provisions.{law}", what="bestämmelsen och vad den gäller ska skrivas ut"
            )
    return tuple(rows.items())


def _fingerprint() -> str:
    """Eight digits that change when any lexicon, rule or ground does."""
    whole = hashlib.sha256()
    for file in sorted((*DATA.glob("lexica/*.toml"), DATA / "rules.toml", DATA / "grounds.toml")):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:8]
