"""The public list of accounts (guideline page 3): which rows and which columns may stand in it, and how far a published
copy has drifted from it.

Only open and closed accounts; only what says what the account is and whom at the municipality to turn to: a function,
never a person's name, never an e-mail address of a person, never anything about log-in (RECORDS §5).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from archiver.dates import STOCKHOLM
from archiver.export.xml import plain
from archiver.model import Account, AccountState, CaptureRecord
from archiver.text import Text

STATUS = {AccountState.OPEN: "öppet", AccountState.CLOSED: "avslutat"}
"""The states that are public, and what they are called."""


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One account as the public sees it. Days are Swedish days; `last_verified` is the last capture that reached it."""

    platform: str
    name: str
    url: str
    committee: str
    activity: str
    purpose: str
    contact: str
    status: str
    opened: date | None
    closed: date | None
    last_verified: date | None


def last_seen(captures: Iterable[CaptureRecord]) -> dict[str, datetime]:
    """Account id → when a capture last reached it."""
    seen: dict[str, datetime] = {}
    for capture in captures:
        if capture.outcome.fileable:
            seen[capture.account_id] = max(capture.finished_at, seen.get(capture.account_id, capture.finished_at))
    return seen


def public_rows(accounts: Iterable[Account], seen: Mapping[str, datetime], contact: str) -> tuple[PublicRow, ...]:
    """The public rows, open ones first, then by committee, name and platform.

    `seen` is account id → when a capture last reached it; `contact` the municipality's own function, used where the
    account's owner has none.
    """
    rows = [_row(one, seen.get(one.id), contact) for one in accounts if one.state in STATUS]
    return tuple(sorted(rows, key=lambda one: (one.status != "öppet", one.committee, one.name, one.platform, one.url)))


def drift(published: bytes, rows: Iterable[PublicRow]) -> tuple[Text, ...]:
    """How a published `konton.json` differs from what it should say; empty when it says the same.

    The day it was last verified may differ without being drift: the copy is written on change and on schedule.
    """
    try:
        listed = json.loads(published)["accounts"]
        there = {one["url"]: _told(one) for one in listed}
    except (ValueError, KeyError, TypeError, AttributeError):
        return (Text("den publicerade förteckningen går inte att läsa", "the published list can't be read"),)
    wanted = {one.url: _told(plain(PublicRow, one)) for one in rows}
    lost = [Text(f"{url} saknas", f"{url} is missing") for url in wanted if url not in there]
    stray = [Text(f"{url} ska inte stå där", f"{url} should not be there") for url in there if url not in wanted]
    told = [
        Text(f"{url}: annan uppgift om {', '.join(words)}", f"{url}: differs in {', '.join(words)}")
        for url in wanted
        if url in there and (words := sorted(key for key in wanted[url] if wanted[url][key] != there[url].get(key)))
    ]
    return (*lost, *stray, *told)


def _told(row: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != "last_verified"}


def _row(account: Account, verified: datetime | None, contact: str) -> PublicRow:
    return PublicRow(
        platform=account.platform,
        name=account.name,
        url=account.url if account.url.startswith(("https://", "http://")) else "",
        committee=account.committee,
        activity=account.activity,
        purpose=account.purpose,
        contact=account.owner.function or contact,
        status=STATUS[account.state],
        opened=_day(account.opened_at),
        closed=_day(account.closed_at),
        last_verified=_day(verified),
    )


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(STOCKHOLM).date() if moment else None
