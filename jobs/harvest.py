"""Capture an account from beginning to end: visit, read, compare, classify, file.

visit      the account            → a folder of evidence
read       the folder             → items
compare    items with the cards   → new, changed, gone
classify   each new wording       → a proposal on each axis
file       capture and items      → one change of the archive, whole or not at all
"""

import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

from archiver.capture.browser import Browser
from archiver.capture.visit import Limits, VisitOrder, VisitResult, visit
from archiver.classify.appraisal import Rulebook
from archiver.errors import EmptyPage, OutsideFault
from archiver.extract.changes import changes
from archiver.extract.items import follow, read_items
from archiver.extract.window import suspicious_drop
from archiver.lifecycle.account import require_capturable
from archiver.model import Account, CaptureRecord, ItemRecord, Outcome, item_id
from archiver.platforms.platform import Platform, Reading
from archiver.platforms.registry import platform
from archiver.text import Text
from jobs.context import Context
from jobs.filing import Filed, Showing, records_to_file
from storage.database import items


@dataclass(frozen=True, slots=True)
class HarvestReport:
    """What one capture gave."""

    capture: CaptureRecord
    filed: Filed
    seconds: float


@dataclass(frozen=True, slots=True)
class Tools:
    """What a harvest needs besides the archive, kept between captures: the browser and the rules."""

    browser: Browser
    rules: Rulebook


def harvest(context: Context, tools: Tools, account_id: str, reason: str) -> HarvestReport:
    """Capture an account now and file what is new.

    Raises StepRefused when the account is not open, Busy when it is being captured already, an OutsideFault when the
    account could not be captured (a journal line says so and nothing else is filed).
    """
    with context.archive.lock(f"account-{account_id}"):
        account = context.archive.get(Account, account_id)
        require_capturable(account)
        folder = Path(tempfile.mkdtemp(prefix="capture-", dir=context.archive.scratch))
        try:
            return _harvest(context, tools, account, reason, folder)
        except OutsideFault as fault:
            _note_failure(context, account, reason, fault)
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _harvest(context: Context, tools: Tools, account: Account, reason: str, folder: Path) -> HarvestReport:
    started = context.now()
    reader = platform(account.platform)
    result = visit(tools.browser, _order(context, account, reader), folder, now=context.now, say=context.say)
    context.say(Text("Läser inläggen", "Reading the items"))
    reading = read_items(folder, reader, account_name=account.name, account_url=account.url)
    with context.archive.session() as session:
        known = items.known(session, account.id)
    result = _judged(account, result, sum(one.missing_since is None for one in known.values()), len(reading.items))
    found = changes(known, reading.items, reached_end=result.outcome is Outcome.CAPTURED)
    showing = Showing(account, str(uuid4()), started, folder, reading.items)
    filed = records_to_file(showing, found, tools.rules, lambda one: context.archive.get(ItemRecord, one))
    capture = _record(context, account, reader, showing, reason, result, reading, filed)
    context.say(Text("Lägger på hyllan", "Filing"))
    with context.archive.change(who=context.who.username, at=context.now(), why=reason) as change:
        change.put(capture, files={fact.path: folder / fact.path for fact in result.files})
        for record in filed.records:
            change.put(record, files=filed.pictures.get(record.id, {}))
        change.note("capture.filed", about=capture, why=reason, facts=_facts(account, result, filed))
    seconds = (context.now() - started).total_seconds()
    return HarvestReport(capture, filed, seconds)


def _judged(account: Account, result: VisitResult, known: int, seen: int) -> VisitResult:
    """The result, partial where the page shows suspiciously little of what is known: then nothing counts as gone.

    Raises EmptyPage where nothing at all was found of an account that had items: the platform has changed its page, or
    shows us something else. That is an alarm, not a capture.
    """
    if known and not seen:
        raise EmptyPage(url=account.url)
    if not suspicious_drop(known, seen):
        return result
    said = f"Bara {seen} poster hittades av {known} kända; plattformens uppställning kan ha ändrats."
    reach = replace(result.reach, not_reached=(*result.reach.not_reached, said))
    return replace(result, outcome=Outcome.PARTIAL, reach=reach)


def _order(context: Context, account: Account, reader: Platform) -> VisitOrder:
    settings = context.config.capture

    def more_pages(folder: Path) -> tuple[str, ...]:
        reading = read_items(folder, reader, account_name=account.name, account_url=account.url)
        return follow(reading, reader)

    return VisitOrder(
        account_id=account.id,
        url=account.url,
        platform=reader,
        pages=account.pages,
        more_pages=more_pages,
        limits=Limits(
            seconds=settings.account_seconds,
            page_seconds=settings.page_seconds,
            scrolls=settings.scrolls,
            items=settings.items,
            pages=settings.follow_pages,
            page_bytes=settings.page_megabytes * 1_000_000,
        ),
        allowed_networks=settings.allowed_networks,
        viewport=(settings.viewport_width, settings.viewport_height),
    )


def _record(
    context: Context,
    account: Account,
    reader: Platform,
    showing: Showing,
    reason: str,
    result: VisitResult,
    reading: Reading,
    filed: Filed,
) -> CaptureRecord:
    got = Counter(item.kind.value for item in reading.items)
    claimed = {**result.reach.claimed, **reading.claimed}
    reach = replace(
        result.reach,
        claimed=claimed,
        got=dict(got),
        not_reached=(*result.reach.not_reached, *shortfalls(claimed, got), *reading.remarks),
    )
    return CaptureRecord(
        id=showing.capture_id,
        account_id=account.id,
        ordered_by=context.who.username,
        reason=reason,
        started_at=result.started_at,
        finished_at=result.finished_at,
        outcome=result.outcome,
        method=result.method,
        permission=result.permission,
        requested_url=result.requested_url,
        final_url=result.final_url,
        http_status=result.http_status,
        host=socket.gethostname(),
        browser=result.browser,
        user_agent=result.user_agent,
        viewport=result.viewport,
        language=result.language,
        reach=reach,
        software=f"Somearkiv {version('somearkiv')}, {reader.key} {reader.version}",
        files=result.files,
        items_seen=tuple(item_id(account.id, item.identity) for item in reading.items),
        items_new=len(filed.new),
        items_changed=len(filed.changed),
        items_gone=tuple(record.id for record in filed.gone),
    )


def shortfalls(claimed: Mapping[str, int], got: Mapping[str, int]) -> tuple[str, ...]:
    """What the page said it had and the capture did not get, one Swedish sentence a kind."""
    words = {"post": "inlägg", "comment": "kommentarer", "picture": "bilder"}
    return tuple(
        f"Sidan uppger {count} {words.get(kind, kind)}; fångsten har {got.get(kind, 0)}."
        for kind, count in claimed.items()
        if kind in words and got.get(kind, 0) < count
    )


def _facts(account: Account, result: VisitResult, filed: Filed) -> dict[str, str]:
    return {
        "account": account.id,
        "outcome": result.outcome.value,
        "new": str(len(filed.new)),
        "changed": str(len(filed.changed)),
        "gone": str(len(filed.gone)),
    }


def _note_failure(context: Context, account: Account, reason: str, fault: OutsideFault) -> None:
    with context.archive.change(who=context.who.username, at=context.now(), why=reason) as change:
        change.note("capture.failed", about=account, why=reason, facts={"outcome": fault.outcome})
