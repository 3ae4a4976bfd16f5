"""What a capture no longer showed is looked for at its own address before anything is said of its visibility.

Gone there too: the visibility follows, by what the platform says. Still there: the capture missed it, and it is missing no
more. What can't be told stays as it was, and is looked for again another day.
"""

from dataclasses import dataclass, replace
from hashlib import sha256

from archiver.lifecycle.item import observed
from archiver.model import Account
from archiver.records import ItemRecord, Visibility
from archiver.removal.order import Look
from archiver.text import Text
from jobs.context import Context
from jobs.harvest import Tools
from jobs.removal_look import Glimpse, glimpse
from storage.database import items

MOST = 20
"""So many are looked for at a time; the others at the next, in an order that changes from day to day."""
WHY = "saknades vid fångsten"


@dataclass(frozen=True, slots=True)
class Looked:
    """How many were looked for, by what was found."""

    gone: int = 0
    shown: int = 0
    unclear: int = 0

    @property
    def total(self) -> int:
        """All that were looked for."""
        return self.gone + self.shown + self.unclear


def waiting(context: Context) -> list[str]:
    """The ids of what is missing and still said to be published, those first whose turn it is today."""
    day = context.now().date().isoformat()
    with context.archive.session() as session:
        found = items.missing_unseen(session)
    return sorted(found, key=lambda one: sha256(f"{day}{one}".encode()).digest())


def look_for(context: Context, tools: Tools, most: int = MOST) -> Looked:
    """Look for what is missing, at most so many. One that can't be looked at stops no other."""
    counts = dict.fromkeys(Look, 0)
    for number, item_id in enumerate(waiting(context)[:most], start=1):
        context.say(Text(f"Letar efter det som saknas ({number})", f"Looking for what is missing ({number})"))
        record = context.archive.get(ItemRecord, item_id)
        account = context.archive.get(Account, record.account_id)
        seen = glimpse(context, tools, account, record)
        counts[seen.look] += 1
        if seen.look is not Look.UNCLEAR:
            _file(context, item_id, seen)
    return Looked(counts[Look.GONE], counts[Look.SHOWN], counts[Look.UNCLEAR])


def _file(context: Context, item_id: str, seen: Glimpse) -> None:
    now = context.now()
    with context.archive.change(who=context.who.username, at=now, why=WHY) as change:
        record = change.get(ItemRecord, item_id)
        if record.missing_since is None or record.axes.visibility is not Visibility.PUBLISHED:
            return  # somebody was faster
        if seen.look is Look.SHOWN:
            change.put(replace(record, missing_since=None))
            change.note("item.still_shown", about=record, why=WHY)
            return
        after = observed(record, seen.how, now)
        change.put(after)
        change.note("item.visibility", about=after, why=WHY, facts={"value": seen.how.value, "seen": "permalänk"})
