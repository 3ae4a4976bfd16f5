"""Decisions on an item, one axis at a time, by the tables of that axis.

`decide` is a named person's decision: it returns the record with the axis moved and the Decision appended; nothing is
ever taken away, and a decision is undone by a new one. `observed` states what a capture saw, and `with_proposal` what
the rules propose: neither is a decision, and neither can release or destroy.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict, Unpack

from archiver.errors.refused import StepRefused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.item_facts import AXIS_VALUES, Axis, ItemFacts, Warrant, awaits_decision, decisions_on
from archiver.lifecycle.registration import REGISTRATION
from archiver.lifecycle.retention import RETENTION
from archiver.lifecycle.secrecy import SECRECY
from archiver.lifecycle.table import Step, Table, plain, take
from archiver.lifecycle.visibility import VISIBILITY
from archiver.model import Person
from archiver.records import (
    Axes,
    Decision,
    ItemRecord,
    Period,
    Proposal,
    RegisterEntry,
    Registration,
    Retention,
    Secrecy,
    SecrecyMark,
    Visibility,
)
from archiver.text import Text

TABLES: dict[Axis, Table[Any, ItemFacts]] = {
    Axis.REGISTRATION: REGISTRATION,
    Axis.SECRECY: SECRECY,
    Axis.VISIBILITY: VISIBILITY,
    Axis.RETENTION: RETENTION,
}


class Papers(TypedDict, total=False):
    """What a step may ask for besides its ground; see `decide`."""

    note: str
    committee: str
    saved: bool
    entry: RegisterEntry | None
    mark: SecrecyMark | None
    warrant: Warrant | None


NO_SUCH_VALUE = Text("läget {value} finns inte; välj bland {values}", "there is no {value}; choose among {values}")
NOTHING_TO_UNDO = Text("inget beslut är fattat på den axeln", "no decision has been made on that axis")


def decide(
    record: ItemRecord,
    axis: Axis | str,
    value: StrEnum | str,
    by: Person,
    now: datetime,
    *,
    ground: str = "",
    note: str = "",
    committee: str = "",
    saved: bool = False,
    entry: RegisterEntry | None = None,
    mark: SecrecyMark | None = None,
    warrant: Warrant | None = None,
) -> ItemRecord:
    """The record after a person's decision on one axis; deciding what already is so confirms it and counts as decided.

    Args:
        axis: `registration`, `secrecy`, `visibility` or `retention`.
        value: where to, a value of the axis in the model, e.g. `diarieförd`.
        ground: law and paragraph, or the kind of unsuitable material; many steps demand it.
        committee: the nämnd of the item's account; a person limited to certain nämnder must have it.
        saved: that this version lies on the shelf (asked for before removal).
        entry: the register entry, asked for when registering. mark: the secrecy mark, asked for when marking.
        warrant: asked for when a period starts and when the item is weeded.
    Raises:
        UsageFault: no such axis or value. RightRefused, StepRefused: see `table.take`.
    """
    axis, target = _known(axis, value)
    ground = ground.strip() or _ground_of(target, mark, warrant)
    facts = ItemFacts(record, by, now, ground, saved, entry, mark, warrant, committee)
    after = _take(axis, target, facts, by)
    decision = Decision(axis.value, after.value, by.username, now, ground, note.strip())
    moved = replace(record, axes=_moved(record.axes, axis, after), decisions=(*record.decisions, decision))
    if axis is Axis.REGISTRATION and after is Registration.REGISTERED:
        return replace(moved, register_entry=entry)
    if axis is Axis.SECRECY:
        return replace(moved, secrecy_mark=mark if after is Secrecy.MARKED else None)
    if axis is Axis.RETENTION:
        running = warrant if after is Retention.PERIOD_RUNNING else None
        period = Period(running.row, running.expires_on, running.outdated_on) if running else None
        return replace(moved, period=period)
    return moved


def undo(
    record: ItemRecord, axis: Axis | str, by: Person, now: datetime, *, ground: str, **papers: Unpack[Papers]
) -> ItemRecord:
    """The record after a new decision that goes back to what was so before the last one on the axis, where lawful."""
    axis, _ = _known(axis, None)
    return decide(record, axis, value_before_last(record, axis), by, now, ground=ground, **papers)


def value_before_last(record: ItemRecord, axis: Axis) -> str:
    """What an axis said before the last decision on it. Raises StepRefused where none was made."""
    made = list(decisions_on(record, axis))
    if not made:
        label = Text("ångra beslutet", "undo the decision")
        raise StepRefused(step=label, state=plain(getattr(record.axes, axis.value)), what=NOTHING_TO_UNDO)
    if len(made) > 1:
        return made[-2].value
    suspected = any(proposal.confidential and proposal.made_at <= made[0].at for proposal in record.proposals)
    if axis is Axis.SECRECY and suspected:
        return Secrecy.SUSPECTED.value
    return str(TABLES[axis].start.value)


def observed(record: ItemRecord, value: Visibility, now: datetime) -> ItemRecord:
    """The record after a capture saw that an item disappeared or came back. Not a decision; the same again is no change.

    What a person has unpublished or deleted is not moved by being missing. Raises StepRefused or RightRefused where the
    archive may not state it.
    """
    if record.axes.visibility is value:
        return record
    after = _take(Axis.VISIBILITY, value, ItemFacts(record, None, now), None)
    return replace(record, axes=_moved(record.axes, Axis.VISIBILITY, after))


def with_proposal(record: ItemRecord, proposal: Proposal, now: datetime) -> ItemRecord:
    """The record with a proposal added; what is proposed confidential is hidden at once (law 5).

    A person's decision on secrecy since the wording was first seen stands; a new wording can be suspected again.
    """
    added = replace(record, proposals=(*record.proposals, proposal))
    suspicious = proposal.confidential and Axis.SECRECY in awaits_decision(added)
    if not suspicious or added.axes.secrecy in (Secrecy.SUSPECTED, Secrecy.MARKED):
        return added
    after = _take(Axis.SECRECY, Secrecy.SUSPECTED, ItemFacts(added, None, now), None)
    return replace(added, axes=_moved(added.axes, Axis.SECRECY, after))


def _take(axis: Axis, target: StrEnum, facts: ItemFacts, by: Person | None) -> StrEnum:
    table = TABLES[axis]
    state: StrEnum = getattr(facts.record.axes, axis.value)
    after: StrEnum = take(table, _step_to(table, state, target), state, facts, by=by, committee=facts.committee)
    return after


def _step_to(table: Table[Any, ItemFacts], state: StrEnum, target: StrEnum) -> Step[Any, ItemFacts]:
    """The row that leads from state to target, else the first that leads to the target from elsewhere (to be refused)."""
    leading = table.leading(state, target)
    return leading or next(step for step in table.steps if step.after == target)


def _known(axis: Axis | str, value: StrEnum | str | None) -> tuple[Axis, StrEnum]:
    """Axis and value as members of the model; `value` None gives the axis' start."""
    try:
        axis = Axis(axis)
    except ValueError as fault:
        raise _no_such(str(axis), Axis) from fault
    values = AXIS_VALUES[axis]
    try:
        return axis, values(value) if value is not None else TABLES[axis].start
    except ValueError as fault:
        raise _no_such(str(value), values) from fault


def _no_such(value: str, values: type[StrEnum]) -> UsageFault:
    words = ", ".join(member.value for member in values)
    return UsageFault(
        what=Text(
            NO_SUCH_VALUE.sv.format(value=value, values=words),
            NO_SUCH_VALUE.en.format(value=value, values=words),
        )
    )


def _moved(axes: Axes, axis: Axis, value: StrEnum) -> Axes:
    match axis:
        case Axis.REGISTRATION:
            return replace(axes, registration=Registration(value))
        case Axis.SECRECY:
            return replace(axes, secrecy=Secrecy(value))
        case Axis.VISIBILITY:
            return replace(axes, visibility=Visibility(value))
        case Axis.RETENTION:
            return replace(axes, retention=Retention(value))


def _ground_of(target: StrEnum, mark: SecrecyMark | None, warrant: Warrant | None) -> str:
    """What the paper itself rests on, where the step is the one the paper is for."""
    if target is Secrecy.MARKED and mark:
        return mark.provision
    if target in (Retention.PERIOD_RUNNING, Retention.WEEDED) and warrant:
        return warrant.decision.cite()
    return ""
