"""One-time codes (TOTP, RFC 6238) as a second proof after the password, and recovery codes for whoever has lost the device.

The secret lies sealed in the vault (OSL 18:8); no code is taken twice (RFC 6238 §5.2); a code from the step before or after
is taken too, for clocks that differ. Recovery codes are kept as digests and used once.
"""

from base64 import b32encode
from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_bytes

import pyotp

from archiver.digest import digest_of
from archiver.errors.refused import Refused
from archiver.errors.sign_in import SignInRefused
from archiver.lifecycle.rights import Right, require
from archiver.model import Person
from archiver.text import Text
from jobs import throttle
from jobs.config import WebSettings
from jobs.context import Context
from jobs.people import known, note
from storage.database import codes, people
from storage.vault import key_made_once, read_key, seal, unseal

STEP_SECONDS = 30
AROUND = (0, -1, 1)
"""Steps beside the present one that are taken (RFC 6238 §5.2 recommends at most one)."""
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
"""80 random bits each: a plain digest of one tells nothing."""
FEW = 3
"""From here on a person is told that the recovery codes are running out."""

ALREADY = Text("engångskoder är redan på", "one-time codes are on already")
NOT_ON = Text("engångskoder är inte på", "one-time codes are not on")
NOT_BEGUN = Text("börja om: det finns ingen nyckel att bekräfta", "begin again: there is no key to confirm")
REQUIRED = Text("din roll kräver engångskoder", "your role requires one-time codes")
NO_PASSWORD = Text(
    "engångskoder hör till lösenordet, och du har inget lösenord här",
    "one-time codes go with a password, and you have none here",
)


@dataclass(frozen=True, slots=True)
class Begun:
    """A secret that waits for its first code: as letters to write by hand, and as the address in a QR code."""

    secret: str
    address: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a person's codes."""

    on: bool
    required: bool
    recovery_left: int
    has_password: bool


def standing(context: Context) -> Standing:
    """How it stands with one's own codes."""
    username = context.who.username
    with context.archive.session() as session:
        return Standing(
            codes.wanted_of(session, username),
            required_of(context.who, context.config.web),
            codes.recovery_left(session, username),
            people.password(session, username) is not None,
        )


def required_of(person: Person, settings: WebSettings) -> bool:
    """Whether one of a person's roles must have codes (`[web] code_roles`)."""
    return not person.roles.isdisjoint(settings.code_roles)


def begin(context: Context) -> None:
    """A new secret for one's own device. It counts for nothing until `confirm`. Raises Refused, ConfigFault."""
    username = context.who.username
    state = standing(context)
    if state.on:
        raise Refused(what=ALREADY)
    if not state.has_password:
        raise Refused(what=NO_PASSWORD)
    key = key_made_once(context.config.path(context.config.vault.key))
    sealed = seal(key, pyotp.random_base32().encode(), _purpose(username))
    with context.archive.session(write=True) as session:
        codes.begin(session, username, sealed)


def begun(context: Context) -> Begun | None:
    """The secret that waits for its first code; None where none does. Raises ConfigFault."""
    username = context.who.username
    with context.archive.session() as session:
        row = codes.device(session, username)
    if row is None or row.confirmed_at is not None:
        return None
    secret = _secret(context, username, row.sealed)
    issuer = f"Somearkiv {context.config.municipality.name}".replace(":", " ")
    return Begun(secret, pyotp.TOTP(secret).provisioning_uri(name=username.replace(":", " "), issuer_name=issuer))


def confirm(context: Context, written: str) -> list[str]:
    """Turn codes on with a first right one; the recovery codes, shown this once.

    Raises SignInRefused, TooManyAttempts, Refused where nothing was begun.
    """
    username = context.who.username
    with context.archive.session() as session:
        row = codes.device(session, username)
    if row is None or row.confirmed_at is not None:
        raise Refused(what=ALREADY if row else NOT_BEGUN)
    throttle.count_code(context.archive, username, context.now())
    _take_code(context, username, row.sealed, _plain(written))
    with context.archive.session(write=True) as session:
        codes.confirm(session, username, context.now())
    throttle.forget_code(context.archive, username)
    note(context, "person.codes_on", username)
    return _new_recovery(context)


def take(context: Context, written: str) -> None:
    """Take a one-time code or a recovery code of one's own. Raises SignInRefused, TooManyAttempts, ConfigFault."""
    username = context.who.username
    throttle.count_code(context.archive, username, context.now())
    with context.archive.session() as session:
        row = codes.device(session, username)
    if row is None or row.confirmed_at is None:
        raise SignInRefused
    plain = _plain(written)
    if len(plain) == 6:
        _take_code(context, username, row.sealed, plain)
    else:
        with context.archive.session(write=True) as session:
            if not codes.use_recovery(session, username, _digest(username, plain)):
                raise SignInRefused
        note(context, "person.recovery_used", username)
    throttle.forget_code(context.archive, username)


def renew_recovery(context: Context, written: str) -> list[str]:
    """New recovery codes in place of the old, for a right code. Raises as `take`, Refused."""
    _require_on(context)
    take(context, written)
    note(context, "person.recovery_renewed", context.who.username)
    return _new_recovery(context)


def turn_off(context: Context, written: str) -> None:
    """Turn one's own codes off, for a right code. Raises as `take`, Refused where the role requires them."""
    _require_on(context)
    if required_of(context.who, context.config.web):
        raise Refused(what=REQUIRED)
    take(context, written)
    with context.archive.session(write=True) as session:
        codes.forget(session, context.who.username)
    note(context, "person.codes_off", context.who.username)


def reset(context: Context, username: str) -> None:
    """An administrator forgets the device and recovery codes of somebody who has lost them.

    Raises RightRefused, Unknown, Refused where codes are not on.
    """
    require(context.who, Right.MANAGE_PEOPLE)
    known(context, username)
    with context.archive.session(write=True) as session:
        was = codes.forget(session, username)
    if not was:
        raise Refused(what=NOT_ON)
    throttle.forget_code(context.archive, username)
    note(context, "person.codes_reset", username)


def _require_on(context: Context) -> None:
    if not standing(context).on:
        raise Refused(what=NOT_ON)


def _take_code(context: Context, username: str, sealed: str, code: str) -> None:
    now = int(context.now().timestamp()) // STEP_SECONDS
    device = pyotp.TOTP(_secret(context, username, sealed), interval=STEP_SECONDS)
    right = [
        now + one for one in AROUND if compare_digest(device.at((now + one) * STEP_SECONDS).encode(), code.encode())
    ]
    if not right:
        raise SignInRefused
    with context.archive.session(write=True) as session:
        if not codes.use_step(session, username, right[0]):
            raise SignInRefused


def _secret(context: Context, username: str, sealed: str) -> str:
    file = context.config.path(context.config.vault.key)
    return unseal(read_key(file), sealed, _purpose(username), file).decode()


def _new_recovery(context: Context) -> list[str]:
    made = [b32encode(token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    username = context.who.username
    with context.archive.session(write=True) as session:
        codes.put_recovery(session, username, [_digest(username, one) for one in made])
    return ["-".join(one[at : at + 4] for at in range(0, len(one), 4)) for one in made]


def _plain(written: str) -> str:
    return "".join(one for one in written if one.isalnum()).upper()


def _digest(username: str, code: str) -> str:
    return digest_of(f"recovery\0{username}\0{code}".encode())


def _purpose(username: str) -> str:
    return f"one-time-code/{username}"
