"""What there is to tell of now, gathered from the duty list, the timetable, the papers and the register of accounts."""

from collections.abc import Iterator
from datetime import datetime

from archiver.dates import swedish
from archiver.duties.duty import AccountDutyFacts, Light
from archiver.duties.registry import ACCOUNT_DUTIES, DutyState, of_account, of_municipality
from archiver.errors.outside import LoggedOut, LoginWall, TokenRefused
from archiver.lifecycle.rights import Right
from archiver.model import Account, AccountState, ApprovalRole, Role
from archiver.removal.order import RemovalOrder, RemovalState
from archiver.retention.weeding import SECOND_PERSONS, ListState, WeedingList
from archiver.text import Text
from jobs.context import Context
from jobs.duties import account_facts, municipality_facts
from jobs.notices.matter import Kind, Matter
from storage.database import papers
from storage.database.session import Session
from storage.database.sight import Sight

SESSION_OUTCOMES = frozenset({LoginWall.outcome, LoggedOut.outcome, TokenRefused.outcome})
OWN_NOTICE = frozenset({"capture_works", "suspected_secrets", "approvals"})
"""Duties that are told of as a kind of their own."""
SECRET_DUTIES = frozenset(duty.key for duty in ACCOUNT_DUTIES if duty.tells_of_secrets)
APPROVERS = {ApprovalRole.MANAGER: Role.MANAGER, ApprovalRole.INFORMATION_OFFICER: Role.INFORMATION_OFFICER}
STILL_TO_REMOVE = (RemovalState.ORDERED, RemovalState.STILL_THERE)
LOG_IN = Text("Logga in kontot på nytt", "Log the account in again")
LOOK_AT = Text(
    "Öppna kontot i en webbläsare; stämmer adressen, vänta på nästa försök",
    "Open the account in a browser; if the address is right, wait for the next attempt",
)
DECIDE = Text("Avgör dem i granskningen, brådskande", "Decide on them in the review, urgently")
REMOVE = Text("Ta bort det från plattformen och kvittera", "Remove it from the platform and say so")


def matters(context: Context, session: Session, now: datetime) -> list[Matter]:
    """Everything there is to tell of, whoever is to know it. Takes SYSTEM's context: all accounts."""
    facts = account_facts(session, context)
    accounts = {one.account.id: one.account for one in facts}
    found: list[Matter] = []
    for one in facts:
        found += _failed(one)
        found += _suspected(one)
        found += _duties(one, now)
        found += _approvals(one.account)
    found += _removals(session, accounts, now)
    found += _weedings(session)
    found += _municipality(context, session, now)
    return found


def _failed(facts: AccountDutyFacts) -> Iterator[Matter]:
    """An alarm of the timetable; a lost session is told at once, since no further attempt mends it."""
    lost = facts.last_error in SESSION_OUTCOMES
    if facts.account.state is not AccountState.OPEN or not (lost or facts.alarm_since):
        return
    since = facts.alarm_since
    when = Text(f" sedan {swedish(since)}", f" since {swedish(since)}") if since else Text("", "")
    kind = Kind.SESSION_LOST if lost else Kind.CAPTURE_FAILED
    what = (
        Text("inloggningen gäller inte längre, och kontot fångas inte", "the session is gone, nothing is captured")
        if lost
        else Text(
            f"har inte kunnat fångas{when.sv} ({facts.last_error})",
            f"could not be captured{when.en} ({facts.last_error})",
        )
    )
    yield _of(facts.account, kind, what, since=since, todo=LOG_IN if lost else LOOK_AT)


def _suspected(facts: AccountDutyFacts) -> Iterator[Matter]:
    if facts.suspected_since:
        count = len(facts.suspected_since)
        what = Text(f"{count} misstänkta väntar på beslut", f"{count} suspected wait for a decision")
        newest = max(facts.suspected_since)
        yield _of(
            facts.account,
            Kind.SECRET_SUSPECTED,
            what,
            newest.isoformat(),
            since=min(facts.suspected_since),
            todo=DECIDE,
            secret=True,
            page=f"/granskning?fraga=secrecy&konto={facts.account.id}",
            needs=Right.REVIEW,
        )


def _duties(facts: AccountDutyFacts, now: datetime) -> Iterator[Matter]:
    for duty in of_account(facts, now, secrets=True):
        if duty.light is not Light.GREEN and duty.key not in OWN_NOTICE:
            yield _of(
                facts.account, _kind(duty), _what(duty), duty.key, todo=duty.todo, secret=duty.key in SECRET_DUTIES
            )


def _approvals(account: Account) -> Iterator[Matter]:
    given = {one.role for one in account.approvals}
    for role in ApprovalRole if account.state is AccountState.PROPOSED else ():
        if role not in given:
            what = Text(f"väntar på godkännande som {role.value}", f"waits for approval as {role.value}")
            yield _of(
                account,
                Kind.APPROVAL_WANTED,
                what,
                role.value,
                since=account.proposed_at,
                roles=frozenset({APPROVERS[role]}),
            )


def _removals(session: Session, accounts: dict[str, Account], now: datetime) -> Iterator[Matter]:
    states = [state.value for state in STILL_TO_REMOVE]
    open_ids = {order.id for order in papers.rows(session, RemovalOrder, *states, sight=Sight(secrets=False))}
    for order in papers.rows(session, RemovalOrder, *states):
        if order.due_at < now and order.account_id in accounts:
            what = Text(
                f"en borttagning skulle vara gjord {swedish(order.due_at)}",
                f"a removal was due {swedish(order.due_at)}",
            )
            account = accounts[order.account_id]
            yield _of(
                account,
                Kind.REMOVAL_OVERDUE,
                what,
                order.id,
                since=order.due_at,
                todo=REMOVE,
                secret=order.id not in open_ids,
                page=f"/borttagning/{order.id}",
                needs=Right.SAVE,
            )


def _weedings(session: Session) -> Iterator[Matter]:
    for listed in papers.rows(session, WeedingList, ListState.PROPOSED.value):
        yield Matter(
            f"{Kind.APPROVAL_WANTED}:gallring:{listed.id}",
            Kind.APPROVAL_WANTED,
            Text(
                "En gallringslista väntar på en andra persons godkännande", "A weeding list waits for a second person"
            ),
            "/gallring",
            since=listed.made_at,
            roles=frozenset(SECOND_PERSONS),
            but_not=listed.made_by,
        )


def _municipality(context: Context, session: Session, now: datetime) -> Iterator[Matter]:
    for duty in of_municipality(municipality_facts(session, context), now):
        if duty.light is not Light.GREEN:
            key = f"{_kind(duty)}:kommunen:{duty.key}"
            yield Matter(key, _kind(duty), _what(duty), "/", todo=duty.todo)


def _kind(duty: DutyState) -> Kind:
    return Kind.DUTY_LATE if duty.light is Light.RED else Kind.DUTY_DUE


def _what(duty: DutyState) -> Text:
    return Text(f"{duty.title.sv}: {duty.what.sv}", f"{duty.title.en}: {duty.what.en}")


def _of(
    account: Account,
    kind: Kind,
    what: Text,
    part: str = "",
    *,
    since: datetime | None = None,
    todo: Text | None = None,
    secret: bool = False,
    page: str = "",
    roles: frozenset[Role] = frozenset(),
    needs: Right | None = None,
) -> Matter:
    return Matter(
        f"{kind}:{account.id}:{part or (since.isoformat() if since else '')}",
        kind,
        what,
        page or f"/konton/{account.id}",
        account.id,
        account.name,
        account.committee,
        since,
        todo,
        secret,
        roles,
        needs=needs,
    )
