"""An item as the archive keeps it, and what is done with it: axes, proposals, decisions, journal, tombstones, deliveries.

What a page holds and who people are stands in `archiver/model.py`; the same rules for values apply here.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from archiver.model import Attachment, Author, ItemKind


class Registration(StrEnum):
    """First axis (OSL 5:1)."""

    REGISTERED = "diarieförd"
    KEPT_IN_ORDER = "hålls_ordnad"
    MINOR = "uppenbart_ringa"


class Secrecy(StrEnum):
    """Second axis (OSL 5:5)."""

    NONE = "ingen"
    SUSPECTED = "misstänkt"
    MARKED = "markerad"
    TESTED = "prövad"


class Visibility(StrEnum):
    """Third axis: on the platform."""

    PUBLISHED = "publicerad"
    UNPUBLISHED = "avpublicerad"
    DELETED = "raderad_av_kommunen"
    REMOVED_BY_SENDER = "borttagen_av_avsändaren"
    UNREACHABLE = "oåtkomlig"


class Retention(StrEnum):
    """Fourth axis (arkivlagen 10 §)."""

    PRESERVED = "bevaras"
    PERIOD_RUNNING = "frist_löper"
    HELD = "spärrad"
    WEEDED = "gallrad"
    TRANSFERRED = "överlämnad"


@dataclass(frozen=True, slots=True)
class Axes:
    """Where an item stands on each axis; they move independently."""

    registration: Registration = Registration.KEPT_IN_ORDER
    secrecy: Secrecy = Secrecy.NONE
    visibility: Visibility = Visibility.PUBLISHED
    retention: Retention = Retention.PRESERVED


class Unsuitable(StrEnum):
    """The guideline's eight kinds of unsuitable material (pages 4–5), plus personal data (RECORDS §7 row 17)."""

    DEFAMATION = "defamation"
    HATE_HARASSMENT = "hate_harassment"
    VIOLENCE_PORN = "violence_porn"
    CRIME = "crime"
    COPYRIGHT = "copyright"
    PROFANITY = "profanity"
    COMMERCIAL = "commercial"
    CONFIDENTIAL = "confidential"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a proposal: which rule, on which axis, the words (offsets in the original text, end exclusive,
    counted in Unicode code points), why in plain Swedish, the ground (law and paragraph), how sure (0–1, calibrated)."""

    rule: str
    axis: str
    start: int
    end: int
    reason: str
    ground: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the software proposes for one version of an item. Never a decision."""

    version: int
    diary: bool
    confidential: bool
    weeding: bool
    unsuitable: tuple[Unsuitable, ...]
    findings: tuple[Finding, ...]
    rulebook: str
    """Name and version of the rules and model that made it."""
    made_at: datetime
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """One wording of an item. `digest` is over author, text and attachments; `seen_at` when a capture first had it."""

    number: int
    author: Author
    text: str
    posted_at: datetime | None
    posted_precision: str
    attachments: tuple[Attachment, ...]
    seen_at: datetime
    capture_id: str
    digest: str
    picture: str = ""
    """Path in the object of the item's own picture, empty where the capture gave none."""


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """Sekretessmarkering: the three facts of OSL 5:5, and who made it."""

    provision: str
    noted_at: datetime
    authority: str
    by: str


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """Diarieanteckning: the four facts of OSL 5:2 in an internal and a public version.

    (1) `received_at`; (2) `designation` (year and running number of the authority, e.g. `KS-SM 2026:17`); (3) `sender`
    and `recipient`; (4) `about`. The public version leaves out or rewrites facts 3 and 4 where secrecy needs it.
    `dnr` is the case number in the municipality's own diarium, once the registrar has set it.
    """

    designation: str
    year: int
    number: int
    received_at: datetime
    sender: str
    recipient: str
    about: str
    public_sender: str
    public_about: str
    entered_at: datetime
    entered_by: str
    dnr: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A named person's decision on one axis; a later one replaces it, none is ever removed."""

    axis: str
    value: str
    by: str
    at: datetime
    ground: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """What a running period rests on: the row of the informationshanteringsplan, and the period's last day (Swedish date),
    None while it is not known (vid inaktualitet, not yet noted). `outdated_on` is the day a person noted that the record is
    no longer current."""

    row: str
    expires_on: date | None = None
    outdated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """A second opinion on one axis: a question put to a named person (`value` empty), or their answer. Never a decision."""

    axis: str
    by: str
    to: str
    at: datetime
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item as the archive keeps it (item.json): every version, proposal and decision.

    `received_at` is the platform's time, never the capture's (TF 2:9–10); where the page tells none, the first capture's,
    and `received_is_estimated` says so. `direction` is `inkommen` or `upprättad`. `missing_since` is when a capture that
    reached the end first did not show it.
    """

    id: str
    account_id: str
    identity: str
    kind: ItemKind
    parent_id: str | None
    thread_id: str
    permalink: str
    direction: str
    received_at: datetime
    received_is_estimated: bool
    owner: str
    responsible: str
    versions: tuple[ItemVersion, ...]
    axes: Axes = Axes()
    proposals: tuple[Proposal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    register_entry: RegisterEntry | None = None
    secrecy_mark: SecrecyMark | None = None
    first_capture: str = ""
    last_capture: str = ""
    missing_since: datetime | None = None
    period: Period | None = None
    opinions: tuple[Opinion, ...] = ()

    @property
    def latest(self) -> ItemVersion:
        return self.versions[-1]

    @property
    def proposal(self) -> Proposal | None:
        return self.proposals[-1] if self.proposals else None


def item_id(account_id: str, identity: str) -> str:
    """The archive's id for an item: the same for the same identity, so that filing twice makes no double (UUID v5)."""
    return str(uuid5(NAMESPACE_URL, f"somearkiv:{account_id}:{identity}"))


