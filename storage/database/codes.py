"""One-time codes (RFC 6238) and recovery codes: the sealed secret, the last step a code was taken for, and digests."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.database.vault_tables import one_time_code, recovery_code


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A person's secret for one-time codes. `sealed` opens with the vault's key only; `confirmed_at` None until a first
    code has shown that the device has it; `last_step` the last time step a code was taken for."""

    username: str
    sealed: str
    confirmed_at: datetime | None
    last_step: int


def device(session: Session, username: str) -> DeviceRow | None:
    """The device of a person, confirmed or not."""
    row = session.execute(select(one_time_code).where(one_time_code.c.username == username)).first()
    return None if row is None else DeviceRow(**row._mapping)


def wanted_of(session: Session, username: str) -> bool:
    """Whether a person has a confirmed device, so that a code is asked for."""
    found = device(session, username)
    return found is not None and found.confirmed_at is not None


def with_device(session: Session) -> frozenset[str]:
    """The user names of those who have a confirmed device."""
    return frozenset(session.scalars(select(one_time_code.c.username).where(one_time_code.c.confirmed_at.is_not(None))))


def begin(session: Session, username: str, sealed: str) -> None:
    """Keep a new secret that waits for its first code; a confirmed one is never replaced. Takes a writing session."""
    waiting = (one_time_code.c.username == username) & one_time_code.c.confirmed_at.is_(None)
    session.execute(delete(one_time_code).where(waiting))
    row = {"username": username, "sealed": sealed, "confirmed_at": None, "last_step": 0}
    session.execute(insert(one_time_code), [row])


def confirm(session: Session, username: str, at: datetime) -> None:
    """The device has shown a right code. Takes a writing session."""
    session.execute(update(one_time_code).where(one_time_code.c.username == username).values(confirmed_at=at))


def use_step(session: Session, username: str, step: int) -> bool:
    """Use up a time step; False where it or a later one is used already (RFC 6238 §5.2). Takes a writing session."""
    unused = (one_time_code.c.username == username) & (one_time_code.c.last_step < step)
    changed = session.execute(update(one_time_code).where(unused).values(last_step=step))
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def forget(session: Session, username: str) -> bool:
    """Forget a person's device and recovery codes; False where there was no device. Takes a writing session."""
    session.execute(delete(recovery_code).where(recovery_code.c.username == username))
    gone = session.execute(delete(one_time_code).where(one_time_code.c.username == username))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def put_recovery(session: Session, username: str, digests: list[str]) -> None:
    """These recovery codes and no others. Takes a writing session."""
    session.execute(delete(recovery_code).where(recovery_code.c.username == username))
    session.execute(insert(recovery_code), [{"digest": one, "username": username} for one in digests])


def use_recovery(session: Session, username: str, digest: str) -> bool:
    """Use up a recovery code; False where it is not there. Takes a writing session."""
    mine = (recovery_code.c.username == username) & (recovery_code.c.digest == digest)
    gone = session.execute(delete(recovery_code).where(mine))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def recovery_left(session: Session, username: str) -> int:
    """How many recovery codes are unused."""
    query = select(func.count()).select_from(recovery_code).where(recovery_code.c.username == username)
    return session.scalar(query) or 0
