"""The sealed envelope: an account's log-in details deposited with the informatör (guideline page 3), kept in the vault.

Whoever keeps the account seals it; only the informatör opens it, on the command line, and the journal says so each time.
No page shows it. It lies with the vault's key on this machine and never on the shelf (credentials are never archived).
"""

from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.account_table import ACCOUNT
from archiver.lifecycle.table import has_right, require_right
from archiver.model import Account
from archiver.text import Text
from jobs import enrol, vault
from jobs.context import Context
from storage.database.secrets import SecretKind

EMPTY = Text("kuvertet är tomt", "the envelope is empty")
TOO_LARGE = Text("kuvertet rymmer högst 10 000 tecken", "the envelope holds 10,000 characters at most")
MOST = 10_000
ENVELOPE = Text("kuvert för kontot", "envelope of the account")


def seal(context: Context, account_id: str, details: str) -> int:
    """Seal the log-in details; the older envelope stays, unused. Gives its number.

    Where the informatör seals it, the deposit is attested with it. Raises UsageFault, RightRefused, StepRefused.
    """
    account = context.archive.get(Account, account_id)
    if not details.strip():
        raise UsageFault(what=EMPTY)
    if len(details) > MOST:
        raise UsageFault(what=TOO_LARGE)
    version = vault.keep(context, account, SecretKind.ENVELOPE, details.encode())
    deposit = ACCOUNT.step("deponera")
    mine = account.state in deposit.before and has_right(deposit, context.who, account.committee)
    if mine and not account.credentials_deposited:
        enrol.deposit(context, account_id)
    return version


def open_(context: Context, account_id: str) -> str:
    """The log-in details, for the informatör. Raises RightRefused, Unknown where nothing is deposited, ConfigFault."""
    account = context.archive.get(Account, account_id)
    require_right(ACCOUNT.step("deponera"), context.who, account.committee)
    row = vault.of_account(context, account_id, SecretKind.ENVELOPE)
    if row is None:
        raise Unknown(kind=ENVELOPE, name=account_id)
    return vault.shown(context, account, row).decode()
