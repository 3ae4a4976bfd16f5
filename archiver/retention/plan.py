"""Rows of the informationshanteringsplan: what a kind of record is, whether it is preserved or weeded, and by what decision.

A row weeds nothing until a nämnd's decision is recorded on it (arkivlagen 10 §; RECORDS §1): each nämnd decides for its
own records, so a row is in force for one nämnd and a proposal for another. Decisions are only ever added: a repeal is a
further decision. What is decided is the row as it stands; another wording is another row.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from archiver.lifecycle.item_facts import WeedingDecision
from archiver.model import ItemKind
from archiver.records import ItemRecord, Unsuitable


class Material(StrEnum):
    """What a row is about. Only rows about `ITEM` can weed anything here."""

    ITEM = "inlägg_och_kommentarer"
    CAPTURE = "ögonblicksbilder"
    REGISTER = "register_och_planer"
    REPORT = "gallringsprotokoll"
    CREDENTIALS = "inloggningsuppgifter"
    STATISTICS = "statistik"


class Disposal(StrEnum):
    """What becomes of it."""

    PRESERVE = "bevaras"
    WEED = "gallras"
    FOLLOW_CASE = "följer_ärendet"
    NEVER_ARCHIVED = "arkiveras_aldrig"


class CountedFrom(StrEnum):
    """When a period begins to run."""

    RECEIVED = "inkom"
    YEAR_END = "årets_slut"
    OUTDATED = "inaktualitet"


class PlanState(StrEnum):
    """Where a row stands for one nämnd."""

    PROPOSED = "förslag"
    IN_FORCE = "gällande"
    REPEALED = "upphävd"


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """A decision recorded on a row: which nämnder it covers, who recorded it. `repeals` takes the row out of force."""

    decision: WeedingDecision
    covers: tuple[str, ...]
    recorded_by: str
    recorded_at: datetime
    repeals: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row.

    `months` is the period, counted from `counted_from`; with `inaktualitet` it is counted from the day a person notes that
    the record is no longer current or, where `quiet_months` is set, from so many months without anything new in its thread.
    `kinds`, `directions`, `accounts` and `unsuitable` say what it covers, empty meaning all. A row `by_hand` never puts
    anything on a list by itself: a person names the records.
    """

    id: str
    title: str
    material: Material
    disposal: Disposal
    counted_from: CountedFrom = CountedFrom.OUTDATED
    months: int = 0
    quiet_months: int | None = None
    kinds: tuple[ItemKind, ...] = ()
    directions: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    unsuitable: tuple[Unsuitable, ...] = ()
    by_hand: bool = False
    decisions: tuple[PlanDecision, ...] = ()

    @property
    def weeds(self) -> bool:
        """Whether the row can ever weed an item."""
        return self.material is Material.ITEM and self.disposal is Disposal.WEED


def covers(row: PlanRow, record: ItemRecord) -> bool:
    """Whether a row is about an item."""
    found = frozenset(record.proposal.unsuitable) if record.proposal else frozenset()
    return (
        row.material is Material.ITEM
        and (not row.kinds or record.kind in row.kinds)
        and (not row.directions or record.direction in row.directions)
        and (not row.accounts or record.account_id in row.accounts)
        and (not row.unsuitable or bool(found & set(row.unsuitable)))
    )


def decision_for(row: PlanRow, committee: str, today: date) -> WeedingDecision | None:
    """The decision by which a row is in force for a nämnd, None where there is none or it was repealed."""
    found = [one for one in row.decisions if committee in one.covers and one.decision.decided_on <= today]
    return found[-1].decision if found and not found[-1].repeals else None


def state_for(row: PlanRow, committee: str, today: date) -> PlanState:
    """Where a row stands for a nämnd."""
    if decision_for(row, committee, today):
        return PlanState.IN_FORCE
    ever = any(committee in one.covers and one.repeals for one in row.decisions)
    return PlanState.REPEALED if ever else PlanState.PROPOSED


def in_force(row: PlanRow, today: date) -> tuple[str, ...]:
    """The nämnder a row is in force for."""
    named = dict.fromkeys(committee for one in row.decisions for committee in one.covers)
    return tuple(committee for committee in named if decision_for(row, committee, today))
