"""Every duty, in the order a list shows them, and the two functions that ask them all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType

from archiver.duties.activity import ACTIVITY
from archiver.duties.activity_plan import ACTIVITY_PLAN
from archiver.duties.administrators import ADMINISTRATORS
from archiver.duties.approvals import APPROVALS
from archiver.duties.attested import ATTESTED
from archiver.duties.capture_works import CAPTURE_WORKS
from archiver.duties.copy_kept import COPY_KEPT
from archiver.duties.credentials import CREDENTIALS
from archiver.duties.deputy import DEPUTY
from archiver.duties.duty import AccountDutyFacts, Duty, Light, MunicipalityDutyFacts, Verdict
from archiver.duties.guideline_review import GUIDELINE_REVIEW
from archiver.duties.marked_removed import MARKED_REMOVED
from archiver.duties.never_unwatched import NEVER_UNWATCHED
from archiver.duties.password_changed import PASSWORD_CHANGED
from archiver.duties.portrait_each_half_year import PORTRAIT
from archiver.duties.public_register import PUBLIC_REGISTER
from archiver.duties.registration_prompt import REGISTRATION_PROMPT
from archiver.duties.removal_prompt import REMOVAL_PROMPT
from archiver.duties.searchable import SEARCHABLE
from archiver.duties.session_works import SESSION_WORKS
from archiver.duties.suspected_secrets import SUSPECTED_SECRETS
from archiver.model import Account, AccountState
from archiver.text import Text

ACCOUNT_DUTIES: tuple[Duty[AccountDutyFacts], ...] = (
    SUSPECTED_SECRETS,
    MARKED_REMOVED,
    REMOVAL_PROMPT,
    REGISTRATION_PROMPT,
    PORTRAIT,
    CAPTURE_WORKS,
    SESSION_WORKS,
    SEARCHABLE,
    ADMINISTRATORS,
    DEPUTY,
    NEVER_UNWATCHED,
    CREDENTIALS,
    PASSWORD_CHANGED,
    APPROVALS,
    ACTIVITY_PLAN,
    ATTESTED,
    ACTIVITY,
)
ASKED = {state: tuple(duty for duty in ACCOUNT_DUTIES if state in duty.states) for state in AccountState}
"""The duties of an account in each state."""
WHENEVER = datetime(1970, 1, 1, tzinfo=UTC)
MUNICIPALITY_DUTIES: tuple[Duty[MunicipalityDutyFacts], ...] = (PUBLIC_REGISTER, COPY_KEPT, GUIDELINE_REVIEW)


@dataclass(frozen=True, slots=True)
class DutyState:
    """One duty and how it stands: `rule` is what it rests on, `todo` what to do, None when green."""

    key: str
    title: Text
    rule: Text
    light: Light
    what: Text
    todo: Text | None


def of_account(facts: AccountDutyFacts, now: datetime, *, secrets: bool) -> tuple[DutyState, ...]:
    """Every duty that is asked of an account in its state, in the list's order.

    Without `secrets` those are left out that would tell of secrets: even their number is one (law 5).
    """
    known = _of_account_alone(facts.account)
    return tuple(
        known.get(duty.key) or _state(duty, duty.check(facts, now))
        for duty in ASKED[facts.account.state]
        if secrets or not duty.tells_of_secrets
    )


def of_municipality(facts: MunicipalityDutyFacts, now: datetime) -> tuple[DutyState, ...]:
    """Every duty of the municipality as a whole."""
    return tuple(_state(duty, duty.check(facts, now)) for duty in MUNICIPALITY_DUTIES)


def worst(states: Iterable[DutyState]) -> Light:
    """The gravest light among duties; green for none."""
    grades = list(Light)
    return max((state.light for state in states), key=grades.index, default=Light.GREEN)


@lru_cache(maxsize=4096)
def _of_account_alone(account: Account) -> Mapping[str, DutyState]:
    """The duties that follow from the account's own record. Remembered for each wording of it, since everybody's first page
    asks of every account and the records seldom change; a changed record is another account to the memory."""
    facts = AccountDutyFacts(account)
    asked = (duty for duty in ASKED[account.state] if duty.of_account_alone)
    return MappingProxyType({duty.key: _state(duty, duty.check(facts, WHENEVER)) for duty in asked})


def _state(duty: Duty[AccountDutyFacts] | Duty[MunicipalityDutyFacts], verdict: Verdict) -> DutyState:
    return DutyState(duty.key, duty.title, duty.rule, verdict.light, verdict.what, verdict.todo)
