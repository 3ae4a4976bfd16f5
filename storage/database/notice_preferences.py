"""How each person wants to be told."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.database.working_tables import notice_preference


class Rhythm(StrEnum):
    """When notices go: each at once, urgent ones at once and the rest once a day, all once a day, or never."""

    AT_ONCE = "genast"
    URGENT_AT_ONCE = "brådskande_genast"
    DAILY = "dagligen"
    NEVER = "aldrig"


@dataclass(frozen=True, slots=True)
class Preference:
    """`muted` are kinds of notices not wanted; nothing is sent from `quiet_from` to `quiet_to` (hours of the Swedish
    clock, the same hour twice is no quiet at all)."""

    username: str
    rhythm: Rhythm = Rhythm.URGENT_AT_ONCE
    muted: frozenset[str] = frozenset()
    quiet_from: int = 18
    quiet_to: int = 7


def rows(session: Session) -> dict[str, Preference]:
    """The preferences of everybody who has set any, by user name."""
    return {
        row.username: Preference(row.username, Rhythm(row.rhythm), frozenset(row.muted), row.quiet_from, row.quiet_to)
        for row in session.execute(select(notice_preference))
    }


def put(session: Session, preference: Preference) -> None:
    """Replace a person's preferences. Takes a writing session."""
    session.execute(delete(notice_preference).where(notice_preference.c.username == preference.username))
    session.execute(insert(notice_preference), [{**asdict(preference), "muted": sorted(preference.muted)}])
