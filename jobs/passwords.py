"""Passwords of the web interface: one's own, and a first one for somebody else that must be changed at once.

Kept as an Argon2id hash in the database only, never on the shelf, in a log or in the journal (OSL 18:8).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from secrets import choice, token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from archiver.errors.refused import Refused
from archiver.errors.sign_in import SignInRefused, TooManyAttempts
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import Right, require
from archiver.text import Text
from jobs import throttle
from jobs.context import Context
from jobs.people import known, note
from storage.database import people, sittings
from storage.database.people import PasswordRow

SHORTEST, LONGEST = 12, 200
DIFFERENT = 5
"""So many different characters at least."""
FIRST_GOOD_FOR = timedelta(days=7)
"""How long a first password can be used."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a first password is made of: nothing that looks like another (31 of them, 16 times: 79 bits)."""
HASHING_AT_ONCE = threading.BoundedSemaphore(2)
"""Argon2 takes 64 MB each time: strangers may not make it take all there is …"""
WAITING_AT_ONCE = threading.BoundedSemaphore(12)
"""… nor fill all threads with waiting for it, so that nobody's page is answered."""

TOO_SHORT = Text(f"lösenordet ska ha minst {SHORTEST} tecken", f"the password needs at least {SHORTEST} characters")
TOO_LONG = Text(f"lösenordet får ha högst {LONGEST} tecken", f"the password may have at most {LONGEST} characters")
TOO_EASY = Text(
    "lösenordet är för lätt att gissa: det upprepar sig eller innehåller användarnamnet",
    "the password is too easy to guess: it repeats itself or holds the user name",
)
THE_SAME = Text("välj ett annat lösenord än det du har", "choose another password than the one you have")
NONE_SET = Text("den här personen har inget lösenord", "this person has no password")


def set_password(context: Context, username: str, password: str) -> None:
    """Set a password: one's own for good, somebody else's (an administrator may) until they have signed in with it once.

    Their sittings end. Raises RightRefused, Unknown, UsageFault for a bad one.
    """
    own = username == context.who.username
    if not own:
        require(context.who, Right.MANAGE_PEOPLE)
    known(context, username)
    check(username, password)
    _store(context, username, password, temporary=not own)


def first_password(context: Context, username: str) -> str:
    """A new first password for somebody, to be told them once and changed at their next sign-in; good for a week.

    Their sittings end. Raises RightRefused, Unknown.
    """
    require(context.who, Right.MANAGE_PEOPLE)
    known(context, username)
    password = "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(4))
    _store(context, username, password, temporary=True)
    return password


def change_own(context: Context, old: str, new: str, address: str, *, but: str = "") -> None:
    """Change one's own password with the old one; every other sitting than `but` (a digest) ends.

    Raises SignInRefused, TooManyAttempts, UsageFault, Refused where there is none to change.
    """
    username = context.who.username
    with context.archive.session() as session:
        row = people.password(session, username)
    if row is None:
        raise Refused(what=NONE_SET)
    throttle.count(context.archive, username, address, context.now())
    if not verified(row.password_hash, old):
        raise SignInRefused
    throttle.forget(context.archive, username, address)
    replace_own(context, new, but=but)


def replace_own(context: Context, new: str, *, but: str = "") -> None:
    """Choose a new password in place of the one just given. Raises UsageFault."""
    username = context.who.username
    check(username, new)
    with context.archive.session() as session:
        row = people.password(session, username)
    if row is not None and verified(row.password_hash, new):
        raise UsageFault(what=THE_SAME)
    _store(context, username, new, temporary=False, but=but)


def check(username: str, password: str) -> None:
    """Raises UsageFault for a password that is too short, too long or too easy."""
    if len(password) < SHORTEST:
        raise UsageFault(what=TOO_SHORT)
    if len(password) > LONGEST:
        raise UsageFault(what=TOO_LONG)
    plain = password.casefold()
    if len(set(plain)) < DIFFERENT or (len(username) > 3 and username.casefold() in plain):
        raise UsageFault(what=TOO_EASY)


def good(row: PasswordRow | None, password: str, now: datetime) -> bool:
    """Whether a password opens; takes as long for somebody unknown (None) as for somebody known."""
    right = verified(row.password_hash if row else nobodys_hash(), password)
    return right and row is not None and not (row.temporary and now - row.changed_at > FIRST_GOOD_FOR)


def verified(hashed: str, password: str) -> bool:
    """Whether a password has this hash. Raises TooManyAttempts where too many are being tried at this moment."""
    with _a_turn():
        try:
            return PasswordHasher().verify(hashed, password)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False


@cache
def nobodys_hash() -> str:
    """What an unknown name's password is tried against, so that the time tells nothing."""
    return PasswordHasher().hash(token_urlsafe(32))


@contextmanager
def _a_turn() -> Iterator[None]:
    if not WAITING_AT_ONCE.acquire(blocking=False):
        raise TooManyAttempts(seconds=5)
    try:
        with HASHING_AT_ONCE:
            yield
    finally:
        WAITING_AT_ONCE.release()


def _store(context: Context, username: str, password: str, *, temporary: bool, but: str = "") -> None:
    hashed = PasswordHasher().hash(password)
    with context.archive.session(write=True) as session:
        people.set_password_hash(session, username, hashed, context.now(), temporary=temporary)
        sittings.remove_of(session, username, but)
    note(context, "person.first_password" if temporary else "person.password", username)
