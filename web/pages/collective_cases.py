"""Samlingsärenden: one case for each nämnd and year that holds the captures of its accounts."""

from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.collective_case import COLLECTIVE_CASE, CaseState, CollectiveCase
from archiver.lifecycle.rights import Right
from archiver.lifecycle.table import has_right
from archiver.text import Text
from jobs import collective_cases
from storage.database import accounts
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Section, get, post

TITLE = Text("Samlingsärenden", "Collective cases")
MOST = 200


def listed(call: Call) -> Answer:
    """The cases of the person's nämnder, and the form to open one."""
    return _list(call)


def open_(call: Call) -> Answer:
    """Open a nämnd's case for this year."""
    try:
        made = collective_cases.open_(call.context, call.field("namnd"))
    except (Refused, UsageFault) as fault:
        return _list(call, fault)
    return Sent(f"/samlingsarenden/{made.id}", "oppnat_arende")


def shown(call: Call) -> Answer:
    """One case with its captures."""
    return _one(call)


def step(call: Call) -> Answer:
    """Note the dnr, or close the case."""
    id_ = _of(call).id
    try:
        if call.field("steg") == "avsluta":
            collective_cases.close(call.context, id_)
        else:
            collective_cases.set_dnr(call.context, id_, call.field("dnr"))
    except (Refused, UsageFault) as fault:
        return _one(call, fault)
    return Sent(f"/samlingsarenden/{id_}", "arende_antecknat")


def _list(call: Call, fault: Refused | UsageFault | None = None) -> Answer:
    with call.desk.archive.session() as session:
        known = sorted({one.committee for one in accounts.rows(session, sight=call.sight)})
    first = COLLECTIVE_CASE.step("öppna_ärendet")
    values = {
        "rows": collective_cases.listed(call.context)[::-1],
        "committees": [(one, one) for one in known if has_right(first, call.who, one)],
        "fault": beside(fault, call.language) if fault else "",
        "chosen": call.field("namnd"),
    }
    return Shown("collective_cases.html", TITLE, values, fault.web_status if fault else 200)


def _one(call: Call, fault: Refused | UsageFault | None = None) -> Answer:
    found = _of(call)
    held = collective_cases.captures_of(call.context, found)
    with call.desk.archive.session() as session:
        names = accounts.names(session, call.sight)
    values = {
        "case": found,
        "captures": held[:MOST],
        "names": names,
        "count": len(held),
        "may": has_right(COLLECTIVE_CASE.step("sätt_dnr"), call.who, found.committee),
        "open": found.state is CaseState.OPEN,
        "fault": beside(fault, call.language) if fault else "",
        "dnr": call.field("dnr") or found.dnr,
    }
    return Shown(
        "collective_case.html", Text(found.designation, found.designation), values, fault.web_status if fault else 200
    )


def _of(call: Call) -> CollectiveCase:
    """A case of the person's nämnder. Raises Unknown."""
    return collective_cases.find(call.context, call.path_values["case_id"])


SECTION = Section(
    "samlingsarenden",
    (
        get("/samlingsarenden", listed, Right.REVIEW),
        post("/samlingsarenden", open_, Right.REVIEW),
        get("/samlingsarenden/{case_id}", shown, Right.REVIEW),
        post("/samlingsarenden/{case_id}", step, Right.REVIEW),
    ),
    told={
        "oppnat_arende": Text("Samlingsärendet är öppnat.", "The collective case is open."),
        "arende_antecknat": Text("Det är antecknat.", "It is noted."),
    },
)
