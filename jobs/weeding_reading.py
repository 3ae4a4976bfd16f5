"""What the weeding pages need: which steps are the person's now, how a run goes, and the report when it is done."""

from dataclasses import dataclass
from pathlib import Path

from archiver.errors.usage import Unknown
from archiver.lifecycle.rights import Right, require
from archiver.lifecycle.table import open_steps, unmet
from archiver.retention.protocol import FILES
from archiver.retention.weeding import WEEDING, ListFacts, ListState, WeedingList
from archiver.text import Text
from jobs.context import Context
from jobs.daemon.worker import WEED
from jobs.weeding_lists import judged_step, seen_one
from storage.database import orders
from storage.database.orders import Order, OrderState

REPORT = Text("gallringsprotokoll", "weeding report")
SAID_IN_THE_FORM = "note"
"""The requirement that the form itself asks for."""


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step the person's role lets them take with a list; `hindered` says what stands in the way, None for nothing."""

    name: str
    label: Text
    hindered: Text | None


def steps(context: Context, found: WeedingList) -> tuple[OpenStep, ...]:
    """What the acting person may do with a list: only what they may for every nämnd it concerns."""
    who = context.who
    every = [open_steps(WEEDING, found.state, by=who, committee=one) for one in found.committees or ("",)]
    facts = ListFacts(found, who.username)
    mine = [step for step in every[0] if all(step in other for other in every)]
    lacks = {step.name: [need for need in unmet(step, facts) if need.key != SAID_IN_THE_FORM] for step in mine}
    return tuple(OpenStep(s.name, s.label, lacks[s.name][0].missing if lacks[s.name] else None) for s in mine)


def order_run(context: Context, list_id: str) -> int:
    """Order an approved list to be carried out by the daemon; the order's number. Never twice at once.

    Raises Unknown, RightRefused, StepRefused as carrying it out would.
    """
    require(context.who, Right.WEED)
    found = seen_one(context, list_id)
    judged_step(context, found, "verkställ")
    with context.archive.session(write=True) as session:
        before = orders.newest(session, WEED, list_id)
        if before and before.state in (OrderState.WAITING, OrderState.CLAIMED):
            return before.id
        return orders.add(session, WEED, list_id, context.who.username, context.now())


def run_of(context: Context, found: WeedingList) -> Order | None:
    """How the newest ordered run of a list goes; None where none is ordered or what came of it stands on the list."""
    if found.state is not ListState.APPROVED:
        return None
    with context.archive.session() as session:
        order = orders.newest(session, WEED, found.id)
    return order if order and found.approved_at and order.ordered_at >= found.approved_at else None


def report_file(context: Context, list_id: str, name: str) -> Path:
    """A file of the gallringsprotokoll. Raises Unknown before the list is carried out, and for lists not to be seen."""
    found = seen_one(context, list_id)
    if found.state is not ListState.CARRIED_OUT or name not in FILES:
        raise Unknown(kind=REPORT, name=list_id)
    return context.archive.file(WeedingList, list_id, name)
