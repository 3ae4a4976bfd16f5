"""Weeding lists: what may go is gathered with its decision and period, a second person approves, strikes or rejects.

Nobody weeds here: `jobs/weeding.py` carries an approved list out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from archiver.errors.refused import StepRefused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.item import decide
from archiver.lifecycle.item_facts import Axis, Warrant
from archiver.lifecycle.rights import Right, may, require
from archiver.lifecycle.table import Step, take
from archiver.model import Account
from archiver.records import ItemRecord, Retention
from archiver.retention.automatic import ANSWERED, THREAD, closes_thread, kept_for, without_orphans
from archiver.retention.period import last_day
from archiver.retention.plan import Disposal, PlanRow, covers, decision_for
from archiver.retention.weeding import WEEDING, Listed, ListFacts, ListState, Struck, WeedingList
from archiver.text import Text
from jobs import plan
from jobs.context import SYSTEM, Context
from jobs.holds import Standing, standing
from jobs.seen import visible
from storage.archive import Archive
from storage.database import accounts, items, papers

OPEN = (ListState.PROPOSED.value, ListState.APPROVED.value)
NO_ROW = Text("ingen gällande rad i planen omfattar den", "no row in force covers it")
KEPT_BY_ROW = Text("en gällande rad säger att den bevaras", "a row in force says that it is preserved")
NOT_YET = Text("fristen har inte gått ut", "the period has not run out")
NOT_OUTDATED = Text("inaktualitet är inte noterad", "nobody has noted that it is no longer current")
HELD = Text("är spärrad mot gallring", "is held against weeding")
ON_A_LIST = Text("står redan på en lista", "is on a list already")
NO_PERIOD = Text("fristen är inte startad av en arkivarie", "no archivist has started the period")
REFUSED = Text("får inte gallras", "may not be weeded")


@dataclass(frozen=True, slots=True)
class Proposed:
    """What proposing gave: the list (None where nothing may go), how many periods were started, and what is kept back,
    by why."""

    list: WeedingList | None
    started: int
    kept: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a row in force lets go, and the last day of its period (None while not known)."""

    record: ItemRecord
    committee: str
    row: PlanRow
    warrant: Warrant


def propose(
    context: Context, *, account_id: str | None = None, row_id: str | None = None, item_ids: Sequence[str] = ()
) -> Proposed:
    """Put a list together of what may be weeded now; file it for a second person. The archivist's own proposing also lets
    the periods run that the rows in force set; the daemon's never starts one.

    Args:
        item_ids: records named by hand; then `row_id` says under which row, and only the retention table judges.
    Raises:
        RightRefused, Unknown; UsageFault for named records without a row.
    """
    if context.who != SYSTEM:
        require(context.who, Right.WEED)
    if item_ids and not row_id:
        raise UsageFault(
            what=Text("välj den rad i planen som de faller under", "choose the row of the plan they come under")
        )
    now, kept = context.now(), Counter[Text]()
    threads, committees = _material(context, account_id, item_ids)
    chosen = _chosen(context, threads, item_ids, kept)
    rows = [plan.row(context.archive, row_id)] if row_id else list(plan.rows(context.archive))
    candidates = _under_rows(chosen, threads, rows, committees, plan.day_of(now), kept, by_hand=bool(item_ids))
    started = _start(context, candidates, kept) if may(context.who, Right.WEED) else 0
    ready = _ready(context.archive, candidates, plan.day_of(now), standing(context.archive), kept)
    whole = without_orphans([one.record for one in ready], {one.id: one for group in threads.values() for one in group})
    kept[ANSWERED] += len(ready) - len(whole)
    lines = tuple(_line(one) for one in ready if one.record.id in whole)
    made = _file(context, lines, now, automatic=not item_ids) if lines else None
    return Proposed(made, started, tuple((why, count) for why, count in kept.items() if count))


def listed(archive: Archive, *states: ListState) -> list[WeedingList]:
    """The lists (in some states), oldest first."""
    with archive.session() as session:
        return papers.rows(session, WeedingList, *(one.value for one in states))


def seen(context: Context) -> list[WeedingList]:
    """The lists of the acting person's nämnder. Raises RightRefused for who sees no items."""
    require(context.who, Right.SEE_ITEMS)
    within = context.who.committees
    return [one for one in listed(context.archive) if not within or within.issuperset(one.committees)]


def seen_one(context: Context, list_id: str) -> WeedingList:
    """One of them. Raises Unknown, RightRefused."""
    found = next((one for one in seen(context) if one.id == list_id), None)
    if found is None:
        raise Unknown(kind=Text("gallringslista", "weeding list"), name=list_id)
    return found


def approve(context: Context, list_id: str) -> WeedingList:
    """Approve a list as the second person. Raises RightRefused, StepRefused, Unknown."""
    who, now = context.who.username, context.now()

    def after(found: WeedingList, state: ListState) -> WeedingList:
        return replace(found, state=state, approved_by=who, approved_at=now)

    return _step(context, list_id, "godkänn", "", after)


