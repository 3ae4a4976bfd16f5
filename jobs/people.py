"""People and their rights: add, change, set aside. Only an administrator may; the last one who is active always stays."""

import re
from collections.abc import Callable
from dataclasses import replace

from archiver.errors.refused import AlreadyThere, Refused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.rights import Right, require
from archiver.model import Person, Role
from archiver.text import Text
from jobs.context import SYSTEM, Context
from storage.database import people as cards
from storage.database import sittings
from storage.kinds import object_id_of

PERSON = Text("användare", "user")
USERNAME = re.compile(r"[\w.@+-]{1,64}")
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
LONGEST = 120
"""Letters in a name, an address or the name of a nämnd."""
BAD_USERNAME = Text(
    "användarnamnet får bara ha bokstäver, siffror och . _ - + @, högst 64 tecken",
    "the user name may only have letters, digits and . _ - + @, at most 64 characters",
)
NO_NAME = Text("skriv personens namn, högst 120 tecken", "write the person's name, at most 120 characters")
BAD_EMAIL = Text("e-postadressen har fel form", "the e-mail address has the wrong form")
BAD_COMMITTEE = Text("nämndens namn är för långt", "the committee's name is too long")
LAST = Text(
    "arkivet måste ha minst en administratör som är aktiv", "the archive must keep at least one active administrator"
)


def add(context: Context, person: Person, *, why: str = "") -> Person:
    """Add somebody. Raises RightRefused, UsageFault, and AlreadyThere for a user name that is taken, however it is
    capitalised."""
    require(context.who, Right.MANAGE_PEOPLE)
    return added(context, person, why=why)


def added(context: Context, person: Person, *, why: str = "") -> Person:
    """Add somebody whom the municipality's own sign-in service vouches for (`jobs/single_sign_on.py`), or `add` does."""
    wanted = _checked(person)
    if not USERNAME.fullmatch(wanted.username):
        raise UsageFault(what=BAD_USERNAME)
    with context.archive.change(who=context.who.username, at=context.now(), why=why or "person.added") as change:
        with context.archive.session() as session:
            taken = {one.username.casefold() for one in cards.rows(session)} | {SYSTEM.username}
        if wanted.username.casefold() in taken:
            raise AlreadyThere(what=Text(f"Användaren {wanted.username}", f"The user {wanted.username}"))
        change.put(wanted)
        change.note("person.added", about=wanted, why=why, facts=_facts(wanted))
    return wanted


def set_roles(context: Context, username: str, roles: frozenset[Role], committees: frozenset[str]) -> Person:
    """Give somebody exactly these roles and committees. Raises RightRefused, Unknown, Refused for the last administrator."""
    require(context.who, Right.MANAGE_PEOPLE)
    return given_roles(context, username, roles, committees)


def given_roles(
    context: Context, username: str, roles: frozenset[Role], committees: frozenset[str], *, why: str = ""
) -> Person:
    """Roles and committees as `set_roles` or the municipality's own sign-in service says."""

    def with_roles(before: Person) -> Person:
        return _checked(replace(before, roles=roles, committees=committees))

    return _changed(context, username, "person.roles", with_roles, why)


def set_details(context: Context, username: str, name: str, email: str) -> Person:
    """Somebody's name and e-mail address. Raises RightRefused, Unknown, UsageFault."""
    require(context.who, Right.MANAGE_PEOPLE)
    return _changed(
        context, username, "person.details", lambda before: _checked(replace(before, name=name, email=email))
    )


def set_active(context: Context, username: str, *, active: bool) -> Person:
    """Set somebody aside, or take them back. Who is set aside is signed out at once and can't sign in; nothing they did
    is changed. Raises RightRefused, Unknown, Refused for the last administrator."""
    require(context.who, Right.MANAGE_PEOPLE)
    did = "person.activated" if active else "person.inactivated"
    person = _changed(context, username, did, lambda before: replace(before, active=active))
    if not active:
        with context.archive.session(write=True) as session:
            sittings.remove_of(session, username)
    return person


def end_sittings(context: Context, username: str) -> int:
    """Sign somebody out everywhere; how many sittings that were. Raises RightRefused, Unknown."""
    require(context.who, Right.MANAGE_PEOPLE)
    known(context, username)
    with context.archive.session(write=True) as session:
        count = len(sittings.of(session, username))
        sittings.remove_of(session, username)
    note(context, "person.sittings_ended", username, {"count": str(count)})
    return count


def known(context: Context, username: str) -> Person:
    """A person, active or not. Raises Unknown."""
    person = context.archive.find(Person, username)
    if person is None:
        raise Unknown(kind=PERSON, name=username)
    return person


def note(context: Context, did: str, username: str, facts: dict[str, str] | None = None) -> None:
    """A journal line about a person where the shelf's own document does not change."""
    with context.archive.change(who=context.who.username, at=context.now(), why=did) as change:
        change.note(did, about=object_id_of(Person, username), facts=facts or {})


def _changed(context: Context, username: str, did: str, make: Callable[[Person], Person], why: str = "") -> Person:
    """One change of one person. Everything is looked at inside it, so that two administrators who set each other aside
    at once don't both succeed."""
    before = known(context, username)
    if make(before) == before:
        return before
    with context.archive.change(who=context.who.username, at=context.now(), why=why or did) as change:
        person = make(change.get(Person, username))
        with context.archive.session() as session:
            others = [one for one in cards.rows(session) if one.username != username]
        if not any(one.active and Role.ADMINISTRATOR in one.roles for one in (*others, person)):
            raise Refused(what=LAST)
        change.put(person)
        change.note(did, about=person, why=why, facts=_facts(person))
    return person


def _checked(person: Person) -> Person:
    name, email = person.name.strip(), person.email.strip()
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise UsageFault(what=NO_NAME)
    if email and (not EMAIL.fullmatch(email) or len(email) > LONGEST or not email.isprintable()):
        raise UsageFault(what=BAD_EMAIL)
    if any(len(one) > LONGEST or not one.isprintable() for one in person.committees):
        raise UsageFault(what=BAD_COMMITTEE)
    committees = frozenset(one.strip() for one in person.committees) - {""}
    return replace(person, name=name, email=email, committees=committees)


def _facts(person: Person) -> dict[str, str]:
    facts = {"roles": ", ".join(sorted(person.roles))}
    if person.committees:
        facts["committees"] = ", ".join(sorted(person.committees))
    return facts
