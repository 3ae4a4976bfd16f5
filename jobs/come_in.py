"""The ways in to an account: as a visitor or with the administrator's session, through the interface, or both in one capture.

What the capture rests on is kept with it. A session is read only: the capture works on a copy, and nothing is written back.
It is tried before it is used; when the platform no longer takes it, the account is paused until somebody logs in anew.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from archiver.capture.browser import Browser
from archiver.capture.facts import file_facts
from archiver.capture.session import check, with_session
from archiver.capture.visit import VisitOrder, VisitResult, visit
from archiver.errors.outside import LoggedOut, LoginWall, OutsideFault
from archiver.extract.items import as_reading, follow, read_items
from archiver.interfaces.visit import FOLDER, METHOD
from archiver.model import Account, Outcome, Reach, WayIn
from archiver.platforms.platform import Platform, Reading
from archiver.text import Text
from jobs import vault
from jobs.context import Context
from jobs.interface_capture import ask_interface, told_by_interface
from jobs.visiting import whole_account
from storage.database.secrets import SecretKind, SecretRow, SecretState

TRAFFIC = "traffic.wacz"


def come_in(
    context: Context, browser: Browser, account: Account, reader: Platform, folder: Path
) -> tuple[VisitResult, Reading]:
    """The account's evidence in `folder`, by its way in, and what it holds.

    Raises an OutsideFault when no way in gave the account, LoggedOut (once told in the journal) when its session is lost.
    """
    if account.way_in is WayIn.INTERFACE:
        result = _as_whole(ask_interface(context, account, folder), folder)
    elif account.way_in is WayIn.BROWSER:
        result = by_browser(context, browser, account, _whole(context, account, reader), folder)
    else:
        result = _by_both(context, browser, account, reader, folder)
    context.say(Text("Läser inläggen", "Reading the items"))
    return result, _read(account, reader, folder)


def by_browser(context: Context, browser: Browser, account: Account, order: VisitOrder, folder: Path) -> VisitResult:
    """A visit, with the account's session where it has one; `order` is what is visited."""
    row = vault.of_account(context, account.id, SecretKind.SESSION)
    if row is None:
        return visit(browser, replace(order, permission=account.permission), folder, now=context.now, say=context.say)
    if row.state is SecretState.LOST:
        raise LoggedOut(url=account.url, account=account.id)
    state: Mapping[str, Any] = json.loads(vault.opened(context, row))
    given = replace(order, permission=account.permission)
    try:
        context.say(Text("Prövar inloggningen", "Trying the session"))
        check(browser, replace(given, url=account.url), state)
        result = visit(browser, with_session(given, state), folder, now=context.now, say=context.say)
    except LoginWall as fault:
        raise _logged_out(context, account, row) from fault
    vault.worked(context, row)
    return result


def _logged_out(context: Context, account: Account, row: SecretRow) -> LoggedOut:
    vault.lost(context, account, row)
    return LoggedOut(url=account.url, account=account.id)


def _whole(context: Context, account: Account, reader: Platform) -> VisitOrder:
    def more_pages(so_far: Path) -> tuple[str, ...]:
        return follow(read_items(so_far, reader, account_name=account.name, account_url=account.url), reader)

    return whole_account(context.config.capture, account, reader, more_pages)


def _by_both(context: Context, browser: Browser, account: Account, reader: Platform, folder: Path) -> VisitResult:
    """Both ways; when one of them fails, the other's capture stands and says so."""
    try:
        shown = by_browser(context, browser, account, _whole(context, account, reader), folder)
    except LoggedOut:
        raise
    except OutsideFault as fault:
        told = _as_whole(ask_interface(context, account, folder), folder)
        return _partial(told, f"Webbläsaren gav inget: {fault.message('sv')}")
    try:
        told = ask_interface(context, account, folder)
    except OutsideFault as fault:
        return _partial(shown, f"Gränssnittet gav inget: {fault.message('sv')}")
    return _together(shown, told, folder)


def _together(shown: VisitResult, told: VisitResult, folder: Path) -> VisitResult:
    reach = replace(
        shown.reach,
        claimed={**shown.reach.claimed, **told.reach.claimed},
        not_reached=(*shown.reach.not_reached, *told.reach.not_reached),
        lacking=(*shown.reach.lacking, *told.reach.lacking),
    )
    return replace(
        shown,
        finished_at=told.finished_at,
        outcome=Outcome.PARTIAL if reach.remarks else shown.outcome,
        browser=f"{shown.browser}; {told.browser}",
        method=f"{shown.method}+{METHOD}",
        permission=" ".join(dict.fromkeys((shown.permission, told.permission))),
        reach=reach,
        files=file_facts(folder),
    )


def _partial(result: VisitResult, said: str) -> VisitResult:
    reach: Reach = replace(result.reach, not_reached=(*result.reach.not_reached, said))
    return replace(result, outcome=Outcome.PARTIAL, reach=reach)


def _as_whole(told: VisitResult, folder: Path) -> VisitResult:
    """The interface's result as that of a whole capture: its traffic stands where a browser's would."""
    (folder / FOLDER / TRAFFIC).rename(folder / TRAFFIC)
    return replace(told, files=file_facts(folder))


def _read(account: Account, reader: Platform, folder: Path) -> Reading:
    told = told_by_interface(folder)
    if account.way_in is WayIn.INTERFACE:
        return as_reading(told, account_name=account.name, account_url=account.url)
    return read_items(folder, reader, account_name=account.name, account_url=account.url, more=told)
