"""Descriptive metadata of registered items as CITS ERMS 2.1 (= FGS Ärendehantering 2.0), namespace https://DILCIS.eu/XML/ERMS.

One case file (`aggregation`) for each dnr, with its items as records; items that aren't in a case yet lie in one
collection for each series and year. What is or may be secret is described without its words and carries a restriction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from archiver.dates import rfc3339
from archiver.export.xml import printable
from archiver.metadata.describe import Description
from archiver.metadata.technical import format_of
from archiver.records import RegisterEntry

ERMS = "https://DILCIS.eu/XML/ERMS"
_DIRECTIONS = {"inkommen": "incoming", "upprättad": "outgoing"}


@dataclass(frozen=True, slots=True)
class ErmsRecord:
    """A registered item: its description, its entry, and where its files lie in the package (paths)."""

    said: Description
    entry: RegisterEntry
    direction: str
    secret: bool
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErmsControl:
    """About the document itself."""

    id: str
    made_at: datetime
    creator: str
    creator_code: str
    software: str


def erms(control: ErmsControl, records: Sequence[ErmsRecord]) -> bytes:
    """The document, UTF-8. There must be at least one record."""
    names: dict[str | None, str] = {None: ERMS}
    top = etree.Element(etree.QName(ERMS, "erms"), nsmap=names)  # type: ignore[arg-type]
    _control(top, control)
    cases: dict[tuple[str, str], list[ErmsRecord]] = {}
    for one in records:
        cases.setdefault(_case(one.entry), []).append(one)
    aggregations = _add(top, "aggregations")
    for (number, title), members in sorted(cases.items()):
        _aggregation(aggregations, number, title, members)
    etree.indent(top)
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8") + b"\n"


def _case(entry: RegisterEntry) -> tuple[str, str]:
    if entry.dnr:
        return entry.dnr, ""
    series = entry.designation.rpartition(":")[0] or entry.designation
    return series, f"Handlingar från sociala medier {entry.year} som ännu inte hör till ett ärende"


def _add(parent: "etree._Element", name: str, text: str = "", /, **attributes: str) -> "etree._Element":
    child = etree.SubElement(parent, etree.QName(ERMS, name), attributes)
    if text:
        child.text = printable(text)
    return child


def _control(top: "etree._Element", control: ErmsControl) -> None:
    head = _add(top, "control")
    _add(head, "identification", control.id, identificationType="local")
    upkeep = _add(head, "maintenanceInformation")
    _add(upkeep, "maintenanceStatus", value="new")
    agency = _add(upkeep, "maintenanceAgency")
    if control.creator_code:
        _add(agency, "agencyCode", control.creator_code, type="organisationsnummer")
    _add(agency, "agencyName", control.creator)
    event = _add(_add(upkeep, "maintenanceHistory"), "maintenanceEvent")
    _add(event, "eventType", value="created")
    _add(event, "eventDateTime", rfc3339(control.made_at))
    _agent(event, "creator", control.software)


def _agent(parent: "etree._Element", kind: str, name: str) -> None:
    _add(_add(parent, "agent", agentType=kind), "name", name)


def _aggregation(parent: "etree._Element", number: str, title: str, members: Sequence[ErmsRecord]) -> None:
    if title:
        kind = {"aggregationType": "own_aggregation_definition", "otherAggregationType": "samling"}
    else:
        kind = {"aggregationType": "caseFile"}
    case = _add(parent, "aggregation", systemIdentifier=number, **kind)
    _add(case, "objectId", number)
    if title:
        _add(case, "title", title)
    for one in members:
        _record(case, one)


def _record(parent: "etree._Element", one: ErmsRecord) -> None:
    said, entry = one.said, one.entry
    record = _add(parent, "record", systemIdentifier=said.id, recordType=said.object_type)
    _add(record, "objectId", entry.designation)
    if said.source:
        _add(record, "extraId", said.source, extraIdType="permalänk")
    _add(record, "title", said.title)
    if said.public_title and said.public_title != said.title:
        _add(record, "otherTitle", said.public_title, titleType="public")
    if said.activity:
        _add(record, "subject", said.activity)
    _add(record, "runningNumber", str(entry.number))
    if one.secret:
        restriction = _add(record, "restriction", restrictionType="confidential")
        _add(restriction, "explanatoryText", said.access)
        _add(restriction, "regulation", said.provision or "Ännu inte prövad")
    definition = _DIRECTIONS.get(one.direction, "other")
    _add(record, "direction", one.direction, directionDefinition=definition)
    agents = _add(record, "agents")
    for kind, name in (("sender", said.creator), ("receiver", said.audience)):
        if name:
            _agent(agents, kind, name)
    dates = _add(record, "dates")
    happened = "expedited" if one.direction == "upprättad" else "received"
    _add(dates, "date", rfc3339(entry.received_at), dateType=happened)
    _add(dates, "date", rfc3339(entry.entered_at), dateType="originated")
    _add(_add(record, "notes"), "note", said.retention, noteType="bevarande")
    more = _add(record, "additionalInformation")
    for path in one.paths:
        name = path.rpartition("/")[2]
        _add(more, "appendix", name=name, path=path, fileFormat=format_of(path).media_type)
