"""What is planted of weeding: a row in force, holds, a list that waits and one that is carried out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from archiver.lifecycle.item_facts import WeedingDecision
from archiver.records import item_id
from archiver.retention.default_plan import DEFAULT_PLAN
from archiver.retention.holds import Hold, HoldKind, HoldScope
from archiver.retention.plan import PlanDecision
from archiver.retention.protocol import FILES, Protocol, protocol_json
from archiver.retention.weeding import Listed, ListState, Spared, Struck, WeedingList

OPEN_LIST, DONE_LIST = "2026-2", "2026-1"
HOLD = "2b6a3e7a-6f0f-4a0e-9f8d-1c2d3e4f5a6b"
SECRET_HOLD = "3b6a3e7a-6f0f-4a0e-9f8d-1c2d3e4f5a6b"
COUNCIL = "Kommunstyrelsen"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DECISION = WeedingDecision(COUNCIL, date(2026, 1, 12), "7", "KS 2026/9", "ringa kommentarer")
ROW = "ringa-kommentarer"


def papers() -> Iterator[object]:
    row = next(one for one in DEFAULT_PLAN if one.id == ROW)
    yield replace(row, decisions=(PlanDecision(DECISION, (COUNCIL,), "arkivarie", AT),))
    yield Hold(HOLD, HoldKind.CASE, HoldScope.ACCOUNT, "omsorg", "KS 2026/41", "arkivarie", AT)
    yield WeedingList(OPEN_LIST, "somearkiv", AT, True, (_line("oppen"),))


def done() -> tuple[WeedingList, dict[str, bytes]]:
    gone, spared, struck = (_line(name) for name in ("borta", "undantagen", "struken"))
    made = WeedingList(
        DONE_LIST,
        "arkivarie",
        AT,
        True,
        (gone, spared, struck),
        ListState.CARRIED_OUT,
        "registrator",
        AT,
        "arkivarie",
        AT,
        struck=(Struck(struck.item_id, "registrator", AT, "del av en diskussion"),),
        weeded=(gone.item_id,),
        spared=(Spared(spared.item_id, "är spärrad mot gallring"),),
    )
    protocol = Protocol("Lillåns kommun", made, (), (), {"arkivarie": "Arkivarie Alm"}, AT)
    return made, {FILES[0]: protocol_json(protocol), FILES[1]: b"%PDF-1.7\n"}


def secret_papers(hidden_item: str, secret: str) -> Iterator[object]:
    """A hold on a hidden item, and one on its thread, with a secret word in their reasons."""
    for number, scope in enumerate((HoldScope.ITEM, HoldScope.THREAD)):
        id_ = f"{SECRET_HOLD[:-1]}{number}"
        yield Hold(id_, HoldKind.OTHER, scope, hidden_item, f"om {secret}", "arkivarie", AT)


def _line(identity: str) -> Listed:
    return Listed(item_id("lillan", identity), "lillan", COUNCIL, ROW, DECISION.cite(), AT, date(2026, 11, 1))
