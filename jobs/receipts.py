"""The registrar's receipt read back: each delivered item gets the case number of the municipality's own diarium."""

from dataclasses import dataclass, replace
from pathlib import Path

from archiver.dates import swedish
from archiver.errors.refused import StepRefused
from archiver.errors.usage import UsageFault
from archiver.export.increment import RECEIPT_GROUND
from archiver.export.receipt import ReceiptLine, read_receipt
from archiver.lifecycle.item import decide
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.rights import Right, may_see, require
from archiver.model import Account
from archiver.records import Delivery, ItemRecord, Registration
from archiver.text import Text
from jobs.context import Context
from jobs.seen import visible
from storage.change import Change
from storage.database import deliveries

FORMAT = "registrar"
SET = Text("sätta diarienummer", "set the registration number")
NOT_REGISTERED = Text("handlingen är inte diarieförd", "the item isn't registered")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a receipt gave: the items that got a number, those that had it already, and the lines that can't be used."""

    numbered: tuple[str, ...]
    known: tuple[str, ...]
    faults: tuple[Text, ...]


def import_receipt(context: Context, file: Path) -> Taken:
    """Put the numbers of a receipt into the register entries, in one change; lines that can't be used are told.

    Raises UsageFault when the file is no receipt, RightRefused, StepRefused.
    """
    require(context.who, Right.EXPORT)
    receipt = read_receipt(file)
    faults = list(receipt.faults)
    sound: list[ReceiptLine] = []
    for line in receipt.lines:
        fault = _fault(context, line)
        faults.append(fault) if fault else sound.append(line)
    known = tuple(line.item_id for line in sound if _dnr(context, line.item_id) == line.dnr)
    new = [line for line in sound if line.item_id not in known]
    if new:
        with context.archive.change(who=context.who.username, at=context.now(), why="import-receipt") as change:
            for line in new:
                _number(context, change, line)
            _note_deliveries(context, change, {line.item_id for line in new})
    return Taken(tuple(line.item_id for line in new), known, tuple(faults))


def set_dnr(context: Context, item_id: str, dnr: str) -> ItemRecord:
    """Put the case number of the municipality's own diarium into one register entry; the same again changes nothing.

    Raises RightRefused, UsageFault for an empty number, Unknown where the person may not see the item, StepRefused.
    """
    require(context.who, Right.EXPORT)
    record = visible(context, item_id)
    if not dnr.strip():
        raise UsageFault(what=Text("diarienumret saknas", "the registration number is missing"))
    line = ReceiptLine(item_id, "", dnr.strip(), item_id)
    if record.register_entry is None or record.axes.registration is not Registration.REGISTERED:
        raise StepRefused(step=SET, state=record.axes.registration.value, what=NOT_REGISTERED)
    if record.register_entry.dnr == line.dnr:
        return record
    with context.archive.change(who=context.who.username, at=context.now(), why="diarienummer") as change:
        _number(context, change, line)
        _note_deliveries(context, change, {item_id})
        return change.get(ItemRecord, item_id)


def _number(context: Context, change: Change, line: ReceiptLine) -> None:
    record = change.get(ItemRecord, line.item_id)
    entry = record.register_entry
    committee = context.archive.get(Account, record.account_id).committee
    after = decide(
        record,
        Axis.REGISTRATION,
        Registration.REGISTERED,
        context.who,
        context.now(),
        ground=RECEIPT_GROUND,
        committee=committee,
        saved=True,
        entry=replace(entry, dnr=line.dnr) if entry else None,
    )
    change.put(after)
    change.note("item.dnr_read", about=after, ground=RECEIPT_GROUND, facts={"dnr": line.dnr})


def _note_deliveries(context: Context, change: Change, item_ids: set[str]) -> None:
    """The newest delivery that held each item says that its receipt has come."""
    with context.archive.session() as session:
        ids = [row.id for row in deliveries.rows(session, FORMAT)]
    left = set(item_ids)
    for one in ids:
        delivery = change.get(Delivery, one)
        here = left & set(delivery.object_ids)
        if here:
            left -= here
            told = f"{swedish(context.now())}, {len(here)} av {len(delivery.object_ids)}"
            change.put(replace(delivery, receipt=f"{delivery.receipt}; {told}" if delivery.receipt else told))
            change.note("delivery.receipt", about=delivery, facts={"items": str(len(here))})


def _fault(context: Context, line: ReceiptLine) -> Text | None:
    """Why a line can't be used; the same answer for what is hidden and what isn't there (law 5)."""
    record = context.archive.find(ItemRecord, line.item_id)
    if record is None or not may_see(context.who, record, context.archive.get(Account, record.account_id).committee):
        return Text(f"{line.place}: handlingen finns inte", f"{line.place}: no such item")
    entry = record.register_entry
    if entry is None or record.axes.registration is not Registration.REGISTERED:
        return Text(f"{line.place}: handlingen är inte diarieförd", f"{line.place}: the item isn't registered")
    if line.designation and line.designation != entry.designation:
        return Text(
            f"{line.place}: beteckningen är en annan än arkivets ({entry.designation})",
            f"{line.place}: the designation isn't the archive's ({entry.designation})",
        )
    return None


def _dnr(context: Context, item_id: str) -> str:
    entry = context.archive.get(ItemRecord, item_id).register_entry
    return entry.dnr if entry else ""
