"""Who is told of a matter: the people whose business it is, held against what each may know (law 5)."""

from collections.abc import Iterable

from archiver.lifecycle.rights import Right, may
from archiver.model import Account, Person, Role
from jobs.notices.matter import ESCALATES_AT, Kind, Matter

BY_ROLE: dict[Kind, frozenset[Role]] = {
    Kind.DUTY_DUE: frozenset(),
    Kind.DUTY_LATE: frozenset({Role.INFORMATION_OFFICER}),
    Kind.CAPTURE_FAILED: frozenset({Role.OPERATOR, Role.WEB_MANAGER}),
    Kind.SESSION_LOST: frozenset({Role.WEB_MANAGER, Role.OPERATOR}),
    Kind.SECRET_SUSPECTED: frozenset({Role.REGISTRAR, Role.ARCHIVIST}),
    Kind.REMOVAL_OVERDUE: frozenset({Role.REGISTRAR}),
    Kind.APPROVAL_WANTED: frozenset(),
    Kind.SEARCH_HITS: frozenset(),
}
"""Besides the account's owner and deputy."""
OF_THE_WHOLE = frozenset({Role.INFORMATION_OFFICER, Role.WEB_MANAGER})
"""Who is told of the municipality's own duties."""
ESCALATED_TO = frozenset({Role.MANAGER, Role.INFORMATION_OFFICER})
HOLDERS_TOLD = frozenset(Kind) - {Kind.APPROVAL_WANTED, Kind.SEARCH_HITS}


def recipients(matter: Matter, account: Account | None, people: Iterable[Person], stage: int) -> list[Person]:
    """The active people with an address who are to be told, by user name."""
    told = (person for person in people if person.active and person.email)
    return sorted(
        (person for person in told if _concerns(matter, account, person, stage) and _may_know(matter, person)),
        key=lambda person: person.username,
    )


def _concerns(matter: Matter, account: Account | None, person: Person, stage: int) -> bool:
    if matter.username:
        return person.username == matter.username
    if person.username == matter.but_not:
        return False
    if account is None:
        return bool(person.roles & (matter.roles or OF_THE_WHOLE))
    if matter.kind in HOLDERS_TOLD and _holds(account, person):
        return True
    roles = BY_ROLE[matter.kind] | matter.roles | (ESCALATED_TO if stage >= ESCALATES_AT else frozenset())
    return bool(person.roles & roles)


def _holds(account: Account, person: Person) -> bool:
    address = person.email.casefold()
    return address in (account.owner.email.casefold(), account.deputy.email.casefold())


def _may_know(matter: Matter, person: Person) -> bool:
    if matter.username or not matter.committee:
        return True
    if not may(person, Right.SEE_STATUS, matter.committee):
        return False
    return not matter.secret or may(person, Right.SEE_SECRETS, matter.committee)
