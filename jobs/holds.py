"""Holds against weeding: set and lifted by named persons, and always asked before anything is weeded.

Besides the holds somebody has set, every request for disclosure that is not yet answered holds what it concerns (TF 2:15).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from archiver.errors.refused import StepRefused
from archiver.errors.usage import Unknown
from archiver.lifecycle.item import decide
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.rights import sight_of
from archiver.lifecycle.table import take
from archiver.model import Account
from archiver.records import ItemRecord, Retention
from archiver.retention.holds import HOLDS, Hold, HoldFacts, HoldKind, HoldScope, HoldState, holding
from archiver.text import Text
from jobs.context import Context
from jobs.seen import visible
from storage.archive import Archive
from storage.change import Change
from storage.database import accounts, disclosures, items, papers

GROUND = "TF 2:15–16, arkivlagen 3 §"


@dataclass(frozen=True, slots=True)
class Standing:
    """Every hold in force now: those set by people, and item id → designation of open requests."""

    holds: tuple[Hold, ...]
    requests: Mapping[str, str]

    def on(self, record: ItemRecord, committee: str) -> tuple[str, ...]:
        """Why an item may not be weeded now, in words; empty where nothing holds it."""
        set_ = [hold.cite() for hold in holding(self.holds, record, committee)]
        asked = [f"utlämnande, {self.requests[record.id]}"] if record.id in self.requests else []
        return (*set_, *asked)


def standing(archive: Archive) -> Standing:
    """The holds in force, read from the cards in one moment."""
    with archive.session() as session:
        requests = {
            item_id: row.designation
            for row in disclosures.rows(session)
            if row.handed_out_at is None
            for item_id in row.items
        }
        return Standing(tuple(papers.rows(session, Hold, HoldState.IN_FORCE.value)), requests)


def every(context: Context, *, lifted: bool = False) -> list[Hold]:
    """The holds in force (and the lifted ones) that the acting person may know of."""
    states = [HoldState.IN_FORCE.value, *([HoldState.LIFTED.value] if lifted else [])]
    sight = sight_of(context.who)
    with context.archive.session() as session:
        found = papers.rows(session, Hold, *states, sight=sight)
        hidden = {one.target for one in found if one.scope is HoldScope.THREAD}
        hidden -= items.threads_seen(session, hidden, sight)
    return [one for one in found if one.scope is not HoldScope.THREAD or one.target not in hidden]


def set_(context: Context, kind: HoldKind, scope: HoldScope, target: str, reason: str) -> Hold:
    """Hold something against weeding; a held item's own axis says so too.

    Raises RightRefused, StepRefused without a reason, Unknown for what does not exist or may not be seen.
    """
    now = context.now()
    committee = _committee(context, scope, target)
    take(HOLDS, HOLDS.step("sätt_spärr"), HoldState.NONE, HoldFacts(reason), by=context.who, committee=committee)
    hold = Hold(
        str(uuid4()), kind, scope, "" if scope is HoldScope.ARCHIVE else target, reason, context.who.username, now
    )
    with context.archive.change(who=context.who.username, at=now, why=reason) as change:
        change.put(hold)
        change.note("hold.set", about=hold, ground=GROUND, facts={"kind": kind.value, "scope": scope.value})
        if scope is HoldScope.ITEM:
            _move(context, change, target, committee, Retention.HELD, hold.cite())
    return hold


def lift(context: Context, hold_id: str, ground: str) -> Hold:
    """Lift a hold. An item's own axis is lifted with the last hold on it. Raises Unknown, RightRefused, StepRefused."""
    now = context.now()
    found = context.archive.get(Hold, hold_id)
    committee = _committee(context, found.scope, found.target)
    after_state = take(HOLDS, HOLDS.step("häv_spärr"), found.state, HoldFacts(ground), by=context.who, committee=committee)  # fmt: skip
    after = replace(found, state=after_state, lifted_by=context.who.username, lifted_at=now, lift_ground=ground)
    others = [one for one in standing(context.archive).holds if one.id != hold_id and one.target == found.target]
    with context.archive.change(who=context.who.username, at=now, why=ground) as change:
        change.put(after)
        change.note("hold.lifted", about=after, ground=ground, facts={"kind": found.kind.value})
        if found.scope is HoldScope.ITEM and not any(one.scope is HoldScope.ITEM for one in others):
            _move(context, change, found.target, committee, Retention.PRESERVED, ground)
    return after


def _move(context: Context, change: Change, item_id: str, committee: str, value: Retention, ground: str) -> None:
    """The item's own axis follows, where that is lawful: what is transferred stays so."""
    record = change.get(ItemRecord, item_id)
    if value is Retention.PRESERVED and record.axes.retention is not Retention.HELD:
        return
    try:
        after = decide(record, Axis.RETENTION, value, context.who, context.now(), ground=ground, committee=committee)
    except StepRefused:
        return
    change.put(after)
    change.note("item.retention", about=after, ground=ground, facts={"value": value.value})


def _committee(context: Context, scope: HoldScope, target: str) -> str:
    """The nämnd of what is held, empty for the whole archive. Raises Unknown."""
    archive = context.archive
    match scope:
        case HoldScope.ITEM:
            return archive.get(Account, visible(context, target).account_id).committee
        case HoldScope.THREAD:
            with archive.session() as session:
                ids = items.in_threads(session, [target])
            if not ids:
                raise Unknown(kind=Text("tråd", "thread"), name=target)
            return archive.get(Account, archive.get(ItemRecord, ids[0]).account_id).committee
        case HoldScope.ACCOUNT:
            return archive.get(Account, target).committee
        case HoldScope.COMMITTEE:
            with archive.session() as session:
                if target not in {one.committee for one in accounts.rows(session)}:
                    raise Unknown(kind=Text("nämnd", "committee"), name=target)
            return target
        case HoldScope.ARCHIVE:
            return ""
