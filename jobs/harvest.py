"""Capture an account from beginning to end: visit, read, compare, classify, file.

come in    the account            → a folder of evidence, by its way in (`come_in.py`)
read       the folder             → items
compare    items with the cards   → new, changed, gone
classify   each new wording       → a proposal on each axis
file       capture and items      → one change of the archive, whole or not at all
"""

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from archiver.capture.browser import Browser
from archiver.capture.visit import VisitResult
from archiver.classify.appraisal import Rulebook
from archiver.errors.outside import EmptyPage, OutsideFault
from archiver.extract.window import suspicious_drop
from archiver.lifecycle.account import require_capturable
from archiver.model import Account, CaptureRecord, CaptureScope, Outcome
from jobs.come_in import come_in
from jobs.context import Context
from jobs.file_capture import Taken, file_capture
from jobs.filing import Filed, Showing
from jobs.readers import reader_of
from storage.change import Change
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
            note_failure(context, account, reason, fault)
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _harvest(context: Context, tools: Tools, account: Account, reason: str, folder: Path) -> HarvestReport:
    started = context.now()
    reader = reader_of(context.config, account.platform)
    result, reading = come_in(context, tools.browser, account, reader, folder)
    with context.archive.session() as session:
        known = items.known(session, account.id)
    result = _judged(account, result, sum(one.missing_since is None for one in known.values()), len(reading.items))
    showing = Showing(account, str(uuid4()), started, folder, reading.items)
    taken = Taken(reader, result, reading, reason, CaptureScope.ACCOUNT, not result.reach.not_reached)

    def note(change: Change, capture: CaptureRecord, filed: Filed) -> None:
        change.note("capture.filed", about=capture, why=reason, facts=_facts(account, result, filed))

    capture, filed = file_capture(context, tools.rules, showing, taken, note)
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


def _facts(account: Account, result: VisitResult, filed: Filed) -> dict[str, str]:
    return {
        "account": account.id,
        "outcome": result.outcome.value,
        "new": str(len(filed.new)),
        "changed": str(len(filed.changed)),
        "gone": str(len(filed.gone)),
    }


def note_failure(context: Context, account: Account, reason: str, fault: OutsideFault) -> None:
    """A journal line of a visit that gave no capture."""
    with context.archive.change(who=context.who.username, at=context.now(), why=reason) as change:
        change.note("capture.failed", about=account, why=reason, facts={"outcome": fault.outcome})
