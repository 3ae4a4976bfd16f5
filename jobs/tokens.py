"""Keys of other systems: made by a person out of their own rights, shown once, kept as digests, revoked at any time.

A key never does more than its maker may at that moment: whoever loses a role, a nämnd or the account takes the key along.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex, token_urlsafe

from archiver.digest import digest_of
from archiver.errors.sign_in import KeyRefused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.rights import Right, rights_of
from archiver.model import KeyHolder, Person, Role
from archiver.text import Text
from jobs import throttle
from jobs.context import Context
from storage.archive import Archive
from storage.database import people, tokens
from storage.database.tokens import TokenRow
from storage.kinds import object_id_of

MARK = "somearkiv_"
"""What every key begins with, so that one that got astray is known for what it is."""
OFFERED = (
    Right.SEE_ACCOUNTS,
    Right.SEE_ITEMS,
    Right.SEE_SECRETS,
    Right.SEE_SECRETS_OWN,
    Right.SEE_STATUS,
    Right.SEE_JOURNAL,
    Right.CAPTURE,
    Right.EXPORT,
)
"""Rights that mean anything in the API."""
LONGEST_DAYS = 400
USED_EVERY = timedelta(minutes=1)
"""How often a key's last use is written down."""
KEY = Text("nyckel", "key")


@dataclass(frozen=True, slots=True)
class Made:
    """A new key. `secret` is told this once and never again."""

    row: TokenRow
    secret: str


def offered(context: Context) -> tuple[Right, ...]:
    """The rights the acting person can give a key."""
    mine = rights_of(context.who)
    return tuple(right for right in OFFERED if right in mine)


def add(context: Context, name: str, rights: Iterable[str], committees: Iterable[str], days: int) -> Made:
    """Make a key with some of one's own rights, in all of one's nämnder or some, good for so many days.

    Raises UsageFault naming what is wrong.
    """
    chosen, within = frozenset(rights), frozenset(committees)
    mine = context.who.committees
    if not name.strip() or len(name) > 80:
        raise UsageFault(what=Text("namnet ska ha 1–80 tecken", "the name needs 1–80 characters"))
    if not chosen or not chosen <= set(offered(context)):
        raise UsageFault(what=Text("välj bland dina egna rättigheter", "choose among your own rights"))
    if mine and not within <= mine:
        raise UsageFault(what=Text("välj bland dina egna nämnder", "choose among your own committees"))
    if not 1 <= days <= LONGEST_DAYS:
        raise UsageFault(what=Text(f"giltighetstiden ska vara 1–{LONGEST_DAYS} dagar", f"1–{LONGEST_DAYS} days"))
    now, secret = context.now(), MARK + token_urlsafe(32)
    row = TokenRow(
        id=token_hex(6),
        digest=_digest(secret),
        name=name.strip(),
        username=context.who.username,
        rights=tuple(sorted(chosen)),
        committees=tuple(sorted(within)),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    with context.archive.session(write=True) as session:
        tokens.add(session, row)
    _note(context, "token.made", row, {"rights": ", ".join(row.rights), "until": f"{row.expires_at:%Y-%m-%d}"})
    return Made(row, secret)


def listed(context: Context) -> list[TokenRow]:
    """One's own keys; an administrator's list has everybody's."""
    everybody = Role.ADMINISTRATOR in context.who.roles
    with context.archive.session() as session:
        return tokens.rows(session, None if everybody else context.who.username)


def revoke(context: Context, id_: str) -> TokenRow:
    """Let a key open nothing more. Raises Unknown for another's, but not for an administrator."""
    found = next((row for row in listed(context) if row.id == id_), None)
    if found is None:
        raise Unknown(kind=KEY, name=id_)
    if found.revoked_at is None:
        with context.archive.session(write=True) as session:
            tokens.revoke(session, id_, context.now())
        _note(context, "token.revoked", found, {})
    return found


def holder(archive: Archive, presented: str, address: str, now: datetime) -> KeyHolder:
    """Who comes with a key, with the key's rights. Raises KeyRefused; TooManyAttempts where an address keeps guessing."""
    with archive.session() as session:
        row = tokens.by_digest(session, _digest(presented)) if presented.startswith(MARK) else None
        person = people.find(session, row.username) if row else None
    if row is None or person is None or not person.active or row.revoked_at or row.expires_at <= now:
        throttle.count(archive, "nyckel", address, now)
        raise KeyRefused
    within = frozenset(row.committees)
    if person.committees:
        within = within & person.committees if within else person.committees
        if not within:  # nothing is left of what the key was for: empty would mean everything
            raise KeyRefused
    if row.used_at is None or now - row.used_at >= USED_EVERY:
        with archive.session(write=True) as session:
            tokens.used(session, row.id, now)
    return KeyHolder(
        person.username, person.name, person.email, person.roles, within, person.active, frozenset(row.rights)
    )


def _note(context: Context, did: str, row: TokenRow, facts: dict[str, str]) -> None:
    about = object_id_of(Person, row.username)
    with context.archive.change(who=context.who.username, at=context.now(), why=did) as change:
        change.note(did, about=about, facts={"key": row.id, **facts})


def _digest(secret: str) -> str:
    return digest_of(secret.encode())
