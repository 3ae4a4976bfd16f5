"""The things the archive is about, as frozen values.

Each kept thing (an account, a capture, an item, a person, a delivery …) is one value here, one JSON document on the shelf
and a set of cards in the database; the cards are always a function of the document. Words a Swedish archivist reads on
the shelf are Swedish values of English names (see `docs/glossary.md`). All times are aware and UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

# ---------------------------------------------------------------------------------------------- people and rights


class Role(StrEnum):
    """What a person is in the municipality (guideline pages 3–5; `docs/glossary.md`)."""

    ACCOUNT_OWNER = "kontoansvarig"
    COMMUNICATOR = "kommunikatör"
    REGISTRAR = "registrator"
    ARCHIVIST = "arkivarie"
    INFORMATION_OFFICER = "informatör"
    WEB_MANAGER = "webbansvarig"
    MANAGER = "chef"
    OPERATOR = "drift"
    READER = "läsare"
    ADMINISTRATOR = "administratör"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known to the archive. `committees` limits what they see; empty means the whole municipality."""

    username: str
    name: str
    email: str = ""
    roles: frozenset[Role] = frozenset()
    committees: frozenset[str] = frozenset()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees (law 5). `secrets`: may see what is suspected or marked secret. `committees`: only what
    belongs to these nämnder; None is all of them, empty is nothing."""

    secrets: bool
    committees: frozenset[str] | None = None


# ---------------------------------------------------------------------------------------------- the register of accounts


class AccountState(StrEnum):
    """Where an account stands (guideline pages 3–4)."""

    PROPOSED = "föreslaget"
    APPROVED = "godkänt"
    OPEN = "öppet"
    CLOSED = "avslutat"


class ApprovalRole(StrEnum):
    """The two who approve the activity plan: närmaste chef and informatör (guideline page 3)."""

    MANAGER = "chef"
    INFORMATION_OFFICER = "informatör"


@dataclass(frozen=True, slots=True)
class Contact:
    """A named holder of a duty on an account; `function` is what may be published instead of the name."""

    name: str
    email: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """Aktivitetsplan: the five points of guideline page 3. None may be empty."""

    activity_and_medium: str
    purpose_and_goals: str
    target_group: str
    monitoring: str
    deputy: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One of the two approvals; `by` is a username."""

    role: ApprovalRole
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """One lawful step taken with an account."""

    step: str
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One row of the register of accounts (RECORDS §7 rows 2–8).

    `id` is a short name people type (`a-z0-9-`); `committee` is the nämnd, `activity` the verksamhet that decides which
    secrecy provisions apply; `captures_per_year` is at least 2; `credentials_deposited` says that log-in details lie
    with the informatör (they themselves are never in this document).
    """

    id: str
    platform: str
    name: str
    url: str
    committee: str
    activity: str
    purpose: str
    target_group: str
    monitoring: str
    owner: Contact
    deputy: Contact
    administrators: tuple[Contact, ...]
    plan: ActivityPlan
    state: AccountState = AccountState.PROPOSED
    credentials_deposited: bool = False
    captures_per_year: int = 2
    pages: tuple[str, ...] = ()
    """Further addresses that belong to the account's structure and appearance: about page, menus."""
    approvals: tuple[Approval, ...] = ()
    history: tuple[AccountEvent, ...] = ()
    proposed_at: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None


# ---------------------------------------------------------------------------------------------- captures


class Outcome(StrEnum):
    """How a visit ended. Only `CAPTURED` and `PARTIAL` are filed as captures of the account."""

    CAPTURED = "fångad"
    PARTIAL = "delvis"
    LOGIN_WALL = "inloggningssida"
    BLOCKED = "spärrad"
    NOT_FOUND = "finns_inte"
    ERROR_PAGE = "felsida"
    EMPTY = "tom"
    UNREACHABLE = "onåbar"
    TLS_FAULT = "certifikatfel"
    TIMED_OUT = "tidsgräns"
    TOO_LARGE = "för_stor"
    DOWNLOAD = "nedladdning"
    BROWSER_GONE = "webbläsaren_avbröts"

    @property
    def fileable(self) -> bool:
        """Whether what was got is a capture of the account at all."""
        return self in (Outcome.CAPTURED, Outcome.PARTIAL)


