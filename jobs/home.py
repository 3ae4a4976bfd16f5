"""What a person meets when they come to work: what waits for them, what may be secret and since when, the newest captures,
and whether the archive is well. Counts and rows are of what the person may see, no more.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.duties.duty import Light
from archiver.duties.guideline_review import GUIDELINE_REVIEW
from archiver.duties.public_register import PUBLIC_REGISTER
from archiver.duties.registry import DutyState
from archiver.lifecycle.account_table import ACCOUNT, AccountFacts
from archiver.lifecycle.joining import JOINING
from archiver.lifecycle.queue import LABELS, Place
from archiver.lifecycle.rights import Right, may, sight_of
from archiver.lifecycle.table import open_steps, unmet
from archiver.model import Account, Person, Role, Sight
from archiver.text import Text
from jobs.context import Context
from jobs.daemon.worker import UPKEEP
from jobs.status import Status, look
from storage.database import accounts, captures, items, journal, orders
from storage.database.captures import CaptureRow
from storage.database.items import ItemRow
from storage.database.orders import OrderState
from storage.database.queue_lines import QueuePart
from storage.database.session import Session

WAITING_STEPS = ("godkänn_som_chef", "godkänn_som_informatör", "öppna", "deponera")
"""Steps of an account that wait for whoever may take them. (`deponera` only where it is not done.)"""
MOST_SECRETS, MOST_CAPTURES = 5, 6
SUSPECTED = QueuePart(places=frozenset({Place.SECRECY}))
CARE_LATE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for this person: what, how much, since when, and what it is about (`kind`, `about`)."""

    kind: str
    what: Text
    about: str = ""
    count: int = 1
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the archive is well. `cared_at`: the last daily care; `faults_at`: when it last found something wrong."""

    cared_at: datetime | None
    faults_at: datetime | None
    waiting_orders: int
    failed_orders: int
    free_bytes: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Home:
    """All of it. `suspected` is empty for whoever may not know of secrets; `health` None for whoever does not run it;
    `names` are the accounts' by their ids."""

    tasks: tuple[Task, ...]
    suspected: tuple[ItemRow, ...]
    captures: tuple[CaptureRow, ...]
    status: Status | None
    health: Health | None
    names: Mapping[str, str]


def at_home(context: Context) -> Home:
    """What the acting person meets."""
    who, sight = context.who, sight_of(context.who)
    status = look(context, counted=False) if may(who, Right.SEE_STATUS) else None
    with context.archive.session() as session:
        known = accounts.rows(session, sight=Sight(secrets=False, committees=who.committees or None))
        places = items.queue_places(session, sight) if may(who, Right.REVIEW) else {}
        asked = items.asked(session, who.username, sight) if may(who, Right.REVIEW) else []
        waits = Place.SECRECY in places or not may(who, Right.REVIEW)  # who decides nothing has to hide it in time
        first = items.queue(session, sight, MOST_SECRETS, part=SUSPECTED) if sight.secrets and waits else []
        newest = captures.newest(session, Sight(False, who.committees or None), MOST_CAPTURES)
        health = _health(context, session) if may(who, Right.RUN) else None
    tasks = (
        *_of_queue(places),
        *_asked(asked),
        *(task for one in known for task in of_account(one, who, context.now())),
    )
    return Home(
        (*tasks, *(_attestations(who, status.municipality) if status else ())),
        tuple(first),
        tuple(newest) if may(who, Right.SEE_ITEMS) else (),
        status,
        health,
        {one.id: one.name for one in known},
    )


def of_account(account: Account, who: Person, now: datetime) -> Iterator[Task]:
    """What of an account waits for this person: a step that is theirs and that nothing hinders, a joining's next step."""
    facts = AccountFacts(account, who, now)
    for step in open_steps(ACCOUNT, account.state, by=who, committee=account.committee):
        done = step.name == "deponera" and account.credentials_deposited
        if step.name in WAITING_STEPS and not done and not unmet(step, facts):
            what = Text(f"{account.name}: {step.label.sv}", f"{account.name}: {step.label.en}")
            yield Task("account", what, account.id, since=account.proposed_at)
    for joining in account.joinings:
        ways = open_steps(JOINING, joining.state, by=who, committee=account.committee)
        mine = next((step for step in ways if step.name not in ("begär_delaktighet", "sluta", "avböj")), None)
        if mine is not None:
            name = joining.person.name
            what = Text(
                f"{account.name}, {name}: {mine.label.sv}",
                f"{account.name}, {name}: {mine.label.en}",
            )
            yield Task("account", what, account.id, since=joining.history[-1].at if joining.history else None)


def _of_queue(places: dict[int, tuple[int, datetime]]) -> Iterator[Task]:
    for place, label in LABELS.items():
        if place in places:
            count, since = places[place]
            yield Task("queue", label, str(int(place)), count, since)


def _asked(rows: list[ItemRow]) -> Iterator[Task]:
    if rows:
        yield Task("asked", Text("Andra åsikter du är tillfrågad om", "Second opinions asked of you"), "", len(rows))


def _attestations(who: Person, duties: tuple[DutyState, ...]) -> Iterator[Task]:
    mine = {GUIDELINE_REVIEW.key: may(who, Right.ATTEST_GUIDELINE), PUBLIC_REGISTER.key: Role.WEB_MANAGER in who.roles}
    for duty in duties:
        if duty.light is not Light.GREEN and mine.get(duty.key):
            yield Task("attest", duty.title, duty.key)


def _health(context: Context, session: Session) -> Health:
    cared = orders.last_ordered(session, UPKEEP)
    faults = journal.lines(session, did="archive.faults", limit=1)
    return Health(
        cared,
        faults[0].at if faults else None,
        len(orders.rows(session, OrderState.WAITING, 1000)),
        len(orders.rows(session, OrderState.FAILED, 1000)),
        shutil.disk_usage(context.archive.settings.root).free,
        cared is None or context.now() - cared > CARE_LATE,
    )
