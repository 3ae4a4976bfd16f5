"""The tables as such: whole, unambiguous, and with no way around the law (property tests)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, find, given, settings
from hypothesis import strategies as st

from archiver.errors.refused import RightRefused, StepRefused
from archiver.lifecycle.account_table import ACCOUNT
from archiver.lifecycle.item import TABLES, decide, observed, with_proposal
from archiver.lifecycle.item_facts import AXIS_VALUES, Axis, Warrant, awaits_decision, hidden
from archiver.model import Person, Role
from archiver.records import Registration, Retention, Secrecy, Visibility

from .records import DECISION, ENTRY, LATER, MARK, SECOND, WARRANT, proposal, record, version

EVERYBODY = Person("alla", "Alla", roles=frozenset(Role))
"""Somebody with every role: what even they can't do, nobody can."""


@pytest.mark.parametrize("table", [ACCOUNT, *TABLES.values()], ids=lambda table: table.key)
class TestEveryTable:
    def test_each_step_has_its_own_name_and_both_languages(self, table):
        assert len({step.name for step in table.steps}) == len(table.steps)
        for step in table.steps:
            assert step.label.sv != step.label.en
            assert step.source

    def test_somebody_may_take_each_step(self, table):
        assert all(step.roles for step in table.steps)

    def test_every_state_is_reached_from_the_start(self, table):
        reached, before = {table.start}, set()
        while reached != before:
            before = set(reached)
            reached |= {step.after for step in table.steps if step.after and step.before & reached}
        assert reached == set(table.states)

    def test_operator_and_reader_take_no_step(self, table):
        for step in table.steps:
            assert not step.roles & {Role.OPERATOR, Role.READER}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_a_decision_has_one_step_from_state_to_state(table):
    for state in table.states:
        afters = [step.after for step in table.steps if state in step.before]
        assert len(set(afters)) == len(afters)


def test_from_held_no_step_leads_to_weeded():
    retention = TABLES[Axis.RETENTION]
    assert {step.after for step in retention.steps if Retention.HELD in step.before} == {
        Retention.HELD,
        Retention.PRESERVED,
    }


def test_weeded_is_final_and_only_that():
    assert {axis: table.final for axis, table in TABLES.items() if table.final} == {
        Axis.RETENTION: frozenset({Retention.WEEDED})
    }


def test_what_the_archive_may_state_itself_neither_destroys_nor_releases():
    stated = {step.after for table in TABLES.values() for step in table.steps if step.observed}
    assert stated == {
        Secrecy.SUSPECTED,
        Visibility.REMOVED_BY_SENDER,
        Visibility.UNREACHABLE,
        Visibility.PUBLISHED,
    }


warrants = st.one_of(
    st.none(),
    st.builds(
        Warrant,
        st.sampled_from([DECISION, replace(DECISION, body=""), replace(DECISION, decided_on=date(2031, 1, 1))]),
        st.sampled_from([None, date(2026, 3, 2), date(2026, 3, 3), date(2030, 1, 1)]),
        st.sampled_from([None, SECOND, EVERYBODY, replace(SECOND, active=False)]),
        st.sampled_from([(), ("öppet ärende",)]),
    ),
    st.just(WARRANT),
)
SPOILED = (
    WARRANT,
    None,
    replace(WARRANT, decision=replace(DECISION, body=" ")),
    replace(WARRANT, decision=replace(DECISION, decided_on=date(2031, 1, 1))),
    replace(WARRANT, expires_on=None),
    replace(WARRANT, expires_on=date(2030, 1, 1)),
    replace(WARRANT, approved_by=None),
    replace(WARRANT, approved_by=EVERYBODY),
    replace(WARRANT, approved_by=replace(SECOND, active=False)),
    replace(WARRANT, holds=("öppet ärende",)),
)
"""A good warrant, and the same with one thing wrong."""
papers = st.fixed_dictionaries(
    {
        "ground": st.sampled_from(["", "grund"]),
        "saved": st.booleans(),
        "entry": st.sampled_from([None, ENTRY, replace(ENTRY, about="")]),
        "mark": st.sampled_from([None, MARK]),
        "warrant": warrants,
    }
)
decisions = st.tuples(
    st.just("decide"),
    st.sampled_from([(axis, value) for axis, values in AXIS_VALUES.items() for value in values]),
    papers,
)
proposals = st.tuples(st.just("propose"), st.booleans(), st.booleans())
sights = st.tuples(st.just("see"), st.sampled_from(list(Visibility)))
edits = st.tuples(st.just("edit"))
walks = st.lists(st.one_of(decisions, decisions, decisions, proposals, sights, edits), max_size=40)


