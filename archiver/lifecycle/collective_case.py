"""Samlingsärende: one case for each nämnd and year that holds the captures of its accounts (RECORDS §3, practice).

The captures are records drawn up by the nämnd; registered together, they need no entry each. The case is open during its
year; when it is closed afterwards, its captures are listed once and for all.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archiver.dates import STOCKHOLM
from archiver.lifecycle.table import Requirement, Step, Table
from archiver.model import CaptureRecord, Role
from archiver.text import Text


class CaseState(StrEnum):
    NONE = "ingen"
    OPEN = "öppet"
    CLOSED = "avslutat"


@dataclass(frozen=True, slots=True)
class CollectiveCase:
    """One case. `designation` is its number in the nämnd's series, `dnr` the number in the municipality's own diarium;
    `captures` are the ids it holds, listed when it is closed."""

    id: str
    committee: str
    year: int
    number: int
    designation: str
    about: str
    opened_at: datetime
    opened_by: str
    dnr: str = ""
    state: CaseState = CaseState.OPEN
    closed_at: datetime | None = None
    closed_by: str = ""
    captures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the steps look at; `year_over`: whether the case's year has passed."""

    year_over: bool = False
    dnr: str = ""


_REGISTRAR = frozenset({Role.REGISTRAR})
YEAR_OVER = Requirement[CaseFacts](
    "year_over",
    lambda facts: facts.year_over,
    Text("året är inte slut", "the year is not over"),
    "ett samlingsärende för varje år",
)
DNR = Requirement[CaseFacts](
    "dnr",
    lambda facts: bool(facts.dnr.strip()),
    Text("diarienumret saknas", "the dnr is missing"),
    "OSL 5:2",
)

COLLECTIVE_CASE: Table[CaseState, CaseFacts] = Table(
    "collective_case",
    Text("Samlingsärende för årets fångster", "Yearly collective case for captures"),
    CaseState.NONE,
    (
        Step(
            "öppna_ärendet",
            Text("öppna samlingsärendet", "open the collective case"),
            frozenset({CaseState.NONE}),
            CaseState.OPEN,
            _REGISTRAR,
            "OSL 5:1–2",
        ),
        Step(
            "sätt_dnr",
            Text("anteckna ärendets diarienummer", "note the case's dnr"),
            frozenset({CaseState.OPEN, CaseState.CLOSED}),
            None,
            _REGISTRAR,
            "OSL 5:2",
            (DNR,),
        ),
        Step(
            "avsluta_ärendet",
            Text("avsluta samlingsärendet", "close the collective case"),
            frozenset({CaseState.OPEN}),
            CaseState.CLOSED,
            _REGISTRAR,
            "OSL 5:1–2",
            (YEAR_OVER,),
        ),
    ),
)


def belongs(capture: CaptureRecord, year: int) -> bool:
    """Whether a capture was made in a year, Swedish time."""
    return capture.started_at.astimezone(STOCKHOLM).year == year
