"""The appraisal of a text: labels, and for each the words, the reason and the ground it rests on.

The software proposes; a named person decides (guideline p. 4–5; RECORDS §2). Pure: the same text, context and rulebook
give the same proposal.
"""

from collections.abc import Iterable
from datetime import datetime

from archiver.classify.combine import Labels, labels_of
from archiver.classify.context import Context
from archiver.classify.features import features
from archiver.classify.grounds import axis_of
from archiver.classify.linear import Table
from archiver.classify.personal_data import GROUNDS, REASONS, PersonalData, personal_data
from archiver.classify.reading import Reading, read
from archiver.classify.rulebook import Rulebook, RuleSettings, ground_of, rulebook
from archiver.classify.rules import Fired, fire
from archiver.records import Finding, Proposal, Unsuitable

__all__ = ["Context", "RuleSettings", "Rulebook", "appraise", "rulebook"]


def appraise(text: str, context: Context, rules: Rulebook, now: datetime, version: int = 1) -> Proposal:
    """The proposal for one version of an item.

    Offsets of the findings are in `text`, in code points, end exclusive. Every positive label has at least one finding.
    """
    reading = read(text, rules.lexicon, now.year)
    reply = read(context.in_reply_to_text, rules.lexicon, now.year) if context.in_reply_to_text else None
    fired = fire(rules.rules, reading, reply, context)
    lexical, structural = features(reading, reply, context)
    structural.extend("r:" + f.rule.id for f in fired)
    model = rules.model
    probability, chances = model.judge(lexical, structural)
    labels = labels_of(probability, fired, reading, context, model)
    flags = _flags(chances, reading, fired, rules, labels)
    case = _Case(reading, context, rules, fired, lexical, structural)
    findings = [*_label_findings(case, labels), *_flag_findings(case, flags, chances)]
    if labels.confidential:
        flags = [*flags, "confidential"]
    spread = personal_data(reading, context)
    if spread:
        flags = [*flags, "personal_data"]
        findings.extend(_personal_findings(case, spread))
    return Proposal(
        version=version,
        diary=labels.diary,
        confidential=labels.confidential,
        weeding=labels.weeding,
        unsuitable=tuple(Unsuitable(f) for f in flags),
        findings=tuple(findings),
        rulebook=rules.version,
        made_at=now,
        scores=labels.scores,
    )


class _Case:
    """One text with all that is known of it, while its findings are written."""

    def __init__(
        self,
        reading: Reading,
        context: Context,
        rules: Rulebook,
        fired: list[Fired],
        lexical: list[str],
        structural: list[str],
    ) -> None:
        self.reading, self.context, self.rules, self.fired = reading, context, rules, fired
        self.lexical, self.structural = lexical, structural

    def finding(
        self, rule: str, topic: str, start: int, end: int, confidence: float, reason: str = "", ground: str = ""
    ) -> Finding:
        """A finding with its span in the original, its reason and its ground by the account's activity."""
        basis = ground_of(self.rules, topic)
        first, last = self.reading.normal.span(start, end)
        law = ground or basis.law(self.context.activity)
        return Finding(rule, axis_of(topic), first, last, reason or basis.reason, law, round(confidence, 3))


def swears(reading: Reading) -> bool:
    """Whether a swear word stands in the text, other than in a turn of phrase where it is none (`ett fan av`)."""
    innocent = [(h.start, h.end) for h in reading.by_concept.get("figurative", ())]
    return any(
        not any(start <= hit.start and hit.end <= end for start, end in innocent)
        for hit in reading.by_concept.get("profanity", ())
    )


def _flags(
    chances: dict[str, float], reading: Reading, fired: list[Fired], rules: Rulebook, labels: Labels
) -> list[str]:
    """The unsuitable flags proposed, without `confidential`."""
    limits = rules.model.thresholds
    found = []
    for flag, chance in chances.items():
        if flag == "profanity":
            chosen = swears(reading)
        else:
            own = any(f.rule.topic == flag and f.rule.raises for f in fired)
            chosen = own or chance >= limits.get("flag_" + flag, 0.5)
        if chosen:
            found.append(flag)
    return found


