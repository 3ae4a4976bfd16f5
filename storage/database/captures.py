"""The cards of captures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from archiver.model import CaptureScope, Outcome
from storage.database.card_tables import account, capture
from storage.database.columns import UtcTime
from storage.database.sight import Sight, may_see_account

_PORTRAIT = (
    capture.c.outcome.in_([outcome.value for outcome in Outcome if outcome.fileable]),
    capture.c.scope == CaptureScope.ACCOUNT.value,
)
"""A filed capture of a whole account."""


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One capture in a list; counts of items, `size_bytes` of all its files."""

    id: str
    account_id: str
    started_at: datetime
    finished_at: datetime
    outcome: Outcome
    method: str
    scope: CaptureScope
    ordered_by: str
    reason: str
    final_url: str
    items_seen: int
    items_new: int
    items_changed: int
    items_gone: int
    files: int
    size_bytes: int
    not_reached: tuple[str, ...]


def of_account(session: Session, account_id: str, since: datetime | None = None) -> list[CaptureRow]:
    """The captures of an account (started at or after a time), newest first."""
    query = (
        select(capture).where(capture.c.account_id == account_id).order_by(capture.c.started_at.desc(), capture.c.id)
    )
    if since is not None:
        query = query.where(capture.c.started_at >= since)
    return [_row(row) for row in session.execute(query)]


def outcomes(session: Session, sight: Sight) -> dict[str, int]:
    """How many captures of whole accounts there are of each outcome, of the accounts a sight may see."""
    whole = capture.c.scope == CaptureScope.ACCOUNT.value
    query = select(capture.c.outcome, func.count()).where(whole).group_by(capture.c.outcome)
    if sight.committees is not None:
        query = query.where(capture.c.account_id.in_(select(account.c.id).where(may_see_account(sight))))
    return {row[0]: row[1] for row in session.execute(query)}


def last_ends(session: Session, since: datetime, parting: datetime) -> dict[str, list[datetime]]:
    """Account id → when its last filed capture of the whole account ended from `parting` on, and the last before it; of
    those that started at or after `since`."""
    later = capture.c.finished_at >= parting
    last = func.max(capture.c.finished_at, type_=UtcTime())
    query = select(capture.c.account_id, last).where(capture.c.started_at >= since, *_PORTRAIT)
    found: dict[str, list[datetime]] = {}
    for account_id, ended in session.execute(query.group_by(capture.c.account_id, later)):
        found.setdefault(account_id, []).append(ended)
    return found


def newest(session: Session, sight: Sight, limit: int) -> list[CaptureRow]:
    """The newest filed captures of whole accounts that a sight may see."""
    query = (
        select(capture)
        .where(
            *_PORTRAIT,
            # The newest are met in the index's order; the accounts are looked at on the way, not gathered and sorted.
            func.coalesce(capture.c.account_id, "").in_(select(account.c.id).where(may_see_account(sight))),
        )
        .order_by(capture.c.started_at.desc(), capture.c.id.desc())
        .limit(limit)
    )
    return [_row(row) for row in session.execute(query)]


def page(
    session: Session, sight: Sight, account_id: str | None, since: datetime | None, after: str, limit: int
) -> list[CaptureRow]:
    """Captures of the accounts a sight may see (of one, started at or after a time), newest first, below the one with an id.

    That a single item was saved may itself be secret: who sees no secrets sees captures of whole accounts.
    """
    query = select(capture).where(capture.c.account_id.in_(select(account.c.id).where(may_see_account(sight))))
    if not sight.secrets:
        query = query.where(capture.c.scope == CaptureScope.ACCOUNT.value)
    if account_id is not None:
        query = query.where(capture.c.account_id == account_id)
    if since is not None:
        query = query.where(capture.c.started_at >= since)
    if after:
        at = select(capture.c.started_at).where(capture.c.id == after).scalar_subquery()
        query = query.where(tuple_(capture.c.started_at, capture.c.id) < tuple_(at, after))
    query = query.order_by(capture.c.started_at.desc(), capture.c.id.desc()).limit(limit)
    return [_row(row) for row in session.execute(query)]


def latest(session: Session, account_id: str) -> CaptureRow | None:
    """The newest filed capture of the whole account."""
    query = (
        select(capture)
        .where(capture.c.account_id == account_id, *_PORTRAIT)
        .order_by(capture.c.started_at.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return None if row is None else _row(row)


def latest_of_all(session: Session) -> dict[str, CaptureRow]:
    """Account id → its newest capture of the whole account; one row an account from the database."""
    newest = (
        select(capture.c.id)
        .where(capture.c.account_id == account.c.id, capture.c.scope == CaptureScope.ACCOUNT.value)
        .order_by(capture.c.started_at.desc(), capture.c.id)
        .limit(1)
        .scalar_subquery()
    )
    query = select(capture).where(capture.c.id.in_(select(newest).select_from(account)))
    return {row.account_id: _row(row) for row in session.execute(query)}


def last_ok(session: Session) -> dict[str, datetime]:
    """Account id → when its newest filed capture of the whole account ended; one look in the index an account."""
    last = (
        select(capture.c.finished_at)
        .where(capture.c.account_id == account.c.id, *_PORTRAIT)
        .order_by(capture.c.started_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(select(account.c.id, type_coerce(last, UtcTime())))
    return {row[0]: row[1] for row in rows if row[1] is not None}


def _row(row: Row[Any]) -> CaptureRow:
    values = dict(row._mapping)
    return CaptureRow(
        **{
            **values,
            "outcome": Outcome(values["outcome"]),
            "scope": CaptureScope(values["scope"]),
            "not_reached": tuple(values["not_reached"]),
        }
    )
