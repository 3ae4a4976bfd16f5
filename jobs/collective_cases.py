"""Samlingsärenden: one case for each nämnd and year that holds the captures of its accounts."""

from dataclasses import replace

from archiver.dates import STOCKHOLM
from archiver.errors.refused import AlreadyThere
from archiver.errors.usage import Unknown
from archiver.lifecycle.collective_case import COLLECTIVE_CASE, CaseFacts, CaseState, CollectiveCase, belongs
from archiver.lifecycle.rights import Right, require
from archiver.lifecycle.series import abbreviation
from archiver.lifecycle.table import take
from archiver.model import CaptureRecord, CaptureScope
from archiver.text import Text
from jobs.context import Context
from jobs.registering import next_designation
from storage.database import accounts, captures, papers

ABOUT = "Ögonblicksbilder av nämndens konton i sociala medier {year}"
GROUND = "OSL 5:1–2"


def open_(context: Context, committee: str, year: int | None = None) -> CollectiveCase:
    """Open a nämnd's case for a year (this one where none is named). Raises AlreadyThere, RightRefused, Unknown."""
    now = context.now()
    of_year = year or now.astimezone(STOCKHOLM).year
    id_ = f"{abbreviation(committee).lower()}-{of_year}"
    take(
        COLLECTIVE_CASE, COLLECTIVE_CASE.step("öppna_ärendet"), CaseState.NONE, CaseFacts(), by=context.who, committee=committee
    )  # fmt: skip
    with context.archive.session() as session:
        if committee not in {one.committee for one in accounts.rows(session)}:
            raise Unknown(kind=Text("nämnd", "committee"), name=committee)
    next_designation(context, committee, now)
    if context.archive.find(CollectiveCase, id_):
        raise AlreadyThere(what=Text(f"Samlingsärendet {id_}", f"The collective case {id_}"))
    with context.archive.change(who=context.who.username, at=now, why=f"samlingsärende {of_year}") as change:
        _, number, designation = next_designation(context, committee, now)
        made = CollectiveCase(
            id_, committee, of_year, number, designation, ABOUT.format(year=of_year), now, context.who.username
        )
        change.put(made)
        change.note("case.opened", about=made, ground=GROUND, facts={"designation": designation})
    return made


def set_dnr(context: Context, case_id: str, dnr: str) -> CollectiveCase:
    """Note the case's number in the municipality's own diarium. Raises Unknown, RightRefused, StepRefused."""
    found = context.archive.get(CollectiveCase, case_id)
    facts = CaseFacts(dnr=dnr)
    take(
        COLLECTIVE_CASE, COLLECTIVE_CASE.step("sätt_dnr"), found.state, facts, by=context.who, committee=found.committee
    )
    return _file(context, replace(found, dnr=dnr.strip()), "case.dnr")


def close(context: Context, case_id: str) -> CollectiveCase:
    """Close a case after its year; its captures are listed in it. Raises Unknown, RightRefused, StepRefused."""
    found, now = context.archive.get(CollectiveCase, case_id), context.now()
    over = now.astimezone(STOCKHOLM).year > found.year
    step = COLLECTIVE_CASE.step("avsluta_ärendet")
    state = take(COLLECTIVE_CASE, step, found.state, CaseFacts(over), by=context.who, committee=found.committee)
    held = tuple(one.id for one in captures_of(context, found))
    after = replace(found, state=state, closed_at=now, closed_by=context.who.username, captures=held)
    return _file(context, after, "case.closed")


def listed(context: Context) -> list[CollectiveCase]:
    """Every case of the acting person's nämnder, oldest first."""
    require(context.who, Right.SEE_STATUS)
    within = context.who.committees
    with context.archive.session() as session:
        return [one for one in papers.rows(session, CollectiveCase) if not within or one.committee in within]


def find(context: Context, case_id: str) -> CollectiveCase:
    """One case of the acting person's nämnder. Raises Unknown, RightRefused."""
    for one in listed(context):
        if one.id == case_id:
            return one
    raise Unknown(kind=Text("samlingsärende", "collective case"), name=case_id)


def captures_of(context: Context, case: CollectiveCase) -> list[CaptureRecord]:
    """The captures a case holds: those listed when it was closed, else those of its nämnd and year so far, oldest first."""
    if case.state is CaseState.CLOSED:
        return [context.archive.get(CaptureRecord, id_) for id_ in case.captures]
    with context.archive.session() as session:
        mine = [one.id for one in accounts.rows(session) if one.committee == case.committee]
        ids = [
            row.id
            for id_ in mine
            for row in captures.of_account(session, id_)
            if row.scope is CaptureScope.ACCOUNT and row.outcome.fileable
        ]
    found = (context.archive.get(CaptureRecord, id_) for id_ in ids)
    return sorted((one for one in found if belongs(one, case.year)), key=lambda one: one.started_at)


def _file(context: Context, after: CollectiveCase, did: str) -> CollectiveCase:
    with context.archive.change(who=context.who.username, at=context.now(), why=did) as change:
        change.put(after)
        change.note(did, about=after, ground=GROUND, facts={"dnr": after.dnr, "captures": str(len(after.captures))})
    return after
