"""Keys of other systems to the API. Digests only: the key itself lies nowhere."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from storage.database.vault_tables import token


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One key: whose, with which rights and nämnder (none named: the person's own), how long; `digest` its SHA-512."""

    id: str
    digest: str
    name: str
    username: str
    rights: tuple[str, ...]
    committees: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def add(session: Session, row: TokenRow) -> None:
    """Keep a key. Takes a writing session."""
    values = {**asdict(row), "rights": list(row.rights), "committees": list(row.committees)}
    session.execute(insert(token), [values])


def by_digest(session: Session, digest: str) -> TokenRow | None:
    """The key with that digest, also a revoked or old one."""
    row = session.execute(select(token).where(token.c.digest == digest)).first()
    return None if row is None else _row(row)


def find(session: Session, id_: str) -> TokenRow | None:
    """A key by its id."""
    row = session.execute(select(token).where(token.c.id == id_)).first()
    return None if row is None else _row(row)


def rows(session: Session, username: str | None = None) -> list[TokenRow]:
    """The keys (of a person), newest first."""
    query = select(token).order_by(token.c.made_at.desc(), token.c.id)
    if username is not None:
        query = query.where(token.c.username == username)
    return [_row(row) for row in session.execute(query)]


def used(session: Session, id_: str, at: datetime) -> None:
    """The key was used. Takes a writing session."""
    session.execute(update(token).where(token.c.id == id_).values(used_at=at))


def revoke(session: Session, id_: str, at: datetime) -> None:
    """The key opens nothing from now on. Takes a writing session."""
    session.execute(update(token).where(token.c.id == id_, token.c.revoked_at.is_(None)).values(revoked_at=at))


def _row(row: Row[Any]) -> TokenRow:
    return TokenRow(**{**row._mapping, "rights": tuple(row.rights), "committees": tuple(row.committees)})
