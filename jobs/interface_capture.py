"""Ask an account's interface: the settings and the vault's token made into a visit through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from archiver.capture.guard import Allowed
from archiver.capture.order import VisitResult
from archiver.errors.outside import TokenRefused
from archiver.errors.usage import UsageFault
from archiver.extract.drafts import Found
from archiver.interfaces.calls import CallLimits
from archiver.interfaces.client import Client
from archiver.interfaces.interface import Asked, Interface
from archiver.interfaces.registry import interface_of
from archiver.interfaces.visit import FOLDER, InterfaceOrder, ask, read_kept
from archiver.model import Account
from archiver.text import Text
from jobs import vault
from jobs.config import InterfaceSettings
from jobs.context import Context
from storage.database.secrets import SecretKind, SecretState


def ask_interface(context: Context, account: Account, evidence: Path) -> VisitResult:
    """Ask the account's interface and leave its answers in the evidence folder.

    Raises UsageFault where something it needs is not registered, TokenRefused (told once in the journal) where the token no
    longer opens it, another OutsideFault where it does not answer.
    """
    interface = interface_of(account.platform, account.interface)
    row = vault.of_account(context, account.id, SecretKind.TOKEN)
    if row is None and interface.token_required:
        raise _no_token(interface, account)
    if row is not None and row.state is SecretState.LOST:
        raise TokenRefused(url=account.url, interface=interface.name, status="–")
    token = vault.opened(context, row).decode() if row is not None else ""
    settings = context.config.interfaces
    asked = Asked(
        url=account.url,
        name=account.name,
        platform=account.platform,
        id=account.interface_id,
        address=settings.addresses.get(interface.key, ""),
        token=token,
    )
    order = InterfaceOrder(interface, asked, _limits(settings), account.permission)
    try:
        with _client(context) as client:
            result = ask(client, order, evidence / FOLDER, now=context.now, say=context.say)
    except TokenRefused:
        if row is not None:
            vault.lost(context, account, row)
        raise
    if row is not None:
        vault.worked(context, row)
    return result


def told_by_interface(evidence: Path) -> Found:
    """What an interface's kept answers in an evidence folder tell; nothing where there are none."""
    return read_kept(evidence / FOLDER)


@contextmanager
def _client(context: Context) -> Iterator[Client]:
    agent = f"Somearkiv/{version('somearkiv')} ({context.config.municipality.name})"
    shown = agent.encode("ascii", "replace").decode()
    with Client(Allowed(context.config.capture.allowed_networks), shown, context.now) as client:
        yield client


def _limits(settings: InterfaceSettings) -> CallLimits:
    return CallLimits(settings.seconds, settings.wait_seconds, settings.posts, settings.comments)


def _no_token(interface: Interface, account: Account) -> UsageFault:
    wanted = interface.token or Text("en nyckel", "a token")
    return UsageFault(
        what=Text(
            f"{interface.name.sv} behöver {wanted.sv}; lämna den med `somearkiv account token {account.id}`",
            f"{interface.name.en} needs {wanted.en}; give it with `somearkiv account token {account.id}`",
        )
    )
