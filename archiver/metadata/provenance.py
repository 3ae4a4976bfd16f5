"""What happened to captures and items, as PREMIS events, and the statutes that bind them."""

from collections.abc import Iterable
from datetime import datetime

from archiver.metadata.describe import Description
from archiver.metadata.premis import Agent, EntityObject, Event, Right
from archiver.model import CaptureRecord
from archiver.records import ItemRecord

SECRECY_ACT = "offentlighets- och sekretesslagen (2009:400)"
_KINDS = {
    "registration": "appraisal",
    "secrecy": "appraisal",
    "visibility": "policy assignment",
    "retention": "appraisal",
}
_AXES = {"registration": "registrering", "secrecy": "sekretess", "visibility": "synlighet", "retention": "bevarande"}


def capture_events(captures: Iterable[CaptureRecord]) -> tuple[Event, ...]:
    """The capture of each, with how far it came."""
    return tuple(
        Event(
            id=f"fangst-{one.id}",
            kind="capture",
            at=one.finished_at,
            detail=f"Fångst med {one.browser}, {one.method.replace('_', ' ')}, {one.software}. Skäl: {one.reason}",
            outcome=one.outcome.value if not one.reach.not_reached else f"{one.outcome.value}, allt nåddes inte",
            objects=(one.id,),
            agents=("arkivbildare", "programvara"),
        )
        for one in captures
    )


def item_events(records: Iterable[ItemRecord]) -> tuple[Event, ...]:
    """Each item's register entry and decisions."""
    events: list[Event] = []
    for record in records:
        if record.register_entry:
            entry = record.register_entry
            detail = f"Diarieförd med beteckning {entry.designation}"
            agents = (_person(entry.entered_by),)
            events.append(
                Event(f"diarium-{record.id}", "registration", entry.entered_at, detail, "", (record.id,), agents)
            )
        for number, one in enumerate(record.decisions, start=1):
            detail = f"Beslut om {_AXES.get(one.axis, one.axis)}. Grund: {one.ground}"
            kind = _KINDS.get(one.axis, "appraisal")
            agents = (_person(one.by),)
            events.append(Event(f"beslut-{record.id}-{number}", kind, one.at, detail, one.value, (record.id,), agents))
    return tuple(events)


def redaction_events(records: Iterable[ItemRecord], copies: str, at: datetime) -> tuple[Event, ...]:
    """The making of the masked copy of each item; `copies` is the id of the representation they lie in."""
    detail = "Maskad kopia gjord efter sekretessprövning; originalet är orört"
    agents = ("arkivbildare", "programvara")
    return tuple(Event(f"maskning-{one.id}", "redaction", at, detail, "klart", (copies,), agents) for one in records)


def people(records: Iterable[ItemRecord]) -> tuple[Agent, ...]:
    """The officials who registered and decided, by user name."""
    names = {one.by for record in records for one in record.decisions}
    names |= {record.register_entry.entered_by for record in records if record.register_entry}
    return tuple(Agent(_person(name), name, "person") for name in sorted(names) if name)


def secrecy_rights(described: Iterable[Description]) -> tuple[Right, ...]:
    """A statute for each marked thing."""
    return tuple(
        Right(f"sekretess-{one.id}", one.provision, _act(one.provision), (one.id,), "Prövas vid varje begäran")
        for one in described
        if one.provision
    )


def entities(described: Iterable[Description], package: str) -> tuple[EntityObject, ...]:
    """The captures and items as intellectual entities of the package."""
    whole = EntityObject(package, "")
    return (whole, *(EntityObject(one.id, one.public_title or one.object_type, package) for one in described))


def _act(provision: str) -> str:
    """The act's name, unless the provision already says it."""
    named = any(word in provision.casefold() for word in ("osl", "sekretesslag", "förordning", "tf"))
    return "" if named else SECRECY_ACT


def _person(username: str) -> str:
    return f"person-{username}"
