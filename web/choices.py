"""The decisions a person may take on an item, axis by axis, as a page offers them: from the lawful steps, no others.

What takes papers of its own has a page of its own: registering and marking (`pages/review_papers.py`), removal from the
platform (`pages/removals.py`), periods and weeding.
"""

from dataclasses import dataclass

from archiver.lifecycle.item import TABLES
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.table import open_steps
from archiver.model import Person
from archiver.records import ItemRecord, Registration, Retention, Secrecy
from archiver.text import Text

OWN_PAGES = frozenset({Registration.REGISTERED, Secrecy.MARKED, Retention.PERIOD_RUNNING, Retention.WEEDED})
SHORT: dict[str, Text] = {
    "håll_ordnad": Text("Hålls ordnad", "Keep in order"),
    "anse_ringa": Text("Uppenbart ringa", "Obviously minor"),
    "makulera_anteckningen": Text("Makulera diarieanteckningen", "Annul the register entry"),
    "misstänk": Text("Misstänk sekretess och dölj", "Suspect and hide"),
    "ta_tillbaka": Text("Ta tillbaka markeringen, misstanken kvarstår", "Take back the mark, still suspected"),
    "avfärda": Text("Inte sekretess", "Not secret"),
    "pröva": Text("Prövad, kan lämnas ut", "Tested, may be given out"),
    "låt_stå": Text("Låt stå kvar", "Let it stand"),
    "avpublicera": Text("Är avpublicerad", "Has been unpublished"),
    "radera": Text("Är raderad av kommunen", "Has been deleted by us"),
    "publicera_åter": Text("Är publicerad igen", "Is published again"),
    "avsändaren_tog_bort": Text("Avsändaren har tagit bort det", "Its sender removed it"),
    "går_inte_att_nå": Text("Går inte att nå", "Can't be reached"),
    "syns_igen": Text("Syns igen", "Is seen again"),
    "bevara": Text("Bevaras", "Preserve"),
    "spärra": Text("Spärra mot gallring", "Hold against weeding"),
    "häv_spärren": Text("Häv spärren", "Lift the hold"),
    "överlämna": Text("Är överlämnad till arkivmyndigheten", "Has been transferred"),
    "återta": Text("Är återtagen", "Has been taken back"),
}
KEYS: dict[str, str] = {
    "håll_ordnad": "h",
    "anse_ringa": "r",
    "avfärda": "i",
    "pröva": "p",
    "låt_stå": "l",
    "bevara": "v",
}
"""Keys of the decisions made often."""
GROUNDS: dict[str, tuple[str, ...]] = {
    "secrecy": (
        "Ingen sekretessbestämmelse är tillämplig",
        "Ingen enskild kan kännas igen",
        "Uppgiften kan lämnas ut utan skada eller men",
        "Avsändaren berättar om sig själv, samtycke (OSL 12:2)",
    ),
    "visibility": ("Ryms inom yttrandefriheten", "Kritik mot kommunen, inget olämpligt", "Citat eller ironi"),
    "registration": ("OSL 5:1 tredje stycket", "OSL 5:1 fjärde stycket", "Diarieförd av misstag"),
    "retention": ("Pågående ärende", "Begäran om utlämnande", "Polisanmälan"),
}
"""Reasons often given, offered while writing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision: where it leads, what it is called, the law it rests on, its key, and whether a ground must be given."""

    axis: Axis
    value: str
    label: Text
    source: str
    key: str
    needs_ground: bool


def choices(record: ItemRecord, person: Person, committee: str) -> dict[Axis, tuple[Choice, ...]]:
    """What this person may decide on each axis now, in the order of the tables."""
    return {axis: tuple(_of(axis, record, person, committee)) for axis in Axis}


def may_take(record: ItemRecord, axis: Axis, value: str, person: Person, committee: str) -> bool:
    """Whether a lawful step of this person's leads there, as far as right and state go."""
    state = getattr(record.axes, axis.value)
    return any(step.after == value for step in open_steps(TABLES[axis], state, by=person, committee=committee))


def _of(axis: Axis, record: ItemRecord, person: Person, committee: str) -> list[Choice]:
    state = getattr(record.axes, axis.value)
    return [
        Choice(
            axis,
            step.after.value,
            SHORT[step.name],
            step.source,
            KEYS.get(step.name, ""),
            any(need.key == "ground" for need in step.requirements),
        )
        for step in open_steps(TABLES[axis], state, by=person, committee=committee)
        if step.after is not None and step.after not in OWN_PAGES
    ]
