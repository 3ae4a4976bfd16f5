"""A trained model changes nothing until a named person adopts it; then every proposal names it, and it can be taken back."""

from pathlib import Path

import pytest

from archiver.classify.appraisal import Context as Circumstances
from archiver.classify.appraisal import appraise
from archiver.classify.comparison import MEASURES
from archiver.classify.labelled_items import LabelledItem
from archiver.classify.ledger import DELIVERED, ModelLedger
from archiver.classify.rulebook import rulebook
from archiver.errors.refused import Refused, RightRefused
from archiver.errors.usage import Unknown, UsageFault
from jobs import classifying
from jobs.classifying import adopt, ledger, train
from jobs.context import rule_settings
from jobs.corrected import is_frozen, labelled_item
from jobs.corrections import Correction
from storage.database import journal
from tests.jobs.conftest import Clock, Town

pytest.importorskip("sklearn")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A twentieth of the project's items, so that a training takes a second."""
    whole = classifying.own_items
    monkeypatch.setattr(classifying, "own_items", lambda *, frozen: whole(frozen=frozen)[::20])


@pytest.mark.usefixtures("few")
def test_candidate_is_compared_and_changes_nothing(town: Town) -> None:
    trained = train(town.as_("rut"))
    assert set(trained.candidate.figures) == set(MEASURES)
    assert trained.candidate.against == DELIVERED
    assert ledger(town.as_("rut")).current == DELIVERED
    assert rule_settings(town.config).model_file is None


@pytest.mark.usefixtures("few")
def test_adopted_model_makes_the_proposals_and_can_be_taken_back(town: Town) -> None:
    rut = town.as_("rut")
    name = train(rut).candidate.name
    adopt(rut, name, "bättre på felanmälningar", anyway=True)
    used = rulebook(rule_settings(town.config))
    assert name in appraise("Lampan är trasig på Storgatan 4", Circumstances(), used, town.clock()).rulebook
    adopt(rut, DELIVERED, "för många larm")
    assert name not in rulebook(rule_settings(town.config)).version
    with pytest.raises(Refused):
        adopt(rut, DELIVERED, "igen")
    town.archive.reindex()
    assert [one.name for one in town.archive.get(ModelLedger, "modeller").adoptions] == [name, DELIVERED]
    with town.archive.session() as session:
        lines = [line for line in journal.lines(session, None, None) if line.did == "classifier.adopted"]
    assert {(line.who, line.facts["model"]) for line in lines} == {("rut", name), ("rut", DELIVERED)}


@pytest.mark.usefixtures("few")
def test_worse_candidate_is_only_adopted_on_purpose(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        classifying, "_compared", lambda *_: {name: (0.9, 0.5) if m.more_is_better else (0.0, 0.4) for name, m in MEASURES.items()}
    )  # fmt: skip
    name = train(town.as_("rut")).candidate.name
    with pytest.raises(Refused):
        adopt(town.as_("rut"), name, "prova")


def test_who_may_and_what_must_be_said(town: Town) -> None:
    with pytest.raises(RightRefused):
        train(town.as_("lars"))
    with pytest.raises(RightRefused):
        adopt(town.as_("bo"), DELIVERED, "skäl")
    with pytest.raises(Unknown):
        adopt(town.as_("rut"), "modell-som-inte-finns", "skäl")
    with pytest.raises(Refused):
        adopt(town.as_("rut"), DELIVERED, " ")


@pytest.mark.usefixtures("few")
def test_unreadable_items_are_a_fault_of_usage(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "egna.jsonl"
    file.write_text('{"id": 1}', encoding="utf-8")
    with pytest.raises(UsageFault, match=r"egna\.jsonl"):
        train(town.as_("rut"), [file])


def said(label: str, decided: bool, clock: Clock) -> Correction:
    return Correction("i1", "Lampan är trasig", Circumstances(), label, not decided, decided, "rut", "", clock(), "r")


def test_decisions_say_what_was_right() -> None:
    clock = Clock()
    registered, kept = said("diary", True, clock), said("diary", False, clock)
    secret, minor = said("confidential", True, clock), said("weeding", True, clock)
    threat = said("unsuitable:crime", True, clock)

    def outcome(*corrections: Correction) -> str | None:
        one = labelled_item(corrections)
        return one.outcome if one else None

    assert outcome(registered) == "diary"
    assert outcome(registered, secret) == "confidential"
    assert outcome(registered, kept) == "keep"
    assert outcome(kept, minor) == "weeding"
    assert outcome(threat) is None
    one = labelled_item([registered, threat])
    assert one is not None
    assert one.flags == {"crime"}


def test_about_a_fifth_of_the_decisions_is_frozen_and_always_the_same() -> None:
    frozen = {n for n in range(1000) if is_frozen(str(n))}
    assert 150 < len(frozen) < 250
    assert frozen == {n for n in range(1000) if is_frozen(str(n))}


def test_corrections_add_no_words_of_their_own() -> None:
    from archiver.classify.labelled_items import own_items
    from archiver.classify.train.fit import fit

    some = own_items(frozen=False)[::40]
    odd = LabelledItem(
        "x", "Brukaren Zrklmnost bor i Qvhtöping", Circumstances(), "", "confidential", frozenset(), "k", {}
    )
    model = fit(some, rulebook(), "prov", corrections=[odd])
    assert not [f for f in model.classes.weights if "zrkl" in f or "qvht" in f]
