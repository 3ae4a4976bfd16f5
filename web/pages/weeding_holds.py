"""Holds against weeding, set and lifted; and the note that records are no longer current."""

from datetime import date

from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import Right
from archiver.lifecycle.table import has_right
from archiver.retention.holds import HOLDS, HoldKind, HoldScope
from archiver.text import Text
from jobs import holds, plan, weeding_lists
from storage.database import accounts
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Section, get, post

TITLE = Text("Spärrar mot gallring", "Holds against weeding")
OUTDATED = Text("Notera inaktualitet", "Note as no longer current")
KINDS: dict[HoldKind, Text] = {
    HoldKind.CASE: Text("öppet ärende", "open case"),
    HoldKind.DISCLOSURE: Text("utlämnande", "disclosure"),
    HoldKind.POLICE: Text("polisanmälan", "police report"),
    HoldKind.CRISIS: Text("kris", "crisis"),
    HoldKind.OTHER: Text("annat", "other"),
}
SCOPES: dict[HoldScope, Text] = {
    HoldScope.ITEM: Text("en handling", "an item"),
    HoldScope.THREAD: Text("en tråd", "a thread"),
    HoldScope.ACCOUNT: Text("ett konto", "an account"),
    HoldScope.COMMITTEE: Text("en nämnds handlingar", "a committee's records"),
    HoldScope.ARCHIVE: Text("hela arkivet", "the whole archive"),
}
PER_PAGE = 100


def listed(call: Call) -> Answer:
    """The holds in force (and the lifted ones), newest first, and the form for another."""
    return _listed(call)


def set_(call: Call) -> Answer:
    """Hold something."""
    kind, scope = call.field("slag"), call.field("omfattar")
    if kind not in set(HoldKind) or scope not in set(HoldScope):
        return _listed(call, call.t(Text("Välj slag och vad som spärras.", "Choose the kind and what is held.")))
    target = {HoldScope.ACCOUNT: call.field("konto"), HoldScope.COMMITTEE: call.field("namnd")}.get(
        HoldScope(scope), "".join(call.items("id")[:1])
    )
    try:
        holds.set_(call.context, HoldKind(kind), HoldScope(scope), target, call.field("skal"))
    except (Refused, UsageFault) as fault:
        return _listed(call, beside(fault, call.language))
    return Sent("/gallring/sparrar", "sparrad")


def lift(call: Call) -> Answer:
    """Lift a hold."""
    hold_id = call.path_values["hold_id"]
    try:
        if hold_id not in {one.id for one in holds.every(call.context)}:
            raise UsageFault(what=Text("spärren gäller inte", "the hold is not in force"))
        holds.lift(call.context, hold_id, call.field("skal"))
    except (Refused, UsageFault) as fault:
        return _listed(call, beside(fault, call.language))
    return Sent("/gallring/sparrar", "havd")


def outdated(call: Call) -> Answer:
    """The form for noting that records are no longer current."""
    return _outdated(call)


def note_outdated(call: Call) -> Answer:
    """Note it; each record's last day is shown."""
    ids = call.items("handlingar")
    try:
        on = date.fromisoformat(call.field("dag")) if call.field("dag") else plan.today_of(call.context)
    except ValueError:
        return _outdated(call, call.t(Text("Skriv dagen som ÅÅÅÅ-MM-DD.", "Write the day as YYYY-MM-DD.")))
    if not ids:
        return _outdated(call, call.t(Text("Skriv minst en handlings id.", "Write the id of at least one item.")))
    try:
        noted = weeding_lists.note_outdated(call.context, ids, on)
    except (Refused, UsageFault) as fault:
        return _outdated(call, beside(fault, call.language))
    return Shown("weeding_outdated.html", OUTDATED, {"noted": noted, "fault": "", "form": call})


def _outdated(call: Call, fault: str = "") -> Answer:
    values = {"noted": (), "fault": fault, "form": call}
    return Shown("weeding_outdated.html", OUTDATED, values, 400 if fault else 200)


def _listed(call: Call, fault: str = "") -> Answer:
    number = max(1, call.number("sida"))
    every = holds.every(call.context, lifted=bool(call.query.get("havda")))[::-1]
    with call.desk.archive.session() as session:
        known = accounts.rows(session, sight=call.sight)
    values = {
        "rows": every[(number - 1) * PER_PAGE : number * PER_PAGE],
        "number": number,
        "more": number * PER_PAGE < len(every),
        "lifted": bool(call.query.get("havda")),
        "kinds": KINDS,
        "scopes": SCOPES,
        "accounts": [(one.id, one.name) for one in known],
        "names": {one.id: one.name for one in known},
        "committees": [(one, one) for one in sorted({row.committee for row in known})],
        "sets": has_right(HOLDS.step("sätt_spärr"), call.who),
        "lifts": has_right(HOLDS.step("häv_spärr"), call.who),
        "item": call.query.get("handling", "") or call.field("id"),
        "weeds": call.may(Right.WEED),
        "fault": fault,
        "form": call,
    }
    return Shown("weeding_holds.html", TITLE, values, 409 if fault else 200)


SECTION = Section(
    "sparrar",
    (
        get("/gallring/sparrar", listed, Right.SEE_ITEMS),
        post("/gallring/sparrar", set_, Right.SEE_ITEMS),
        post("/gallring/sparrar/{hold_id}/hav", lift, Right.SEE_ITEMS),
        get("/gallring/inaktuellt", outdated, Right.WEED),
        post("/gallring/inaktuellt", note_outdated, Right.WEED),
    ),
    told={
        "sparrad": Text("Spärren gäller nu.", "The hold is in force now."),
        "havd": Text("Spärren är hävd.", "The hold is lifted."),
    },
)
