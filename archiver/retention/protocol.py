"""Gallringsprotokoll: what was weeded, under which decisions, by whom, and what was spared; without a word of the content.

One document for people (HTML, printed as PDF/A) and one for machines (JSON); both say the same (RECORDS §3 rule 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archiver.dates import rfc3339
from archiver.export.pages import page
from archiver.export.xml import as_json
from archiver.retention.plan import CountedFrom, PlanRow
from archiver.retention.weeding import WeedingList

FILES = ("gallringsprotokoll.json", "gallringsprotokoll.pdf")
"""What the two are called on the shelf."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """What a report tells of. `captures` are the ids of preserved captures in which what was weeded may still be seen;
    `names` are the names of user names."""

    municipality: str
    list: WeedingList
    rows: tuple[PlanRow, ...]
    captures: tuple[str, ...]
    names: Mapping[str, str]
    made_at: datetime


def protocol_json(protocol: Protocol) -> bytes:
    """The report as JSON: the list's facts, each weeded item by id, date and decision, each spared one and why."""
    return as_json(_facts(protocol))


def protocol_html(protocol: Protocol) -> str:
    """The report as one HTML page."""
    return page("gallringsprotokoll.html", **_facts(protocol), created=rfc3339(protocol.made_at), at=protocol.made_at)


def period_of(row: PlanRow) -> str:
    """A row's period as a person reads it."""
    if row.counted_from is not CountedFrom.OUTDATED:
        begins = "från det att handlingen kom in" if row.counted_from is CountedFrom.RECEIVED else "från årets slut"
        return f"{row.months} månader {begins}"
    quiet = f", senast {row.quiet_months} månader efter det sista i tråden" if row.quiet_months is not None else ""
    after = f"{row.months} månader efter inaktualitet" if row.months else "vid inaktualitet"
    return after + quiet


def _facts(protocol: Protocol) -> dict[str, Any]:
    done = protocol.list
    gone = set(done.weeded)
    lines = [line for line in done.lines if line.item_id in gone]
    return {
        "municipality": protocol.municipality,
        "list": done.id,
        "automatic": done.automatic,
        "made_by": _named(protocol, done.made_by),
        "made_at": rfc3339(done.made_at),
        "approved_by": _named(protocol, done.approved_by),
        "approved_at": rfc3339(done.approved_at) if done.approved_at else "",
        "carried_out_by": _named(protocol, done.closed_by),
        "carried_out_at": rfc3339(protocol.made_at),
        "committees": sorted({line.committee for line in lines}),
        "decisions": sorted({line.decision for line in lines}),
        "rows": [{"id": row.id, "title": row.title, "period": period_of(row)} for row in protocol.rows],
        "weeded": [
            {
                "item": line.item_id,
                "account": line.account_id,
                "committee": line.committee,
                "received_at": rfc3339(line.received_at),
                "expired_on": line.expires_on.isoformat(),
                "row": line.row,
                "decision": line.decision,
            }
            for line in lines
        ],
        "spared": [{"item": one.item_id, "why": one.why} for one in done.spared],
        "struck": [{"item": one.item_id, "by": _named(protocol, one.by), "why": one.why} for one in done.struck],
        "captures_kept": list(protocol.captures),
    }


def _named(protocol: Protocol, username: str) -> str:
    name = protocol.names.get(username)
    return f"{name} ({username})" if name else username
