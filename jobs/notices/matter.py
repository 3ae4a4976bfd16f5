"""What there is to tell of: a matter. Pure values; what an item says, who wrote it or what is secret is never in one.

A matter is told once, then reminded of after so many days while it stays; from the second reminder on the managers are
told too. When it is over it is forgotten, and told anew if it comes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from archiver.lifecycle.rights import Right, may
from archiver.model import Person, Role
from archiver.text import Text


class Kind(StrEnum):
    """What sort of thing is told."""

    DUTY_DUE = "plikt_på_väg"
    DUTY_LATE = "plikt_försenad"
    CAPTURE_FAILED = "fångst_misslyckad"
    SESSION_LOST = "session_förlorad"
    SECRET_SUSPECTED = "misstänkt_sekretess"
    REMOVAL_OVERDUE = "borttagning_försenad"
    APPROVAL_WANTED = "godkännande_väntar"
    SEARCH_HITS = "sparad_sökning"


LABELS: dict[Kind, Text] = {
    Kind.DUTY_DUE: Text("Något ska snart göras", "A duty is soon due"),
    Kind.DUTY_LATE: Text("Något är försenat", "A duty is late"),
    Kind.CAPTURE_FAILED: Text("Ett konto har inte kunnat fångas", "An account could not be captured"),
    Kind.SESSION_LOST: Text("Ett kontos inloggning har upphört", "An account's session is lost"),
    Kind.SECRET_SUSPECTED: Text("Misstänkt sekretess väntar på beslut", "Suspected secrets wait for a decision"),
    Kind.REMOVAL_OVERDUE: Text("En borttagning är försenad", "A removal is overdue"),
    Kind.APPROVAL_WANTED: Text("Ett godkännande väntar på dig", "An approval waits for you"),
    Kind.SEARCH_HITS: Text("En sparad sökning har nya träffar", "A saved search has new hits"),
}
URGENT = frozenset({Kind.CAPTURE_FAILED, Kind.SESSION_LOST, Kind.SECRET_SUSPECTED, Kind.REMOVAL_OVERDUE})
"""What does not wait for the daily letter."""
ESCALATES_AT = 2
DUTIES = "/skyldigheter"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to tell. `key` names it as long as it lasts; `since` is when it began, None where only the archive's
        first look knows; `page` is where in the web interface it is seen to; `roles` are told besides the kind's own, `but_not`
    never; `username` is whom alone it concerns; `needs` the right that `page` takes: who lacks it is sent to the duty list."""

    key: str
    kind: Kind
    what: Text
    page: str
    account_id: str = ""
    account_name: str = ""
    committee: str = ""
    since: datetime | None = None
    todo: Text | None = None
    secret: bool = False
    roles: frozenset[Role] = frozenset()
    but_not: str = ""
    username: str = ""
    needs: Right | None = None

    def notice(self, stage: int, reader: Person | None = None) -> dict[str, Any]:
        """What is put in the outbox; the letter is written from it, with a page that its reader may open."""
        may_open = self.needs is None or reader is None or may(reader, self.needs, self.committee)
        return {
            "kind": self.kind.value,
            "what": self.what.sv,
            "todo": self.todo.sv if self.todo else "",
            "account_id": self.account_id,
            "account": self.account_name,
            "page": self.page if may_open else DUTIES,
            "stage": stage,
        }


def stage(first_at: datetime, now: datetime, remind_days: Sequence[int]) -> int:
    """0 for the first notice, then the number of reminders that are due."""
    return sum(now - first_at >= timedelta(days=days) for days in remind_days)
