"""Items and the register: list, search, show, and the case number of the municipality's own diarium."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Body, Path, Query
from fastapi.responses import FileResponse

from archiver.dates import STOCKHOLM
from archiver.errors.usage import Unknown
from archiver.lifecycle.rights import Right
from archiver.model import Account, ItemKind
from archiver.records import ItemRecord
from archiver.text import Text
from jobs.receipts import set_dnr
from jobs.seen import visible
from storage.database import items, search
from storage.database.items import ItemRow
from storage.database.search_filter import ItemFilter, Label
from web.api.caller import ApiCall, Caller
from web.api.route import ApiRoute, Family

WITHOUT_NUL = r"^[^\x00]*$"
Id = Annotated[str, Path(max_length=100, pattern=WITHOUT_NUL)]
Size = Annotated[int, Query(ge=1, le=100, description="Så många åt gången")]
Place = Annotated[str, Query(pattern=r"^[0-9a-f]{0,15}$", description="`next` ur det förra stycket")]
After = Annotated[str, Query(max_length=100, pattern=WITHOUT_NUL, description="`next` ur det förra stycket")]
Words = Annotated[str | None, Query(max_length=300, pattern=WITHOUT_NUL)]
Moment = Annotated[datetime | None, Query(description="RFC 3339; utan zon räknas svensk tid")]


@dataclass(frozen=True, slots=True)
class ItemBrief:
    """En handling i en lista."""

    id: str
    account: str
    kind: str
    thread: str
    parent: str | None
    permalink: str
    direction: str
    received_at: datetime
    author: str
    text: str
    versions: int
    registration: str
    secrecy: str
    visibility: str
    retention: str
    designation: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Några handlingar, nyast först."""

    items: list[ItemBrief]
    next: str