class CaptureScope(StrEnum):
    """What a capture documents: the whole account (a portrait), or one item saved before removal."""

    ACCOUNT = "konto"
    ITEM = "inlägg"


@dataclass(frozen=True, slots=True)
class FileFact:
    """One file of a capture or item. `path` is relative, NFC, with `/`; `size_bytes` in bytes; `sha512` 128 hex digits."""

    path: str
    media_type: str
    size_bytes: int
    sha512: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Completeness statement: what the page said it had, what was got, and what was not reached, in plain Swedish.

    `claimed` and `got` count by kind (`post`, `comment`, `picture`); a kind the page says nothing about is absent.
    """

    claimed: dict[str, int] = field(default_factory=dict)
    got: dict[str, int] = field(default_factory=dict)
    not_reached: tuple[str, ...] = ()
    scrolls: int = 0
    opened: int = 0
    """How many "visa fler" were opened."""
    consent: str = ""
    """What the consent overlay was answered: `nej`, `fanns inte`, `dold` (hidden because it had no 'no')."""


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """Who, when, from where, with what, how far (capture.json)."""

    id: str
    account_id: str
    ordered_by: str
    reason: str
    started_at: datetime
    finished_at: datetime
    outcome: Outcome
    method: str
    """How we came in: `anonym_webbläsare`, `administratörens_session`, `gränssnitt`, `export`, `för_hand`."""
    permission: str
    """What the way in rests on, one sentence."""
    requested_url: str
    final_url: str
    http_status: int | None
    host: str
    """The machine the visit was made from."""
    browser: str
    user_agent: str
    viewport: tuple[int, int]
    language: str
    reach: Reach
    software: str
    """Somearkiv and platform reader versions."""
    files: tuple[FileFact, ...] = ()
    items_seen: tuple[str, ...] = ()
    """Ids of the item records seen in this capture."""
    items_new: int = 0
    items_changed: int = 0
    items_gone: tuple[str, ...] = ()
    scope: CaptureScope = CaptureScope.ACCOUNT


# ---------------------------------------------------------------------------------------------- what a page holds


class ItemKind(StrEnum):
    POST = "post"
    COMMENT = "comment"


class AuthorRole(StrEnum):
    """Who writes, as far as the page tells."""

    MUNICIPALITY = "municipality"
    CITIZEN = "citizen"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    profile_url: str = ""
    role: AuthorRole = AuthorRole.UNKNOWN


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, film, file or link that belongs to an item."""

    kind: str
    url: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where an item stands on a full-page picture, CSS pixels from the top left; `picture` is the picture's path in the
    evidence folder (`page.png`, or `pages/<n>/page.png` for a further address)."""

    x: float
    y: float
    width: float
    height: float
    picture: str = "page.png"


@dataclass(frozen=True, slots=True)
class Item:
    """A post or comment as read from one capture (no identity in the archive yet).

    `identity` is stable between captures of the account: the platform's own id, else the permalink, else author + time +
    place in the thread — never the text. `parent` is the identity of what it answers, None for a post. `posted_at` is
    the platform's time in UTC, None where the page tells it nowhere; `posted_precision` is `second`, `minute`, `day`.
    """

    identity: str
    kind: ItemKind
    author: Author
    text: str
    posted_at: datetime | None = None
    posted_precision: str = ""
    permalink: str = ""
    parent: str | None = None
    attachments: tuple[Attachment, ...] = ()
    box: Box | None = None


# ---------------------------------------------------------------------------------------------- item records


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
