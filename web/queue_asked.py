"""Which part of the review queue somebody works through, as the query of an address, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from archiver.lifecycle.queue import LABELS, Place
from archiver.text import Text
from storage.database.items import QueuePart

MINE, UNREAD = "mig", "olast"
QUESTIONS: dict[str, Text] = {
    **{place.name.lower(): text for place, text in LABELS.items()},
    MINE: Text("andra åsikter du är tillfrågad om", "second opinions asked of you"),
    UNREAD: Text("det ingen har läst, troligast sekretess först", "what nobody has read, likeliest secret first"),
}


@dataclass(frozen=True, slots=True)
class QueueAsked:
    """The filter as filled in. Names of the fields are the names in the address."""

    fraga: str = ""
    konto: str = ""
    namnd: str = ""

    @property
    def query(self) -> str:
        """What stands after `?`, empty fields left out."""
        return urlencode({name: getattr(self, name) for name in QueueAsked.__slots__ if getattr(self, name)})

    @property
    def part(self) -> QueuePart:
        """The part of the queue it is."""
        places = {int(place) for place in LABELS if place.name.lower() == self.fraga}
        return QueuePart(frozenset(places), self.konto, self.namnd)

    def asking(self, question: str) -> "QueueAsked":
        """The same part of the archive, another question."""
        return replace(self, fraga=question)

    def path(self, where: str = "/granskning", **more: str) -> str:
        """An address that keeps the filter."""
        query = "&".join(part for part in (self.query, urlencode(more)) if part)
        return f"{where}?{query}" if query else where


def queue_asked(given: Mapping[str, object]) -> QueueAsked:
    """The filter of an address or of a posted form; unknown questions are left aside."""
    words = {name: one.strip()[:200] for name in QueueAsked.__slots__ if isinstance(one := given.get(name), str)}
    known = words.get("fraga", "") if words.get("fraga") in QUESTIONS else ""
    return QueueAsked(**{**words, "fraga": known})


def question_of(place: int) -> str:
    """The word of a place of the queue."""
    return Place(place).name.lower() if place else ""
