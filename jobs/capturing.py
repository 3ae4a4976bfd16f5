"""Several captures after each other with one browser; one account's fault never stops the next."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from archiver.capture.browser import Browser, BrowserSettings
from archiver.classify.appraisal import rulebook
from archiver.errors import SomearkivError
from archiver.lifecycle.rights import Right, require, sight_of
from archiver.model import AccountState
from jobs.config import Config
from jobs.context import Context, rule_settings
from jobs.daemon import timetable
from jobs.harvest import HarvestReport, Tools, harvest
from storage.database import accounts, schedule


@dataclass(frozen=True, slots=True)
class Captured:
    """How one account went: a report, or the fault that stopped it."""

    account_id: str
    seconds: float
    report: HarvestReport | None = None
    fault: SomearkivError | None = None


_EVER = datetime.fromtimestamp(0, UTC)
"""As if the daemon had always run: what is overdue is due now, not spread over the hours after a start."""


def chosen_accounts(context: Context, named: Sequence[str], *, due: bool) -> tuple[str, ...]:
    """The named accounts as they are; else those that are due; else all open ones the acting person sees."""
    if named:
        return tuple(named)
    if due:
        now = context.now()
        with context.archive.session(write=True) as session:
            timetable.keep(session, now, started_at=_EVER)
            return tuple(row.account_id for row in schedule.due(session, now))
    with context.archive.session() as session:
        return tuple(row.id for row in accounts.rows(session, AccountState.OPEN, sight_of(context.who)))


def capture_accounts(context: Context, account_ids: Sequence[str], reason: str) -> Iterator[Captured]:
    """Capture accounts one by one. Raises RightRefused before the first; later faults are results."""
    require(context.who, Right.CAPTURE)
    if not account_ids:
        return
    with tools(context.config) as given:
        for account_id in account_ids:
            began = time.monotonic()
            try:
                report = harvest(context, given, account_id, reason)
            except SomearkivError as fault:
                yield Captured(account_id, time.monotonic() - began, fault=fault)
            else:
                yield Captured(account_id, time.monotonic() - began, report)


@contextmanager
def tools(config: Config) -> Iterator[Tools]:
    """The browser and the rules, the browser closed afterwards."""
    chromium = config.path(config.capture.chromium) if config.capture.chromium else None
    with Browser(BrowserSettings(executable=chromium)) as browser:
        yield Tools(browser, rulebook(rule_settings(config)))
