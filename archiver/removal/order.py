"""An order to remove something from the platform: what, why, by when, and how far it has come.

Removal is three things that are never one: a person decides it with its ground (the visibility axis), somebody does it on the
platform, and a look at the permalink confirms it. The order keeps them together with the clock (guideline pages 4–5:
"skyndsamt"; lag 1998:112 5 §).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from archiver.lifecycle.table import Requirement, Step, Table
from archiver.model import Role
from archiver.records import Secrecy, Unsuitable, Visibility
from archiver.text import Text


class RemovalState(StrEnum):
    """How far an order has come."""

    NONE = "ingen"
    ORDERED = "beställd"
    DONE = "utförd"
    CONFIRMED = "bekräftad"
    STILL_THERE = "ligger_kvar"
    WITHDRAWN = "återkallad"


class Look(StrEnum):
    """What a look at the permalink showed."""

    GONE = "borta"
    SHOWN = "syns"
    UNCLEAR = "oklart"


@dataclass(frozen=True, slots=True)
class RemovalEvent:
    """One thing that happened with an order: a step, or a look at the permalink."""

    what: str
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class RemovalOrder:
    """One order. `capture_id` is the save made before it; `want` is `avpublicerad` or `raderad_av_kommunen`; `due_at` the
    deadline; `illegal_pictures` means that no picture of it may ever be copied and that the police are told."""

    id: str
    item_id: str
    account_id: str
    ground: Unsuitable
    want: Visibility
    capture_id: str
    ordered_by: str
    ordered_at: datetime
    due_at: datetime
    note: str = ""
    illegal_pictures: bool = False
    police_reported_at: datetime | None = None
    state: RemovalState = RemovalState.ORDERED
    history: tuple[RemovalEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class RemovalFacts:
    """What the steps look at. `saved`: the wording that stands there now was filed with its author, time and thread;
    `look` is what the permalink showed, None where nobody has looked."""

    order: RemovalOrder
    saved: bool = False
    secrecy: Secrecy = Secrecy.NONE
    look: Look | None = None
    note: str = ""


RemovalNeed = Requirement[RemovalFacts]

SAVED = RemovalNeed(
    "saved",
    lambda facts: facts.saved and bool(facts.order.capture_id),
    Text("inlägget är inte sparat före borttagningen", "the item is not saved before its removal"),
    "riktlinjen s. 4",
)
SETTLED = RemovalNeed(
    "settled",
    lambda facts: facts.order.want is not Visibility.DELETED or facts.secrecy is not Secrecy.SUSPECTED,
    Text("misstänkt sekretess avpubliceras först och raderas när den är avgjord", "suspected secrecy is settled first"),
    "riktlinjen s. 5, OSL 5:1",
)
POLICE = RemovalNeed(
    "police",
    lambda facts: not facts.order.illegal_pictures or facts.order.police_reported_at is not None,
    Text("polisanmälan är inte antecknad", "the report to the police is not noted"),
    "BrB 16:10 a; RECORDS §1",
)
LOOKED_GONE = RemovalNeed(
    "looked_gone",
    lambda facts: facts.look is Look.GONE,
    Text("permalänken visar inte att det är borta", "the permalink does not show that it is gone"),
    "RECORDS §3 regel 6",
)
LOOKED_SHOWN = RemovalNeed(
    "looked_shown",
    lambda facts: facts.look is Look.SHOWN,
    Text("permalänken visar inte att det ligger kvar", "the permalink does not show that it is still there"),
    "RECORDS §3 regel 6",
)
NOTE = RemovalNeed(
    "note",
    lambda facts: bool(facts.note.strip()),
    Text("skälet saknas", "the reason is missing"),
    "arkivets ordning: varje beslut bär sin grund",
)

_ORDERERS = frozenset({Role.REGISTRAR, Role.ARCHIVIST, Role.INFORMATION_OFFICER, Role.COMMUNICATOR, Role.ACCOUNT_OWNER})
_DOERS = frozenset({Role.ACCOUNT_OWNER, Role.COMMUNICATOR, Role.INFORMATION_OFFICER, Role.REGISTRAR, Role.ARCHIVIST})
_OPEN = frozenset({RemovalState.ORDERED, RemovalState.DONE, RemovalState.STILL_THERE})

REMOVAL: Table[RemovalState, RemovalFacts] = Table(
    "removal",
    Text("Beställd borttagning", "Ordered removal"),
    RemovalState.NONE,
    (
        Step(
            "beställ",
            Text("beställa borttagning från plattformen", "order removal from the platform"),
            frozenset({RemovalState.NONE}),
            RemovalState.ORDERED,
            _ORDERERS,
            "riktlinjen s. 4–5, lag 1998:112 5 §",
            (SAVED, SETTLED),
        ),
        Step(
            "polisanmäl",
            Text("anteckna polisanmälan", "note the report to the police"),
            _OPEN | {RemovalState.CONFIRMED},
            None,
            _ORDERERS,
            "OSL 10:24, BrB 16:10 a",
        ),
        Step(
            "utför",
            Text("anteckna att borttagningen är utförd", "note that the removal is done"),
            frozenset({RemovalState.ORDERED, RemovalState.STILL_THERE}),
            RemovalState.DONE,
            _DOERS,
            "riktlinjen s. 4–5",
        ),
        Step(
            "bekräfta",
            Text("bekräfta att det är borta", "confirm that it is gone"),
            _OPEN,
            RemovalState.CONFIRMED,
            _ORDERERS,
            "RECORDS §3 regel 6",
            (LOOKED_GONE, POLICE),
            observed=True,
        ),
        Step(
            "finns_kvar",
            Text("konstatera att det ligger kvar", "state that it is still there"),
            _OPEN,
            RemovalState.STILL_THERE,
            _ORDERERS,
            "RECORDS §3 regel 6",
            (LOOKED_SHOWN,),
            observed=True,
        ),
        Step(
            "återkalla",
            Text("återkalla beställningen", "withdraw the order"),
            _OPEN,
            RemovalState.WITHDRAWN,
            _ORDERERS,
            "arkivets ordning",
            (NOTE,),
        ),
    ),
)


def after_step(order: RemovalOrder, state: RemovalState, what: str, by: str, at: datetime, note: str) -> RemovalOrder:
    """The order after something happened to it; what happened before stays."""
    return replace(order, state=state, history=(*order.history, RemovalEvent(what, by, at, note)))
