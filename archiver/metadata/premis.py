"""Preservation metadata: PREMIS 3.0 for the files of a package, what happened to them, who did it, and what binds them.

Namespace http://www.loc.gov/premis/v3, schema version 3.0 (Library of Congress, 2016). Event types are those of the
Library of Congress' vocabulary; the eventDetail is Swedish. Agents are the municipality, its software, and named
officials only by user name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from archiver.dates import rfc3339
from archiver.export.xml import printable
from archiver.export.xml_stream import Sink, xml_stream
from archiver.metadata.technical import FileFormat

PREMIS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
VERSION = "3.0"


@dataclass(frozen=True, slots=True)
class FileObject:
    """A file: `id` unique in the package, `original_name` where it came from (an address), empty when made here."""

    id: str
    path: str
    size_bytes: int
    sha512: str
    file_format: FileFormat
    original_name: str = ""
    part_of: str = ""
    """The intellectual entity (item or capture) it is a file of."""


@dataclass(frozen=True, slots=True)
class EntityObject:
    """An intellectual entity: an item, a capture, the package itself. `whole` is what it is part of, by id."""

    id: str
    title: str
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `objects` and `agents` are ids."""

    id: str
    kind: str
    at: datetime
    detail: str
    outcome: str
    objects: tuple[str, ...]
    agents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """Who or what did it; `kind` is `organization`, `person`, `software`."""

    id: str
    name: str
    kind: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Right:
    """A statute that binds objects: `citation` is the provision, `jurisdiction` always `se`."""

    id: str
    citation: str
    act: str
    objects: tuple[str, ...]
    note: str = ""


def write_premis(
    out: Sink,
    entities: Iterable[EntityObject],
    files: Iterable[FileObject],
    events: Iterable[Event],
    agents: Iterable[Agent],
    rights: Iterable[Right] = (),
) -> None:
    """One PREMIS document, UTF-8; in the order the schema wants: objects, events, agents, rights."""
    names: dict[str | None, str] = {None: PREMIS, "xsi": XSI}
    top = etree.Element(etree.QName(PREMIS, "premis"), nsmap=names, version=VERSION)  # type: ignore[arg-type]
    with xml_stream(out, top) as stream:
        for entity in entities:
            _entity(top, entity)
            stream.flush()
        for file in files:
            _file(top, file)
            stream.flush()
        for event in events:
            _event(top, event)
            stream.flush()
        for agent in agents:
            _agent(top, agent)
        for right in rights:
            _right(top, right)
            stream.flush()


def _add(parent: "etree._Element", name: str, text: str | None = None) -> "etree._Element":
    child = etree.SubElement(parent, etree.QName(PREMIS, name))
    if text is not None:
        child.text = printable(text)
    return child


def _identifier(parent: "etree._Element", what: str, value: str) -> None:
    holder = _add(parent, f"{what}Identifier")
    _add(holder, f"{what}IdentifierType", "local")
    _add(holder, f"{what}IdentifierValue", value)


def _entity(top: "etree._Element", entity: EntityObject) -> None:
    thing = _add(top, "object")
    thing.set(etree.QName(XSI, "type"), "intellectualEntity")
    _identifier(thing, "object", entity.id)
    if entity.title:
        _add(thing, "originalName", entity.title)
    if entity.whole:
        _relation(thing, entity.whole)


def _file(top: "etree._Element", file: FileObject) -> None:
    thing = _add(top, "object")
    thing.set(etree.QName(XSI, "type"), "file")
    _identifier(thing, "object", file.id)
    facts = _add(thing, "objectCharacteristics")
    fixity = _add(facts, "fixity")
    _add(fixity, "messageDigestAlgorithm", "SHA-512")
    _add(fixity, "messageDigest", file.sha512)
    _add(facts, "size", str(file.size_bytes))
    described = _add(facts, "format")
    named = _add(described, "formatDesignation")
    _add(named, "formatName", file.file_format.name)
    if file.file_format.version:
        _add(named, "formatVersion", file.file_format.version)
    if file.file_format.pronom:
        registry = _add(described, "formatRegistry")
        _add(registry, "formatRegistryName", "PRONOM")
        _add(registry, "formatRegistryKey", file.file_format.pronom)
    if file.original_name:
        _add(thing, "originalName", file.original_name)
    storage = _add(_add(thing, "storage"), "contentLocation")
    _add(storage, "contentLocationType", "path")
    _add(storage, "contentLocationValue", file.path)
    if file.part_of:
        _relation(thing, file.part_of)


def _relation(thing: "etree._Element", whole: str) -> None:
    relation = _add(thing, "relationship")
    _add(relation, "relationshipType", "structural")
    _add(relation, "relationshipSubType", "is part of")
    holder = _add(relation, "relatedObjectIdentifier")
    _add(holder, "relatedObjectIdentifierType", "local")
    _add(holder, "relatedObjectIdentifierValue", whole)


def _event(top: "etree._Element", event: Event) -> None:
    thing = _add(top, "event")
    _identifier(thing, "event", event.id)
    _add(thing, "eventType", event.kind)
    _add(thing, "eventDateTime", rfc3339(event.at))
    _add(_add(thing, "eventDetailInformation"), "eventDetail", event.detail)
    _add(_add(thing, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    for agent in event.agents:
        _linking(thing, "Agent", agent)
    for each in event.objects:
        _linking(thing, "Object", each)


def _linking(parent: "etree._Element", what: str, value: str) -> None:
    holder = _add(parent, f"linking{what}Identifier")
    _add(holder, f"linking{what}IdentifierType", "local")
    _add(holder, f"linking{what}IdentifierValue", value)


def _agent(top: "etree._Element", agent: Agent) -> None:
    thing = _add(top, "agent")
    _identifier(thing, "agent", agent.id)
    _add(thing, "agentName", agent.name)
    _add(thing, "agentType", agent.kind)
    if agent.version:
        _add(thing, "agentVersion", agent.version)


def _right(top: "etree._Element", right: Right) -> None:
    statement = _add(_add(top, "rights"), "rightsStatement")
    _identifier(statement, "rightsStatement", right.id)
    _add(statement, "rightsBasis", "statute")
    statute = _add(statement, "statuteInformation")
    _add(statute, "statuteJurisdiction", "se")
    _add(statute, "statuteCitation", f"{right.citation} {right.act}".strip())
    if right.note:
        _add(statute, "statuteNote", right.note)
    for each in right.objects:
        _linking(statement, "Object", each)
