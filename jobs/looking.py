"""Looking at captures: one of them, its evidence, what differs between two, and ordering a new one.

Pictures and pages show everything that stood there, also what may be secret: they are for whoever may see secrets of the
account's nämnd, whether or not there is any (law 5; `jobs/pictures.py`).
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archiver.errors.refused import StepRefused
from archiver.errors.usage import Unknown
from archiver.images import difference
from archiver.lifecycle.rights import LABELS, Right, may, require, sight_of
from archiver.model import Account, AccountState, CaptureRecord, CaptureScope
from archiver.text import Text
from jobs.context import Context
from jobs.daemon.worker import HARVEST
from jobs.pictures import PAGE_PICTURE, may_see_whole_page
from storage.database import captures, items, orders
from storage.database.captures import CaptureRow
from storage.database.items import ItemRow
from storage.database.orders import Order

CAPTURE, FILE, ORDER, ACCOUNT = (
    Text("fångst", "capture"),
    Text("fil", "file"),
    Text("beställning", "order"),
    Text("konto", "account"),
)
NOT_OPEN = Text("kontot är inte öppet", "the account is not open")


@dataclass(frozen=True, slots=True)
class Between:
    """What differs between two captures of an account, as far as the person may see items; the older is `before`."""

    before: CaptureRecord
    after: CaptureRecord
    new: tuple[ItemRow, ...]
    changed: tuple[ItemRow, ...]
    gone: tuple[ItemRow, ...]


def account(context: Context, account_id: str) -> Account:
    """An account of the person's nämnder. Raises Unknown, the same for another's and for none."""
    found = context.archive.find(Account, account_id)
    if found is None or not may(context.who, Right.SEE_ITEMS, found.committee):
        raise Unknown(kind=ACCOUNT, name=account_id)
    return found


def capture(context: Context, capture_id: str) -> CaptureRecord:
    """A capture of an account of the person's nämnder; one that saved a single item, which may be secret, is for those who
    may see secrets there, whether or not it is. Raises Unknown."""
    record = context.archive.find(CaptureRecord, capture_id)
    if record is None:
        raise Unknown(kind=CAPTURE, name=capture_id)
    try:
        account(context, record.account_id)
    except Unknown:
        raise Unknown(kind=CAPTURE, name=capture_id) from None
    if record.scope is CaptureScope.ITEM and not may_see_whole_page(context, record):
        raise Unknown(kind=CAPTURE, name=capture_id)
    return record


def timeline(context: Context, found: Account) -> list[CaptureRow]:
    """The captures of an account that the person may know of, newest first."""
    whole = may(context.who, Right.SEE_SECRETS, found.committee)
    with context.archive.session() as session:
        rows = captures.of_account(session, found.id)
    return [row for row in rows if whole or row.scope is CaptureScope.ACCOUNT]


def evidence(context: Context, capture_id: str, path: str) -> tuple[Path, str]:
    """A file of a capture and its media type. Raises Unknown where there is none the person may see."""
    record = capture(context, capture_id)
    for fact in record.files if may_see_whole_page(context, record) else ():
        if fact.path == path:
            return context.archive.file(CaptureRecord, record.id, path), fact.media_type
    raise Unknown(kind=FILE, name=capture_id)


def seen_items(context: Context, record: CaptureRecord) -> list[ItemRow]:
    """The items a capture saw that the person may see, newest first."""
    with context.archive.session() as session:
        return items.among(session, record.items_seen, sight_of(context.who))


def between(context: Context, one_id: str, other_id: str) -> Between:
    """What differs between two captures of one account. Raises Unknown."""
    before, after = sorted((capture(context, one_id), capture(context, other_id)), key=lambda one: one.started_at)
    if before.account_id != after.account_id:
        raise Unknown(kind=CAPTURE, name=other_id)
    old, new = set(before.items_seen), set(after.items_seen)
    sight = sight_of(context.who)
    with context.archive.session() as session:
        stayed = items.among(session, old & new, sight)
        came, went = items.among(session, new - old, sight), items.among(session, old - new, sight)
    changed = tuple(row for row in stayed if row.versions > 1 and before.started_at < row.seen_at <= after.started_at)
    return Between(before, after, tuple(came), changed, tuple(went))


def difference_picture(context: Context, one_id: str, other_id: str) -> bytes:
    """The newer of two pictures in grey, what differs from the older in red; PNG. Raises Unknown."""
    pair = between(context, one_id, other_id)
    before, after = (evidence(context, one.id, PAGE_PICTURE)[0] for one in (pair.before, pair.after))
    return _difference(before, after)


@lru_cache(maxsize=4)
def _difference(before: Path, after: Path) -> bytes:
    return difference(before, after)


def order_capture(context: Context, account_id: str) -> int:
    """Order a capture of an open account from the daemon; the order's number. One that waits already is not doubled.

    Raises Unknown, RightRefused, StepRefused.
    """
    found = account(context, account_id)
    require(context.who, Right.CAPTURE, found.committee)
    if found.state is not AccountState.OPEN:
        raise StepRefused(step=LABELS[Right.CAPTURE], state=found.state.value, what=NOT_OPEN)
    with context.archive.session(write=True) as session:
        return orders.add(session, HARVEST, account_id, context.who.username, context.now())


def ordered(context: Context, order_id: str) -> Order:
    """How an ordered capture goes. Raises Unknown, also for other work and accounts of other nämnder."""
    number = int(order_id) if order_id.isascii() and order_id.isdigit() and len(order_id) < 16 else 0
    with context.archive.session() as session:
        order = orders.one(session, number)
    if order is None or order.kind != HARVEST:
        raise Unknown(kind=ORDER, name=order_id)
    account(context, order.argument)
    return order
