"""The register of accounts: propose, approve, deposit, open, close. The lawful steps are `archiver/lifecycle/account.py`'s."""

from pathlib import Path

from archiver.errors import AccountFault, AlreadyThere, Refused
from archiver.lifecycle import account as steps
from archiver.model import Account, AccountState, ApprovalRole
from archiver.text import Text
from jobs import publishing
from jobs.accountfile import read_account_file
from jobs.context import Context
from storage.database import accounts, captures

GROUND = "Riktlinjer för sociala medier, s. 3–4"


def propose(context: Context, file: Path) -> Account:
    """Put an account file's account forward.

    Raises AccountFault for what is missing, AlreadyThere where the id or the address is registered; both are journaled.
    """
    try:
        account = read_account_file(file, context.config.schedule.captures_per_year)
        _require_new(context, account)
        proposed = steps.propose(account, context.who, context.now())
    except (AccountFault, Refused) as fault:
        _note_refusal(context, file.name, fault)
        raise
    return _filed(context, proposed, "account.proposed")


def approve(context: Context, account_id: str, role: ApprovalRole) -> Account:
    """Give one of the two approvals, as the acting person."""
    account = context.archive.get(Account, account_id)
    approved = steps.approve(account, role, context.who, context.now())
    return _filed(context, approved, "account.approved", role=role.value)


def deposit(context: Context, account_id: str) -> Account:
    """Say, as informatör, that the log-in details are deposited."""
    account = context.archive.get(Account, account_id)
    return _filed(context, steps.deposit(account, context.who, context.now()), "account.deposited")


def open_(context: Context, account_id: str) -> Account:
    """Open an approved account; from now on it is captured by schedule."""
    account = context.archive.get(Account, account_id)
    return _filed(context, steps.open_(account, context.who, context.now()), "account.opened")


def close(context: Context, account_id: str, why: str, no_capture_because: str = "") -> Account:
    """Close an account after its last capture."""
    account = context.archive.get(Account, account_id)
    if account.state in (AccountState.PROPOSED, AccountState.APPROVED):
        return _filed(context, steps.withdraw(account, context.who, context.now(), why=why), "account.withdrawn", why)
    with context.archive.session() as session:
        latest = captures.latest(session, account_id)
    closed = steps.close(
        account,
        context.who,
        context.now(),
        why=why,
        last_capture_at=latest.finished_at if latest else None,
        no_capture_because=no_capture_because,
    )
    return _filed(context, closed, "account.closed", why)


def _filed(context: Context, account: Account, did: str, why: str = "", **facts: str) -> Account:
    with context.archive.change(who=context.who.username, at=context.now(), why=why or did) as change:
        change.put(account)
        change.note(did, about=account, why=why, ground=GROUND, facts={"state": account.state.value, **facts})
    publishing.follow(context)
    return account


def _require_new(context: Context, account: Account) -> None:
    if context.archive.find(Account, account.id):
        raise AlreadyThere(what=Text(f"Kontot {account.id}", f"The account {account.id}"))
    with context.archive.session() as session:
        for row in accounts.rows(session):
            if row.url.rstrip("/") == account.url.rstrip("/") and row.state != AccountState.CLOSED:
                raise AlreadyThere(
                    what=Text(f"Adressen är registrerad som {row.id} och", f"The address is registered as {row.id} and")
                )


def _note_refusal(context: Context, file_name: str, fault: AccountFault | Refused) -> None:
    with context.archive.change(who=context.who.username, at=context.now(), why="account.refused") as change:
        change.note(
            "account.refused", about="somearkiv:account", facts={"file": file_name, "fault": type(fault).__name__}
        )