def reject(context: Context, list_id: str, why: str) -> WeedingList:
    """Reject a list; nothing of it is weeded. Raises as `approve`."""
    who, now = context.who.username, context.now()

    def after(found: WeedingList, state: ListState) -> WeedingList:
        return replace(found, state=state, closed_by=who, closed_at=now, note=why)

    return _step(context, list_id, "avvisa", why, after)


def strike(context: Context, list_id: str, item_ids: Iterable[str], why: str) -> WeedingList:
    """Take items off a list; it must then be approved (again). Raises as `approve`; Unknown for what is not on it."""
    who, now, wanted = context.who.username, context.now(), tuple(item_ids)

    def after(found: WeedingList, state: ListState) -> WeedingList:
        stand = {line.item_id for line in found.standing}
        for id_ in wanted:
            if id_ not in stand:
                raise Unknown(kind=Text("handling på listan", "item on the list"), name=id_)
        struck = tuple(Struck(id_, who, now, why) for id_ in wanted)
        return replace(found, state=state, struck=(*found.struck, *struck), approved_by="", approved_at=None)

    return _step(context, list_id, "stryk", why, after)


def note_outdated(context: Context, item_ids: Iterable[str], on: date) -> list[ItemRecord]:
    """Note that records are no longer current (vid inaktualitet); their period, if any, is counted from that day.

    Raises RightRefused, UsageFault for a day to come or before the record was there, StepRefused where no row in force lets
    the record go.
    """
    require(context.who, Right.WEED)
    now = context.now()
    if on > plan.day_of(now):
        raise UsageFault(what=Text("dagen har inte kommit än", "the day has not come yet"))
    rows = plan.rows(context.archive)
    done: list[Candidate] = []
    for id_ in item_ids:
        record = visible(context, id_)
        if on < plan.day_of(record.received_at):
            raise UsageFault(
                what=Text("dagen är före den dag handlingen kom in", "the day is before the day the record came in")
            )
        committee = context.archive.get(Account, record.account_id).committee
        chosen = _row_for(record, rows, committee, plan.day_of(now), by_hand=True)
        if not isinstance(chosen, PlanRow):
            raise StepRefused(
                step=Text("notera inaktualitet", "note outdated"), state=record.axes.retention, what=chosen
            )
        one = _candidate(record, chosen, committee, plan.day_of(now), record.received_at, on)
        done.append(replace(one, record=_running(context, one)))
    _file_periods(context, done)
    return [one.record for one in done]


def judged_step(context: Context, found: WeedingList, name: str, note: str = "") -> ListState:
    """The state after a step with a list, tried for every nämnd it concerns. Raises RightRefused, StepRefused."""
    step: Step[ListState, ListFacts] = WEEDING.step(name)
    facts = ListFacts(found, context.who.username, note)
    state = found.state
    for committee in found.committees or ("",):
        state = take(WEEDING, step, found.state, facts, by=context.who, committee=committee)
    return state


def read_threads(archive: Archive, thread_ids: Iterable[str]) -> dict[str, list[ItemRecord]]:
    """Every item of some threads, by thread."""
    with archive.session() as session:
        ids = items.in_threads(session, thread_ids)
    threads: dict[str, list[ItemRecord]] = {}
    for id_ in ids:
        record = archive.get(ItemRecord, id_)
        threads.setdefault(record.thread_id, []).append(record)
    return threads


def _step(
    context: Context, list_id: str, name: str, note: str, after: Callable[[WeedingList, ListState], WeedingList]
) -> WeedingList:
    with context.archive.change(who=context.who.username, at=context.now(), why=note or f"gallringslista: {name}") as change:  # fmt: skip
        found = change.get(WeedingList, list_id)
        made = after(found, judged_step(context, found, name, note))
        change.put(made)
        change.note(f"weeding.{made.state.value}", about=made, why=note, facts={"items": str(len(made.standing))})
    return made


def _material(
    context: Context, account_id: str | None, item_ids: Sequence[str]
) -> tuple[dict[str, list[ItemRecord]], dict[str, str]]:
    """The threads of everything that may come in question, and account id → nämnd."""
    archive = context.archive
    with archive.session() as session:
        ids = list(item_ids) or items.may_be_weeded(session, account_id)
        committees = {one.id: one.committee for one in accounts.rows(session)}
    named = [visible(context, id_) if item_ids else archive.get(ItemRecord, id_) for id_ in ids]
    return read_threads(archive, {one.thread_id for one in named}), committees


def _chosen(
    context: Context, threads: Mapping[str, list[ItemRecord]], item_ids: Sequence[str], kept: Counter[Text]
) -> list[ItemRecord]:
    """What the careful rules let through, or what was named by hand; never what is on an open list."""
    on_lists = {line.item_id for one in listed(context.archive, *map(ListState, OPEN)) for line in one.standing}
    within = context.who.committees
    chosen = []
    for thread in threads.values():
        closed = any(closes_thread(one) for one in thread)
        for record in thread:
            if item_ids and record.id not in item_ids:
                continue
            why = None if item_ids else kept_for(record) or (THREAD if closed else None)
            if record.id in on_lists:
                why = ON_A_LIST
            if why is None and within and context.archive.get(Account, record.account_id).committee not in within:
                continue
            if why is None:
                chosen.append(record)
            elif record.proposal and record.proposal.weeding:
                kept[why] += 1
    return sorted(chosen, key=lambda one: (one.received_at, one.id))


