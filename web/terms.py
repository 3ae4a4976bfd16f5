"""The archive's own words as a page shows them: the Swedish term without underscores, and an English one."""

from enum import StrEnum

from archiver.model import CaptureScope, ItemKind, Outcome, Role
from archiver.records import Registration, Retention, Secrecy, Unsuitable, Visibility
from archiver.removal.order import Look, RemovalState
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
ROLES: dict[Role, Text] = {
    Role.ACCOUNT_OWNER: Text("kontoansvarig", "account owner"),
    Role.COMMUNICATOR: Text("kommunikatör", "communicator"),
    Role.REGISTRAR: Text("registrator", "registrar"),
    Role.ARCHIVIST: Text("arkivarie", "archivist"),
    Role.INFORMATION_OFFICER: Text("informatör", "communications officer"),
    Role.WEB_MANAGER: Text("webbansvarig", "web manager"),
    Role.MANAGER: Text("chef", "manager"),
    Role.OPERATOR: Text("drift", "operator"),
    Role.READER: Text("läsare", "reader"),
    Role.ADMINISTRATOR: Text("administratör", "administrator"),
}
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
UNSUITABLE: dict[Unsuitable, Text] = {
    Unsuitable.DEFAMATION: Text("förtal, personangrepp eller förolämpning", "defamation, attack or insult"),
    Unsuitable.HATE_HARASSMENT: Text("hets, sexism eller trakasserier", "hate, sexism or harassment"),
    Unsuitable.VIOLENCE_PORN: Text("våld eller pornografi", "violence or pornography"),
    Unsuitable.CRIME: Text("brott eller uppmaning till brott", "crime, or incitement to it"),
    Unsuitable.COPYRIGHT: Text("intrång i upphovsrätt", "infringement of copyright"),
    Unsuitable.PROFANITY: Text("svordomar eller obscena ord", "swearing or obscenities"),
    Unsuitable.COMMERCIAL: Text("reklam", "advertising"),
    Unsuitable.CONFIDENTIAL: Text("sekretessbelagda uppgifter", "secret information"),
    Unsuitable.PERSONAL_DATA: Text("personuppgifter", "personal data"),
}
"""The guideline's eight kinds of unsuitable material (pages 4–5), and personal data."""
REMOVALS: dict[RemovalState, Text] = {
    RemovalState.ORDERED: Text("beställd", "ordered"),
    RemovalState.DONE: Text("utförd, inte bekräftad", "done, not confirmed"),
    RemovalState.CONFIRMED: Text("bekräftad", "confirmed"),
    RemovalState.STILL_THERE: Text("ligger kvar", "still there"),
    RemovalState.WITHDRAWN: Text("återkallad", "withdrawn"),
}
LOOKS: dict[Look, Text] = {
    Look.GONE: Text("Det är borta", "It is gone"),
    Look.SHOWN: Text("Det syns fortfarande", "It is still shown"),
    Look.UNCLEAR: Text("Det går inte att avgöra", "It can't be told"),
}


def term(word: StrEnum) -> Text:
    """A word of an axis, kind or outcome."""
    if isinstance(word, ItemKind):
        return KINDS[word]
    plain = word.value.replace("_", " ")
    return Text(plain, _ENGLISH.get(word, plain))


def translated(word: str) -> str:
    """A Swedish word of an axis in English, for sentences that were made with it; others as they are."""
    return next((english for one, english in _ENGLISH.items() if one.value.replace("_", " ") == word), word)


def states() -> list[tuple[Text, list[StrEnum]]]:
    """Every axis with its words, for a list to choose from."""
    return [(label, list(words)) for _, label, words in AXES]
