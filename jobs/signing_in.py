"""Signing in to the web interface: a password or single sign-on, a sitting with two ends, and signing out.

The browser holds a random token; the database its digest. A sitting ends after a time without work and after a longest
time; every sign-in makes a new token. Nobody is told which of name, password and code was wrong.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from archiver.digest import digest_of
from archiver.errors import SignInRefused
from archiver.model import Person
from jobs import throttle
from jobs.config import WebSettings
from storage.archive import Archive
from storage.database import people, sittings
from storage.database.sittings import SittingRow

PASSWORD, SINGLE_SIGN_ON = "lösenord", "sso"
CODE = "kod"
SEEN_EVERY = timedelta(minutes=1)
"""How often a sitting's last sight is written down."""
HASHING_AT_ONCE = threading.BoundedSemaphore(2)
"""Argon2 takes 64 MB each time: strangers may not make it take all there is."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seat:
    """A sitting as a page sees it: who, how they came in, and what is still asked (`CODE`) before they are in."""

    person: Person
    digest: str
    way: str
    waits_for: str = ""


def with_password(archive: Archive, username: str, password: str, address: str, now: datetime) -> str:
    """The token of a new sitting, which may wait for a one-time code. Raises SignInRefused, TooManyAttempts."""
    throttle.count(archive, username, address, now)
    with archive.session() as session:
        person, hashed = people.find(session, username), people.password_hash(session, username)
        wants_code = people.wants_code(session, username)
    right = _verified(hashed or _nobodys_hash(), password)
    if not (person and person.active and hashed and right):
        log.warning("En inloggning misslyckades")
        raise SignInRefused
    if not wants_code:
        throttle.forget(archive, username, address)
    log.info("Inloggad: %s", username)
    return begin(archive, username, PASSWORD, now, waits_for=CODE if wants_code else "")


def begin(archive: Archive, username: str, way: str, now: datetime, *, waits_for: str = "") -> str:
    """A new sitting; its token."""
    token = token_urlsafe(32)
    with archive.session(write=True) as session:
        sittings.add(session, SittingRow(_digest(token), username, way, waits_for, now, now))
    return token


def seated(archive: Archive, settings: WebSettings, token: str, now: datetime) -> Seat | None:
    """Who sits there; None where the token is unknown, the sitting has ended or the person is gone."""
    digest = _digest(token)
    with archive.session() as session:
        row = sittings.find(session, digest)
        person = people.find(session, row.username) if row else None
    if row is None or person is None or not person.active or _ended(row, settings, now):
        return None
    if now - row.seen_at >= SEEN_EVERY:
        with archive.session(write=True) as session:
            sittings.seen(session, digest, now)
    return Seat(person, digest, row.way, row.waits_for)


def rotated(archive: Archive, seat: Seat, now: datetime) -> str:
    """The same person in a new sitting, for whenever rights grow: a token known before is worth nothing after."""
    with archive.session(write=True) as session:
        row = sittings.find(session, seat.digest)
        sittings.remove(session, seat.digest)
        token = token_urlsafe(32)
        made = row.made_at if row else now
        sittings.add(session, SittingRow(_digest(token), seat.person.username, seat.way, "", made, now))
    return token


def sign_out(archive: Archive, seat: Seat) -> None:
    """End the sitting."""
    with archive.session(write=True) as session:
        sittings.remove(session, seat.digest)


def sign_out_elsewhere(archive: Archive, username: str, but: str = "") -> None:
    """End every sitting of a person, but one (a digest)."""
    with archive.session(write=True) as session:
        sittings.remove_of(session, username, but)


def forget_ended(archive: Archive, settings: WebSettings, now: datetime) -> None:
    """Forget sittings that have ended."""
    with archive.session(write=True) as session:
        longest, idle = _limits(settings)
        sittings.remove_old(session, now - longest, now - idle)


def _ended(row: SittingRow, settings: WebSettings, now: datetime) -> bool:
    longest, idle = _limits(settings)
    return now - row.made_at >= longest or now - row.seen_at >= idle


def _limits(settings: WebSettings) -> tuple[timedelta, timedelta]:
    return timedelta(hours=settings.session_hours), timedelta(minutes=settings.idle_minutes)


def _verified(hashed: str, password: str) -> bool:
    with HASHING_AT_ONCE:
        try:
            return PasswordHasher().verify(hashed, password)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False


@cache
def _nobodys_hash() -> str:
    """What an unknown name's password is tried against, so that the time tells nothing."""
    return PasswordHasher().hash(token_urlsafe(32))


def _digest(token: str) -> str:
    return digest_of(token.encode())
