"""Notices on their way out: each is put here once, goes in one letter, and is marked sent when the letter was taken.

A letter is claimed before it is sent. Who dies in between leaves it claimed, and it is sent again later **under the same
name** (`batch`): nothing is lost, and a receiver that has it already knows it by its name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from storage.database.working_tables import notice_matter, outbox

GIVEN_UP_ON = timedelta(minutes=15)
"""A claim older than this is of a process that died."""
CHUNK = 500


class Channel(StrEnum):
    MAIL = "e-post"
    WEBHOOK = "webhook"


class State(StrEnum):
    WAITING = "väntar"
    CLAIMED = "sänds"
    SENT = "sänd"
    FAILED = "misslyckad"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One notice to one recipient: `notice` is what is told, never content; it goes no earlier than `not_before`."""

    key: str
    channel: Channel
    recipient: str
    notice: dict[str, Any]
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Notices that go together. `attempts` is how often it has been tried before."""

    batch: str
    channel: Channel
    recipient: str
    notices: tuple[dict[str, Any], ...]
    attempts: int


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One notice in a list."""

    id: int
    channel: Channel
    recipient: str
    notice: dict[str, Any]
    made_at: datetime
    not_before: datetime
    state: State
    attempts: int
    sent_at: datetime | None
    last_error: str


def begun(session: Session, now: datetime, keys: Iterable[str]) -> dict[str, datetime]:
    """Since when each of these matters is there; those no longer named are over. Takes a writing session."""
    wanted = set(keys)
    known = {row.key: row.first_at for row in session.execute(select(notice_matter))}
    if over := sorted(known.keys() - wanted):
        for at in range(0, len(over), CHUNK):
            session.execute(delete(notice_matter).where(notice_matter.c.key.in_(over[at : at + CHUNK])))
    if new := sorted(wanted - known.keys()):
        session.execute(insert(notice_matter), [{"key": key, "first_at": now} for key in new])
    return {key: known.get(key, now) for key in wanted}


def put(session: Session, going: Iterable[Outgoing], now: datetime) -> int:
    """Put notices in the outbox that were never put there; gives how many. Takes a writing session."""
    by_key = {one.key: one for one in going}
    keys = sorted(by_key)
    for at in range(0, len(keys), CHUNK):
        for there in session.scalars(select(outbox.c.key).where(outbox.c.key.in_(keys[at : at + CHUNK]))):
            del by_key[there]
    rows = [
        {
            "key": one.key,
            "channel": one.channel.value,
            "recipient": one.recipient,
            "notice": one.notice,
            "made_at": now,
            "not_before": one.not_before,
            "state": State.WAITING.value,
            "batch": "",
            "attempts": 0,
            "last_error": "",
        }
        for one in by_key.values()
    ]
    if rows:
        session.execute(insert(outbox), rows)
    return len(rows)


def claim(session: Session, now: datetime) -> Letter | None:
    """The next letter to send: what a dead process left, a letter to try again, else all that waits for somebody.

    Takes a writing session, to be committed before anything is sent.
    """
    waiting = (outbox.c.state == State.WAITING.value) & (outbox.c.not_before <= now)
    left = (outbox.c.state == State.CLAIMED.value) & (outbox.c.claimed_at < now - GIVEN_UP_ON)
    query = select(outbox).where(or_(waiting, left)).order_by(outbox.c.batch.desc(), outbox.c.id).limit(1)
    first = session.execute(query.with_for_update(skip_locked=True)).first()
    if first is None:
        return None
    together = outbox.c.batch == first.batch
    if not first.batch:
        together = waiting & (outbox.c.batch == "") & (outbox.c.recipient == first.recipient)
        together &= outbox.c.channel == first.channel
        if first.channel == Channel.WEBHOOK.value:
            together &= outbox.c.id == first.id
    rows = session.execute(select(outbox).where(together).order_by(outbox.c.id)).all()
    batch = first.batch or str(uuid4())
    claimed = {"state": State.CLAIMED.value, "batch": batch, "claimed_at": now}
    session.execute(update(outbox).where(outbox.c.id.in_([row.id for row in rows])).values(claimed))
    return Letter(
        batch, Channel(first.channel), first.recipient, tuple(dict(row.notice) for row in rows), first.attempts
    )


def sent(session: Session, batch: str, now: datetime) -> None:
    """The letter was taken by who brings it. Takes a writing session."""
    _mark(session, batch, state=State.SENT.value, sent_at=now, last_error="")


def again(session: Session, batch: str, not_before: datetime, error: str) -> None:
    """The letter was not taken; it is tried again later. Takes a writing session."""
    _mark(
        session,
        batch,
        state=State.WAITING.value,
        not_before=not_before,
        attempts=outbox.c.attempts + 1,
        last_error=error,
    )


def failed(session: Session, batch: str, error: str) -> None:
    """The letter will never be taken. Takes a writing session."""
    _mark(session, batch, state=State.FAILED.value, attempts=outbox.c.attempts + 1, last_error=error)


def rows(session: Session, state: State | None = None, limit: int = 100) -> list[OutboxRow]:
    """Notices (in a state), newest first."""
    names = OutboxRow.__slots__
    query = select(*(outbox.c[name] for name in names)).order_by(outbox.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(outbox.c.state == state.value)
    return [
        OutboxRow(**{**row._mapping, "channel": Channel(row.channel), "state": State(row.state)})
        for row in session.execute(query)
    ]


def tidy(session: Session, before: datetime) -> None:
    """Throw away what was sent before a time: then it is told nowhere any more. Takes a writing session."""
    done = outbox.c.state.in_((State.SENT.value, State.FAILED.value))
    session.execute(delete(outbox).where(done, outbox.c.made_at < before))


def _mark(session: Session, batch: str, **values: Any) -> None:
    session.execute(update(outbox).where(outbox.c.batch == batch).values(values))
