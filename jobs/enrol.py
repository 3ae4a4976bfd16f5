"""The register of accounts: propose, amend, approve, deposit, open, attest, rest, close. The lawful steps are `archiver/lifecycle/account.py`'s."""

from collections.abc import Callable
from pathlib import Path

from archiver.errors.refused import AlreadyThere, Refused
from archiver.errors.usage import AccountFault
from archiver.lifecycle import account as steps
from archiver.model import Account, AccountState, ApprovalRole
from archiver.text import Text
from jobs import publishing
from jobs.accountfile import read_account_file
from jobs.context import Context
from storage.change import Change
from storage.database import accounts, captures

GROUND = "Riktlinjer för sociala medier, s. 3–4"


def propose(context: Context, file: Path) -> Account:
    """Put an account file's account forward.

    Raises AccountFault for what is missing, AlreadyThere where the id is registered, Refused where the address is; all are journaled.
    """
    try:
        account = read_account_file(file, context.config.schedule.captures_per_year)
    except AccountFault as fault:
        _note_refusal(context, file.name, fault)
        raise
    return propose_account(context, account, file.name)


def propose_account(context: Context, account: Account, source: str = "") -> Account:
    """Put an account forward. Raises RightRefused, StepRefused for what is missing, AlreadyThere; all are journaled."""
    try:
        _require_new(context, account)
        proposed = steps.propose(account, context.who, context.now())
    except Refused as fault:
        _note_refusal(context, source, fault)
        raise
    with context.archive.change(who=context.who.username, at=context.now(), why="account.proposed") as change:
        change.put(proposed)
        _note(change, proposed, "account.proposed")
    publishing.follow(context)
    return proposed


def amend(context: Context, account_id: str, changed: Account, why: str) -> Account:
    """Change an account's facts; of a proposal a change of what was approved takes the approvals back."""
    return stepped(
        context,
        account_id,
        "account.amended",
        lambda account: steps.amend(account, changed, context.who, context.now(), why=why),
        why,
    )


def approve(context: Context, account_id: str, role: ApprovalRole) -> Account:
    """Give one of the two approvals, as the acting person."""
    return stepped(
        context,
        account_id,
        "account.approved",
        lambda account: steps.approve(account, role, context.who, context.now()),
        role=role.value,
    )


def deposit(context: Context, account_id: str) -> Account:
    """Say, as informatör, that the log-in details are deposited."""
    return stepped(
        context, account_id, "account.deposited", lambda account: steps.deposit(account, context.who, context.now())
    )


def open_(context: Context, account_id: str) -> Account:
    """Open an approved account; from now on it is captured by schedule."""
    return stepped(
        context, account_id, "account.opened", lambda account: steps.open_(account, context.who, context.now())
    )


def close(context: Context, account_id: str, why: str, no_capture_because: str = "") -> Account:
    """Close an account after its last capture."""
    state = context.archive.get(Account, account_id).state
    if state in (AccountState.PROPOSED, AccountState.APPROVED):
        return stepped(
            context,
            account_id,
            "account.withdrawn",
            lambda account: steps.withdraw(account, context.who, context.now(), why=why),
            why,
        )
    with context.archive.session() as session:
        latest = captures.latest(session, account_id)
    return stepped(
        context,
        account_id,
        "account.closed",
        lambda account: steps.close(
            account,
            context.who,
            context.now(),
            why=why,
            last_capture_at=latest.finished_at if latest else None,
            no_capture_because=no_capture_because,
        ),
        why,
    )


def attest(context: Context, account_id: str, note: str = "") -> Account:
    """The owner's yearly word for an account. Raises RightRefused, StepRefused."""
    return stepped(
        context,
        account_id,
        "account.attested",
        lambda account: steps.attest(account, context.who, context.now(), note=note),
        note,
    )


def pause(context: Context, account_id: str, why: str) -> Account:
    """Let an account rest; it is watched and captured as before. Raises RightRefused, StepRefused."""
    return stepped(
        context,
        account_id,
        "account.paused",
        lambda account: steps.pause(account, context.who, context.now(), why=why),
        why,
    )


def resume(context: Context, account_id: str) -> Account:
    """Take a resting account up again. Raises RightRefused, StepRefused."""
    return stepped(
        context, account_id, "account.resumed", lambda account: steps.resume(account, context.who, context.now())
    )


def stepped(
    context: Context, account_id: str, did: str, step: Callable[[Account], Account], why: str = "", /, **facts: str
) -> Account:
    """One step of an account, made from its newest document, filed and journaled. Raises what the step raises."""
    with context.archive.change(who=context.who.username, at=context.now(), why=why or did) as change:
        account = step(change.get(Account, account_id))
        change.put(account)
        _note(change, account, did, why, **facts)
    publishing.follow(context)
    return account


def _note(change: Change, account: Account, did: str, why: str = "", **facts: str) -> None:
    change.note(did, about=account, why=why, ground=GROUND, facts={"state": account.state.value, **facts})


def _require_new(context: Context, account: Account) -> None:
    if context.archive.find(Account, account.id):
        raise AlreadyThere(what=Text(f"Kontot {account.id}", f"The account {account.id}"))
    with context.archive.session() as session:
        for row in accounts.rows(session):
            if row.url.rstrip("/") == account.url.rstrip("/") and row.state != AccountState.CLOSED:
                raise Refused(
                    what=Text(
                        f"adressen finns redan i registret, som kontot {row.name} ({row.id})",
                        f"the address is in the register already, as the account {row.name} ({row.id})",
                    )
                )


def _note_refusal(context: Context, file_name: str, fault: AccountFault | Refused) -> None:
    with context.archive.change(who=context.who.username, at=context.now(), why="account.refused") as change:
        change.note(
            "account.refused", about="somearkiv:account", facts={"file": file_name, "fault": type(fault).__name__}
        )
