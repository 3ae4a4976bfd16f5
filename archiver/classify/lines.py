"""JSON Lines in and out: what `somearkiv classify` reads and writes (INTERFACE.md, `classify`)."""

from datetime import UTC, datetime
from typing import Any

from archiver.classify.appraisal import appraise
from archiver.classify.context import Context
from archiver.classify.rulebook import Rulebook
from archiver.records import Proposal

LONGEST = 100_000
"""Code points of a text that are read; what stands after is named in the answer."""
_TEXTS = ("kind", "platform", "author_role", "in_reply_to_text", "activity", "author_name")
FIXED_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def classify_line(
    line: object, rules: Rulebook, now: datetime | None = None, number: int | None = None
) -> dict[str, Any]:
    """One line in, one line out. `line` needs `id` and `text`; `kind`, `platform`, `author_role`, `in_reply_to_text`,
    `posted_at`, `activity`, `author_name` are optional, further keys are passed over.

    A line that can't be read gives `{"id": …, "line": number, "error": {"key": …, "what": {"sv": …, "en": …}}}`, never a fault.
    `number` is the line's number in its file, from 1; without it the answer has no `line`.
    """
    answer = _answer(line, rules, now or FIXED_TIME)
    if "error" in answer and number is not None:
        answer["line"] = number
    return answer


def _answer(line: object, rules: Rulebook, now: datetime) -> dict[str, Any]:
    if not isinstance(line, dict):
        return _error(None, "", "raden är inte ett JSON-objekt", "the line is not a JSON object")
    identity = line.get("id")
    if not isinstance(identity, str | int) or isinstance(identity, bool) or identity == "":
        return _error(None, "id", "saknas eller är inte text", "is missing or not text")
    text = line.get("text")
    if not isinstance(text, str):
        return _error(identity, "text", "saknas eller är inte text", "is missing or not text")
    values: dict[str, str] = {}
    for key in _TEXTS:
        value = line.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            return _error(identity, key, "är inte text", "is not text")
        values[key] = value
    posted_at, wrong = _time(line.get("posted_at"))
    if wrong:
        return _error(identity, "posted_at", "är inte en tid enligt RFC 3339", "is not an RFC 3339 time")
    proposal = appraise(text[:LONGEST], Context(posted_at=posted_at, **values), rules, now)
    return {"id": identity, **as_json(proposal), **({"cut_at": LONGEST} if len(text) > LONGEST else {})}


def as_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as the `classify` command's JSON."""
    return {
        "labels": {
            "diary": proposal.diary,
            "confidential": proposal.confidential,
            "weeding": proposal.weeding,
            "unsuitable": [str(u) for u in proposal.unsuitable],
        },
        "findings": [
            {
                "rule": f.rule,
                "axis": f.axis,
                "start": f.start,
                "end": f.end,
                "reason": f.reason,
                "ground": f.ground,
                "confidence": f.confidence,
            }
            for f in proposal.findings
        ],
        "scores": proposal.scores,
        "rulebook": proposal.rulebook,
    }


def _time(value: object) -> tuple[datetime | None, bool]:
    if value is None or value == "":
        return None, False
    if not isinstance(value, str):
        return None, True
    try:
        return datetime.fromisoformat(value), False
    except ValueError:
        return None, True


def _error(identity: object, key: str, sv: str, en: str) -> dict[str, Any]:
    return {"id": identity, "error": {"key": key, "what": {"sv": sv, "en": en}}}
