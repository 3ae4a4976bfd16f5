"""Weeding: lists proposed, looked through, struck from, approved by a second person, carried out, and their reports."""

import json
from collections.abc import Callable

from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import Right
from archiver.retention.protocol import FILES
from archiver.retention.weeding import ListState, WeedingList
from archiver.text import Text
from jobs import plan, weeding_lists, weeding_reading
from storage.database import accounts, items
from storage.database.orders import OrderState
from web.answer import Answer, Sent, SentFile, Shown
from web.call import Call
from web.errors import beside
from web.pages.captures import STATES as ORDER_STATES
from web.route import Place, Section, get, post

TITLE = Text("Gallring", "Weeding")
LIST = Text("Gallringslista", "Weeding list")
PROPOSED = Text("Gallringsförslag", "Weeding proposal")
PER_PAGE = 100
LISTS_PER_PAGE = 50
JSON, PDF = FILES
STATES: dict[ListState, Text] = {
    ListState.PROPOSED: Text("föreslagen", "proposed"),
    ListState.APPROVED: Text("godkänd", "approved"),
    ListState.CARRIED_OUT: Text("verkställd", "carried out"),
    ListState.REJECTED: Text("avvisad", "rejected"),
}


def overview(call: Call) -> Answer:
    """The lists, newest first, and the form for a new proposal."""
    return _overview(call)


def propose(call: Call) -> Answer:
    """Put a list together; what is kept back is said with its reason."""
    ids = call.items("handlingar")
    try:
        made = weeding_lists.propose(
            call.context, account_id=call.field("konto") or None, row_id=call.field("rad") or None, item_ids=ids
        )
    except (Refused, UsageFault) as fault:
        return _overview(call, beside(fault, call.language))
    return Shown("weeding_proposed.html", PROPOSED, {"made": made})


def shown(call: Call) -> Answer:
    """One list with its lines, what they say as far as the person may see it, and what may be done."""
    return _list(call)


def strike(call: Call) -> Answer:
    """Take marked lines off the list."""
    chosen = call.fields("handling")
    if not chosen:
        return _list(call, call.t(Text("Markera minst en handling.", "Mark at least one item.")))
    return _step(call, lambda id_: weeding_lists.strike(call.context, id_, chosen, call.field("skal")), "struken")


def approve(call: Call) -> Answer:
    """The second person's word."""
    return _step(call, lambda id_: weeding_lists.approve(call.context, id_), "godkand")


def reject(call: Call) -> Answer:
    """Nothing of it is weeded."""
    return _step(call, lambda id_: weeding_lists.reject(call.context, id_, call.field("skal")), "avvisad")


def run(call: Call) -> Answer:
    """Order the list to be carried out."""
    return _step(call, lambda id_: weeding_reading.order_run(call.context, id_), "bestalld")


def report_pdf(call: Call) -> Answer:
    """The gallringsprotokoll as PDF/A."""
    return _file(call, PDF, "application/pdf")


def report_json(call: Call) -> Answer:
    """The gallringsprotokoll as JSON."""
    return _file(call, JSON, "application/json")


def _file(call: Call, name: str, media_type: str) -> Answer:
    list_id = call.path_values["list_id"]
    file = weeding_reading.report_file(call.context, list_id, name)
    return SentFile(file, media_type, f"gallringsprotokoll-{list_id}.{name.rpartition('.')[2]}")


def _step(call: Call, does: Callable[[str], object], told: str) -> Answer:
    list_id = weeding_lists.seen_one(call.context, call.path_values["list_id"]).id
    try:
        does(list_id)
    except (Refused, UsageFault) as fault:
        return _list(call, beside(fault, call.language))
    return Sent(f"/gallring/listor/{list_id}", told)


def _overview(call: Call, fault: str = "") -> Answer:
    number = max(1, call.number("sida"))
    every = weeding_lists.seen(call.context)[::-1]
    with call.desk.archive.session() as session:
        known = [(one.id, one.name) for one in accounts.rows(session, sight=call.sight)]
    values = {
        "rows": every[(number - 1) * LISTS_PER_PAGE : number * LISTS_PER_PAGE],
        "number": number,
        "more": number * LISTS_PER_PAGE < len(every),
        "states": STATES,
        "accounts": known,
        "plan_rows": [(row.id, row.title) for row in plan.rows(call.desk.archive) if row.weeds],
        "weeds": call.may(Right.WEED),
        "fault": fault,
        "form": call,
    }
    return Shown("weeding.html", TITLE, values, 409 if fault else 200)


def _list(call: Call, fault: str = "") -> Answer:
    found = weeding_lists.seen_one(call.context, call.path_values["list_id"])
    number = max(1, call.number("sida"))
    lines = found.standing[(number - 1) * PER_PAGE : number * PER_PAGE]
    with call.desk.archive.session() as session:
        there = {row.id: row for row in items.among(session, [line.item_id for line in lines], call.sight)}
        names = accounts.names(session)
    order = weeding_reading.run_of(call.context, found)
    values = {
        "list": found,
        "lines": lines,
        "there": there,
        "names": names,
        "number": number,
        "more": number * PER_PAGE < len(found.standing),
        "state": STATES[found.state],
        "open": found.state in (ListState.PROPOSED, ListState.APPROVED),
        "steps": {step.name: step for step in weeding_reading.steps(call.context, found)},
        "order": order,
        "order_state": ORDER_STATES[order.state] if order else None,
        "under_way": order is not None and order.state in (OrderState.WAITING, OrderState.CLAIMED),
        "report": _report(call, found),
        "fault": fault,
    }
    return Shown("weeding_list.html", LIST, values, 409 if fault else 200)


def _report(call: Call, found: WeedingList) -> dict[str, object] | None:
    if found.state is not ListState.CARRIED_OUT:
        return None
    file = weeding_reading.report_file(call.context, found.id, JSON)
    read: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return read


SECTION = Section(
    "gallring",
    (
        get("/gallring", overview, Right.SEE_ITEMS),
        post("/gallring/foresla", propose, Right.WEED),
        get("/gallring/listor/{list_id}", shown, Right.SEE_ITEMS),
        post("/gallring/listor/{list_id}/stryk", strike, Right.SEE_ITEMS),
        post("/gallring/listor/{list_id}/godkann", approve, Right.SEE_ITEMS),
        post("/gallring/listor/{list_id}/avvisa", reject, Right.SEE_ITEMS),
        post("/gallring/listor/{list_id}/verkstall", run, Right.WEED),
        get("/gallring/listor/{list_id}/protokoll.pdf", report_pdf, Right.SEE_ITEMS),
        get("/gallring/listor/{list_id}/protokoll.json", report_json, Right.SEE_ITEMS),
    ),
    (Place(TITLE, "/gallring", Right.SEE_ITEMS),),
    told={
        "struken": Text("Struket. Listan måste godkännas igen.", "Struck. The list must be approved again."),
        "godkand": Text("Listan är godkänd.", "The list is approved."),
        "avvisad": Text("Listan är avvisad; inget gallras.", "The list is rejected; nothing is weeded."),
        "bestalld": Text("Gallringen är beställd.", "The weeding is ordered."),
    },
)
