"""How things stand: the guideline's duties, and the journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Query

from archiver.duties.registry import DutyState
from archiver.lifecycle.rights import Right
from jobs.journal_reading import lines
from jobs.status import look
from web.api.caller import Caller
from web.api.items import Moment, Words, aware
from web.api.route import ApiRoute, Family


@dataclass(frozen=True, slots=True)
class Duty:
    """En skyldighet i riktlinjen: `light` är green, yellow eller red."""

    key: str
    title: str
    rule: str
    light: str
    what: str
    todo: str


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """Ett konto med sitt allvarligaste ljus och sina skyldigheter."""

    account: str
    name: str
    state: str
    light: str
    duties: list[Duty]
    last_capture: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Helheten, så långt nyckeln får veta."""

    accounts: list[AccountStanding]
    municipality: list[Duty]
    items: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Line:
    """En rad i journalen; `digest` kedjar den till raden före."""

    number: int
    at: datetime
    who: str
    did: str
    about: str
    why: str
    ground: str
    facts: dict[str, str]
    digest: str


@dataclass(frozen=True, slots=True)
class LinePage:
    """Några rader i ordning; `next` är numret att fortsätta efter, 0 vid slutet."""

    lines: list[Line]
    next: int


def show_status(call: Caller) -> Standing:
    """Riktlinjens skyldigheter, konto för konto, och vad som väntar."""
    found = look(call.context)
    told = [
        AccountStanding(
            one.id,
            one.name,
            one.state,
            one.light.value,
            [_duty(duty) for duty in one.duties],
            one.last_capture,
            one.due_at,
        )
        for one in found.accounts
    ]
    return Standing(told, [_duty(duty) for duty in found.municipality], found.items, found.waiting)


def list_journal(
    call: Caller,
    since: Moment = None,
    about: Words = None,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    size: Annotated[int, Query(ge=1, le=500)] = 100,
) -> LinePage:
    """Journalens rader. Om handlingar som nyckeln inte får se sägs ingenting."""
    found, going_on = lines(call.context, aware(since), about, after, size)
    told = [
        Line(one.number, one.at, one.who, one.did, one.about, one.why, one.ground, one.facts, one.digest)
        for one in found
    ]
    return LinePage(told, going_on)


def _duty(one: DutyState) -> Duty:
    return Duty(one.key, one.title.sv, one.rule.sv, one.light.value, one.what.sv, one.todo.sv if one.todo else "")


FAMILY = Family(
    "läget",
    (
        ApiRoute("GET", "/status", show_status, Right.SEE_STATUS, "Skyldigheterna och läget"),
        ApiRoute("GET", "/journal", list_journal, Right.SEE_JOURNAL, "Läs journalen"),
    ),
)