# ---------------------------------------------------------------------------------------------- what was done


@dataclass(frozen=True, slots=True)
class JournalLine:
    """Who did what, when, why, on what ground. `about` is the kept thing's object id, `facts` hold no content.

    `number` runs without gaps; `previous` is the digest of the line before; `digest` of this line's canonical JSON
    without `digest`. Filled in by the shelf on filing.
    """

    at: datetime
    who: str
    did: str
    about: str
    why: str = ""
    ground: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    number: int = 0
    previous: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a weeded thing: no content, only that it was, and by what decision it went."""

    object_id: str
    kind: str
    account_id: str
    received_at: datetime | None
    weeded_at: datetime
    weeded_by: str
    approved_by: str
    decision: str


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """A trusted time-stamp over one journal segment, and so over everything before it (RFC 3161).

    `id` is the segment's number, eight digits; `segment_digest` the SHA-512 of its `segment.json`; `made_at` the
    authority's time; `authority` its address; `serial` its serial number. Beside it lie the answer itself,
    `answer.tsr`, and the certificate it is trusted by, `root.pem`.
    """

    id: str
    segment: int
    segment_digest: str
    made_at: datetime
    authority: str
    serial: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A package that left the archive: what, to whom, with which digest."""

    id: str
    format: str
    made_at: datetime
    made_by: str
    recipient: str
    selection: dict[str, str]
    object_ids: tuple[str, ...]
    digest: str
    path: str
    receipt: str = ""
    """What is known of its receipt: when it was read and how many items got a number; empty before."""


# ---------------------------------------------------------------------------------------------- handing out on request


class Release(StrEnum):
    """How the test of an item ended (TF 2:15)."""

    WHOLE = "helt"
    PART = "delvis"
    REFUSED = "nej"


@dataclass(frozen=True, slots=True)
class MaskedPlace:
    """Where words to mask stand: the place, never the words, so that nothing of a weeded item is left here.

    `part` is `text`, `author` or `attachment-<n>` (its description, counted from 1); offsets as in `Finding`.
    """

    wording: int
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DrawnMask:
    """A place to burn black on a wording's own picture, in its pixels; right and bottom exclusive."""

    wording: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class SecrecyTest:
    """Sekretessprövning of one item at one request (OSL 6:3). A later one of the same item replaces it.

    `wordings` is how many the item had: a newer one is not tested. `find`: the masks on the picture are found from the
    item's words; `drawn` are those drawn by hand.
    """

    item_id: str
    release: Release
    by: str
    at: datetime
    ground: str = ""
    masks: tuple[MaskedPlace, ...] = ()
    mask_author: bool = False
    find: bool = False
    drawn: tuple[DrawnMask, ...] = ()
    wordings: int = 1


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A request for public records and what came of it; nothing says who asks or why (TF 2:18).

    `asked_for` is in the official's own words; `authority` the nämnd that decides, through `decided_by` (a function);
    `pages` are paper copies, `minutes` the time it took, `fee` in words, empty where nothing is charged.
    """

    id: str
    designation: str
    year: int
    number: int
    received_at: datetime
    asked_for: str
    authority: str
    item_ids: tuple[str, ...]
    opened_by: str
    decided_by: str = ""
    court: str = "kammarrätten"
    tests: tuple[SecrecyTest, ...] = ()
    pages: int = 0
    minutes: int = 0
    fee: str = ""
    handed_out_at: datetime | None = None
