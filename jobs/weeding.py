"""Weeding: an approved list is carried out, whole or not at all, and leaves its gallringsprotokoll and tombstones.

Every item is judged once more, by the tables, at the moment it goes: a hold, a new wording, a repealed decision or a
suspicion that came since the list was approved spares it, and the report says so. What goes is removed from shelf, copy,
cards and search; the report (PDF/A and JSON) lies with the list on the shelf and holds no content.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from archiver.errors.error import SomearkivError
from archiver.errors.refused import StepRefused
from archiver.export.pdf import Press
from archiver.lifecycle.item import decide
from archiver.lifecycle.item_facts import Axis, Warrant
from archiver.model import Person
from archiver.records import ItemRecord, Retention, Tombstone
from archiver.retention.automatic import ANSWERED, THREAD, closes_thread, kept_for, without_orphans
from archiver.retention.plan import PlanRow, decision_for
from archiver.retention.protocol import FILES, Protocol, protocol_html, protocol_json
from archiver.retention.weeding import Listed, Spared, WeedingList
from archiver.text import Text
from jobs import plan
from jobs.context import SYSTEM, Context
from jobs.holds import Standing, standing
from jobs.weeding_lists import judged_step, listed, propose, read_threads
from storage.change import Change
from storage.kinds import object_id

GONE = Text("finns inte längre", "is no longer there")
NOT_IN_FORCE = Text("beslutet gäller inte längre", "the decision is no longer in force")
SAID_EVERY = 100
"""Items between two words about how far it has come."""
PROPOSE_EVERY = timedelta(days=28)
"""How often the daemon looks for what has run out."""


@dataclass(frozen=True, slots=True)
class _Going:
    """An item that goes: its record after the decision, and the line it stood on."""

    record: ItemRecord
    line: Listed


def carry_out(context: Context, list_id: str) -> WeedingList:
    """Weed what stands on an approved list. Raises RightRefused, StepRefused, Unknown, StorageFault."""
    now = context.now()
    holds, rows = standing(context.archive), {row.id: row for row in plan.rows(context.archive)}
    with context.archive.change(who=context.who.username, at=now, why=f"gallring {list_id}") as change:
        found = change.get(WeedingList, list_id)
        state = judged_step(context, found, "verkställ")
        going, spared = _judge(context, change, found, holds, rows, now)
        done = replace(
            found,
            state=state,
            closed_by=context.who.username,
            closed_at=now,
            weeded=tuple(going),
            spared=tuple(Spared(id_, why) for id_, why in spared.items()),
        )
        for number, one in enumerate(going.values()):
            if number % SAID_EVERY == 0:
                context.say(Text(f"{number} av {len(going)} gallrade", f"{number} of {len(going)} weeded"))
            _weed(change, context.who, found, one, now)
        context.say(Text("protokollet skrivs", "writing the report"))
        change.put(done, files=_report(context, done, going, rows, now))
        facts = {"weeded": str(len(going)), "spared": str(len(spared)), "approved_by": found.approved_by}
        change.note("weeding.verkställd", about=done, ground="arkivlagen 10 §", facts=facts)
    return done


def propose_when_due(context: Context) -> WeedingList | None:
    """The daemon's own proposal, at most every four weeks: what has run out of its period; never starts a period."""
    automatic = [one.made_at for one in listed(context.archive) if one.made_by == SYSTEM.username]
    if automatic and context.now() - max(automatic) < PROPOSE_EVERY:
        return None
    return propose(context).list


def _judge(
    context: Context,
    change: Change,
    found: WeedingList,
    holds: Standing,
    rows: Mapping[str, PlanRow],
    now: datetime,
) -> tuple[dict[str, _Going], dict[str, str]]:
    """What goes and what is spared, by id, as things are now."""
    approver = context.archive.find(Person, found.approved_by)
    going: dict[str, _Going] = {}
    spared: dict[str, str] = {}
    records = {line.item_id: context.archive.find(ItemRecord, line.item_id) for line in found.standing}
    threads = read_threads(context.archive, {one.thread_id for one in records.values() if one})
    for line in found.standing:
        record = records[line.item_id]
        if record is None:
            spared[line.item_id] = GONE.sv
            continue
        try:
            if found.automatic:
                _careful(record, threads[record.thread_id])
            warrant = _warrant(rows, line, record, holds, approver, now)
            after = decide(record, Axis.RETENTION, Retention.WEEDED, context.who, now, committee=line.committee, warrant=warrant)  # fmt: skip
            going[record.id] = _Going(after, line)
        except StepRefused as refusal:
            spared[line.item_id] = str(_said(refusal))
    everything = {one.id: one for thread in threads.values() for one in thread}
    whole = without_orphans([one.record for one in going.values()], everything)
    spared |= {id_: ANSWERED.sv for id_ in going if id_ not in whole}
    return {id_: one for id_, one in going.items() if id_ in whole}, spared


def _careful(record: ItemRecord, thread: list[ItemRecord]) -> None:
    """Raises StepRefused for what may not be on a list that nobody put together by hand."""
    why = kept_for(record) or (THREAD if any(closes_thread(one) for one in thread) else None)
    if why:
        raise _refused(record, why)


def _warrant(
    rows: Mapping[str, PlanRow],
    line: Listed,
    record: ItemRecord,
    holds: Standing,
    approver: Person | None,
    now: datetime,
) -> Warrant:
    """What the item would be weeded on now. Raises StepRefused where the decision is no longer the one of the list."""
    today = plan.day_of(now)
    row = rows.get(line.row)
    decision = decision_for(row, line.committee, today) if row else None
    if decision is None or decision.cite() != line.decision:
        raise _refused(record, NOT_IN_FORCE)
    period = record.period
    last = period.expires_on if period and period.row == line.row else None
    return Warrant(decision, last, approver, holds.on(record, line.committee), line.row)


def _weed(change: Change, who: Person, found: WeedingList, one: _Going, now: datetime) -> None:
    about = object_id(one.record)
    tombstone = Tombstone(
        object_id=about,
        kind="item",
        account_id=one.record.account_id,
        received_at=one.record.received_at,
        weeded_at=now,
        weeded_by=who.username,
        approved_by=found.approved_by,
        decision=one.line.decision,
    )
    change.purge(one.record, tombstone)
    change.note("item.weeded", about=about, ground=one.line.decision, facts={"list": found.id, "row": one.line.row})


def _report(
    context: Context, done: WeedingList, going: Mapping[str, _Going], rows: Mapping[str, PlanRow], now: datetime
) -> dict[str, bytes]:
    captures = {version.capture_id for one in going.values() for version in one.record.versions}
    names = {one.username: one.name for one in context.archive.all(Person)}
    protocol = Protocol(
        municipality=context.config.municipality.name,
        list=done,
        rows=tuple(rows[id_] for id_ in sorted({line.row for line in done.lines}) if id_ in rows),
        captures=tuple(sorted(captures)),
        names=names,
        made_at=now,
    )
    json_name, pdf_name = FILES
    return {json_name: protocol_json(protocol), pdf_name: Press().pdf_a(protocol_html(protocol))}


def _said(refusal: SomearkivError) -> str:
    what = refusal.facts.get("what", "")
    return what.sv if isinstance(what, Text) else str(what)


def _refused(record: ItemRecord, why: Text) -> StepRefused:
    return StepRefused(step=Text("gallra", "weed"), state=record.axes.retention.value, what=why)
