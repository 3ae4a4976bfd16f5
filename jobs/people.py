"""People and roles: add, change roles, set a password. Only an administrator may; nobody loses the last administrator."""

from dataclasses import replace

from argon2 import PasswordHasher

from archiver.errors import AlreadyThere, Refused, RightRefused, Unknown, UsageFault
from archiver.model import Person, Role
from archiver.text import Text
from jobs.context import Context
from storage.database import people as vault
from storage.kinds import object_id_of

SHORTEST_PASSWORD = 12


def add(context: Context, person: Person) -> Person:
    """Add somebody. Raises AlreadyThere for a user name that is taken."""
    _require_administrator(context, Text("lägga till användare", "add users"))
    if context.archive.find(Person, person.username):
        raise AlreadyThere(what=Text(f"Användaren {person.username}", f"The user {person.username}"))
    return _filed(context, person, "person.added")


def set_roles(context: Context, username: str, roles: frozenset[Role], committees: frozenset[str]) -> Person:
    """Give somebody exactly these roles and committees."""
    _require_administrator(context, Text("ändra roller", "change roles"))
    person = context.archive.find(Person, username)
    if person is None:
        raise Unknown(kind=Text("användare", "user"), name=username)
    others = (one for one in context.archive.all(Person) if one.username != username and one.active)
    if Role.ADMINISTRATOR not in roles and not any(Role.ADMINISTRATOR in one.roles for one in others):
        raise Refused(what=Text("arkivet måste ha minst en administratör", "the archive must keep an administrator"))
    return _filed(context, replace(person, roles=roles, committees=committees), "person.roles")


def set_password(context: Context, username: str, password: str) -> None:
    """Set somebody's password for the web interface; an administrator may, and everybody their own.

    Kept as an Argon2id hash in the database only, never on the shelf (OSL 18:8). Raises UsageFault for a short one.
    """
    if username != context.who.username:
        _require_administrator(context, Text("sätta andras lösenord", "set others' passwords"))
    if context.archive.find(Person, username) is None:
        raise Unknown(kind=Text("användare", "user"), name=username)
    if len(password) < SHORTEST_PASSWORD:
        too_short = Text(
            f"lösenordet ska ha minst {SHORTEST_PASSWORD} tecken",
            f"the password needs at least {SHORTEST_PASSWORD} characters",
        )
        raise UsageFault(what=too_short)
    hashed = PasswordHasher().hash(password)
    now = context.now()
    with context.archive.session(write=True) as session:
        vault.set_password_hash(session, username, hashed, now)
    with context.archive.change(who=context.who.username, at=now, why="person.password") as change:
        change.note("person.password", about=object_id_of(Person, username))


def _filed(context: Context, person: Person, did: str) -> Person:
    with context.archive.change(who=context.who.username, at=context.now(), why=did) as change:
        change.put(person)
        change.note(did, about=person, facts={"roles": ", ".join(sorted(person.roles))})
    return person


def _require_administrator(context: Context, step: Text) -> None:
    if Role.ADMINISTRATOR not in context.who.roles:
        raise RightRefused(person=context.who.username, step=step, needs=Role.ADMINISTRATOR.value)
