"""People and the vault of their password hashes. The hashes lie here only, never on the shelf (OSL 18:8)."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from archiver.model import Person, Role
from storage.database.schema import person, vault


def rows(session: Session) -> list[Person]:
    """Everybody, by user name."""
    query = select(person).order_by(person.c.username)
    return [
        Person(
            username=row.username,
            name=row.name,
            email=row.email,
            roles=frozenset(Role(role) for role in row.roles),
            committees=frozenset(row.committees),
            active=row.active,
        )
        for row in session.execute(query)
    ]


def password_hash(session: Session, username: str) -> str | None:
    """The stored hash, None where none is set."""
    return session.scalar(select(vault.c.password_hash).where(vault.c.username == username))


def set_password_hash(session: Session, username: str, hashed: str, at: datetime) -> None:
    """Store a hash (made by the caller with Argon2id). Takes a writing session."""
    session.execute(delete(vault).where(vault.c.username == username))
    session.execute(insert(vault), [{"username": username, "password_hash": hashed, "changed_at": at}])


def forget_password(session: Session, username: str) -> None:
    """Remove the hash, so that nobody can log in as this person. Takes a writing session."""
    session.execute(delete(vault).where(vault.c.username == username))
