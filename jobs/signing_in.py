"""Signing in to the web interface: a password or single sign-on, a sitting with two ends, and signing out.

The browser holds a random token; the database its digest. A sitting ends after a time without work and after a longest
time; every step further in makes a new token. Nobody is told which of name, password and code was wrong.

After the password a sitting may wait for more before it opens anything, in this order: the one-time code (`CODE`), another
password in place of a first one (`NEW_PASSWORD`), a device for codes where the role requires one (`DEVICE`).
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from archiver.digest import digest_of
from archiver.errors.sign_in import SignInRefused
from archiver.model import Person
from jobs import one_time_codes, passwords, throttle
from jobs.config import WebSettings
from jobs.context import Context
from storage.archive import Archive
from storage.database import codes, people, sittings
from storage.database.sittings import SittingRow

PASSWORD, SINGLE_SIGN_ON = "lösenord", "sso"
CODE, NEW_PASSWORD, DEVICE = "kod", "nytt lösenord", "enhet"
SEEN_EVERY = timedelta(minutes=1)
"""How often a sitting's last sight is written down."""
WAITS_AT_MOST = timedelta(minutes=15)
"""How long a sitting may wait for a code or a new password."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seat:
    """A sitting as a page sees it: who, how they came in, and what is still asked before they are in (empty: nothing)."""

    person: Person
    digest: str
    way: str
    waits_for: str = ""


def with_password(archive: Archive, username: str, password: str, address: str, now: datetime) -> str:
    """The token of a new sitting, which may wait for more. Raises SignInRefused, TooManyAttempts."""
    throttle.count(archive, username, address, now)
    with archive.session() as session:
        person, row = people.find(session, username), people.password(session, username)
        wants_code = codes.wanted_of(session, username)
    right = passwords.good(row, password, now)
    if not (person and person.active and row and right):
        log.warning("En inloggning misslyckades")
        raise SignInRefused
    if not wants_code:
        throttle.forget(archive, username, address)
    log.info("Lösenordet stämde: %s", username)
    waits_for = CODE if wants_code else NEW_PASSWORD if row.temporary else ""
    return begin(archive, username, PASSWORD, now, waits_for=waits_for)


def with_code(context: Context, seat: Seat, written: str, address: str) -> str:
    """The token of a sitting that waited for a code. Raises SignInRefused, TooManyAttempts, ConfigFault."""
    if seat.waits_for != CODE:
        raise SignInRefused
    one_time_codes.take(context, written)
    throttle.forget(context.archive, seat.person.username, address)
    with context.archive.session() as session:
        row = people.password(session, seat.person.username)
    return rotated(context.archive, seat, context.now(), waits_for=NEW_PASSWORD if row and row.temporary else "")


def with_new_password(context: Context, seat: Seat, new: str) -> str:
    """The token of a sitting that waited for a password of the person's own. Raises SignInRefused, UsageFault."""
    if seat.waits_for != NEW_PASSWORD:
        raise SignInRefused
    passwords.replace_own(context, new, but=seat.digest)
    return rotated(context.archive, seat, context.now())


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
        waits_for = row.waits_for
        if not waits_for and row.way == PASSWORD and one_time_codes.required_of(person, settings):
            # Looked at every time, so that a role given meanwhile opens nothing without its codes.
            waits_for = "" if codes.wanted_of(session, person.username) else DEVICE
    if now - row.seen_at >= SEEN_EVERY:
        with archive.session(write=True) as session:
            sittings.seen(session, digest, now)
    return Seat(person, digest, row.way, waits_for)


def rotated(archive: Archive, seat: Seat, now: datetime, *, waits_for: str = "") -> str:
    """The same person in a new sitting, for whenever rights grow: a token known before is worth nothing after."""
    with archive.session(write=True) as session:
        row = sittings.find(session, seat.digest)
        if row is None:
            raise SignInRefused
        sittings.remove(session, seat.digest)
        token = token_urlsafe(32)
        sittings.add(session, SittingRow(_digest(token), row.username, row.way, waits_for, row.made_at, now))
    return token


def sittings_of(archive: Archive, settings: WebSettings, username: str, now: datetime) -> list[SittingRow]:
    """A person's sittings that have not ended, the one seen last first."""
    with archive.session() as session:
        return [row for row in sittings.of(session, username) if not _ended(row, settings, now)]


def sign_out(archive: Archive, seat: Seat) -> None:
    """End the sitting."""
    with archive.session(write=True) as session:
        sittings.remove(session, seat.digest)


def sign_out_one(archive: Archive, username: str, digest: str) -> None:
    """End one sitting of a person; another's is left alone."""
    with archive.session(write=True) as session:
        row = sittings.find(session, digest)
        if row is not None and row.username == username:
            sittings.remove(session, digest)


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
    if row.waits_for:
        longest = min(longest, WAITS_AT_MOST)
    return now - row.made_at >= longest or now - row.seen_at >= idle


def _limits(settings: WebSettings) -> tuple[timedelta, timedelta]:
    return timedelta(hours=settings.session_hours), timedelta(minutes=settings.idle_minutes)


def _digest(token: str) -> str:
    return digest_of(token.encode())
