"""What the steps of an item are judged by: the record, who, when, on what ground, and the papers a step asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from archiver.dates import STOCKHOLM
from archiver.lifecycle.table import Requirement
from archiver.model import Person
from archiver.records import (
    Decision,
    ItemRecord,
    RegisterEntry,
    Registration,
    Retention,
    Secrecy,
    SecrecyMark,
    Visibility,
)
from archiver.text import Text


class Axis(StrEnum):
    """The four axes of an item; the words stand in decisions, findings and filters."""

    REGISTRATION = "registration"
    SECRECY = "secrecy"
    VISIBILITY = "visibility"
    RETENTION = "retention"


AXIS_VALUES: dict[Axis, type[Registration] | type[Secrecy] | type[Visibility] | type[Retention]] = {
    Axis.REGISTRATION: Registration,
    Axis.SECRECY: Secrecy,
    Axis.VISIBILITY: Visibility,
    Axis.RETENTION: Retention,
}


@dataclass(frozen=True, slots=True)
class WeedingDecision:
    """Gallringsbeslut: which body decided, when, in which paragraph of its minutes, under which dnr, for what (scope).

    The nämnd decides through its informationshanteringsplan (arkivlagen 10 §, the municipality's arkivreglemente).
    """

    body: str
    decided_on: date
    paragraph: str
    dnr: str
    scope: str

    def cite(self) -> str:
        """As written in a ground: `Kommunstyrelsen 2026-03-02 § 14, KS 2026/77`."""
        return f"{self.body} {self.decided_on.isoformat()} § {self.paragraph}, {self.dnr}"


@dataclass(frozen=True, slots=True)
class Warrant:
    """What an item may be weeded on. `expires_on` is the last day of the period, Swedish date, None while it is not
    known (vid inaktualitet, not yet noted); `approved_by` is the second person; `holds` are reasons outside the record
    why nothing may be weeded now (open case, disclosure, police, crisis); `row` is the row of the plan it rests on,
    `outdated_on` the day a person noted that the record is no longer current."""

    decision: WeedingDecision
    expires_on: date | None = None
    approved_by: Person | None = None
    holds: tuple[str, ...] = ()
    row: str = ""
    outdated_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the requirements look at. `by` is None when the archive itself states what it saw.

    `saved` says that the version in question lies on the shelf; `entry`, `mark` and `warrant` are the papers given;
    `committee` is the nämnd of the item's account.
    """

    record: ItemRecord
    by: Person | None
    now: datetime
    ground: str = ""
    saved: bool = False
    entry: RegisterEntry | None = None
    mark: SecrecyMark | None = None
    warrant: Warrant | None = None
    committee: str = ""

    @property
    def today(self) -> date:
        """The Swedish date of `now`."""
        return self.now.astimezone(STOCKHOLM).date()


Need = Requirement[ItemFacts]

GROUND = Need(
    "ground",
    lambda facts: bool(facts.ground.strip()),
    Text("grunden för beslutet saknas", "the ground of the decision is missing"),
    "arkivets ordning: varje beslut bär sin grund",
)


def decisions_on(record: ItemRecord, axis: Axis) -> Iterator[Decision]:
    """The decisions on one axis, oldest first."""
    return (decision for decision in record.decisions if decision.axis == axis.value)


def was_ever(record: ItemRecord, axis: Axis, value: StrEnum) -> bool:
    """Whether an item is or has been decided to be so at any time."""
    current: str = getattr(record.axes, axis.value)
    return current == value.value or any(decision.value == value.value for decision in decisions_on(record, axis))


def decided(record: ItemRecord, axis: Axis) -> bool:
    """Whether a person has decided on an axis since the newest wording was seen."""
    return any(decision.at >= record.latest.seen_at for decision in decisions_on(record, axis))


def awaits_decision(record: ItemRecord) -> frozenset[Axis]:
    """The axes on which the latest wording is proposed something that no person has decided since it was seen.

    An item that was never appraised awaits a decision on registration and secrecy: what is not known may be anything.
    """
    return frozenset(axis for axis in _proposed(record) if not decided(record, axis))


def hidden(record: ItemRecord) -> bool:
    """Whether only those with the right to secrets may know of it: suspected, marked, or proposed and not decided."""
    if record.axes.secrecy in (Secrecy.SUSPECTED, Secrecy.MARKED):
        return True
    return bool(record.proposal and record.proposal.confidential) and Axis.SECRECY in awaits_decision(record)


def _proposed(record: ItemRecord) -> Iterator[Axis]:
    proposal = record.proposal
    unknown = proposal is None or proposal.version < record.latest.number
    if unknown or (proposal is not None and proposal.diary):
        yield Axis.REGISTRATION
    if unknown or record.axes.secrecy is Secrecy.SUSPECTED or (proposal is not None and proposal.confidential):
        yield Axis.SECRECY
    if proposal is not None and proposal.unsuitable:
        yield Axis.VISIBILITY
    if proposal is not None and proposal.weeding:
        yield Axis.RETENTION
