"""Removal from the platform: saved, ordered with a clock, done by somebody, confirmed by a look at the permalink.

Saving is a part of ordering and can't be left out: `order` saves first and files nothing when that fails; `order_saved`
takes only an item that was saved since its newest wording was seen (guideline page 4; RECORDS §3 rule 2).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from archiver.errors.outside import NotShown
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.item import decide
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.rights import sight_of
from archiver.lifecycle.table import take
from archiver.model import Account, CaptureRecord, CaptureScope, Person
from archiver.records import ItemRecord, Unsuitable, Visibility
from archiver.removal.clock import WAITING, Reminder, due_at, reminders
from archiver.removal.order import REMOVAL, Look, RemovalFacts, RemovalOrder, RemovalState, after_step
from archiver.text import Text
from jobs.context import SYSTEM, Context
from jobs.daemon.worker import LOOK as LOOK_AT
from jobs.daemon.worker import REMOVAL as ASKED
from jobs.harvest import Tools
from jobs.removal_look import look_at
from jobs.save import save
from jobs.seen import visible
from storage.change import Change
from storage.database import journal, orders, papers
from storage.kinds import object_id

GROUND = "Riktlinjer för sociala medier, s. 4–5; lag 1998:112 5 §"
SAVED = "item.saved"
NO_LINK = Text(
    "inlägget har ingen permalänk; spara det med skärmbild för hand först", "the item has no permalink; save it by hand"
)
WANTED = (Visibility.UNPUBLISHED, Visibility.DELETED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is ordered: why, which of unpublish and delete, a note; `illegal_pictures`: no picture may ever be copied."""

    ground: Unsuitable
    want: Visibility = Visibility.UNPUBLISHED
    note: str = ""
    illegal_pictures: bool = False


def order(context: Context, tools: Tools, item_id: str, wish: Wish) -> RemovalOrder:
    """Save an item as it stands now, and order its removal. Nothing is ordered when it could not be saved.

    Raises Unknown, RightRefused, StepRefused; UsageFault without a permalink; an OutsideFault, NotShown among them.
    """
    record = visible(context, item_id)
    _step(context, record, _draft(context, record, wish, "-"), "beställ", RemovalState.NONE, saved=True)
    if not record.permalink:
        raise UsageFault(what=NO_LINK)
    pictures = not wish.illegal_pictures
    saved = save(context, tools, record.permalink, record.account_id, wish.ground, pictures=pictures)
    if saved.record.id != item_id:
        raise NotShown(url=record.permalink)
    return order_saved(context, item_id, wish)


def order_saved(context: Context, item_id: str, wish: Wish) -> RemovalOrder:
    """Order the removal of an item that was saved since its newest wording was seen.

    Raises Unknown, RightRefused; StepRefused where it was not saved, or is waited for already.
    """
    record = visible(context, item_id)
    capture_id = latest_save(context, record)
    made = _draft(context, record, wish, capture_id)
    _step(context, record, made, "beställ", RemovalState.NONE, saved=bool(capture_id))
    _refuse_double(context, item_id)
    made = after_step(made, RemovalState.ORDERED, "beställd", context.who.username, made.ordered_at, wish.note)
    return _file(context, made, "removal.ordered", wish.note)


def done(context: Context, order_id: str, note: str = "") -> RemovalOrder:
    """Note that the removal has been made on the platform; the item's visibility is decided with it.

    Raises Unknown, RightRefused, StepRefused.
    """
    found, record = _found(context, order_id)
    state = _step(context, record, found, "utför", found.state)
    now, account = context.now(), context.archive.get(Account, found.account_id)

    def move(change: Change) -> None:
        before = change.get(ItemRecord, found.item_id)
        if before.axes.visibility in WANTED:
            return
        after = decide(
            before,
            Axis.VISIBILITY,
            found.want,
            context.who,
            now,
            ground=found.ground.value,
            note=note,
            committee=account.committee,
            saved=bool(found.capture_id),
        )
        change.put(after)
        change.note("item.visibility", about=after, why=note, ground=found.ground.value, facts={"value": found.want.value})  # fmt: skip

    after = after_step(found, state, "utförd", context.who.username, now, note)
    return _file(context, after, "removal.done", note, move)


