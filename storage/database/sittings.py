"""Who is signed in to the web interface, and failed attempts. Digests only: neither token nor address lies here."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from storage.database.vault_tables import attempt, sitting


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One sitting. `digest` is the SHA-512 of the cookie's token; `way` how they came in; `waits_for` what is still asked
    of them, empty when they are in."""

    digest: str
    username: str
    way: str
    waits_for: str
    made_at: datetime
    seen_at: datetime


def find(session: Session, digest: str) -> SittingRow | None:
    """The sitting with that digest, however old."""
    row = session.execute(select(sitting).where(sitting.c.digest == digest)).first()
    return None if row is None else SittingRow(**row._mapping)


def of(session: Session, username: str) -> list[SittingRow]:
    """A person's sittings, the one seen last first."""
    query = select(sitting).where(sitting.c.username == username).order_by(sitting.c.seen_at.desc())
    return [SittingRow(**row._mapping) for row in session.execute(query)]


def add(session: Session, row: SittingRow) -> None:
    """Begin a sitting. Takes a writing session."""
    session.execute(insert(sitting), [asdict(row)])


def seen(session: Session, digest: str, at: datetime) -> None:
    """The person was there. Takes a writing session."""
    session.execute(update(sitting).where(sitting.c.digest == digest).values(seen_at=at))


def wait_for(session: Session, digest: str, what: str) -> None:
    """Say what is still asked of whoever sits there. Takes a writing session."""
    session.execute(update(sitting).where(sitting.c.digest == digest).values(waits_for=what))


def remove(session: Session, digest: str) -> None:
    """End one sitting. Takes a writing session."""
    session.execute(delete(sitting).where(sitting.c.digest == digest))


def remove_of(session: Session, username: str, but: str = "") -> None:
    """End every sitting of a person, but one. Takes a writing session."""
    session.execute(delete(sitting).where(sitting.c.username == username, sitting.c.digest != but))


def remove_old(session: Session, made_before: datetime, seen_before: datetime) -> None:
    """Forget sittings that have ended. Takes a writing session."""
    session.execute(delete(sitting).where((sitting.c.made_at < made_before) | (sitting.c.seen_at < seen_before)))


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """Failed attempts under one digest (of whom and from where) and when the last was."""

    digest: str
    failures: int
    last_at: datetime


def attempts(session: Session, digests: list[str]) -> list[AttemptRow]:
    """What is known of these."""
    query = select(attempt).where(attempt.c.digest.in_(digests))
    return [AttemptRow(**row._mapping) for row in session.execute(query)]


def put_attempt(session: Session, row: AttemptRow) -> None:
    """Replace what is known of one. Takes a writing session."""
    forget_attempts(session, [row.digest])
    session.execute(insert(attempt), [asdict(row)])


def forget_attempts(session: Session, digests: list[str]) -> None:
    """Forget these. Takes a writing session."""
    session.execute(delete(attempt).where(attempt.c.digest.in_(digests)))


def forget_old_attempts(session: Session, before: datetime) -> None:
    """Forget what is older. Takes a writing session."""
    session.execute(delete(attempt).where(attempt.c.last_at < before))