def taken(item, event, now):
    """The record after one event; unchanged where the event is refused."""
    match event:
        case ("decide", (axis, value), given):
            return decide(item, axis, value, EVERYBODY, now, **given)
        case ("propose", diary, confidential):
            made = proposal(diary=diary, confidential=confidential, weeding=not diary, number=item.latest.number)
            return with_proposal(item, replace(made, made_at=now), now)
        case ("see", visibility):
            return observed(item, visibility, now)
        case _:
            return replace(item, versions=(*item.versions, version(item.latest.number + 1, now)))


START_PERIOD = ("decide", (Axis.RETENTION, Retention.PERIOD_RUNNING), {"warrant": WARRANT})
WEED = ("decide", (Axis.RETENTION, Retention.WEEDED), {"warrant": WARRANT})


REGISTER = ("decide", (Axis.REGISTRATION, Registration.REGISTERED), {"entry": ENTRY})
ANNUL = ("decide", (Axis.REGISTRATION, Registration.KEPT_IN_ORDER), {"ground": "fel handling"})
MARK_SECRET = ("decide", (Axis.SECRECY, Secrecy.MARKED), {"mark": MARK})
LIFT = ("decide", (Axis.SECRECY, Secrecy.NONE), {"ground": "samtycke"})
HOLD = ("decide", (Axis.RETENTION, Retention.HELD), {"ground": "öppet ärende"})


def walked(walk):
    """Every lawful change on a walk, as (before, event, after, now)."""
    item, now = with_proposal(record(), proposal(weeding=True), LATER), LATER
    for event in walk:
        now += timedelta(minutes=1)
        try:
            after = taken(item, event, now)
        except (StepRefused, RightRefused):
            continue
        yield item, event, after, now
        item = after


def test_the_walks_do_reach_weeding():
    def weeds(walk):
        return any(after.axes.retention is Retention.WEEDED for _, _, after, _ in walked([START_PERIOD, *walk, WEED]))

    found = find(walks, lambda walk: weeds(walk) and len(list(walked(walk))) > 1)
    assert found


@settings(max_examples=400)
@given(walks, st.sampled_from(SPOILED))
@example([REGISTER, ANNUL], WARRANT)
@example([REGISTER, MARK_SECRET, LIFT, ANNUL], WARRANT)
@example([("edit",)], WARRANT)
@example([("propose", True, False)], WARRANT)
@example([("propose", False, True)], WARRANT)
@example([HOLD], WARRANT)
def test_no_path_weeds_what_is_held_undecided_registered_or_secret(walk, warrant):
    registered_ever = secret_ever = False
    last = ("decide", (Axis.RETENTION, Retention.WEEDED), {"warrant": warrant})
    for before, event, item, now in walked([START_PERIOD, *walk, last]):
        assert item.decisions[: len(before.decisions)] == before.decisions
        if item.axes.retention is Retention.WEEDED and before.axes.retention is not Retention.WEEDED:
            given = event[2]["warrant"]
            assert before.axes.retention is Retention.PERIOD_RUNNING
            assert not awaits_decision(before) & {Axis.REGISTRATION, Axis.SECRECY}
            assert not hidden(before)
            assert not registered_ever
            assert not secret_ever
            assert given.decision.body.strip()
            assert given.decision.decided_on <= now.date()
            assert given.holds == ()
            assert given.expires_on is not None
            assert given.expires_on < now.date()
            assert given.approved_by not in (None, EVERYBODY)
            assert given.approved_by.active
        registered_ever |= item.axes.registration is Registration.REGISTERED
        secret_ever |= item.axes.secrecy is Secrecy.MARKED


@settings(max_examples=200)
@given(walks)
def test_no_path_deletes_the_unsaved_or_shows_the_secret(walk):
    for before, event, item, _ in walked(walk):
        removed = (Visibility.UNPUBLISHED, Visibility.DELETED)
        if item.axes.visibility in removed and before.axes.visibility not in removed:
            assert event[0] == "decide"
            assert event[2]["saved"]
            assert event[2]["ground"]
        if item.axes.visibility is Visibility.DELETED and before.axes.visibility is not Visibility.DELETED:
            assert before.axes.secrecy is not Secrecy.SUSPECTED
        appraised = before.proposal is not None and before.proposal.version == before.latest.number
        secret = before.axes.secrecy in (Secrecy.SUSPECTED, Secrecy.MARKED) or (appraised and hidden(before))
        if secret and not hidden(item):
            assert event[0] == "decide"
            assert event[1][0] is Axis.SECRECY
        if item.axes.secrecy is Secrecy.MARKED:
            assert item.secrecy_mark is not None
            assert any(one.value == Registration.REGISTERED.value for one in item.decisions)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ARCHIVIST])
def test_nobody_but_the_archivist_weeds(role):
    running = decide(
        with_proposal(record(), proposal(weeding=True), LATER),
        "retention",
        "frist_löper",
        EVERYBODY,
        LATER,
        warrant=WARRANT,
    )
    with pytest.raises(RightRefused):
        decide(running, "retention", "gallrad", replace(EVERYBODY, roles=frozenset({role})), LATER, warrant=WARRANT)
