"""The vault's sealed sessions and tokens, by account: every version is kept, only the newest may be used."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from storage.database.vault_tables import secret


class SecretKind(StrEnum):
    """`ENVELOPE`: the log-in details as deposited with the informatör (guideline page 3)."""

    SESSION = "session"
    TOKEN = "nyckel"
    ENVELOPE = "kuvert"


class SecretState(StrEnum):
    """`LOST`: the platform no longer takes it; `REPLACED` by a newer one; `FORGOTTEN` because somebody said so."""

    VALID = "gäller"
    LOST = "utloggad"
    REPLACED = "ersatt"
    FORGOTTEN = "glömd"


@dataclass(frozen=True, slots=True)
class SecretRow:
    """One version of one account's secret. `sealed` opens with the vault's key only."""

    account_id: str
    kind: SecretKind
    version: int
    state: SecretState
    sealed: str
    made_at: datetime
    made_by: str
    checked_at: datetime | None


def newest(session: Session, account_id: str, kind: SecretKind) -> SecretRow | None:
    """The newest version, whatever its state."""
    found = versions(session, account_id, kind)
    return found[-1] if found else None


def versions(session: Session, account_id: str, kind: SecretKind) -> list[SecretRow]:
    """All versions, oldest first."""
    query = select(secret).where(secret.c.account_id == account_id, secret.c.kind == kind.value)
    return [
        SecretRow(
            account_id=row.account_id,
            kind=SecretKind(row.kind),
            version=row.version,
            state=SecretState(row.state),
            sealed=row.sealed,
            made_at=row.made_at,
            made_by=row.made_by,
            checked_at=row.checked_at,
        )
        for row in session.execute(query.order_by(secret.c.version))
    ]


def lost(session: Session) -> list[SecretRow]:
    """The newest versions that the platforms no longer take, by account."""
    query = select(secret.c.account_id, secret.c.kind).where(secret.c.state == SecretState.LOST.value).distinct()
    found = [newest(session, row.account_id, SecretKind(row.kind)) for row in session.execute(query)]
    return sorted((one for one in found if one and one.state is SecretState.LOST), key=lambda one: one.account_id)


def add(session: Session, row: SecretRow) -> None:
    """Keep a new version; what was valid before is replaced. Takes a writing session."""
    for state in (SecretState.VALID, SecretState.LOST):
        _set(session, row.account_id, row.kind, None, state, SecretState.REPLACED)
    session.execute(
        insert(secret),
        [
            {
                "account_id": row.account_id,
                "kind": row.kind.value,
                "version": row.version,
                "state": row.state.value,
                "sealed": row.sealed,
                "made_at": row.made_at,
                "made_by": row.made_by,
                "checked_at": row.checked_at,
            }
        ],
    )


def set_state(session: Session, account_id: str, kind: SecretKind, version: int, state: SecretState) -> None:
    """Say how it stands with a version. Takes a writing session."""
    _set(session, account_id, kind, version, None, state)


def checked(session: Session, account_id: str, kind: SecretKind, version: int, at: datetime) -> None:
    """Note that a version was tried and taken. Takes a writing session."""
    session.execute(
        update(secret)
        .where(secret.c.account_id == account_id, secret.c.kind == kind.value, secret.c.version == version)
        .values(checked_at=at)
    )


def _set(
    session: Session,
    account_id: str,
    kind: SecretKind,
    version: int | None,
    before: SecretState | None,
    after: SecretState,
) -> None:
    change = update(secret).where(secret.c.account_id == account_id, secret.c.kind == kind.value)
    if version is not None:
        change = change.where(secret.c.version == version)
    if before is not None:
        change = change.where(secret.c.state == before.value)
    session.execute(change.values(state=after.value))
