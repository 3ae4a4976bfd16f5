"""Review: what waits for a person, and the decisions on it. The lawful steps are `archiver/lifecycle/item.py`'s."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from archiver.errors.error import SomearkivError
from archiver.errors.refused import DecidedMeanwhile, Refused
from archiver.lifecycle.item import decide as decided
from archiver.lifecycle.item import value_before_last
from archiver.lifecycle.item_facts import Axis, decisions_on
from archiver.lifecycle.queue import Place, due_at
from archiver.lifecycle.rights import Right, require, sight_of
from archiver.model import Account, CaptureRecord
from archiver.records import ItemRecord, RegisterEntry, Registration, Secrecy, SecrecyMark
from archiver.text import Text
from jobs.context import Context
from jobs.registering import EntryWords, entry_of
from jobs.seen import visible
from storage.database import items, people
from storage.database.items import WHOLE_QUEUE, ItemRow, QueuePart

__all__ = ["EntryWords", "Waiting", "decide", "decide_many", "undo", "unread", "visible", "waiting", "waiting_clocked"]


NEWER_WORDING = Text("den har fått en ny lydelse", "it has a new wording")
DECIDED = Text("{who} har beslutat ”{value}”", "{who} has decided “{value}”")
MOVED = Text("den har ett annat läge", "it stands otherwise")
ONE_BY_ONE = Text(
    "diarieföring och sekretessmarkering görs en handling i taget", "registering and marking are done one by one"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue with its clock: which question, since when, by when (None: nothing presses), and whether late."""

    row: ItemRow
    place: Place
    since: datetime
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a decision on one of many items went: the record after it, or why it was refused."""

    item_id: str
    record: ItemRecord | None = None
    refusal: SomearkivError | None = None


def waiting(
    context: Context, limit: int | None = None, offset: int = 0, part: QueuePart = WHOLE_QUEUE
) -> list[ItemRow]:
    """What waits for a decision and the acting person may see, in the order the law is in a hurry."""
    require(context.who, Right.REVIEW)
    with context.archive.session() as session:
        return items.queue(session, sight_of(context.who), limit, offset, part)


def waiting_clocked(
    context: Context, limit: int | None = None, offset: int = 0, places: Iterable[Place] = ()
) -> list[Waiting]:
    """The same with each row's clock; only some questions where they are named."""
    now, part = context.now(), QueuePart(frozenset(int(place) for place in places))
    return [clocked(row, now) for row in waiting(context, limit, offset, part)]


def beside(context: Context, row: ItemRow, part: QueuePart = WHOLE_QUEUE, *, before: bool = False) -> ItemRow | None:
    """What the acting person meets next in the queue after a row (or before it); None at its end."""
    require(context.who, Right.REVIEW)
    with context.archive.session() as session:
        return items.queue_beside(session, sight_of(context.who), row, part, before=before)


def row_of(context: Context, item_id: str) -> ItemRow:
    """An item as it stands in lists now. Raises Unknown, the same for what may not be seen."""
    with context.archive.session() as session:
        found = items.among(session, [visible(context, item_id).id], sight_of(context.who))
    return found[0]


def clocked(row: ItemRow, now: datetime) -> Waiting:
    """A row with its clock; it runs from when the archive first saw the wording."""
    place = Place(row.queue)
    due = due_at(place, row.seen_at)
    return Waiting(row, place, row.seen_at, due, due is not None and now > due)


def unread(context: Context, limit: int | None = None) -> list[ItemRow]:
    """What nobody is asked about and nobody has decided on, the likeliest secrets first: for whoever reads on."""
    require(context.who, Right.REVIEW)
    with context.archive.session() as session:
        return items.unread(session, sight_of(context.who), limit)


def sight_mark(seen: ItemRecord | ItemRow) -> str:
    """What a person who decides has seen of an item: how many wordings, and where it stands on each axis."""
    if isinstance(seen, ItemRow):
        return _mark(seen.versions, seen.registration, seen.secrecy, seen.visibility, seen.retention)
    axes = seen.axes
    return _mark(len(seen.versions), axes.registration, axes.secrecy, axes.visibility, axes.retention)


