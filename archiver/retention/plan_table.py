"""What may happen to a row of the informationshanteringsplan for one nämnd: proposed, in force, repealed."""

from dataclasses import dataclass
from datetime import date

from archiver.lifecycle.item_facts import WeedingDecision
from archiver.lifecycle.table import Requirement, Step, Table, together
from archiver.model import Role
from archiver.retention.plan import CountedFrom, PlanRow, PlanState
from archiver.text import Text


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the steps look at: the row, the decision to record, and today (Swedish date)."""

    row: PlanRow
    decision: WeedingDecision
    today: date


PlanNeed = Requirement[PlanFacts]

_PARTS: tuple[tuple[str, Text], ...] = (
    ("body", Text("beslutande organ", "the deciding body")),
    ("paragraph", Text("paragraf", "paragraph")),
    ("dnr", Text("diarienummer", "dnr")),
    ("scope", Text("omfattning", "scope")),
)


def _lacking(facts: PlanFacts) -> tuple[Text, ...]:
    return tuple(text for name, text in _PARTS if not str(getattr(facts.decision, name)).strip())


WHOLE = PlanNeed(
    "whole",
    lambda facts: not _lacking(facts),
    Text("beslutets organ, paragraf, diarienummer eller omfattning saknas", "the decision lacks a fact"),
    "arkivlagen 10 §, arkivreglementet",
    lambda facts: together(
        Text(f"beslutet saknar {part.sv}", f"the decision lacks {part.en}") for part in _lacking(facts)
    ),
)
DECIDED = PlanNeed(
    "decided",
    lambda facts: facts.decision.decided_on <= facts.today,
    Text("beslutets dag har inte kommit", "the day of the decision has not come"),
    "arkivlagen 10 §",
)
PERIOD = PlanNeed(
    "period",
    lambda facts: not facts.row.weeds or facts.row.counted_from is CountedFrom.OUTDATED or facts.row.months > 0,
    Text("raden saknar gallringsfrist", "the row has no period"),
    "arkivlagen 10 §",
)

PLAN: Table[PlanState, PlanFacts] = Table(
    "plan",
    Text("Rad i informationshanteringsplanen", "Row of the retention schedule"),
    PlanState.PROPOSED,
    (
        Step(
            "fastställ",
            Text("anteckna nämndens beslut om raden", "record the committee's decision on the row"),
            frozenset(PlanState),
            PlanState.IN_FORCE,
            frozenset({Role.ARCHIVIST}),
            "arkivlagen 10 §, arkivreglementet",
            (WHOLE, DECIDED, PERIOD),
        ),
        Step(
            "upphäv",
            Text("anteckna att nämnden har upphävt raden", "record that the committee has repealed the row"),
            frozenset({PlanState.IN_FORCE}),
            PlanState.REPEALED,
            frozenset({Role.ARCHIVIST}),
            "arkivlagen 10 §, arkivreglementet",
            (WHOLE, DECIDED),
        ),
    ),
)