def _label_findings(case: _Case, labels: Labels) -> Iterable[Finding]:
    """The findings behind the labels: numbers, rules that agree with the label, and the model's own words."""
    reading, scores = case.reading, labels.scores
    if labels.confidential:
        for number in reading.numbers:
            yield case.finding(
                "C.pnr." + number.kind.replace(" ", "_"), "C.pnr", number.start, number.end, number.confidence
            )
        yield from _class_findings(case, "C", scores["confidential"], bool(reading.numbers))
    if labels.diary:
        topics = ("D",) if not labels.confidential else ()
        for letter in topics:
            yield from _class_findings(case, letter, scores["diary"], False)
        if labels.confidential:
            start, end = (
                _span(case, "C", None) if not reading.numbers else (reading.numbers[0].start, reading.numbers[0].end)
            )
            yield Finding("D.sekretess", "registration", *reading.normal.span(start, end),
                          "Uppgifter som kan vara sekretessbelagda ska alltid registreras.", "OSL 5:1", round(scores["confidential"], 3))  # fmt: skip
    if labels.weeding:
        yield from _class_findings(case, "W", scores["weeding"], False)
    if labels.needs_reader:
        yield case.finding("språk." + reading.language, "läsare", 0, len(reading.normal.text), 0.5)


def _class_findings(case: _Case, letter: str, score: float, enough: bool) -> Iterable[Finding]:
    """Rules of a class that fired; and the model's own reason with its likeliest topic, when no rule did or, for a secret, when
    none was about that: which law keeps it secret must not hang on the one rule that happened to see a word."""
    mine = [f for f in case.fired if f.rule.topic.startswith(letter)]
    topic = ""
    if not enough and (letter == "C" or not mine):
        topic = case.rules.model.topic(letter, case.lexical, case.structural)
    if topic == "C.pnr":
        topic = "" if mine else "C.tredje"
    mine.sort(key=lambda f: f.rule.topic != topic)
    if topic and not enough and all(f.rule.topic != topic for f in mine):
        start, end = _span(case, letter, case.rules.model.classes)
        yield case.finding("modell." + topic, topic, start, end, score)
    for f in mine[:4]:
        yield case.finding(f.rule.id, f.rule.topic, f.start, f.end, max(score, 0.05), f.rule.reason, f.rule.ground)


def _span(case: _Case, letter: str, table: Table | None) -> tuple[int, int]:
    """The words that spoke most for a class: of a rule, of the model, or the whole text."""
    mine = [f for f in case.fired if f.rule.topic.startswith(letter)]
    if mine:
        return mine[0].start, mine[0].end
    words = case.reading.words
    if table is None or not words:
        return 0, len(case.reading.normal.text)
    outcome = {"C": "confidential", "D": "diary", "W": "weeding"}[letter]
    stems = {part for f in table.telling(outcome, case.lexical) for part in f[2:].split() if f[1] == ":"}
    telling = [
        w for w in words if w.stem in stems or w.form[:5] in stems or w.form[-5:] in stems or w.form[:7] in stems
    ]
    if not telling:
        return words[0].start, words[-1].end
    return telling[0].start, telling[-1].end


def _personal_findings(case: _Case, spread: list[PersonalData]) -> Iterable[Finding]:
    """One finding for each place with personal data, with what to hide."""
    for one in spread:
        yield case.finding(
            "U.personuppgift." + one.kind, "personal_data", one.start, one.end, 0.9, REASONS[one.kind], GROUNDS.get(one.kind, "")
        )  # fmt: skip


_FLAG_CONCEPTS = {
    "defamation": ("insult", "third_party_affair", "staff_matter"),
    "hate_harassment": ("hate", "group"),
    "violence_porn": ("violence_porn",),
    "crime": ("threat", "incite", "illegal_trade"),
    "copyright": ("copyright", "link"),
    "profanity": ("profanity",),
    "commercial": ("spam_word", "link"),
}


def _flag_findings(case: _Case, flags: list[str], chances: dict[str, float]) -> Iterable[Finding]:
    """One finding for each flag: of a rule, of a concept, or the whole text."""
    reading = case.reading
    for flag in flags:
        confidence = 0.95 if flag == "profanity" else max(chances[flag], 0.05)
        fired = next((f for f in case.fired if f.rule.topic == flag), None)
        if fired:
            yield case.finding(
                fired.rule.id, flag, fired.start, fired.end, confidence, fired.rule.reason, fired.rule.ground
            )
            continue
        hits = next((reading.by_concept[c] for c in _FLAG_CONCEPTS[flag] if c in reading.by_concept), None)
        start, end = (hits[0].start, hits[0].end) if hits else (0, len(reading.normal.text))
        yield case.finding(("ord." if hits else "modell.") + flag, flag, start, end, confidence)
