"""Review: what waits for a person, and the decisions on it. The lawful steps are `archiver/lifecycle/item.py`'s."""

from dataclasses import dataclass
from datetime import datetime

from archiver.dates import STOCKHOLM
from archiver.errors import Unknown
from archiver.lifecycle.item import decide as decided
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.rights import Right, may_see, require, sight_of
from archiver.model import Account
from archiver.records import ItemRecord, RegisterEntry, Registration, Secrecy, SecrecyMark
from archiver.text import Text
from jobs.context import Context
from storage.database import items, register
from storage.database.items import ItemRow


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What a registrar writes in a register entry; facts left empty are taken from the item (OSL 5:2)."""

    about: str = ""
    public_about: str = ""
    sender: str = ""
    recipient: str = ""
    public_sender: str = ""
    dnr: str = ""


def waiting(context: Context, limit: int | None = None) -> list[ItemRow]:
    """What waits for a decision and the acting person may see: suspected secret first, then diary, then weeding."""
    require(context.who, Right.REVIEW)
    with context.archive.session() as session:
        return items.queue(session, sight_of(context.who), limit)


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
) -> ItemRecord:
    """A named person's decision on one axis of one item, filed and journaled.

    Raises Unknown where the person may not see the item, RightRefused, StepRefused naming every fact that is missing.
    """
    now = context.now()
    account = context.archive.get(Account, visible(context, item_id).account_id)
    with context.archive.change(who=context.who.username, at=now, why=note) as change:
        record = change.get(ItemRecord, item_id)
        registering = axis is Axis.REGISTRATION and value == Registration.REGISTERED
        marking = axis is Axis.SECRECY and value == Secrecy.MARKED and provision
        after = decided(
            record,
            axis,
            value,
            context.who,
            now,
            ground=ground,
            note=note,
            committee=account.committee,
            saved=True,
            entry=entry_of(context, record, account, words or EntryWords(), now) if registering else None,
            mark=SecrecyMark(provision, now, account.committee, context.who.username) if marking else None,
        )
        change.put(after)
        change.note(f"item.{axis.value}", about=after, why=note, ground=ground or provision, facts={"value": value})
    return after


def visible(context: Context, item_id: str) -> ItemRecord:
    """An item the acting person may see; the same answer for what is hidden and what does not exist (law 5)."""
    record = context.archive.find(ItemRecord, item_id)
    if record and may_see(context.who, record, context.archive.get(Account, record.account_id).committee):
        return record
    raise Unknown(kind=Text("handling", "item"), name=item_id)


def entry_of(context: Context, record: ItemRecord, account: Account, words: EntryWords, now: datetime) -> RegisterEntry:
    """The register entry: what the registrar wrote, the rest from the item; the number already given, else the next.

    The public version leaves the sender out of a secret item (OSL 5:2 second paragraph), and says nothing the registrar
    did not write for it.
    """
    given = record.register_entry
    year = given.year if given else now.astimezone(STOCKHOLM).year
    if given:
        number, designation = given.number, given.designation
    else:
        series = context.config.municipality.register_series
        with context.archive.session() as session:
            number = register.next_number(session, series, year)
        designation = f"{series} {year}:{number}"
    author = record.latest.author.name
    incoming = record.direction == "inkommen"
    sender = words.sender or (given.sender if given else author if incoming else account.committee)
    recipient = words.recipient or (given.recipient if given else account.committee if incoming else "")
    secret = record.axes.secrecy is not Secrecy.NONE
    about = words.about or (given.about if given else "")
    return RegisterEntry(
        designation=designation,
        year=year,
        number=number,
        received_at=record.received_at,
        sender=sender,
        recipient=recipient,
        about=about,
        public_sender=words.public_sender or ("" if secret else sender),
        public_about=words.public_about or ("" if secret else about),
        entered_at=given.entered_at if given else now,
        entered_by=context.who.username,
        dnr=words.dnr or (given.dnr if given else ""),
    )