@dataclass(frozen=True, slots=True)
class Wording:
    """En lydelse av en handling."""

    number: int
    author: str
    author_url: str
    text: str
    posted_at: datetime | None
    seen_at: datetime
    capture: str
    digest: str
    picture: bool
    attachments: list[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """En diarieanteckning (OSL 5:2): den interna för en nyckel som får se sekretess där, annars den offentliga."""

    item: str
    account: str
    designation: str
    dnr: str
    received_at: datetime
    entered_at: datetime
    sender: str
    recipient: str
    about: str


@dataclass(frozen=True, slots=True)
class ItemWhole:
    """En handling med alla lydelser och sin diarieanteckning."""

    item: ItemBrief
    wordings: list[Wording]
    entry: Entry | None
    secrecy_provision: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Några diarieanteckningar, i den ordning de gjordes."""

    entries: list[Entry]
    next: str


def list_items(
    call: Caller,
    q: Words = None,
    account: Words = None,
    author: Words = None,
    kind: ItemKind | None = None,
    label: Label | None = None,
    state: Words = None,
    since: Moment = None,
    until: Moment = None,
    after: Place = "",
    size: Size = 25,
) -> ItemPage:
    """Nyast först. `q` söker som sidan Handlingar: ord i alla böjningar, "exakt följd", början*."""
    chosen = ItemFilter(
        account_id=account or None,
        label=label,
        state=state or None,
        query=q or None,
        since=aware(since),
        until=aware(until),
        kind=kind.value if kind else None,
        author=author or None,
    )
    with call.desk.archive.session() as session:
        page = search.page(session, chosen, call.sight, after, size)
    return ItemPage([_brief(hit.row) for hit in page.hits], page.next)


def show_item(call: Caller, item_id: Id) -> ItemWhole:
    """En handling med alla lydelser."""
    record = visible(call.context, item_id)
    with call.desk.archive.session() as session:
        rows = items.among(session, [record.id], call.sight)
    if not rows:
        raise Unknown(kind=Text("handling", "item"), name=item_id)
    wordings = [
        Wording(
            version.number,
            version.author.name,
            version.author.profile_url,
            version.text,
            version.posted_at,
            version.seen_at,
            version.capture_id,
            version.digest,
            bool(version.picture),
            [one.url for one in version.attachments],
        )
        for version in record.versions
    ]
    mark = record.secrecy_mark
    return ItemWhole(_brief(rows[0]), wordings, entry_of(call, record), mark.provision if mark else "")


def show_document(call: Caller, item_id: Id) -> FileResponse:
    """Handlingens dokument som det ligger på hyllan (JSON); för nycklar som får se sekretess."""
    record = _with_evidence(call, item_id)
    return FileResponse(call.desk.archive.file(ItemRecord, record.id, "item.json"), media_type="application/json")


def show_picture(call: Caller, item_id: Id, number: Annotated[int, Path(ge=1, le=100_000)]) -> FileResponse:
    """Bilden av en lydelse (PNG); för nycklar som får se sekretess, den kan visa det som står omkring."""
    record = _with_evidence(call, item_id)
    for version in record.versions:
        if version.number == number and version.picture:
            return FileResponse(call.desk.archive.file(ItemRecord, record.id, version.picture), media_type="image/png")
    raise Unknown(kind=Text("bild", "picture"), name=number)


def put_dnr(
    call: Caller, item_id: Id, dnr: Annotated[str, Body(embed=True, pattern=r"^[^\x00-\x1f]{1,100}$")]
) -> Entry:
    """Sätt diarienumret ur kommunens eget diarium på en diarieförd handling; samma nummer igen ändrar inget."""
    entry = entry_of(call, set_dnr(call.context, item_id, dnr))
    if entry is None:
        raise Unknown(kind=Text("diarieanteckning", "register entry"), name=item_id)
    return entry


def list_register(call: Caller, since: Moment = None, after: After = "", size: Size = 100) -> EntryPage:
    """Diarieanteckningar gjorda från en tid, i den ordning de gjordes."""
    with call.desk.archive.session() as session:
        found = items.registered(session, call.sight, aware(since), after, size + 1)
    entries = [entry_of(call, visible(call.context, id_)) for id_, _ in found[:size]]
    return EntryPage([one for one in entries if one], found[size - 1][0] if len(found) > size else "")


def entry_of(call: ApiCall, record: ItemRecord) -> Entry | None:
    """The register entry as the key may read it."""
    entry = record.register_entry
    if entry is None:
        return None
    inside = call.may(Right.SEE_SECRETS, call.desk.archive.get(Account, record.account_id).committee)
    return Entry(
        record.id,
        record.account_id,
        entry.designation,
        entry.dnr,
        entry.received_at,
        entry.entered_at,
        entry.sender if inside else entry.public_sender,
        entry.recipient if inside else "",
        entry.about if inside else entry.public_about,
    )


def _with_evidence(call: ApiCall, item_id: str) -> ItemRecord:
    record = visible(call.context, item_id)
    if not call.may(Right.SEE_SECRETS, call.desk.archive.get(Account, record.account_id).committee):
        raise Unknown(kind=Text("fil", "file"), name=item_id)
    return record


def aware(moment: datetime | None) -> datetime | None:
    """A time as it was given; Swedish time where it names no zone."""
    return moment.replace(tzinfo=STOCKHOLM) if moment and moment.tzinfo is None else moment


def _brief(row: ItemRow) -> ItemBrief:
    return ItemBrief(
        row.id,
        row.account_id,
        row.kind.value,
        row.thread_id,
        row.parent_id,
        row.permalink,
        row.direction,
        row.received_at,
        row.author,
        row.text,
        row.versions,
        row.registration.value,
        row.secrecy.value,
        row.visibility.value,
        row.retention.value,
        row.designation,
    )


FAMILY = Family(
    "handlingar",
    (
        ApiRoute("GET", "/items", list_items, Right.SEE_ITEMS, "Lista och sök handlingar"),
        ApiRoute("GET", "/items/{item_id}", show_item, Right.SEE_ITEMS, "Visa en handling"),
        ApiRoute("GET", "/items/{item_id}/document", show_document, Right.SEE_ITEMS, "Hämta dokumentet", gives=("application/json",)),
        ApiRoute("GET", "/items/{item_id}/versions/{number}/picture", show_picture, Right.SEE_ITEMS, "Hämta en lydelses bild", gives=("image/png",)),
        ApiRoute("PUT", "/items/{item_id}/dnr", put_dnr, Right.EXPORT, "Sätt diarienummer"),
        ApiRoute("GET", "/register", list_register, Right.SEE_ITEMS, "Diarieanteckningar sedan en tid"),
    ),
)  # fmt: skip
