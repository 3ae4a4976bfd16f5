"""The things the archive is about, as frozen values: people, accounts, captures and what a page holds.

Each kept thing (an account, a capture, a person; items and the rest in `records.py`) is one value, one JSON document on the shelf
and a set of cards in the database; the cards are always a function of the document. Words a Swedish archivist reads on
the shelf are Swedish values of English names (see `docs/glossary.md`). All times are aware and UTC.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

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
class KeyHolder(Person):
    """A person acting through a key of another system: with no more than these of their rights (`lifecycle/rights.py`)."""

    rights: frozenset[str] = frozenset()


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


class JoinState(StrEnum):
    """How far somebody has come in becoming one of those who administer an account (guideline page 4), and in leaving."""

    ASKED = "begärd"
    AGREED = "godkänd_av_chef"
    INFORMED = "anvisad_av_informatör"
    GIVEN_ACCESS = "har_inloggning"
    TAKING_PART = "deltar"
    LEFT = "har_lämnat"
    ENDED = "avslutad"


@dataclass(frozen=True, slots=True)
class Joining:
    """One person's way into, and out of, an account; `history` are the steps taken, oldest first."""

    person: Contact
    state: JoinState = JoinState.ASKED
    history: tuple[AccountEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """When one of an account's people is away: first and last day, Swedish dates, both included."""

    name: str
    first: date
    last: date


class WayIn(StrEnum):
    """How an account is captured: as a visitor sees it, through the platform's interface, or both in one capture."""

    BROWSER = "webbläsare"
    INTERFACE = "gränssnitt"
    BOTH = "båda"


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
    way_in: WayIn = WayIn.BROWSER
    permission: str = ""
    """What the way in rests on (agreement, decision, terms); empty takes the usual sentence of that way."""
    interface: str = ""
    """Key of the interface (`archiver/interfaces/registry.py`); empty takes the platform's own."""
    interface_id: str = ""
    """The account's own id or address at the interface, where its web address does not tell it."""
    approvals: tuple[Approval, ...] = ()
    history: tuple[AccountEvent, ...] = ()
    joinings: tuple[Joining, ...] = ()
    absences: tuple[Absence, ...] = ()
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
    `not_reached` is what may hide posts or comments: while it says anything, what a capture doesn't show is not gone.
    `lacking` is what the evidence lacks although all posts and comments were seen: a late picture, a reading copy.
    """

    claimed: dict[str, int] = field(default_factory=dict)
    got: dict[str, int] = field(default_factory=dict)
    not_reached: tuple[str, ...] = ()
    scrolls: int = 0
    opened: int = 0
    """How many "visa fler" were opened."""
    consent: str = ""
    """What the consent overlay was answered: `nej`, `fanns inte`, `dold` (hidden because it had no 'no')."""
    lacking: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """All there is to say of what the capture is without, the gravest first."""
        return (*self.not_reached, *self.lacking)


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
