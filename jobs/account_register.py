"""Reading the register of accounts: the list, one account with all that is known of it, and how it looked on a day.

A person reads the accounts of their own nämnder. Of what opens an account only is told that it is there, never anything of
it; how a duty stands is told as far as it tells of no secret the person may not know of (law 5).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archiver.dates import STOCKHOLM
from archiver.duties.duty import AccountDutyFacts, Light
from archiver.duties.never_unwatched import AHEAD, first_gap
from archiver.duties.registry import DutyState, worst
from archiver.errors.usage import Unknown
from archiver.lifecycle.account_history import paused_since
from archiver.lifecycle.rights import Right, may, require
from archiver.model import Account, AccountEvent, JoinState, Person
from archiver.text import Text
from jobs.context import Context
from jobs.duties import account_facts, told
from storage.database import accounts, captures, people, secrets
from storage.database.captures import CaptureRow
from storage.database.secrets import SecretKind, SecretState
from storage.database.session import Session
from storage.ocfl.inventory import Stamp

ACCOUNT, DAY = Text("konto", "account"), Text("kontot den dagen", "the account on that day")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands. `unwatched_from`: the first day within sixty on which owner and deputy are both away;
    `password_known`: somebody who has left still knows it."""

    account: Account
    light: Light
    duties: tuple[DutyState, ...]
    last_capture: datetime | None
    unwatched_from: date | None
    password_known: bool
    resting: AccountEvent | None
    lost: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """That an account has a session or token, since when and by whom, and whether it works; nothing of what it is."""

    kind: SecretKind
    state: SecretState
    made_at: datetime
    made_by: str
    checked_at: datetime | None

    @property
    def works(self) -> bool:
        """Whether the platform took it the last time, as far as is known."""
        return self.state is SecretState.VALID


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of an account's document on the shelf: the account as it was, when it was filed, by whom and why."""

    number: int
    account: Account
    at: datetime
    who: str
    why: str


def register(context: Context) -> tuple[Standing, ...]:
    """Every account of the person's nämnder, by id. Raises RightRefused."""
    require(context.who, Right.SEE_ACCOUNTS)
    now = context.now()
    with context.archive.session() as session:
        facts = account_facts(session, context)
        seen = captures.last_ok(session)
    return tuple(_standing(context, one, seen.get(one.account.id), now) for one in facts)


def one(context: Context, account_id: str) -> Account:
    """An account of the person's nämnder, from the shelf. Raises Unknown, the same for another's and for none."""
    found = context.archive.find(Account, account_id)
    if found is None or not may(context.who, Right.SEE_ACCOUNTS, found.committee):
        raise Unknown(kind=ACCOUNT, name=account_id)
    return found


def standing(context: Context, account_id: str) -> Standing:
    """How one account stands. Raises Unknown."""
    one(context, account_id)
    now = context.now()
    with context.archive.session() as session:
        facts = next((each for each in account_facts(session, context) if each.account.id == account_id), None)
        seen = captures.last_ok(session)
    if facts is None:
        raise Unknown(kind=ACCOUNT, name=account_id)
    return _standing(context, facts, seen.get(account_id), now)


def newest_captures(context: Context, account_id: str, most: int) -> list[CaptureRow]:
    """The newest captures of an account the person sees, newest first. Raises Unknown."""
    one(context, account_id)
    with context.archive.session() as session:
        return captures.of_account(session, account_id)[:most]


def openings(context: Context, account_id: str) -> dict[SecretKind, Opening]:
    """What opens the account. Raises Unknown."""
    one(context, account_id)
    with context.archive.session() as session:
        rows = [secrets.newest(session, account_id, kind) for kind in SecretKind]
    return {
        row.kind: Opening(row.kind, row.state, row.made_at, row.made_by, row.checked_at)
        for row in rows
        if row is not None and row.state is not SecretState.FORGOTTEN
    }


def names(session: Session) -> dict[str, str]:
    """The names of user names."""
    return {row.username: row.name for row in people.rows(session)}


def editions(context: Context, account_id: str) -> tuple[Edition, ...]:
    """Every version of an account on the shelf, oldest first. Raises Unknown, IntegrityFault."""
    one(context, account_id)
    versions = context.archive.versions(Account, account_id)
    return tuple(_edition(context, account_id, number, each.stamp) for number, each in enumerate(versions, 1))


def on_day(context: Context, account_id: str, day: date) -> Edition:
    """The account as it was at the end of a Swedish day. Raises Unknown where it was not there yet."""
    one(context, account_id)
    versions = context.archive.versions(Account, account_id)
    for number in range(len(versions), 0, -1):
        if versions[number - 1].stamp.created.astimezone(STOCKHOLM).date() <= day:
            return _edition(context, account_id, number, versions[number - 1].stamp)
    raise Unknown(kind=DAY, name=day.isoformat())


def edition(context: Context, account_id: str, number: int) -> Edition:
    """One version. Raises Unknown."""
    one(context, account_id)
    versions = context.archive.versions(Account, account_id)
    if not 1 <= number <= len(versions):
        raise Unknown(kind=ACCOUNT, name=f"{account_id} {number}")
    return _edition(context, account_id, number, versions[number - 1].stamp)


def known_committees(session: Session, who: Person) -> tuple[str, ...]:
    """The nämnder a person may put accounts forward for: their own, else those that have accounts."""
    return tuple(sorted(who.committees or {each.committee for each in accounts.rows(session)}))


def unwatched_from(account: Account, today: date, ahead: timedelta = AHEAD) -> date | None:
    """The first day within a time on which owner and deputy are both away, None where there is none."""
    return first_gap(account, today, today + ahead) if account.absences else None


def _edition(context: Context, account_id: str, number: int, stamp: Stamp) -> Edition:
    account = context.archive.as_it_was(Account, account_id, number)
    return Edition(number, account, stamp.created, stamp.name, stamp.message)


def _standing(context: Context, facts: AccountDutyFacts, seen: datetime | None, now: datetime) -> Standing:
    account, duties = facts.account, told(context, facts, now)
    return Standing(
        account,
        worst(duties),
        duties,
        seen,
        unwatched_from(account, now.astimezone(STOCKHOLM).date()),
        any(each.state is JoinState.LEFT for each in account.joinings),
        paused_since(account),
        bool(facts.lost_openings),
    )
