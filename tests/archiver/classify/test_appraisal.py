"""Proposals are consistent, reasoned, grounded by activity, and the same every time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.classify.appraisal import Context, appraise, rulebook
from archiver.classify.combine import labels_of
from archiver.classify.reading import read
from archiver.classify.rulebook import Rulebook
from archiver.records import Proposal, Unsuitable
from tests.archiver.classify.labelled import all_items

NOW = datetime(2026, 5, 1, tzinfo=UTC)
RULES = rulebook()


def assert_lawful(proposal: Proposal, text: str) -> None:
    """What must hold of any proposal whatever the text."""
    assert not proposal.confidential or proposal.diary
    assert not (proposal.weeding and (proposal.diary or proposal.confidential))
    assert (Unsuitable.CONFIDENTIAL in proposal.unsuitable) == proposal.confidential
    axes = {f.axis for f in proposal.findings}
    assert not proposal.diary or "registration" in axes
    assert not proposal.confidential or "secrecy" in axes
    assert not proposal.weeding or "retention" in axes
    assert not set(proposal.unsuitable) - {Unsuitable.CONFIDENTIAL} or "visibility" in axes
    for finding in proposal.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.start < finding.end or not text.strip()
        assert finding.rule
        assert finding.reason
        assert finding.ground
        assert 0 < finding.confidence <= 1


def test_every_proposal_on_the_labelled_items_is_lawful() -> None:
    for item in all_items():
        assert_lawful(appraise(item.text, item.context, RULES, NOW), item.text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["citizen", "municipality", "company", "media", "unknown", ""]))
def test_any_text_gives_a_lawful_proposal(text: str, role: str) -> None:
    assert_lawful(appraise(text, Context(author_role=role), RULES, NOW), text)


@pytest.mark.parametrize(
    ("activity", "ground"),
    [
        ("skola", "OSL 23:2"),
        ("förskola", "OSL 23:1"),
        ("socialtjänst", "OSL 26:1"),
        ("bibliotek", "OSL 21:1"),
        ("", "OSL 21:1"),
    ],
)
def test_same_sentence_has_its_ground_from_the_activity(activity: str, ground: str, rules: Rulebook) -> None:
    proposal = appraise(
        "Min dotter har diabetes och behöver hjälp med insulinet.", Context(activity=activity), rules, NOW
    )
    assert proposal.confidential
    assert any(f.rule.startswith("C.halsa") and f.ground == ground for f in proposal.findings)


def test_finding_points_at_the_words(rules: Rulebook) -> None:
    text = "Hej! Mitt personnummer är 19861121-2385, tack."
    finding = next(f for f in appraise(text, Context(), rules, NOW).findings if f.rule.startswith("C.pnr"))
    assert text[finding.start : finding.end] == "19861121-2385"


@pytest.mark.parametrize(
    "text", ["Min bror går hos soc", "mamma har fått stroke", "jag har skyddad identitet", "860518-2388 👍"]
)
def test_sensitive_text_is_never_proposed_for_weeding(text: str, rules: Rulebook) -> None:
    assert not appraise(text, Context(), rules, NOW).weeding


def test_unknown_language_needs_a_reader_and_is_not_weeded(rules: Rulebook) -> None:
    proposal = appraise("ขอบคุณมาก วันนี้ อากาศ ดี มาก ครับ ผม ชอบ", Context(), rules, NOW)
    assert not proposal.weeding
    assert any(f.rule.startswith("språk.") for f in proposal.findings)


def test_same_answer_every_time(rules: Rulebook) -> None:
    context = Context(author_role="citizen", in_reply_to_text="Samråd om detaljplan")
    assert appraise("Nej tack till sex våningar!", context, rules, NOW) == appraise(
        "Nej tack till sex våningar!", context, rulebook(), NOW
    )


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("vad fan är det här", True),
        ("va i h*lvete", True),
        ("j-vla bra", True),
        ("jäklar vad kallt", False),
        ("fanor på torget", False),
        ("ert största fan sen starten", False),
        ("vårt barn har en cp-skada", False),
        ("Kuka päättää kirjastosta?", False),
        ("fyfan va gott", True),
    ],
)
def test_swear_words_are_flagged_masked_or_not_but_not_euphemisms(text: str, flagged: bool, rules: Rulebook) -> None:
    assert (Unsuitable.PROFANITY in appraise(text, Context(), rules, NOW).unsuitable) == flagged


def label(text: str, rules: Rulebook, **around: str) -> str:
    p = appraise(text, Context(**around), rules, NOW)
    return "confidential" if p.confidential else "diary" if p.diary else "weeding" if p.weeding else "keep"


def test_what_it_answers_counts(rules: Rulebook) -> None:
    no = "Nej till det höga huset, det skuggar hela vår gård och förstör utsikten!"
    assert label(no, rules, in_reply_to_text="Samråd om detaljplan för kvarteret Smeden pågår till fredag") == "diary"


def test_who_writes_counts(rules: Rulebook) -> None:
    worry = "Orolig för ett barn? Ring socialtjänstens mottagning, eller 112 om det är akut."
    assert label(worry, rules, author_role="municipality", kind="post") == "keep"


def test_reason_is_a_plain_sentence(rules: Rulebook) -> None:
    for finding in appraise("Min mamma har demens, vem ringer jag?", Context(), rules, NOW).findings:
        assert finding.reason.endswith(".")
        assert finding.reason[0].isupper()
        assert finding.reason.startswith(("Texten ", "En ", "Uppgifter "))


@pytest.mark.parametrize(("matter", "weeded"), [(0.01, True), (0.10, False)])
def test_sure_of_weeding_is_not_enough_where_a_matter_is_possible(matter: float, weeded: bool, rules: Rulebook) -> None:
    chances = {"confidential": 0.0, "diary": matter, "weeding": 0.9, "keep": 0.1 - matter}
    reading = read("så fin bild", rules.lexicon, NOW.year)
    assert labels_of(chances, [], reading, Context(), rules.model).weeding == weeded
