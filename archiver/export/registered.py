"""Which items of a selection are registered, and whether each entry is whole (OSL 5:1–2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from archiver.errors.refused import Refused
from archiver.export.names import folder_name
from archiver.export.package import Material, Say
from archiver.export.personal_number import holds_personal_number
from archiver.lifecycle.item_facts import ItemFacts
from archiver.lifecycle.registration import missing_facts as lacking
from archiver.model import Account
from archiver.records import ItemRecord, RegisterEntry, Registration
from archiver.text import Text

EMPTY = Text("urvalet är tomt, ingenting att leverera", "the selection is empty, nothing to deliver")
NONE_REGISTERED = Text(
    "ingen handling i urvalet är beslutad att diarieföras", "no item in the selection is decided to be registered"
)
_NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered item with its whole entry, its account, and the folder it goes into."""

    record: ItemRecord
    entry: RegisterEntry
    account: Account
    folder: str


def registered_items(material: Material, say: Say) -> tuple[Registered, ...]:
    """The diary-required items of the selection, by designation.

    Raises: Refused, naming each one, when the selection holds none, when a named item is not decided to be registered,
    or when an entry lacks a fact.
    """
    if not material.items:
        raise Refused(what=EMPTY)
    chosen = [record for record in material.items if is_registered(record)]
    passed_over = [record for record in material.items if not is_registered(record)]
    if passed_over and material.named:
        raise Refused(
            what=Text(
                f"inte beslutade att diarieföras: {names(record.id for record in passed_over)}",
                f"not decided to be registered: {names(record.id for record in passed_over)}",
            )
        )
    if not chosen:
        raise Refused(what=NONE_REGISTERED)
    faults = [
        f"{_called(record)} ({', '.join(lacks)})"
        for record in chosen
        if (lacks := missing_facts(record, material.made_at))
    ]
    if faults:
        raise Refused(what=Text(f"diarieuppgifter saknas: {names(faults)}", f"register facts missing: {names(faults)}"))
    if passed_over:
        say(f"{len(passed_over)} handlingar i urvalet är inte diarieförda och följer inte med")
    return _with_folders(material, chosen)


def is_registered(record: ItemRecord) -> bool:
    """Whether a named person's latest decision on the axis is that the item is diarieförd."""
    decided = [one for one in record.decisions if one.axis == "registration"]
    wanted = Registration.REGISTERED
    return record.axes.registration is wanted and bool(decided) and decided[-1].value == wanted.value


def missing_facts(record: ItemRecord, now: datetime) -> tuple[str, ...]:
    """What the entry lacks of the four facts, in Swedish; empty when it is whole.

    A personal number in the public version counts as a fault too: it never leaves the archive that way.
    """
    entry = record.register_entry
    if entry is None:
        return ("diarieanteckning",)
    lacks = tuple(text.sv for text in lacking(ItemFacts(record, None, now, entry=entry)))
    public = f"{entry.designation}\n{entry.public_sender}\n{entry.public_about}\n{entry.dnr}"
    return (*lacks, "offentlig version utan personnummer") if holds_personal_number(public) else lacks


def names(each: Iterable[str]) -> str:
    """Ten names and how many more."""
    every = list(each)
    more = f" och {len(every) - _NAMED_AT_MOST} till" if len(every) > _NAMED_AT_MOST else ""
    return ", ".join(every[:_NAMED_AT_MOST]) + more


def _called(record: ItemRecord) -> str:
    entry = record.register_entry
    designation = entry.designation.strip() if entry else ""
    return designation if designation and not holds_personal_number(designation) else record.id


def _with_folders(material: Material, chosen: list[ItemRecord]) -> tuple[Registered, ...]:
    entered = [(record.register_entry, record) for record in chosen if record.register_entry is not None]
    found: list[Registered] = []
    taken: set[str] = set()
    for entry, record in sorted(entered, key=lambda each: (*_order(each[0]), each[1].id)):
        folder = folder_name(entry.designation, record.id)
        if folder.lower() in taken:
            folder = f"{folder}-{record.id}"
        taken.add(folder.lower())
        found.append(Registered(record, entry, material.account(record.account_id), folder))
    return tuple(found)


def _order(entry: RegisterEntry) -> tuple[int, str, int]:
    return entry.year, entry.designation.rpartition(":")[0], entry.number
