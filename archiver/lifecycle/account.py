"""The steps of an account's life: proposed, approved by two, open, closed (guideline pages 3–4).

Each function returns the account after one lawful step, with the step appended to its history; `account_table.py` says
who may take it and what must be met. All raise RightRefused or StepRefused and change nothing then. Nothing is captured
by schedule before the account is open.
"""

from dataclasses import replace
from datetime import datetime

from archiver.dates import STOCKHOLM
from archiver.errors.refused import StepRefused
from archiver.lifecycle.account_history import ATTEST, PAUSE, RESUME
from archiver.lifecycle.account_table import ACCOUNT, APPROVE_AS, AccountFacts
from archiver.lifecycle.completeness import FIELDS, PLAN_POINTS, Fault, complete
from archiver.lifecycle.table import require_right, take
from archiver.model import Absence, Account, AccountEvent, AccountState, Approval, ApprovalRole, Person
from archiver.text import Text

__all__ = [
    "FIELDS",
    "PLAN_POINTS",
    "Fault",
    "amend",
    "approve",
    "attest",
    "close",
    "complete",
    "deposit",
    "note_absence",
    "open_",
    "pause",
    "propose",
    "require_capturable",
    "resume",
    "withdraw",
]

CAPTURE = Text("fånga kontot", "capture the account")
NOT_OPEN = Text("kontot är inte öppet", "the account is not open")
ID_STAYS = Text("kontots beteckning kan inte bytas", "the account's id can't be changed")
APPROVED_FACTS = ("platform", "url", "activity", "purpose", "target_group", "plan", "committee", "owner")
"""What the approvals were given for; a change of it before the account is open takes them back."""


def propose(account: Account, by: Person, now: datetime) -> Account:
    """The account as first put forward: no approvals, no history but this; every field must be filled in."""
    bare = replace(
        account,
        state=AccountState.PROPOSED,
        approvals=(),
        history=(),
        proposed_at=now,
        opened_at=None,
        closed_at=None,
    )
    return _taken("föreslå", bare, by, now)


def approve(account: Account, role: ApprovalRole, by: Person, now: datetime) -> Account:
    """With one of the two approvals; when both are there, by different people, the account is approved."""
    given = _taken(APPROVE_AS[role], account, by, now)
    given = replace(given, approvals=(*given.approvals, Approval(role, by.username, now)))
    if len(given.approvals) < len(ApprovalRole):
        return given
    return _taken("godkänt", given, by, now)


def deposit(account: Account, by: Person, now: datetime) -> Account:
    """With the informatör's word that the log-in details lie with her; the details themselves are never here."""
    return replace(_taken("deponera", account, by, now), credentials_deposited=True)


def open_(account: Account, by: Person, now: datetime) -> Account:
    """Open: two administrators, deputy, five plan points, two approvals and deposited credentials are there."""
    return replace(_taken("öppna", account, by, now), opened_at=now)


def close(
    account: Account,
    by: Person,
    now: datetime,
    *,
    why: str,
    last_capture_at: datetime | None,
    no_capture_because: str = "",
) -> Account:
    """Closed, after a last capture at most seven days old, or with the reason why none can be had any more."""
    facts = AccountFacts(account, by, now, why, last_capture_at, no_capture_because)
    note = "; ".join(part for part in (why.strip(), no_capture_because.strip()) if part)
    return replace(_taken("avsluta", account, by, now, facts=facts, note=note), closed_at=now)


def withdraw(account: Account, by: Person, now: datetime, *, why: str) -> Account:
    """A proposal dropped before the account was opened."""
    return replace(_taken("avskriv", account, by, now, why=why), closed_at=now)


def amend(account: Account, changed: Account, by: Person, now: datetime, *, why: str = "") -> Account:
    """The account with changed facts. State, approvals and history are the archive's and are not taken from `changed`.

    Before the account is open, a change of what was approved takes the approvals back. Of an open account the change is
    noted with its reason and it stays open.
    """
    if changed.id != account.id:
        raise StepRefused(step=ACCOUNT.step("ändra_registret").label, state=account.state.value, what=ID_STAYS)
    kept = replace(
        changed,
        state=account.state,
        approvals=account.approvals,
        history=account.history,
        credentials_deposited=account.credentials_deposited,
        joinings=account.joinings,
        absences=account.absences,
        proposed_at=account.proposed_at,
        opened_at=account.opened_at,
        closed_at=account.closed_at,
    )
    step = "ändra_registret" if account.state in (AccountState.OPEN, AccountState.CLOSED) else "ändra_förslaget"
    # The right is asked of the nämnd it leaves as well as of the one it comes to.
    require_right(ACCOUNT.step(step), by, account.committee)
    if step == "ändra_registret":
        return _taken(step, kept, by, now, why=why)
    after = _taken(step, kept, by, now, why=why)
    if any(getattr(account, key) != getattr(kept, key) for key in APPROVED_FACTS):
        return replace(after, approvals=())
    return replace(after, state=account.state)


def note_absence(account: Account, absence: Absence, by: Person, now: datetime) -> Account:
    """With word that one of its people is away; days that have passed are forgotten."""
    noted = _taken(
        "anteckna_frånvaro",
        account,
        by,
        now,
        facts=AccountFacts(account, by, now, absence=absence),
        note=f"{absence.name} {absence.first.isoformat()}–{absence.last.isoformat()}",
    )
    today = now.astimezone(STOCKHOLM).date()
    return replace(noted, absences=(*(one for one in account.absences if one.last >= today), absence))


def attest(account: Account, by: Person, now: datetime, *, note: str = "") -> Account:
    """With the owner's yearly word that row and plan are right and the portraits taken (guideline page 5)."""
    return _taken(ATTEST, account, by, now, note=note.strip())


def pause(account: Account, by: Person, now: datetime, *, why: str) -> Account:
    """Resting: nothing is published there for a time. It is watched and captured as before."""
    return _taken(PAUSE, account, by, now, why=why)


def resume(account: Account, by: Person, now: datetime) -> Account:
    """Used again."""
    return _taken(RESUME, account, by, now)


def require_capturable(account: Account) -> None:
    """StepRefused unless the account is open: before that and after closing nothing is captured."""
    if account.state is not AccountState.OPEN:
        raise StepRefused(step=CAPTURE, state=account.state.value, what=NOT_OPEN)


def _taken(
    step: str,
    account: Account,
    by: Person,
    now: datetime,
    *,
    why: str = "",
    note: str = "",
    facts: AccountFacts | None = None,
) -> Account:
    """The account in its state after the step, with the step in its history."""
    row = ACCOUNT.step(step)
    state = take(
        ACCOUNT,
        row,
        account.state,
        facts or AccountFacts(account, by, now, why),
        by=by,
        committee=account.committee,
    )
    event = AccountEvent(row.name, by.username, now, note or why.strip())
    return replace(account, state=state, history=(*account.history, event))
