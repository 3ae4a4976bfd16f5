"""The documents that follow an item out of the archive: register facts, secrecy mark and content, in two versions.

The *internal* version holds everything. The *public* version holds facts 1 and 2 of OSL 5:2 always, facts 3 and 4 as the
registrar worded them for the public, and the content only where nothing of it is secret and the sender isn't withheld.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from archiver.export.openness import stays_inside
from archiver.model import Account, Attachment, Author
from archiver.records import ItemRecord, ItemVersion, RegisterEntry

NAMESPACE = "urn:somearkiv:diarieunderlag:1"


@dataclass(frozen=True, slots=True)
class Marking:
    """Sekretessmarkering: the three facts of OSL 5:5."""

    provision: str
    noted_at: datetime
    authority: str


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """One register entry as it is delivered. `version` is `intern` or `offentlig`.

    `secret` says that the content is or may be secret and is kept out of the public part; the provision itself stands only in the internal
    version, because it can tell what the matter is about.
    """

    version: str
    item_id: str
    designation: str
    dnr: str
    direction: str
    received_at: datetime
    received_is_estimated: bool
    sender: str
    recipient: str
    about: str
    entered_at: datetime
    entered_by: str
    committee: str
    activity: str
    platform: str
    account: str
    permalink: str
    visibility: str
    retention: str
    secret: bool
    marking: Marking | None


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """One wording as it was seen."""

    number: int
    author: Author
    text: str
    posted_at: datetime | None
    posted_precision: str
    attachments: tuple[Attachment, ...]
    seen_at: datetime
    capture: str
    picture: str


@dataclass(frozen=True, slots=True)
class Content:
    """What the item says, every wording, and its place in the thread."""

    item_id: str
    identity: str
    kind: str
    in_reply_to: str | None
    thread: str
    permalink: str
    platform: str
    account: str
    versions: tuple[ContentVersion, ...]


def content_is_public(record: ItemRecord, entry: RegisterEntry) -> bool:
    """Whether the content may stand in the public part: nothing secret, and no sender that the public version withholds."""
    return not stays_inside(record) and entry.public_sender == entry.sender


def register_facts(record: ItemRecord, entry: RegisterEntry, account: Account, *, internal: bool) -> RegisterFacts:
    """The entry in its internal or public version."""
    public_content = content_is_public(record, entry)
    shown = internal or public_content
    return RegisterFacts(
        version="intern" if internal else "offentlig",
        item_id=record.id,
        designation=entry.designation,
        dnr=entry.dnr,
        direction=record.direction,
        received_at=entry.received_at,
        received_is_estimated=record.received_is_estimated,
        sender=entry.sender if internal else entry.public_sender,
        recipient=entry.recipient if shown or record.direction == "inkommen" else "",
        about=entry.about if internal else entry.public_about,
        entered_at=entry.entered_at,
        entered_by=entry.entered_by if internal else "",
        committee=account.committee,
        activity=account.activity,
        platform=account.platform,
        account=account.name,
        permalink=record.permalink if shown else "",
        visibility=record.axes.visibility.value,
        retention=record.axes.retention.value,
        secret=stays_inside(record),
        marking=_marking(record) if internal else None,
    )


def content(record: ItemRecord, account: Account) -> Content:
    """Everything the item says."""
    return Content(
        item_id=record.id,
        identity=record.identity,
        kind=record.kind.value,
        in_reply_to=record.parent_id,
        thread=record.thread_id,
        permalink=record.permalink,
        platform=account.platform,
        account=account.name,
        versions=tuple(_version(one) for one in record.versions),
    )


def picture_name(version: ItemVersion) -> str:
    """What a wording's picture is called in a package."""
    return f"bild-lydelse-{version.number}.png"


def only_pictures(said: Content, names: set[str]) -> Content:
    """The content with the names of only those pictures that come with it."""
    kept = tuple(one if one.picture in names else replace(one, picture="") for one in said.versions)
    return replace(said, versions=kept)


def _version(version: ItemVersion) -> ContentVersion:
    return ContentVersion(
        number=version.number,
        author=version.author,
        text=version.text,
        posted_at=version.posted_at,
        posted_precision=version.posted_precision,
        attachments=version.attachments,
        seen_at=version.seen_at,
        capture=version.capture_id,
        picture=picture_name(version) if version.picture else "",
    )


def _marking(record: ItemRecord) -> Marking | None:
    mark = record.secrecy_mark
    return Marking(mark.provision, mark.noted_at, mark.authority) if mark else None