def decide(
    context: Context,
    item_id: str,
    axis: Axis,
    value: str,
    *,
    ground: str = "",
    note: str = "",
    words: EntryWords | None = None,
    provision: str = "",
    seen: str = "",
) -> ItemRecord:
    """A named person's decision on one axis of one item, filed and journaled.

    Args:
        seen: the `sight_mark` of what the person had before them; empty where that is not known.
    Raises:
        Unknown where the person may not see the item, RightRefused, StepRefused naming every fact that is missing;
        DecidedMeanwhile where it is no longer what they saw.
    """
    now = context.now()
    account = context.archive.get(Account, visible(context, item_id).account_id)
    with context.archive.change(who=context.who.username, at=now, why=note) as change:
        record = change.get(ItemRecord, item_id)
        if seen and seen != sight_mark(record):
            raise DecidedMeanwhile(what=_meanwhile(context, record, seen))
        registering = axis is Axis.REGISTRATION and value == Registration.REGISTERED
        marking = axis is Axis.SECRECY and value == Secrecy.MARKED
        after = decided(
            record,
            axis,
            value,
            context.who,
            now,
            ground=ground,
            note=note,
            committee=account.committee,
            saved=context.archive.find(CaptureRecord, record.latest.capture_id) is not None,
            entry=entry_of(context, record, account, words or EntryWords(), now) if registering else None,
            mark=SecrecyMark(provision, now, account.committee, context.who.username) if marking else None,
        )
        change.put(after)
        change.note(f"item.{axis.value}", about=after, why=note, ground=ground or provision, facts={"value": value})
    return after


def decide_many(
    context: Context,
    item_ids: Sequence[str],
    axis: Axis,
    value: str,
    *,
    ground: str = "",
    note: str = "",
    seen: Mapping[str, str] = MappingProxyType({}),
) -> list[Ruling]:
    """The same decision on many items, for the obvious; each is judged by itself, and a refusal stops no other.
    `seen`: item → its `sight_mark` as the person saw it.

    Registering and marking need words of their own for each item, so they are refused. Raises RightRefused, Refused.
    """
    require(context.who, Right.REVIEW)
    if value in (Registration.REGISTERED, Secrecy.MARKED):
        raise Refused(what=ONE_BY_ONE)
    rulings = []
    for id_ in dict.fromkeys(item_ids):
        try:
            after = decide(context, id_, axis, value, ground=ground, note=note, seen=seen.get(id_, ""))
            rulings.append(Ruling(id_, after))
        except Refused as refusal:
            rulings.append(Ruling(id_, refusal=refusal))
    return rulings


def undo(context: Context, item_id: str, axis: Axis, *, ground: str, note: str = "", seen: str = "") -> ItemRecord:
    """Undo the last decision on an axis by a new one that goes back to what was so before; the entry or the mark that was
    there then comes back with it. Raises StepRefused where nothing was decided or the way back is not lawful,
    DecidedMeanwhile as `decide` does."""
    record = visible(context, item_id)
    before = value_before_last(record, axis)
    made = list(decisions_on(record, axis))
    provision = made[-2].ground if before == Secrecy.MARKED and len(made) > 1 else ""
    words = _words_of(record.register_entry)
    return decide(context, item_id, axis, before, ground=ground, note=note, words=words, provision=provision, seen=seen)


def undo_many(context: Context, item_ids: Sequence[str], axis: Axis, *, ground: str) -> list[Ruling]:
    """Undo the last decision on an axis of many items; a refusal stops no other."""
    require(context.who, Right.REVIEW)
    rulings = []
    for id_ in dict.fromkeys(item_ids):
        try:
            rulings.append(Ruling(id_, undo(context, id_, axis, ground=ground)))
        except Refused as refusal:
            rulings.append(Ruling(id_, refusal=refusal))
    return rulings


def refusal_of(context: Context, item_id: str, axis: Axis, value: str, *, ground: str) -> Refused | None:
    """Why a decision as it would be taken on many is refused, as things stand now; None where it would not be.

    Raises Unknown where the person may not see the item.
    """
    record = visible(context, item_id)
    account = context.archive.get(Account, record.account_id)
    saved = context.archive.find(CaptureRecord, record.latest.capture_id) is not None
    try:
        decided(
            record,
            axis,
            value,
            context.who,
            context.now(),
            ground=ground,
            committee=account.committee,
            saved=saved,
        )
    except Refused as refusal:
        return refusal
    return None


def _mark(versions: int, *axes: str) -> str:
    return "-".join((str(versions), *axes))


def _meanwhile(context: Context, record: ItemRecord, seen: str) -> Text:
    """What happened to an item after somebody saw it."""
    if not seen.startswith(f"{len(record.versions)}-"):
        return NEWER_WORDING
    moved = [
        value for value, before in zip(sight_mark(record).split("-"), seen.split("-"), strict=False) if value != before
    ]
    last = record.decisions[-1] if record.decisions else None
    if last is None or last.value not in moved:
        return MOVED
    with context.archive.session() as session:
        person = people.find(session, last.by)
    value, who = last.value.replace("_", " "), person.name if person else last.by
    return Text(DECIDED.sv.format(who=who, value=value), DECIDED.en.format(who=who, value=value))


def _words_of(entry: RegisterEntry | None) -> EntryWords:
    if entry is None:
        return EntryWords()
    return EntryWords(entry.about, entry.public_about, entry.sender, entry.recipient, entry.public_sender, entry.dnr)
