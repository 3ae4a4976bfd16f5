"""The informationshanteringsplan: its rows, and the nämnders' decisions on them."""

from dataclasses import replace
from datetime import date, datetime

from archiver.dates import STOCKHOLM
from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown
from archiver.lifecycle.item_facts import WeedingDecision
from archiver.lifecycle.rights import Right, require
from archiver.lifecycle.table import take
from archiver.retention.default_plan import DEFAULT_PLAN
from archiver.retention.plan import CountedFrom, PlanDecision, PlanRow, in_force, state_for
from archiver.retention.plan_table import PLAN, PlanFacts
from archiver.text import Text
from jobs.context import Context
from storage.archive import Archive
from storage.database import papers

GROUND = "arkivlagen 10 §, arkivreglementet"
IN_FORCE = Text(
    "raden gäller enligt nämndens beslut; upphäv den först, eller lägg till en ny rad",
    "the row is in force by the committee's decision; repeal it first, or add another row",
)


def day_of(moment: datetime) -> date:
    """The Swedish date of a moment."""
    return moment.astimezone(STOCKHOLM).date()


def today_of(context: Context) -> date:
    """The Swedish date now."""
    return day_of(context.now())


def rows(archive: Archive) -> tuple[PlanRow, ...]:
    """Every row: those on the shelf, and the ones a municipality begins with that nobody has touched."""
    with archive.session() as session:
        kept = {row.id: row for row in papers.rows(session, PlanRow)}
    begin = {row.id: row for row in DEFAULT_PLAN}
    return tuple(kept.get(id_, begin.get(id_)) or kept[id_] for id_ in dict.fromkeys([*begin, *sorted(kept)]))


def row(archive: Archive, row_id: str) -> PlanRow:
    """A row by its id. Raises Unknown."""
    found = next((one for one in rows(archive) if one.id == row_id), None)
    if found is None:
        raise Unknown(kind=Text("planrad", "plan row"), name=row_id)
    return found


def add(context: Context, new: PlanRow) -> PlanRow:
    """Add a row, or word one anew that is in force nowhere. It weeds nothing before its nämnd's decision is recorded.

    Raises RightRefused, Refused where the row is in force.
    """
    require(context.who, Right.WEED)
    now = context.now()
    before = next((one for one in rows(context.archive) if one.id == new.id), None)
    if before and in_force(before, today_of(context)):
        raise Refused(what=IN_FORCE)
    worded = replace(new, decisions=before.decisions if before else ())
    with context.archive.change(who=context.who.username, at=now, why="plan.worded") as change:
        change.put(worded)
        change.note("plan.worded", about=worded, facts={"disposal": worded.disposal.value})
    return worded


def decide(
    context: Context,
    row_id: str,
    decision: WeedingDecision,
    covers: tuple[str, ...] = (),
    *,
    counted_from: CountedFrom | None = None,
    months: int | None = None,
    quiet_months: int | None = None,
) -> PlanRow:
    """Record a nämnd's decision on a row; from then on the row is in force for the nämnder it covers.

    Args:
        covers: the nämnder whose records it is about; the deciding body itself where none is named.
        counted_from, months, quiet_months: the period as decided, where the row says otherwise; only before it is in force.
    Raises:
        StepRefused naming every fact the decision lacks, RightRefused, Refused, Unknown.
    """
    found = row(context.archive, row_id)
    worded = replace(
        found,
        counted_from=counted_from or found.counted_from,
        months=found.months if months is None else months,
        quiet_months=found.quiet_months if quiet_months is None else quiet_months,
    )
    if worded != found and in_force(found, today_of(context)):
        raise Refused(what=IN_FORCE)
    return _recorded(context, worded, decision, covers, repeals=False)


def repeal(context: Context, row_id: str, decision: WeedingDecision, covers: tuple[str, ...] = ()) -> PlanRow:
    """Record that a nämnd has repealed a row. Raises as `decide`."""
    return _recorded(context, row(context.archive, row_id), decision, covers, repeals=True)


def _recorded(
    context: Context, found: PlanRow, decision: WeedingDecision, covers: tuple[str, ...], *, repeals: bool
) -> PlanRow:
    now, today = context.now(), today_of(context)
    covered = covers or (decision.body,)
    step = PLAN.step("upphäv" if repeals else "fastställ")
    for committee in covered:
        take(PLAN, step, state_for(found, committee, today), PlanFacts(found, decision, today), by=context.who, committee=committee)  # fmt: skip
    made = PlanDecision(decision, covered, context.who.username, now, repeals)
    after = replace(found, decisions=(*found.decisions, made))
    did = "plan.repealed" if repeals else "plan.decided"
    with context.archive.change(who=context.who.username, at=now, why=decision.scope) as change:
        change.put(after)
        change.note(did, about=after, ground=decision.cite(), facts={"covers": ", ".join(covered)})
    return after