def police_reported(context: Context, order_id: str, note: str) -> RemovalOrder:
    """Note that it was reported to the police. Raises as `done`."""
    found, record = _found(context, order_id)
    state, now = _step(context, record, found, "polisanmäl", found.state), context.now()
    after = after_step(replace(found, police_reported_at=now), state, "polisanmäld", context.who.username, now, note)
    return _file(context, after, "removal.police", note)


def withdraw(context: Context, order_id: str, why: str) -> RemovalOrder:
    """Withdraw an order. Raises as `done`."""
    found, record = _found(context, order_id)
    state = _step(context, record, found, "återkalla", found.state, note=why)
    after = after_step(found, state, "återkallad", context.who.username, context.now(), why)
    return _file(context, after, "removal.withdrawn", why)


def look(context: Context, tools: Tools, order_id: str) -> RemovalOrder:
    """Look at the permalink, and confirm the removal or state that it is still there. What is unclear changes nothing but
    is noted. Raises Unknown, RightRefused, StepRefused."""
    found, record = _found(context, order_id)
    account = context.archive.get(Account, found.account_id)
    return state_look(context, order_id, look_at(context, tools, account, record))


def state_look(context: Context, order_id: str, seen: Look, note: str = "") -> RemovalOrder:
    """State what a look at the permalink showed: the archive's own, or a person's, which is noted with their name."""
    found, record = _found(context, order_id)
    now = context.now()
    step = {Look.GONE: "bekräfta", Look.SHOWN: "finns_kvar"}.get(seen)
    state = _step(context, record, found, step, found.state, look=seen) if step else found.state
    after = after_step(found, state, f"permalänk: {seen.value}", context.who.username, now, note)
    did = {Look.GONE: "removal.confirmed", Look.SHOWN: "removal.still_there"}.get(seen, "removal.unclear")
    return _file(context, after, did, note)


def look_at_all(context: Context, tools: Tools) -> list[RemovalOrder]:
    """Look at every order that is said to be done; for the daemon. One that can't be looked at stops no other."""
    return [look(context, tools, one.id) for one in to_look_at(context)]


def to_look_at(context: Context) -> list[RemovalOrder]:
    """The orders that are said to be done; those with pictures that must not be copied once the police is told."""
    with context.archive.session() as session:
        waiting = papers.rows(session, RemovalOrder, RemovalState.DONE.value)
    lawful = [one for one in waiting if not one.illegal_pictures or one.police_reported_at is not None]
    return [one for one in lawful if context.archive.find(ItemRecord, one.item_id)]


def ask(context: Context, item_id: str, wish: Wish) -> int:
    """Order the daemon to save an item and order its removal in the person's name; gives the order's number.

    Raises at once what `order` would: Unknown, RightRefused, StepRefused, UsageFault without a permalink.
    """
    record = visible(context, item_id)
    _step(context, record, _draft(context, record, wish, "-"), "beställ", RemovalState.NONE, saved=True)
    _refuse_double(context, item_id)
    if not record.permalink:
        raise UsageFault(what=NO_LINK)
    asked = json.dumps([item_id, wish.ground.value, wish.want.value, wish.illegal_pictures])
    with context.archive.session(write=True) as session:
        return orders.add(session, ASKED, asked, context.who.username, context.now())


def read_asked(asked: str) -> tuple[str, Wish]:
    """What `ask` ordered."""
    item_id, ground, want, illegal = json.loads(asked)
    return str(item_id), Wish(Unsuitable(ground), Visibility(want), illegal_pictures=bool(illegal))


def ask_look(context: Context, order_id: str) -> int:
    """Order the daemon to look at the permalink in the person's name; gives the order's number.

    Raises Unknown, RightRefused; StepRefused where nothing waits to be confirmed, or the police is not told yet.
    """
    found, record = _found(context, order_id)
    _step(context, record, found, "bekräfta", found.state, look=Look.GONE)
    with context.archive.session(write=True) as session:
        return orders.add(session, LOOK_AT, order_id, context.who.username, context.now())


