"""People and roles: add, change roles, set a password. Only an administrator may; nobody loses the last administrator."""

from dataclasses import replace

from archiver.errors import AlreadyThere, Refused, RightRefused, Unknown
from archiver.model import Person, Role
from archiver.text import Text
from jobs.context import Context


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


def _filed(context: Context, person: Person, did: str) -> Person:
    with context.archive.change(who=context.who.username, at=context.now(), why=did) as change:
        change.put(person)
        change.note(did, about=person, facts={"roles": ", ".join(sorted(person.roles))})
    return person


def _require_administrator(context: Context, step: Text) -> None:
    if Role.ADMINISTRATOR not in context.who.roles:
        raise RightRefused(person=context.who.username, step=step, needs=Role.ADMINISTRATOR.value)
