"""What the looks as an anonymous visitor found, read from the journal: who is looked at when, and whose account is shut."""

from datetime import datetime, timedelta

from archiver.model import Account
from storage.database import journal
from storage.database.session import Session
from storage.kinds import object_id_of

WELL, LOST = "account.searchable", "account.unsearchable"
LOOK_BACK = timedelta(days=60)


def lost_since(session: Session, now: datetime) -> dict[str, datetime]:
    """Account id → since when anybody can't read it, of those whose latest look was no good."""
    lost: dict[str, datetime] = {}
    for line in looks(session, now):
        if line[1] == WELL:
            lost.pop(line[0], None)
        else:
            lost.setdefault(line[0], line[2])
    return lost


def looks(session: Session, now: datetime) -> list[tuple[str, str, datetime]]:
    """Account id, what was found, when, in the order of the looks."""
    lines = journal.lines(session, now - LOOK_BACK, did=(WELL, LOST))
    prefix = object_id_of(Account, "")
    return [(line.about.removeprefix(prefix), line.did, line.at) for line in lines]