def _under_rows(
    chosen: Iterable[ItemRecord],
    threads: Mapping[str, list[ItemRecord]],
    rows: Sequence[PlanRow],
    committees: Mapping[str, str],
    today: date,
    kept: Counter[Text],
    *,
    by_hand: bool,
) -> list[Candidate]:
    found = []
    for record in chosen:
        committee = committees[record.account_id]
        row = _row_for(record, rows, committee, today, by_hand=by_hand)
        if isinstance(row, Text):
            kept[row] += 1
            continue
        quiet = max(_latest(one) for one in threads[record.thread_id])
        found.append(_candidate(record, row, committee, today, quiet, None))
    return found


def _row_for(
    record: ItemRecord, rows: Sequence[PlanRow], committee: str, today: date, *, by_hand: bool
) -> PlanRow | Text:
    """The narrowest row in force that lets a record go, or why none does. A row in force that preserves it wins."""
    mine = [row for row in rows if covers(row, record) and decision_for(row, committee, today)]
    if not by_hand and any(row.disposal is Disposal.PRESERVE for row in mine):
        return KEPT_BY_ROW
    letting = [row for row in mine if row.weeds and (by_hand or not row.by_hand)]
    return max(letting, key=lambda row: len(row.unsuitable) + len(row.accounts) + len(row.kinds), default=NO_ROW)


def _candidate(
    record: ItemRecord, row: PlanRow, committee: str, today: date, quiet: datetime, outdated_on: date | None
) -> Candidate:
    decision = decision_for(row, committee, today)
    if decision is None:
        raise ValueError(row.id)
    noted = outdated_on or (record.period.outdated_on if record.period else None)
    last = last_day(row, record.received_at, quiet, noted)
    return Candidate(record, committee, row, Warrant(decision, last, row=row.id, outdated_on=noted))


def _start(context: Context, candidates: list[Candidate], kept: Counter[Text]) -> int:
    """Let the periods run that are not running, or run otherwise than they should; candidates get their new records."""
    begun: list[Candidate] = []
    for place, one in enumerate(candidates):
        period = one.record.period
        if period and (period.row, period.expires_on) == (one.row.id, one.warrant.expires_on):
            continue
        try:
            candidates[place] = replace(one, record=_running(context, one))
            begun.append(candidates[place])
        except StepRefused:
            kept[REFUSED] += 1
    _file_periods(context, begun)
    return len(begun)


def _running(context: Context, one: Candidate) -> ItemRecord:
    now, to = context.now(), Retention.PERIOD_RUNNING
    return decide(one.record, Axis.RETENTION, to, context.who, now, committee=one.committee, warrant=one.warrant)


def _file_periods(context: Context, begun: list[Candidate]) -> None:
    if not begun:
        return
    with context.archive.change(who=context.who.username, at=context.now(), why="gallringsfrist") as change:
        for one in begun:
            change.put(one.record)
            facts = {"value": Retention.PERIOD_RUNNING.value, "row": one.row.id}
            change.note("item.retention", about=one.record, ground=one.warrant.decision.cite(), facts=facts)


def _ready(
    archive: Archive, candidates: Iterable[Candidate], today: date, holds: Standing, kept: Counter[Text]
) -> list[Candidate]:
    ready = []
    for one in candidates:
        last = one.warrant.expires_on
        if one.record.axes.retention is not Retention.PERIOD_RUNNING:
            kept[NO_PERIOD] += 1
        elif holds.on(one.record, one.committee):
            kept[HELD] += 1
        elif last is None:
            kept[NOT_OUTDATED] += 1
        elif last >= today:
            kept[NOT_YET] += 1
        else:
            ready.append(one)
    return ready


def _line(one: Candidate) -> Listed:
    record, last = one.record, one.warrant.expires_on
    if last is None:
        raise ValueError(record.id)
    return Listed(
        record.id, record.account_id, one.committee, one.row.id, one.warrant.decision.cite(), record.received_at, last
    )


def _file(context: Context, lines: tuple[Listed, ...], now: datetime, *, automatic: bool) -> WeedingList:
    with context.archive.change(who=context.who.username, at=now, why="gallringsförslag") as change:
        made = WeedingList(_next_id(context, now), context.who.username, now, automatic, lines)
        change.put(made)
        change.note("weeding.föreslagen", about=made, facts={"items": str(len(lines)), "automatic": str(automatic)})
    return made


def _next_id(context: Context, now: datetime) -> str:
    year = plan.day_of(now).year
    ids = [one.id for one in listed(context.archive)]
    numbers = [int(id_.split("-")[1]) for id_ in ids if id_.startswith(f"{year}-")]
    return f"{year}-{max(numbers, default=0) + 1}"


def _latest(record: ItemRecord) -> datetime:
    return max([record.received_at, *(version.seen_at for version in record.versions[1:])])
