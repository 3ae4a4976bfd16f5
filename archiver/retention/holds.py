"""Holds: why something may not be weeded now. A hold always wins, and only a named person sets or lifts one.

An open case, a request for disclosure, a police report or a crisis (TF 2:15–16, arkivlagen 3 §; RECORDS §3 rule 7) holds an
item, a thread, an account, a nämnd's accounts or the whole archive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archiver.lifecycle.table import Requirement, Step, Table
from archiver.model import Role
from archiver.records import ItemRecord
from archiver.text import Text


class HoldKind(StrEnum):
    CASE = "öppet_ärende"
    DISCLOSURE = "utlämnande"
    POLICE = "polisanmälan"
    CRISIS = "kris"
    OTHER = "annat"


class HoldScope(StrEnum):
    ITEM = "handling"
    THREAD = "tråd"
    ACCOUNT = "konto"
    COMMITTEE = "nämnd"
    ARCHIVE = "arkivet"


class HoldState(StrEnum):
    NONE = "ingen"
    IN_FORCE = "gäller"
    LIFTED = "hävd"


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold. `target` is the id of what is held (the nämnd's name for `nämnd`, empty for the whole archive); `reason` is
    what it is for, e.g. the case's dnr."""

    id: str
    kind: HoldKind
    scope: HoldScope
    target: str
    reason: str
    set_by: str
    set_at: datetime
    state: HoldState = HoldState.IN_FORCE
    lifted_by: str = ""
    lifted_at: datetime | None = None
    lift_ground: str = ""

    def cite(self) -> str:
        """In one line, for a person: `utlämnande, KS 2026/12`."""
        return f"{self.kind.value.replace('_', ' ')}, {self.reason}"


def holding(holds: Iterable[Hold], record: ItemRecord, committee: str) -> tuple[Hold, ...]:
    """The holds in force on an item of an account of that nämnd."""
    return tuple(one for one in holds if one.state is HoldState.IN_FORCE and _covers(one, record, committee))


def _covers(hold: Hold, record: ItemRecord, committee: str) -> bool:
    match hold.scope:
        case HoldScope.ITEM:
            return hold.target == record.id
        case HoldScope.THREAD:
            return hold.target == record.thread_id
        case HoldScope.ACCOUNT:
            return hold.target == record.account_id
        case HoldScope.COMMITTEE:
            return hold.target == committee
        case HoldScope.ARCHIVE:
            return True


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """What the steps look at."""

    reason: str


_MAY_SET = frozenset({Role.ARCHIVIST, Role.REGISTRAR, Role.INFORMATION_OFFICER})
REASON = Requirement[HoldFacts](
    "reason",
    lambda facts: bool(facts.reason.strip()),
    Text("skälet saknas", "the reason is missing"),
    "arkivets ordning: varje beslut bär sin grund",
)

HOLDS: Table[HoldState, HoldFacts] = Table(
    "hold",
    Text("Spärr mot gallring", "Hold against weeding"),
    HoldState.NONE,
    (
        Step(
            "sätt_spärr",
            Text("spärra mot gallring", "hold against weeding"),
            frozenset({HoldState.NONE}),
            HoldState.IN_FORCE,
            _MAY_SET,
            "TF 2:15–16, arkivlagen 3 §",
            (REASON,),
        ),
        Step(
            "häv_spärr",
            Text("häva en spärr mot gallring", "lift a hold against weeding"),
            frozenset({HoldState.IN_FORCE}),
            HoldState.LIFTED,
            frozenset({Role.ARCHIVIST, Role.REGISTRAR}),
            "arkivlagen 3 §",
            (REASON,),
        ),
    ),
)
