"""People and the vault of their password hashes. The hashes lie here only, never on the shelf (OSL 18:8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.orm import Session

from archiver.model import Person, Role
from storage.database.card_tables import person
from storage.database.vault_tables import vault


def rows(session: Session) -> list[Person]:
    """Everybody, by user name."""
    return [_person(row) for row in session.execute(select(person).order_by(person.c.username))]


def find(session: Session, username: str) -> Person | None:
    """One person by user name, None where there is none."""
    row = session.execute(select(person).where(person.c.username == username)).first()
    return None if row is None else _person(row)


def with_email(session: Session, email: str) -> list[Person]:
    """The active people with an e-mail address, upper and lower case alike."""
    query = select(person).where(func.lower(person.c.email) == email.lower(), person.c.active.is_(True))
    return [_person(row) for row in session.execute(query)]


def password_hash(session: Session, username: str) -> str | None:
    """The stored hash, None where none is set."""
    return session.scalar(select(vault.c.password_hash).where(vault.c.username == username))


@dataclass(frozen=True, slots=True)
class PasswordRow:
    """Somebody's password. `temporary`: it must be changed before anything else is done."""

    password_hash: str
    changed_at: datetime
    temporary: bool


def password(session: Session, username: str) -> PasswordRow | None:
    """What is kept of a password, None where none is set."""
    columns = (vault.c.password_hash, vault.c.changed_at, vault.c.temporary)
    row = session.execute(select(*columns).where(vault.c.username == username)).first()
    return None if row is None else PasswordRow(**row._mapping)


def with_password(session: Session) -> frozenset[str]:
    """The user names of those who have a password."""
    return frozenset(session.scalars(select(vault.c.username)))


def set_password_hash(session: Session, username: str, hashed: str, at: datetime, *, temporary: bool = False) -> None:
    """Store a hash (made by the caller with Argon2id). Takes a writing session."""
    session.execute(delete(vault).where(vault.c.username == username))
    row = {"username": username, "password_hash": hashed, "changed_at": at, "temporary": temporary}
    session.execute(insert(vault), [row])


def forget_password(session: Session, username: str) -> None:
    """Remove the hash, so that nobody can log in as this person. Takes a writing session."""
    session.execute(delete(vault).where(vault.c.username == username))


def _person(row: Row[Any]) -> Person:
    return Person(
        username=row.username,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles),
        committees=frozenset(row.committees),
        active=row.active,
    )
