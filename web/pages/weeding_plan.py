"""The informationshanteringsplan: its rows, and the nämnders' decisions that put them in force or take them out."""

from collections.abc import Callable
from datetime import date

from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.item_facts import WeedingDecision
from archiver.lifecycle.rights import Right
from archiver.model import ItemKind
from archiver.retention.plan import CountedFrom, Disposal, Material, PlanRow, in_force
from archiver.retention.protocol import period_of
from archiver.text import Text
from jobs import plan
from jobs.planfile import row_of
from storage.database import accounts
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Section, get, post
from web.terms import KINDS

TITLE = Text("Informationshanteringsplan", "Retention schedule")
ROW = Text("Rad i planen", "Row of the schedule")
BAD_DAY = Text("Skriv beslutets dag som ÅÅÅÅ-MM-DD", "Write the day of the decision as YYYY-MM-DD")
BAD_NUMBER = Text("Skriv månaderna med siffror", "Write the months in figures")
DISPOSALS: dict[Disposal, Text] = {
    Disposal.PRESERVE: Text("bevaras", "preserved"),
    Disposal.WEED: Text("gallras", "weeded"),
    Disposal.FOLLOW_CASE: Text("följer ärendet", "follows the case"),
    Disposal.NEVER_ARCHIVED: Text("arkiveras aldrig", "never archived"),
}
COUNTED: dict[CountedFrom, Text] = {
    CountedFrom.OUTDATED: Text("inaktualitet", "no longer being current"),
    CountedFrom.RECEIVED: Text("att handlingen kom in", "receipt"),
    CountedFrom.YEAR_END: Text("årets slut", "the end of the year"),
}
DIRECTIONS = (("inkommen", Text("inkomna", "received")), ("upprättad", Text("egna", "own")))


def listed(call: Call) -> Answer:
    """Every row, and for which nämnder it is in force."""
    return _listed(call)


def add(call: Call) -> Answer:
    """A new row; it weeds nothing before a decision is recorded."""
    try:
        row = row_of(_given(call))
        plan.add(call.context, row)
    except (Refused, UsageFault) as fault:
        return _listed(call, beside(fault, call.language))
    return Sent(f"/gallring/plan/{row.id}", "tillagd")


def shown(call: Call) -> Answer:
    """One row with its decisions, and the form for a new one."""
    return _row(call)


def decide(call: Call) -> Answer:
    """Record the nämnd's decision."""

    def does() -> PlanRow:
        counted = call.field("raknas")
        return plan.decide(
            call.context,
            call.path_values["row_id"],
            _decision(call),
            tuple(call.fields("namnd")),
            counted_from=CountedFrom(counted) if counted in set(CountedFrom) else None,
            months=_months(call, "manader"),
            quiet_months=_months(call, "tysta"),
        )

    return _recorded(call, does, "beslutad")


def repeal(call: Call) -> Answer:
    """Record that the nämnd has repealed the row."""

    def does() -> PlanRow:
        return plan.repeal(call.context, call.path_values["row_id"], _decision(call), tuple(call.fields("namnd")))

    return _recorded(call, does, "upphavd")


def _recorded(call: Call, does: Callable[[], PlanRow], told: str) -> Answer:
    try:
        row = does()
    except (Refused, UsageFault) as fault:
        return _row(call, beside(fault, call.language))
    return Sent(f"/gallring/plan/{row.id}", told)


def _decision(call: Call) -> WeedingDecision:
    try:
        on = date.fromisoformat(call.field("dag"))
    except ValueError:
        raise UsageFault(what=BAD_DAY) from None
    paragraph = call.field("paragraf").removeprefix("§").strip()
    return WeedingDecision(call.field("organ"), on, paragraph, call.field("dnr"), call.field("omfattning"))


def _months(call: Call, name: str) -> int | None:
    given = call.field(name)
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 5):
        raise UsageFault(what=BAD_NUMBER)
    return int(given)


def _given(call: Call) -> dict[str, object]:
    chosen = call.field("gallras")
    return {
        "id": call.field("id"),
        "titel": call.field("titel"),
        "gallras": chosen,
        "avser": Material.ITEM,
        "frist_från": call.field("raknas") or CountedFrom.OUTDATED,
        "frist_månader": _months(call, "manader") or 0,
        "inaktuell_efter_månader": _months(call, "tysta"),
        "slag": tuple(call.fields("slag")),
        "riktning": tuple(one for one in call.fields("riktning") if one in dict(DIRECTIONS)),
        "bara_för_hand": bool(call.field("for_hand")),
    }


def _listed(call: Call, fault: str = "") -> Answer:
    rows, today = plan.rows(call.desk.archive), plan.today_of(call.context)
    values = {
        "rows": [(row, period_of(row) if row.weeds else "", in_force(row, today)) for row in rows],
        "disposals": DISPOSALS,
        "kinds": [(kind.value, call.t(KINDS[kind])) for kind in ItemKind],
        "directions": [(key, call.t(text)) for key, text in DIRECTIONS],
        "counted": [(one.value, call.t(text)) for one, text in COUNTED.items()],
        "weeds": call.may(Right.WEED),
        "fault": fault,
        "form": call,
    }
    return Shown("weeding_plan.html", TITLE, values, 400 if fault else 200)


def _row(call: Call, fault: str = "") -> Answer:
    row, today = plan.row(call.desk.archive, call.path_values["row_id"]), plan.today_of(call.context)
    with call.desk.archive.session() as session:
        committees = sorted({one.committee for one in accounts.rows(session)})
    values = {
        "row": row,
        "period": period_of(row) if row.weeds else "",
        "in_force": in_force(row, today),
        "disposal": DISPOSALS[row.disposal],
        "committees": [(one, one) for one in committees],
        "counted": [(one.value, call.t(text)) for one, text in COUNTED.items()],
        "weeds": call.may(Right.WEED),
        "kinds": [call.t(KINDS[kind]) for kind in row.kinds],
        "fault": fault,
        "form": call,
    }
    return Shown("weeding_plan_row.html", ROW, values, 409 if fault else 200)


SECTION = Section(
    "plan",
    (
        get("/gallring/plan", listed, Right.SEE_ITEMS),
        post("/gallring/plan", add, Right.WEED),
        get("/gallring/plan/{row_id}", shown, Right.SEE_ITEMS),
        post("/gallring/plan/{row_id}/beslut", decide, Right.WEED),
        post("/gallring/plan/{row_id}/upphav", repeal, Right.WEED),
    ),
    told={
        "tillagd": Text(
            "Raden är tillagd. Den gallrar inget förrän nämndens beslut är antecknat.",
            "The row is added. It weeds nothing before a decision is recorded.",
        ),
        "beslutad": Text("Nämndens beslut är antecknat.", "The committee's decision is recorded."),
        "upphavd": Text("Upphävandet är antecknat.", "The repeal is recorded."),
    },
)
