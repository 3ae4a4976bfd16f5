"""How a person wants to be told: their own to choose."""

from archiver.errors.usage import UsageFault
from archiver.text import Text
from jobs.context import Context
from jobs.notices.matter import Kind
from storage.database import notice_preferences
from storage.database.notice_preferences import Preference, Rhythm

BAD_HOUR = Text("en timme är ett tal från 0 till 23", "an hour is a number from 0 to 23")
BAD_KIND = Text("slaget av avisering är okänt", "the kind of notice is unknown")


def preference(context: Context) -> Preference:
    """The acting person's preferences; the defaults where none are set."""
    with context.archive.session() as session:
        known = notice_preferences.rows(session)
    return known.get(context.who.username, Preference(context.who.username))


def prefer(context: Context, rhythm: Rhythm, muted: frozenset[str], quiet_from: int, quiet_to: int) -> Preference:
    """Set the acting person's preferences. Raises UsageFault for hours and kinds there are not."""
    if not (0 <= quiet_from < 24 and 0 <= quiet_to < 24):
        raise UsageFault(what=BAD_HOUR)
    if not muted <= {kind.value for kind in Kind}:
        raise UsageFault(what=BAD_KIND)
    chosen = Preference(context.who.username, rhythm, muted, quiet_from, quiet_to)
    with context.archive.session(write=True) as session:
        notice_preferences.put(session, chosen)
    return chosen
