"""JSON Lines in, JSON Lines out; a bad line is an answer that names line and key."""

import pytest

from archiver.classify.lines import LONGEST, classify_line
from archiver.classify.rulebook import Rulebook


def test_answer_has_the_stable_form(rules: Rulebook) -> None:
    answer = classify_line(
        {"id": "a1", "text": "Lampan är trasig på Storgatan 4", "kind": "comment", "topic": "ignored"}, rules
    )
    assert answer["id"] == "a1"
    assert answer["labels"] == {"diary": True, "confidential": False, "weeding": False, "unsuitable": []}
    assert set(answer["findings"][0]) == {"rule", "axis", "start", "end", "reason", "ground", "confidence"}
    assert set(answer["scores"]) == {"diary", "confidential", "weeding"}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ([], ""),
        ("text", ""),
        ({}, "id"),
        ({"id": True, "text": "a"}, "id"),
        ({"id": "x"}, "text"),
        ({"id": "x", "text": 4}, "text"),
        ({"id": "x", "text": "a", "kind": 1}, "kind"),
        ({"id": "x", "text": "a", "in_reply_to_text": []}, "in_reply_to_text"),
        ({"id": "x", "text": "a", "posted_at": "igår"}, "posted_at"),
    ],
)
def test_bad_line_names_the_key(line: object, key: str, rules: Rulebook) -> None:
    answer = classify_line(line, rules, number=7)
    assert answer["error"]["key"] == key
    assert answer["line"] == 7
    assert answer["error"]["what"]["sv"]
    assert "labels" not in answer


def test_error_never_repeats_the_text(rules: Rulebook) -> None:
    assert "hemlig" not in str(classify_line({"id": "x", "text": "hemlig text", "kind": 3}, rules))


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\ud800", "😂" * 5000, "1 2 " * 5000, "a" * 20_000, "mamma har cancer på Storgatan 4. " * 500]
)
def test_odd_text_is_answered(text: str, rules: Rulebook) -> None:
    assert "labels" in classify_line({"id": 1, "text": text}, rules)


def test_overlong_text_says_where_it_was_cut(rules: Rulebook) -> None:
    assert classify_line({"id": 1, "text": "ha " * LONGEST}, rules)["cut_at"] == LONGEST
