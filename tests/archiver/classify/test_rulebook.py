"""A municipality adds words, concepts, rules and limits of its own; faults are named with their place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.classify.appraisal import Context, appraise
from archiver.classify.rulebook import Rulebook, RuleSettings, rulebook
from archiver.errors.usage import ConfigFault

NOW = datetime(2026, 5, 1, tzinfo=UTC)
OWN = """
version = "nordviken-1"
[words]
thanks = ["tjolahopp"]
[concept.splashpool]
any = ["plasket"]
[[rule]]
id = "egen.plask"
topic = "D.fel"
all = [["splashpool"]]
raises = true
reason = "Plasket sköts av tekniska nämnden."
[thresholds]
weeding = 0.9
"""


def written(tmp_path: Path, text: str) -> RuleSettings:
    file = tmp_path / "regler.toml"
    file.write_text(text, encoding="utf-8")
    return RuleSettings(own_file=file)


def test_own_rule_proposes_and_is_named(tmp_path: Path) -> None:
    own = rulebook(written(tmp_path, OWN))
    proposal = appraise("haha plasket alltså", Context(), own, NOW)
    assert proposal.diary
    assert any(f.rule == "egen.plask" and f.reason == "Plasket sköts av tekniska nämnden." for f in proposal.findings)
    assert proposal.rulebook.endswith("+nordviken-1")


def test_version_names_rules_and_model(rules: Rulebook) -> None:
    assert rules.version.startswith("somearkiv-regler-")
    assert rules.model.version in rules.version


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nonsens = 1", "nonsens"),
        ("[words]\nfinns_inte = ['a']", "words"),
        ("[[rule]]\nid = 'a'\ntopic = 'D.fel'\nall = [['fault']]\nfel = 1", "rule"),
        ("[[rule]]\nid = 'a'\ntopic = 'D.okänd'\nall = [['fault']]", "rule.a.topic"),
        ("[[rule]]\nid = 'a'\ntopic = 'D.fel'", "rule"),
        ("[thresholds]\nweeding = 2", "thresholds.weeding"),
        ("[provisions]\n'OSL 18:13' = ''", "provisions.OSL 18:13"),
        ("provisions = 1", "provisions"),
        ("inte toml", "-"),
    ],
)
def test_fault_in_own_file_is_named_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(ConfigFault) as fault:
        rulebook(written(tmp_path, text))
    assert fault.value.facts["place"] == place


def test_missing_own_file_is_a_config_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault):
        rulebook(RuleSettings(own_file=tmp_path / "saknas.toml"))
