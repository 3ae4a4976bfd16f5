"""Accounts, captures with their evidence, and ordering one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Path
from fastapi.responses import FileResponse

from archiver.errors.usage import Unknown
from archiver.lifecycle.rights import Right
from archiver.model import Account, AccountState
from jobs import looking
from jobs.pictures import may_see_whole_page
from storage.database import accounts, captures
from storage.database.captures import CaptureRow
from web.api.caller import Caller
from web.api.items import After, Id, Moment, Size, Words, aware
from web.api.orders import OrderShown, of_order, order_shown
from web.api.route import ApiRoute, Family


@dataclass(frozen=True, slots=True)
class AccountShown:
    """En rad i kontoförteckningen; inga personers namn, inget att logga in med."""

    id: str
    name: str
    platform: str
    url: str
    committee: str
    activity: str
    purpose: str
    state: str
    captures_per_year: int
    opened_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountList:
    """Kontona i nyckelns nämnder, efter id."""

    accounts: list[AccountShown]


@dataclass(frozen=True, slots=True)
class CaptureBrief:
    """En fångst i en lista; handlingarna räknas för en nyckel som får se allt som fanns."""

    id: str
    account: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    method: str
    scope: str
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class CapturePage:
    """Några fångster, nyast först."""

    captures: list[CaptureBrief]
    next: str


@dataclass(frozen=True, slots=True)
class FileShown:
    """En fil ur bevisningen och dess kontrollsumma."""

    path: str
    media_type: str
    size_bytes: int
    sha512: str


@dataclass(frozen=True, slots=True)
class CaptureWhole:
    """En fångst: hur den togs, hur långt den nådde, och bevisningen för en nyckel som får se hela sidan."""

    id: str
    account: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    method: str
    permission: str
    requested_url: str
    final_url: str
    browser: str
    software: str
    not_reached: list[str]
    files: list[FileShown]


def list_accounts(call: Caller, state: AccountState | None = None) -> AccountList:
    """Kontoförteckningen, för nyckelns nämnder."""
    with call.desk.archive.session() as session:
        rows = accounts.rows(session, state, call.sight_of_accounts)
    return AccountList([_account(one) for one in rows])


def show_account(call: Caller, account_id: Id) -> AccountShown:
    """Ett konto."""
    found = call.desk.archive.find(Account, account_id)
    if found is None or not call.may(Right.SEE_ACCOUNTS, found.committee):
        raise Unknown(kind=looking.ACCOUNT, name=account_id)
    return _account(found)


def order_capture(call: Caller, account_id: Id) -> OrderShown:
    """Beställ en fångst nu; den som redan väntar beställs inte igen. Följ den under `/orders`."""
    number = looking.order_capture(call.context, account_id)
    return order_shown(of_order(call, str(number)))


def list_captures(
    call: Caller,
    account: Words = None,
    since: Moment = None,
    after: After = "",
    size: Size = 25,
) -> CapturePage:
    """Fångster, nyast först."""
    with call.desk.archive.session() as session:
        rows = captures.page(session, call.sight, account or None, aware(since), after, size + 1)
    shown = [_brief(row) for row in rows[:size]]
    return CapturePage(shown, shown[-1].id if len(rows) > size else "")


def show_capture(call: Caller, capture_id: Id) -> CaptureWhole:
    """En fångst med sin bevisning."""
    record = looking.capture(call.context, capture_id)
    files = record.files if may_see_whole_page(call.context, record) else ()
    return CaptureWhole(
        record.id,
        record.account_id,
        record.started_at,
        record.finished_at,
        record.outcome.value,
        record.method,
        record.permission,
        record.requested_url,
        record.final_url,
        record.browser,
        record.software,
        list(record.reach.remarks),
        [FileShown(one.path, one.media_type, one.size_bytes, one.sha512) for one in files],
    )


def show_file(call: Caller, capture_id: Id, path: Annotated[str, Path(max_length=300)]) -> FileResponse:
    """En fil ur bevisningen, byte för byte."""
    file, media_type = looking.evidence(call.context, capture_id, path)
    return FileResponse(file, media_type=media_type, filename=path.rpartition("/")[2])


def _account(one: Account) -> AccountShown:
    return AccountShown(
        one.id,
        one.name,
        one.platform,
        one.url,
        one.committee,
        one.activity,
        one.purpose,
        one.state.value,
        one.captures_per_year,
        one.opened_at,
        one.closed_at,
    )


def _brief(row: CaptureRow) -> CaptureBrief:
    return CaptureBrief(
        row.id,
        row.account_id,
        row.started_at,
        row.finished_at,
        row.outcome.value,
        row.method,
        row.scope.value,
        row.files,
        row.size_bytes,
    )


FAMILY = Family(
    "konton och fångster",
    (
        ApiRoute("GET", "/accounts", list_accounts, Right.SEE_ACCOUNTS, "Lista konton"),
        ApiRoute("GET", "/accounts/{account_id}", show_account, Right.SEE_ACCOUNTS, "Visa ett konto"),
        ApiRoute("POST", "/accounts/{account_id}/captures", order_capture, Right.CAPTURE, "Beställ en fångst", 202),
        ApiRoute("GET", "/captures", list_captures, Right.SEE_ITEMS, "Lista fångster"),
        ApiRoute("GET", "/captures/{capture_id}", show_capture, Right.SEE_ITEMS, "Visa en fångst"),
        ApiRoute("GET", "/captures/{capture_id}/files/{path:path}", show_file, Right.SEE_ITEMS, "Hämta en fil", gives=("*/*",)),
    ),
)  # fmt: skip
