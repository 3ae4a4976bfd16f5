"""Save one post or comment, with its author and thread, before it is removed (guideline page 4; RECORDS §3 rule 2).

Innan radering sker måste innehållet i meddelandet samt information om dess användare sparas. One step, under a minute:
look at the permalink, find the item there, file it with its thread, picture and the page it stood on. What could not
be saved raises, and the removal must wait.
"""

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from archiver.capture.visit import VisitResult
from archiver.errors.outside import NotShown, OutsideFault
from archiver.errors.usage import Unknown, UsageFault
from archiver.extract.addresses import key_of
from archiver.extract.items import read_items
from archiver.lifecycle.record import thread_roots
from archiver.lifecycle.rights import Right, may, require
from archiver.model import Account, AccountState, CaptureRecord, CaptureScope, Item, ItemKind
from archiver.platforms.registry import owner_of
from archiver.records import ItemRecord, Unsuitable, item_id
from archiver.text import Text
from jobs.come_in import by_browser
from jobs.context import Context
from jobs.daemon.worker import SAVE
from jobs.file_capture import Taken, file_capture
from jobs.filing import Filed, Showing
from jobs.harvest import Tools, note_failure
from jobs.readers import reader_of
from jobs.visiting import one_page
from storage.change import Change
from storage.database import orders

GROUND = "Riktlinjer för sociala medier, s. 4–5; TF 2 kap."
TEXT_ONLY = ("page.txt",)
"""What is kept of a page whose pictures may not be copied (BrB 16:10 a): no picture, no page, no traffic."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What lies on the shelf: the item, how many items of its thread, and the capture they came from."""

    record: ItemRecord
    thread: int
    capture: CaptureRecord


def save(
    context: Context, tools: Tools, url: str, account_id: str, ground: Unsuitable, *, pictures: bool = True
) -> Saved:
    """Save what lies at an address before it is removed; when this returns it lies on the shelf.

    Args:
        ground: the kind of unsuitable material it is to be removed for.
        pictures: False keeps text, author and time only, for what must never be copied.
    Raises:
        UsageFault: an address that is not the account's. RightRefused, Busy. An OutsideFault, NotShown among them, when it
        could not be saved; a journal line says so.
    """
    account = context.archive.get(Account, account_id)
    require(context.who, Right.SAVE, account.committee)
    _require_own(account, url)
    reason = f"spara före borttagning: {ground.value}"
    with context.archive.lock(f"account-{account_id}"):
        folder = Path(tempfile.mkdtemp(prefix="save-", dir=context.archive.scratch))
        try:
            return _save(context, tools, account, url, ground, reason, folder, pictures)
        except OutsideFault as fault:
            note_failure(context, account, reason, fault)
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def ask(context: Context, url: str, account_id: str, ground: Unsuitable, *, pictures: bool = True) -> int:
    """Order the daemon to save what lies at an address in the person's name; gives the order's number.

    Raises at once what `save` would without looking: Unknown, UsageFault, RightRefused.
    """
    account = context.archive.find(Account, account_id)
    if account is None or not may(context.who, Right.SAVE, account.committee):
        require(context.who, Right.SAVE)
        raise Unknown(kind=Text("konto", "account"), name=account_id)
    _require_own(account, url)
    asked = json.dumps([url, account_id, ground.value, pictures])
    with context.archive.session(write=True) as session:
        return orders.add(session, SAVE, asked, context.who.username, context.now())


def read_asked(asked: str) -> tuple[str, str, Unsuitable, bool]:
    """What `ask` ordered: address, account, ground, whether pictures may be kept."""
    url, account_id, ground, pictures = json.loads(asked)
    return str(url), str(account_id), Unsuitable(ground), bool(pictures)


def _save(
    context: Context,
    tools: Tools,
    account: Account,
    url: str,
    ground: Unsuitable,
    reason: str,
    folder: Path,
    pictures: bool,
) -> Saved:
    started = context.now()
    reader = reader_of(context.config, account.platform)
    order = one_page(context.config.capture, account, reader, url)
    result = by_browser(context, tools.browser, account, order, folder)
    reading = read_items(folder, reader, account_name=account.name, account_url=account.url)
    wanted = sought(reading.items, url)
    if wanted is None:
        raise NotShown(url=url)
    reading = replace(reading, items=thread_of(reading.items, wanted))
    if not pictures:
        result = _without_pictures(result)
        reading = replace(reading, items=tuple(replace(item, box=None, attachments=()) for item in reading.items))
    showing = Showing(account, str(uuid4()), started, folder, reading.items)
    record_id = item_id(account.id, wanted.identity)

    def note(change: Change, capture: CaptureRecord, _filed: Filed) -> None:
        facts = {"category": ground.value, "capture": capture.id, "thread": str(len(reading.items))}
        change.note("item.saved", about=f"somearkiv:item:{record_id}", why=reason, ground=GROUND, facts=facts)

    taken = Taken(reader, result, reading, reason, CaptureScope.ITEM, reached_end=False)
    capture, _ = file_capture(context, tools.rules, showing, taken, note)
    return Saved(context.archive.get(ItemRecord, record_id), len(reading.items), capture)


def sought(seen: tuple[Item, ...], url: str) -> Item | None:
    """The item an address points to: the one with that permalink, else the page's only post when no anchor is given."""
    key = key_of(url)
    for item in seen:
        if key and key in (key_of(item.permalink), item.identity):
            return item
    posts = [item for item in seen if item.kind is ItemKind.POST]
    return posts[0] if len(posts) == 1 and not urlsplit(url).fragment else None


def thread_of(seen: tuple[Item, ...], wanted: Item) -> tuple[Item, ...]:
    """The items of the thread an item stands in, in page order."""
    roots = thread_roots(seen)
    return tuple(item for item in seen if roots[item.identity] == roots[wanted.identity])


def _require_own(account: Account, url: str) -> None:
    if account.state in (AccountState.PROPOSED, AccountState.APPROVED):
        raise UsageFault(what=Text("kontot är inte öppet", "the account is not open"))
    same_host = urlsplit(url).netloc.casefold() == urlsplit(account.url).netloc.casefold()
    own_platform = owner_of(url)
    if not same_host and not (own_platform.hosts and own_platform.key == account.platform):
        what = Text("adressen hör inte till kontot", "the address is not the account's")
        raise UsageFault(what=what)


def _without_pictures(result: VisitResult) -> VisitResult:
    return replace(result, files=tuple(fact for fact in result.files if fact.path in TEXT_ONLY))
