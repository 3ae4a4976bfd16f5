"""The clock of a removal: by when, who is reminded, and who hears of it when it is late.

The guideline says "skyndsamt" and "alltid snabbt"; the law on bulletin boards (1998:112 5 §) demands removal of what
obviously is criminal. The times are our reading, in working time, one row for each kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.duties.working_time import working_end, working_time
from archiver.model import Account, Role
from archiver.records import Unsuitable
from archiver.removal.order import RemovalOrder, RemovalState
from archiver.text import Text

_DAY = timedelta(days=1)

WITHIN: dict[Unsuitable, timedelta] = {
    Unsuitable.CONFIDENTIAL: _DAY,
    Unsuitable.HATE_HARASSMENT: _DAY,
    Unsuitable.VIOLENCE_PORN: _DAY,
    Unsuitable.CRIME: _DAY,
    Unsuitable.DEFAMATION: _DAY,
    Unsuitable.PERSONAL_DATA: 2 * _DAY,
    Unsuitable.COPYRIGHT: 2 * _DAY,
    Unsuitable.PROFANITY: 3 * _DAY,
    Unsuitable.COMMERCIAL: 3 * _DAY,
}
"""Working time from order to deadline, by the kind of material."""
ILLEGAL_PICTURES = timedelta(hours=4)
"""Pictures that may not even be copied (BrB 16:10 a)."""

WAITING = frozenset({RemovalState.ORDERED, RemovalState.STILL_THERE, RemovalState.DONE})
"""States in which an order still waits for somebody."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What somebody is to be told about an order. `level` 0 told, 1 reminded, 2 late, 3 late for as long again; `roles`
    are who else than the account's own people hear of it; `named` are the account's people by name."""

    order: RemovalOrder
    level: int
    late: bool
    named: tuple[str, ...]
    roles: frozenset[Role]
    what: Text


LEVELS: tuple[tuple[float, frozenset[Role]], ...] = (
    (0.0, frozenset()),
    (0.5, frozenset()),
    (1.0, frozenset({Role.INFORMATION_OFFICER, Role.MANAGER})),
    (2.0, frozenset({Role.INFORMATION_OFFICER, Role.MANAGER, Role.REGISTRAR, Role.ARCHIVIST})),
)
"""How much of the time is spent when each level begins, and who hears of it then besides owner and deputy."""
SAYS = (
    Text("Beställd borttagning, senast {due}", "Removal ordered, by {due}"),
    Text("Påminnelse: borttagning senast {due}", "Reminder: removal by {due}"),
    Text("Försenad borttagning, skulle ha skett {due}", "Removal is late, was due {due}"),
    Text("Borttagningen är mycket försenad, skulle ha skett {due}", "Removal is very late, was due {due}"),
)


def due_at(ground: Unsuitable, ordered_at: datetime, *, illegal_pictures: bool = False) -> datetime:
    """The deadline of an order."""
    if illegal_pictures:
        return ordered_at + ILLEGAL_PICTURES
    return working_end(ordered_at, WITHIN[ground])


def reminder(order: RemovalOrder, account: Account, now: datetime) -> Reminder | None:
    """Who is to be told of an order now, None where it waits for nobody."""
    if order.state not in WAITING:
        return None
    spent = _spent(order, now)
    level = max(number for number, (share, _) in enumerate(LEVELS) if spent >= share)
    named = (account.owner.name,) if level == 0 else (account.owner.name, account.deputy.name)
    return Reminder(order, level, now > order.due_at, named, LEVELS[level][1], SAYS[level])


def reminders(pairs: Iterable[tuple[RemovalOrder, Account]], now: datetime) -> tuple[Reminder, ...]:
    """Every reminder there is to give now, the gravest first."""
    found = [one for order, account in pairs if (one := reminder(order, account, now))]
    return tuple(sorted(found, key=lambda one: (-one.level, one.order.due_at)))


def _spent(order: RemovalOrder, now: datetime) -> float:
    """How much of the time is spent; working time, except for what may not wait for Monday."""
    if order.illegal_pictures:
        return (now - order.ordered_at) / max(order.due_at - order.ordered_at, timedelta(seconds=1))
    given = max(working_time(order.ordered_at, order.due_at), timedelta(seconds=1))
    return working_time(order.ordered_at, now) / given
