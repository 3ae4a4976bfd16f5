"""How an account is captured, and what opens it: the way in, the interface's token, the administrator's session."""

from collections.abc import Callable
from dataclasses import replace

from archiver.capture.browser import Browser
from archiver.capture.session import log_in
from archiver.errors.usage import UsageFault
from archiver.interfaces.registry import interface_of
from archiver.lifecycle import account as steps
from archiver.lifecycle.account import require_capturable
from archiver.lifecycle.rights import Right, require
from archiver.model import Account, WayIn
from archiver.text import Text
from jobs import vault
from jobs.accountfile import require_way
from jobs.context import Context
from jobs.readers import reader_of
from jobs.visiting import one_page
from storage.database.secrets import SecretKind

GROUND = "Riktlinjer för sociala medier, s. 3"
EMPTY = Text("nyckeln är tom", "the token is empty")
ODD = Text("nyckeln innehåller tecken som inte kan stå i en nyckel", "the token holds what no token can hold")


def choose(
    context: Context,
    account_id: str,
    way_in: WayIn,
    *,
    permission: str | None = None,
    interface: str | None = None,
    interface_id: str | None = None,
    why: str = "",
) -> Account:
    """Set how an account is captured; None leaves a fact as it is. Raises UsageFault, StepRefused, RightRefused."""
    account = context.archive.get(Account, account_id)
    changed = replace(
        account,
        way_in=way_in,
        permission=account.permission if permission is None else permission,
        interface=account.interface if interface is None else interface,
        interface_id=account.interface_id if interface_id is None else interface_id,
    )
    require_way(changed)
    said = why or f"väg in: {way_in.value}"
    amended = steps.amend(account, changed, context.who, context.now(), why=said)
    with context.archive.change(who=context.who.username, at=context.now(), why=said) as change:
        change.put(amended)
        facts = {"state": amended.state.value, "way_in": way_in.value, "interface": amended.interface}
        change.note("account.amended", about=amended, why=said, ground=GROUND, facts=facts)
    return amended


def keep_token(context: Context, account_id: str, token: str) -> int:
    """Keep the token an interface is opened with, sealed; gives its version. Raises UsageFault, RightRefused."""
    account = context.archive.get(Account, account_id)
    interface_of(account.platform, account.interface)
    token = token.strip()
    if not token:
        raise UsageFault(what=EMPTY)
    if not token.isprintable() or not token.isascii() or " " in token:
        raise UsageFault(what=ODD)
    return vault.keep(context, account, SecretKind.TOKEN, token.encode())


def forget(context: Context, account_id: str, kind: SecretKind) -> bool:
    """Use an account's token or session no more; False where it has none."""
    return vault.forget(context, context.archive.get(Account, account_id), kind)


def keep_session(context: Context, browser: Browser, account_id: str, done: Callable[[], bool]) -> int:
    """Let a person log in to an account in a visible window, and keep the session, sealed; gives its version.

    Raises StepRefused where the account is not open, NoDisplay, LoginWall where nobody logged in, other OutsideFaults.
    """
    account = context.archive.get(Account, account_id)
    require(context.who, Right.CAPTURE, account.committee)
    require_capturable(account)
    order = one_page(context.config.capture, account, reader_of(context.config, account.platform), account.url)
    state = log_in(browser, order, done)
    return vault.keep(context, account, SecretKind.SESSION, vault.packed(state))