def one(context: Context, order_id: str) -> tuple[RemovalOrder, ItemRecord]:
    """An order and its item. Raises Unknown, the same for what the person may not see and what does not exist."""
    found = context.archive.find(RemovalOrder, order_id)
    try:
        if found:
            return found, visible(context, found.item_id)
    except Unknown:
        pass
    raise Unknown(kind=Text("borttagning", "removal"), name=order_id)


def open_order_of(context: Context, item_id: str) -> RemovalOrder | None:
    """The order that waits for an item, where there is one. Takes an item the person may see."""
    with context.archive.session() as session:
        waiting = papers.rows(session, RemovalOrder, *(state.value for state in WAITING), item_id=item_id)
    return waiting[0] if waiting else None


def listed(context: Context, *, closed: bool = False) -> list[RemovalOrder]:
    """The orders the acting person may know of, by deadline; the closed ones too where asked for."""
    states = [] if closed else [state.value for state in WAITING]
    with context.archive.session() as session:
        found = papers.rows(session, RemovalOrder, *states, sight=sight_of(context.who))
    within = context.who.committees
    accounts = {one.account_id: context.archive.get(Account, one.account_id) for one in found}
    return [one for one in found if not within or accounts[one.account_id].committee in within]


def reminders_now(context: Context) -> tuple[Reminder, ...]:
    """Who is to be told of what now, the gravest first; for notices. Takes SYSTEM's context: all accounts."""
    with context.archive.session() as session:
        waiting = papers.rows(session, RemovalOrder, *(state.value for state in WAITING))
    return reminders(((one, context.archive.get(Account, one.account_id)) for one in waiting), context.now())


def latest_save(context: Context, record: ItemRecord) -> str:
    """The id of the newest capture that saved an item's newest wording before removal, empty where none did."""
    with context.archive.session() as session:
        lines = journal.lines(session, about=object_id(record), did=SAVED)
    for line in reversed(lines):
        capture = context.archive.find(CaptureRecord, line.facts.get("capture", ""))
        if capture and capture.scope is CaptureScope.ITEM and capture.finished_at >= record.latest.seen_at:
            return capture.id
    return ""


def _draft(context: Context, record: ItemRecord, wish: Wish, capture_id: str) -> RemovalOrder:
    if wish.want not in WANTED:
        raise UsageFault(what=Text("välj avpublicerad eller raderad_av_kommunen", "choose unpublish or delete"))
    now = context.now()
    due = due_at(wish.ground, now, illegal_pictures=wish.illegal_pictures)
    return RemovalOrder(
        str(uuid4()),
        record.id,
        record.account_id,
        wish.ground,
        wish.want,
        capture_id,
        context.who.username,
        now,
        due,
        wish.note,
        wish.illegal_pictures,
    )


def _step(
    context: Context,
    record: ItemRecord,
    found: RemovalOrder,
    name: str,
    state: RemovalState,
    *,
    saved: bool = False,
    look: Look | None = None,
    note: str = "",
) -> RemovalState:
    facts = RemovalFacts(found, saved, record.axes.secrecy, look, note)
    by: Person | None = None if context.who == SYSTEM else context.who
    committee = context.archive.get(Account, found.account_id).committee
    return take(REMOVAL, REMOVAL.step(name), state, facts, by=by, committee=committee)


def _found(context: Context, order_id: str) -> tuple[RemovalOrder, ItemRecord]:
    if context.who == SYSTEM:
        found = context.archive.get(RemovalOrder, order_id)
        return found, context.archive.get(ItemRecord, found.item_id)
    return one(context, order_id)


def _refuse_double(context: Context, item_id: str) -> None:
    if open_order_of(context, item_id):
        raise UsageFault(what=Text("borttagning är redan beställd", "removal is ordered already"))


def _file(
    context: Context,
    after: RemovalOrder,
    did: str,
    why: str,
    also: Callable[[Change], None] = lambda change: None,
) -> RemovalOrder:
    at: datetime = after.history[-1].at
    with context.archive.change(who=context.who.username, at=at, why=why or did) as change:
        change.put(after)
        facts = {"state": after.state.value, "item": after.item_id, "category": after.ground.value}
        change.note(did, about=after, ground=GROUND, facts=facts)
        also(change)
    return after
