"""The archive's own words as a page shows them: the Swedish term without underscores, and an English one."""

from enum import StrEnum

from archiver.model import CaptureScope, ItemKind, Outcome
from archiver.records import Registration, Retention, Secrecy, Visibility
from archiver.text import Text

_ENGLISH: dict[StrEnum, str] = {
    Registration.REGISTERED: "registered",
    Registration.KEPT_IN_ORDER: "kept in order",
    Registration.MINOR: "obviously minor",
    Secrecy.NONE: "none",
    Secrecy.SUSPECTED: "suspected",
    Secrecy.MARKED: "marked",
    Secrecy.TESTED: "tested",
    Visibility.PUBLISHED: "published",
    Visibility.UNPUBLISHED: "unpublished",
    Visibility.DELETED: "deleted by the municipality",
    Visibility.REMOVED_BY_SENDER: "removed by the sender",
    Visibility.UNREACHABLE: "unreachable",
    Retention.PRESERVED: "preserved",
    Retention.PERIOD_RUNNING: "period running",
    Retention.HELD: "held",
    Retention.WEEDED: "weeded",
    Retention.TRANSFERRED: "transferred",
    Outcome.CAPTURED: "captured",
    Outcome.PARTIAL: "partial",
    CaptureScope.ACCOUNT: "account",
    CaptureScope.ITEM: "one item",
}
KINDS: dict[ItemKind, Text] = {ItemKind.POST: Text("inlägg", "post"), ItemKind.COMMENT: Text("kommentar", "comment")}
AXES: tuple[tuple[str, Text, type[StrEnum]], ...] = (
    ("registration", Text("Registrering", "Registration"), Registration),
    ("secrecy", Text("Sekretess", "Secrecy"), Secrecy),
    ("visibility", Text("Synlighet", "Visibility"), Visibility),
    ("retention", Text("Bevarande", "Retention"), Retention),
)
LABELS: dict[str, Text] = {
    "diary": Text("diarieföras", "be registered"),
    "confidential": Text("sekretess", "secrecy"),
    "weeding": Text("gallras", "be weeded"),
}


def term(word: StrEnum) -> Text:
    """A word of an axis, kind or outcome."""
    if isinstance(word, ItemKind):
        return KINDS[word]
    plain = word.value.replace("_", " ")
    return Text(plain, _ENGLISH.get(word, plain))


def states() -> list[tuple[Text, list[StrEnum]]]:
    """Every axis with its words, for a list to choose from."""
    return [(label, list(words)) for _, label, words in AXES]
