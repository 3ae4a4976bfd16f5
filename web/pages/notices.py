"""Notices: how the person signed in wants to be told."""

from archiver.errors.usage import UsageFault
from archiver.text import Text
from jobs.notices.matter import LABELS, Kind
from jobs.notices.preferences import prefer, preference
from storage.database.notice_preferences import Rhythm
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Access, Section, get, post

TITLE = Text("Aviseringar", "Notices")
RHYTHMS: dict[Rhythm, Text] = {
    Rhythm.AT_ONCE: Text("Allt genast", "Everything at once"),
    Rhythm.URGENT_AT_ONCE: Text("Brådskande genast, resten en gång om dagen", "Urgent at once, the rest once a day"),
    Rhythm.DAILY: Text("Allt i ett brev om dagen, kl. 7.30", "Everything in one letter a day, at 7:30"),
    Rhythm.NEVER: Text("Inga brev", "No letters"),
}


def shown(call: Call) -> Answer:
    """The form with what is chosen now."""
    chosen = preference(call.context)
    return _form(call, chosen.rhythm, chosen.muted, (str(chosen.quiet_from), str(chosen.quiet_to)))


def set_(call: Call) -> Answer:
    """Take what is chosen. A kind that is not ticked is muted."""
    rhythm = next((one for one in Rhythm if one.value == call.field("rytm")), Rhythm.URGENT_AT_ONCE)
    wanted = set(call.fields("slag"))
    muted = frozenset(kind.value for kind in Kind if kind.value not in wanted)
    hours = call.field("tyst_fran"), call.field("tyst_till")
    try:
        prefer(call.context, rhythm, muted, *map(_hour, hours))
    except UsageFault as fault:
        return _form(call, rhythm, muted, hours, fault)
    return Sent("/aviseringar", "aviseringar-valda")


def _form(
    call: Call, rhythm: Rhythm, muted: frozenset[str], hours: tuple[str, str], fault: UsageFault | None = None
) -> Answer:
    values = {
        "rhythm": rhythm,
        "muted": muted,
        "hours": hours,
        "fault": beside(fault, call.language) if fault else "",
        "rhythms": RHYTHMS,
        "kinds": LABELS,
        "address": call.who.email,
    }
    return Shown("notices.html", TITLE, values, fault.web_status if fault else 200)


def _hour(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 3 else -1


SECTION = Section(
    "aviseringar",
    (get("/aviseringar", shown, Access.SIGNED_IN), post("/aviseringar", set_, Access.SIGNED_IN)),
    told={"aviseringar-valda": Text("Ditt val är sparat.", "Your choice is saved.")},
)
