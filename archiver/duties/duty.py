"""What every duty is: a rule of the guideline or the law, and a check that tells from data whether it is kept.

A check is a pure function of facts and time. It gives a light and, when something is to be done, what. Duties remind; they
decide nothing. Facts hold counts and times, never what anybody wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from archiver.model import Account, AccountState
from archiver.text import Text


class Light(StrEnum):
    """How a duty stands: kept, soon to be seen to, or broken."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class AccountDutyFacts:
    """What is known of one account.

    `captures` are the ends of filed captures, any order, at least the last of this half-year and the last before it;
    `due_at`, `alarm_since` and `last_error` come from the timetable. `suspected_since`: since when each undecided suspicion of secrecy has waited; `diary_since` the same for
    proposals to register; `marked_still_published`: when each mark was made on something still on the platform;
    `last_own_post_at`: the municipality's newest post, None where no item is known.
    """

    account: Account
    captures: tuple[datetime, ...] = ()
    due_at: datetime | None = None
    alarm_since: datetime | None = None
    last_error: str = ""
    suspected_since: tuple[datetime, ...] = ()
    diary_since: tuple[datetime, ...] = ()
    marked_still_published: tuple[datetime, ...] = ()
    last_own_post_at: datetime | None = None
    removals_due: tuple[datetime, ...] = ()
    """The deadlines of the removals that are ordered and not confirmed."""
    lost_openings: tuple[str, ...] = ()
    """What the platform no longer takes: `session`, `nyckel`."""
    unsearchable_since: datetime | None = None
    """Since when a look as an anonymous visitor has met a login page or nothing; None where the latest was well."""


@dataclass(frozen=True, slots=True)
class MunicipalityDutyFacts:
    """What is known of the municipality as a whole.

    `founded_at`: when the archive was begun; `guideline_reviewed_at`: the informatör's latest word that the guideline is
    reviewed; `register_changed_at` and `register_attested_at`: the newest change in the register of accounts and the
    webbansvarig's latest word that the public list is right; `copy_kept`: whether a copy for the informatör is set up.
    `register_drift`: in how many places the list the archive publishes differs from what it should say.
    """

    founded_at: datetime
    guideline_reviewed_at: datetime | None = None
    register_changed_at: datetime | None = None
    register_attested_at: datetime | None = None
    copy_kept: bool = False
    register_drift: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a duty stands: what is so, and what to do about it (None when nothing is)."""

    light: Light
    what: Text
    todo: Text | None = None


Facts = TypeVar("Facts")

OPEN = frozenset({AccountState.OPEN})
BEFORE_CLOSING = frozenset({AccountState.PROPOSED, AccountState.APPROVED, AccountState.OPEN})


@dataclass(frozen=True)
class Duty(Generic[Facts]):
    """One member of the family. `rule` is the source, as a person may look it up; `states` are the account states the
    duty is asked in (of no meaning for the municipality's own)."""

    key: str
    title: Text
    rule: Text
    check: Callable[[Facts, datetime], Verdict]
    states: frozenset[AccountState] = OPEN
    tells_of_secrets: bool = False
    """Whether its verdict would tell somebody without the right that there is a secret (law 5)."""
    of_account_alone: bool = False
    """Whether its verdict follows from the account's own record, whatever else is known and whatever the time is: then it
    is worked out once for each wording of the record (`registry.py`)."""


@lru_cache(maxsize=4096)
def green(sv: str, en: str) -> Verdict:
    """The duty is kept. Most are, in the same words: these are made once."""
    return Verdict(Light.GREEN, Text(sv, en))


def yellow(what: Text, todo: Text) -> Verdict:
    """Somebody should see to it."""
    return Verdict(Light.YELLOW, what, todo)


def red(what: Text, todo: Text) -> Verdict:
    """The duty is broken."""
    return Verdict(Light.RED, what, todo)
