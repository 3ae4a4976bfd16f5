"""The description of an item or a capture in archive words, from which every metadata format is made (RECORDS §4).

One neutral value, so that Dublin Core, PREMIS, METS and FGS say the same. What is or may be secret is described without
its words: title, sender and address are left out, and the access rights say why.
"""

from dataclasses import dataclass
from datetime import datetime

from archiver.model import Account, CaptureRecord, ItemKind
from archiver.records import ItemRecord, Retention, Secrecy

KINDS = {ItemKind.POST: "Inlägg", ItemKind.COMMENT: "Kommentar"}
SWEDISH = "sv"

_ACCESS = {
    Secrecy.NONE: "Offentlig",
    Secrecy.SUSPECTED: "Kan innehålla sekretess; prövas före utlämnande",
    Secrecy.MARKED: "Sekretessmarkerad; prövas före utlämnande",
    Secrecy.TESTED: "Sekretessprövad; prövas på nytt vid varje begäran",
}
_RETENTION = {
    Retention.PRESERVED: "Bevaras",
    Retention.PERIOD_RUNNING: "Gallringsfrist löper",
    Retention.HELD: "Spärrad för gallring",
    Retention.WEEDED: "Gallrad",
    Retention.TRANSFERRED: "Överlämnad till arkivmyndighet",
}


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of one kept thing. Empty text and None mean that it isn't known or may not be said."""

    id: str
    object_type: str
    """`Inlägg`, `Kommentar`, `Fångst`."""
    title: str
    public_title: str
    creator: str
    audience: str
    publisher: str
    """The records creator (arkivbildare)."""
    dates: tuple[tuple[str, datetime], ...]
    """(term of DCMI, time): `dateSubmitted`, `issued`, `dateAccepted`, `created`."""
    source: str
    part_of: tuple[str, ...]
    designation: str
    access: str
    provision: str
    retention: str
    activity: str
    language: str
    replaces: str
    formats: tuple[str, ...]


def describe_item(record: ItemRecord, account: Account, publisher: str, *, secret: bool) -> Description:
    """An item; `secret` says that it is or may be, and then its words stay out."""
    entry, mark = record.register_entry, record.secrecy_mark
    received = ("issued" if record.direction == "upprättad" else "dateSubmitted", record.received_at)
    accepted = (("dateAccepted", entry.entered_at),) if entry else ()
    public_title = entry.public_about if entry else ""
    title = (entry.about if entry else "") or f"{KINDS[record.kind]} på {account.name}"
    return Description(
        id=record.id,
        object_type=KINDS[record.kind],
        title=(public_title or KINDS[record.kind]) if secret else title,
        public_title=public_title,
        creator="" if secret else (entry.sender if entry else record.latest.author.name),
        audience="" if secret or entry is None else entry.recipient,
        publisher=publisher,
        dates=(received, *accepted),
        source="" if secret else record.permalink,
        part_of=tuple(one for one in (record.thread_id, entry.dnr if entry else "") if one and one != record.id),
        designation=entry.designation if entry else "",
        access=_ACCESS[Secrecy.SUSPECTED if secret and record.axes.secrecy is Secrecy.NONE else record.axes.secrecy],
        provision=mark.provision if mark else "",
        retention=_RETENTION[record.axes.retention],
        activity=account.activity,
        language="",
        replaces="",
        formats=("application/json", "image/png"),
    )


def describe_capture(capture: CaptureRecord, account: Account, publisher: str) -> Description:
    """A capture of an account. It shows what stood there, secrets included, so its access is never called public."""
    return Description(
        id=capture.id,
        object_type="Fångst",
        title=f"{account.name} på {account.platform.capitalize()}, {capture.started_at.date().isoformat()}",
        public_title="",
        creator=account.committee,
        audience="",
        publisher=publisher,
        dates=(("created", capture.finished_at),),
        source=capture.final_url,
        part_of=(account.id,),
        designation="",
        access="Kan innehålla sekretess; prövas före utlämnande",
        provision="",
        retention="Bevaras",
        activity=account.activity,
        language=capture.language.partition("-")[0] or SWEDISH,
        replaces="",
        formats=tuple(sorted({file.media_type for file in capture.files})),
    )
