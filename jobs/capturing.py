"""Several captures, a few side by side, each with its own browser; one account's fault never stops another's."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from archiver.capture.browser import Browser, BrowserSettings
from archiver.classify.appraisal import rulebook
from archiver.errors.error import SomearkivError
from archiver.errors.outside import BrowserGone
from archiver.lifecycle.rights import Right, require, sight_of
from archiver.model import AccountState, Person
from archiver.text import Text
from jobs.config import Config
from jobs.context import Context, opened, rule_settings
from jobs.daemon import timetable
from jobs.daemon.attempts import Ending, ending_of, record, word_of
from jobs.harvest import HarvestReport, Tools, harvest
from jobs.lanes import Say, Work, lanes, that_fit
from storage.database import accounts, schedule


@dataclass(frozen=True, slots=True)
class Captured:
    """How one account went: a report, or the fault that stopped it."""

    account_id: str
    seconds: float
    report: HarvestReport | None = None
    fault: SomearkivError | None = None


def chosen_accounts(context: Context, named: Sequence[str], *, due: bool) -> tuple[str, ...]:
    """The named accounts as they are; else those that are due; else all open ones the acting person sees."""
    if named:
        return tuple(named)
    if due:
        now = context.now()
        with context.archive.session(write=True) as session:
            timetable.keep(session, now, started_at=timetable.EVER)
            return tuple(row.account_id for row in schedule.due(session, now))
    with context.archive.session() as session:
        return tuple(row.id for row in accounts.rows(session, AccountState.OPEN, sight_of(context.who)))


def capture_accounts(context: Context, account_ids: Sequence[str], reason: str) -> Iterator[Captured]:
    """Capture accounts, a few at a time, and tell of them in their order.

    Raises RightRefused before the first; later faults are results.
    """
    require(context.who, Right.CAPTURE)
    count = context.config.capture.side_by_side or that_fit()
    if count == 1 or len(account_ids) < 2:
        with tools(context.config) as given:
            for account_id in account_ids:
                yield _captured(context, given, account_id, reason)
        return
    apart = Work(
        tool=partial(_lane, context.config, context.who, context.now),
        do=partial(_captured_apart, reason),
        lost=partial(_lost, context),
        say=context.say,
    )
    with lanes(apart, count) as each:
        yield from each(account_ids)


@contextmanager
def _lane(config: Config, who: Person, now: Callable[[], datetime], say: Say) -> Iterator[tuple[Context, Tools]]:
    with opened(config) as archive, tools(config) as given:
        yield Context(config, archive, who, now, say), given


def _captured_apart(reason: str, lane: tuple[Context, Tools], account_id: str) -> Captured:
    context, given = lane
    return _captured(_named(context, account_id), given, account_id, reason)


def _lost(context: Context, account_id: str) -> Captured:
    fault = BrowserGone(url=account_id, what="processen tog slut / the process ended")
    _keep_time(context, account_id, ending_of(fault), word_of(fault))
    return Captured(account_id, 0.0, fault=fault)


def _captured(context: Context, given: Tools, account_id: str, reason: str) -> Captured:
    began = time.monotonic()
    try:
        report = harvest(context, given, account_id, reason)
    except SomearkivError as fault:
        _keep_time(context, account_id, ending_of(fault), word_of(fault))
        return Captured(account_id, time.monotonic() - began, fault=fault)
    _keep_time(context, account_id, Ending.DONE, report.capture.outcome.value)
    return Captured(account_id, time.monotonic() - began, report)


def _named(context: Context, account_id: str) -> Context:
    """The context, telling of which account what it tells is."""
    return replace(context, say=lambda said: context.say(Text(f"{account_id}: {said.sv}", f"{account_id}: {said.en}")))


def _keep_time(context: Context, account_id: str, ending: Ending, outcome: str) -> None:
    """Say on the timetable how it went, so that a failure here too is tried again and becomes an alarm."""
    record(
        context.archive,
        account_id,
        ending,
        outcome,
        context.now(),
        alarm_after=context.config.schedule.alarm_after,
        who=context.who.username,
    )


@contextmanager
def tools(config: Config) -> Iterator[Tools]:
    """The browser and the rules, the browser closed afterwards."""
    with browser(config) as given:
        yield Tools(given, rulebook(rule_settings(config)))


def browser(config: Config) -> Browser:
    """The browser that the settings name; the caller closes it."""
    return Browser(
        BrowserSettings(executable=config.path(config.capture.chromium) if config.capture.chromium else None)
    )
