"""The duty list: gathers what the cards know, asks every duty, and takes the yearly words of the people who answer.

A person is told of the accounts of their own nämnder, and of secrets only where they have the right to them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.duties.duty import AccountDutyFacts, MunicipalityDutyFacts
from archiver.duties.portrait import half_year_of
from archiver.duties.registry import DutyState, of_account, of_municipality
from archiver.lifecycle.rights import Right, may, require
from archiver.removal.clock import WAITING
from archiver.removal.order import RemovalOrder
from jobs.context import Context
from jobs.public_list import ATTESTED, drifted
from jobs.search_looks import lost_since
from storage.database import accounts, captures, duty_facts, journal, papers, schedule, secrets
from storage.database.schedule import ScheduleRow
from storage.database.session import Session
from storage.database.sight import Sight

FOUNDED = "archive.founded"
GUIDELINE_REVIEWED = "guideline.reviewed"
REGISTER_CHANGES = ("account.opened", "account.closed", "account.amended")
ARCHIVE = "somearkiv:archive"
"""What journal lines about the whole archive are about."""
LONG_AGO = timedelta(days=60)
"""Longer than any wait that a duty looks at: what is older is late, whenever it came."""
LOOK_BACK = timedelta(days=400)
"""More than the two half-years the duties look at."""


@dataclass(frozen=True, slots=True)
class DutyList:
    """The duties of each account the person sees, by account id, and of the municipality."""

    accounts: dict[str, tuple[DutyState, ...]]
    municipality: tuple[DutyState, ...]


def duty_list(context: Context) -> DutyList:
    """Every duty as it stands now. Raises RightRefused."""
    require(context.who, Right.SEE_STATUS)
    now = context.now()
    with context.archive.session() as session:
        facts, whole = account_facts(session, context), municipality_facts(session, context)
    return DutyList({one.account.id: told(context, one, now) for one in facts}, of_municipality(whole, now))


def told(context: Context, facts: AccountDutyFacts, now: datetime) -> tuple[DutyState, ...]:
    """An account's duties as the acting person may know them."""
    return of_account(facts, now, secrets=may(context.who, Right.SEE_SECRETS, facts.account.committee))


def attest_guideline(context: Context, note: str = "") -> None:
    """The informatör's word that the guideline is reviewed (guideline page 2: every year)."""
    require(context.who, Right.ATTEST_GUIDELINE)
    _attest(context, GUIDELINE_REVIEWED, "Riktlinjer för sociala medier, s. 2", note)


def _attest(context: Context, did: str, ground: str, note: str) -> None:
    with context.archive.change(who=context.who.username, at=context.now(), why=note or did) as change:
        change.note(did, about=ARCHIVE, why=note, ground=ground)


def account_facts(
    session: Session, context: Context, timetable: list[ScheduleRow] | None = None
) -> list[AccountDutyFacts]:
    """What the cards know of each account of the acting person's nämnder, by id; of all where none is named.

    Whoever has just read the timetable gives it.
    """
    sight = Sight(secrets=False, committees=context.who.committees or None)
    rows = {row.account_id: row for row in (schedule.rows(session) if timetable is None else timetable)}
    own_posts = duty_facts.last_own_posts(session)
    queues: dict[tuple[str, int], list[datetime]] = defaultdict(list)
    for one in duty_facts.waiting(session, context.now() - LONG_AGO):
        queues[one.account_id, one.queue] += [one.since] * one.count
    removals = papers.rows(session, RemovalOrder, *(state.value for state in WAITING))
    marked: dict[str, list[datetime]] = defaultdict(list)
    for account_id, noted_at in duty_facts.marked_still_published(session):
        marked[account_id].append(noted_at)
    # The last of each of the two half-years the duties look at.
    taken = captures.last_ends(session, context.now() - LOOK_BACK, half_year_of(context.now())[0])
    shut = lost_since(session, context.now())
    lost: dict[str, list[str]] = defaultdict(list)
    for secret in secrets.lost(session):
        lost[secret.account_id].append(secret.kind.value)
    return [
        AccountDutyFacts(
            account=account,
            captures=tuple(taken.get(account.id, ())),
            due_at=rows[account.id].due_at if account.id in rows else None,
            alarm_since=rows[account.id].alarm_since if account.id in rows else None,
            last_error=rows[account.id].last_error if account.id in rows else "",
            suspected_since=tuple(queues[account.id, duty_facts.SUSPECTED]),
            diary_since=tuple(queues[account.id, duty_facts.DIARY]),
            marked_still_published=tuple(marked[account.id]),
            last_own_post_at=own_posts.get(account.id),
            removals_due=tuple(one.due_at for one in removals if one.account_id == account.id),
            lost_openings=tuple(lost[account.id]),
            unsearchable_since=shut.get(account.id),
        )
        for account in accounts.rows(session, sight=sight)
    ]


def municipality_facts(session: Session, context: Context) -> MunicipalityDutyFacts:
    """What the cards and settings know of the whole."""
    changes = [at for did in REGISTER_CHANGES if (at := _latest(session, did)) is not None]
    return MunicipalityDutyFacts(
        founded_at=_latest(session, FOUNDED) or context.now(),
        guideline_reviewed_at=_latest(session, GUIDELINE_REVIEWED),
        register_changed_at=max(changes, default=None),
        register_attested_at=_latest(session, ATTESTED),
        register_drift=len(drifted(context)),
        copy_kept=bool(context.config.storage.copy.root),
    )


def _latest(session: Session, did: str) -> datetime | None:
    found = journal.lines(session, did=did, limit=1)
    return found[0].at if found else None
