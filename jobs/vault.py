"""Sessions and tokens of accounts: kept sealed, opened for one capture, known to be lost, forgotten. Never shown to anybody.

Every step is journaled with its version and never with anything of the secret itself.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archiver.lifecycle.rights import Right, require
from archiver.model import Account
from archiver.text import Text
from jobs.context import Context
from storage.database import secrets
from storage.database.secrets import SecretKind, SecretRow, SecretState
from storage.vault import key_made_once, read_key, seal, unseal

GROUND = "OSL 18:8"
_WORDS = {SecretKind.SESSION: "session", SecretKind.TOKEN: "token", SecretKind.ENVELOPE: "envelope"}
LOST = Text("plattformen tar inte längre emot den", "the platform no longer takes it")


def keep(context: Context, account: Account, kind: SecretKind, plain: bytes) -> int:
    """Seal a new version of an account's session or token; the older ones stay, unused. Gives its number.

    Raises RightRefused, ConfigFault, StorageFault.
    """
    require(context.who, Right.CAPTURE, account.committee)
    key = key_made_once(_key_file(context))
    now = context.now()
    with context.archive.session(write=True) as session:
        before = secrets.newest(session, account.id, kind)
        version = before.version + 1 if before else 1
        sealed = seal(key, plain, _purpose(account.id, kind, version))
        row = SecretRow(account.id, kind, version, SecretState.VALID, sealed, now, context.who.username, None)
        secrets.add(session, row)
    _note(context, account, f"{_WORDS[kind]}.kept", version)
    return version


def packed(state: Mapping[str, Any]) -> bytes:
    """A session as it is sealed."""
    return json.dumps(state, ensure_ascii=False).encode()


def of_account(context: Context, account_id: str, kind: SecretKind) -> SecretRow | None:
    """The newest version, sealed; None where there is none or it was forgotten."""
    with context.archive.session() as session:
        row = secrets.newest(session, account_id, kind)
    return None if row is None or row.state is SecretState.FORGOTTEN else row


def opened(context: Context, row: SecretRow) -> bytes:
    """The secret of a row. Raises ConfigFault where the vault's key is missing or wrong."""
    file = _key_file(context)
    return unseal(read_key(file), row.sealed, _purpose(row.account_id, row.kind, row.version), file)


def lost(context: Context, account: Account, row: SecretRow) -> None:
    """Say, once, that the platform no longer takes a version: the account is paused until there is a new one."""
    if row.state is SecretState.LOST:
        return
    with context.archive.session(write=True) as session:
        secrets.set_state(session, row.account_id, row.kind, row.version, SecretState.LOST)
    _note(context, account, f"{_WORDS[row.kind]}.lost", row.version, LOST.sv)


def shown(context: Context, account: Account, row: SecretRow) -> bytes:
    """The secret of a row for a person to read, journaled as that; whether they may is the caller's to have asked."""
    plain = opened(context, row)
    _note(context, account, f"{_WORDS[row.kind]}.opened", row.version)
    return plain


def worked(context: Context, row: SecretRow) -> None:
    """Note that a version was tried just now and taken."""
    with context.archive.session(write=True) as session:
        secrets.checked(session, row.account_id, row.kind, row.version, context.now())


def forget(context: Context, account: Account, kind: SecretKind) -> bool:
    """Use an account's session or token no more; False where there was none. Raises RightRefused."""
    require(context.who, Right.CAPTURE, account.committee)
    row = of_account(context, account.id, kind)
    if row is None:
        return False
    with context.archive.session(write=True) as session:
        secrets.set_state(session, row.account_id, row.kind, row.version, SecretState.FORGOTTEN)
    _note(context, account, f"{_WORDS[kind]}.forgotten", row.version)
    return True


def _note(context: Context, account: Account, did: str, version: int, why: str = "") -> None:
    with context.archive.change(who=context.who.username, at=context.now(), why=why or did) as change:
        change.note(did, about=account, why=why, ground=GROUND, facts={"version": str(version)})


def _purpose(account_id: str, kind: SecretKind, version: int) -> str:
    return f"{account_id}/{kind.value}/{version}"


def _key_file(context: Context) -> Path:
    return context.config.path(context.config.vault.key)
