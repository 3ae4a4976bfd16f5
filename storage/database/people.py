"""People and the vault of their password hashes. The hashes lie here only, never on the shelf (OSL 18:8)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.orm import Session

from archiver.model import Person, Role
from storage.database.card_tables import person
from storage.database.vault_tables import one_time_code, vault


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


def wants_code(session: Session, username: str) -> bool:
    """Whether this person has a device for one-time codes."""
    query = select(one_time_code.c.username).where(
        one_time_code.c.username == username, one_time_code.c.confirmed_at.is_not(None)
    )
    return session.scalar(query) is not None


def set_password_hash(session: Session, username: str, hashed: str, at: datetime) -> None:
    """Store a hash (made by the caller with Argon2id). Takes a writing session."""
    session.execute(delete(vault).where(vault.c.username == username))
    session.execute(insert(vault), [{"username": username, "password_hash": hashed, "changed_at": at}])


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
