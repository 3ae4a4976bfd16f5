"""The weeding list: proposed, approved by a second person, carried out; and who may do each.

A list holds ids and dates, never content. What is weeded from it is judged once more, item by item, by the retention table
(`archiver/lifecycle/retention.py`) at the moment it is carried out: a hold or a suspicion that came meanwhile wins.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from archiver.lifecycle.retention import SECOND_PERSONS
from archiver.lifecycle.table import Requirement, Step, Table
from archiver.model import Role
from archiver.text import Text


class ListState(StrEnum):
    PROPOSED = "föreslagen"
    APPROVED = "godkänd"
    CARRIED_OUT = "verkställd"
    REJECTED = "avvisad"


@dataclass(frozen=True, slots=True)
class Listed:
    """One item on a list: under which row and decision, and the last day of its period (Swedish date)."""

    item_id: str
    account_id: str
    committee: str
    row: str
    decision: str
    received_at: datetime
    expires_on: date


@dataclass(frozen=True, slots=True)
class Struck:
    """An item taken off a list by a person."""

    item_id: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Spared:
    """An item that was on an approved list and could not lawfully be weeded when it was carried out, and why."""

    item_id: str
    why: str


@dataclass(frozen=True, slots=True)
class WeedingList:
    """One list. `automatic`: put together by the rules, not named item by item. `weeded` are the ids that went."""

    id: str
    made_by: str
    made_at: datetime
    automatic: bool
    lines: tuple[Listed, ...]
    state: ListState = ListState.PROPOSED
    approved_by: str = ""
    approved_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    note: str = ""
    struck: tuple[Struck, ...] = ()
    weeded: tuple[str, ...] = ()
    spared: tuple[Spared, ...] = ()

    @property
    def standing(self) -> tuple[Listed, ...]:
        """The lines nobody has struck."""
        gone = {one.item_id for one in self.struck}
        return tuple(line for line in self.lines if line.item_id not in gone)

    @property
    def committees(self) -> tuple[str, ...]:
        """The nämnder concerned."""
        return tuple(sorted({line.committee for line in self.lines}))


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What the steps look at: the list, who acts, and the note they give."""

    list: WeedingList
    by: str
    note: str = ""


ListNeed = Requirement[ListFacts]
OTHER_THAN_MAKER = ListNeed(
    "other_than_maker",
    lambda facts: facts.by != facts.list.made_by,
    Text("den som gjort listan kan inte själv godkänna den", "who made the list can't approve it"),
    "RECORDS §3 regel 7: två personer",
)
OTHER_THAN_APPROVER = ListNeed(
    "other_than_approver",
    lambda facts: bool(facts.list.approved_by) and facts.by != facts.list.approved_by,
    Text("den som godkänt listan kan inte själv verkställa den", "who approved the list can't carry it out"),
    "RECORDS §3 regel 7: två personer",
)
SOMETHING = ListNeed(
    "something",
    lambda facts: bool(facts.list.standing),
    Text("ingenting står kvar på listan", "nothing stands on the list"),
    "god ordning",
)
NOTE = ListNeed(
    "note",
    lambda facts: bool(facts.note.strip()),
    Text("skälet saknas", "the reason is missing"),
    "arkivets ordning: varje beslut bär sin grund",
)

WEEDING: Table[ListState, ListFacts] = Table(
    "weeding",
    Text("Gallringslista", "Weeding list"),
    ListState.PROPOSED,
    (
        Step(
            "stryk",
            Text("stryka handlingar från listan", "strike items from the list"),
            frozenset({ListState.PROPOSED, ListState.APPROVED}),
            ListState.PROPOSED,
            SECOND_PERSONS,
            "arkivlagen 3 §",
            (NOTE,),
        ),
        Step(
            "godkänn",
            Text("godkänna listan som andra person", "approve the list as the second person"),
            frozenset({ListState.PROPOSED}),
            ListState.APPROVED,
            SECOND_PERSONS,
            "god ordning: två personer",
            (OTHER_THAN_MAKER, SOMETHING),
        ),
        Step(
            "avvisa",
            Text("avvisa listan", "reject the list"),
            frozenset({ListState.PROPOSED, ListState.APPROVED}),
            ListState.REJECTED,
            SECOND_PERSONS,
            "arkivlagen 3 §",
            (NOTE,),
        ),
        Step(
            "verkställ",
            Text("verkställa gallringen", "carry the weeding out"),
            frozenset({ListState.APPROVED}),
            ListState.CARRIED_OUT,
            frozenset({Role.ARCHIVIST}),
            "arkivlagen 10 §",
            (OTHER_THAN_APPROVER, SOMETHING),
        ),
    ),
)
