"""No path through plan, holds and lists weeds what is held, undecided, secret or registered: random histories, every rule."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, find, given, settings
from hypothesis import strategies as st

from archiver.errors.refused import RightRefused, StepRefused
from archiver.lifecycle.item import decide, with_proposal
from archiver.lifecycle.item_facts import Axis, Warrant, awaits_decision, hidden
from archiver.model import Person, Role
from archiver.records import ItemRecord, Registration, Retention, Secrecy, Visibility
from archiver.retention.automatic import closes_thread, kept_for, without_orphans
from archiver.retention.default_plan import DEFAULT_PLAN
from archiver.retention.holds import Hold, HoldKind, HoldScope, HoldState, holding
from archiver.retention.period import last_day
from archiver.retention.plan import (
    CountedFrom,
    Disposal,
    Material,
    PlanDecision,
    PlanRow,
    covers,
    decision_for,
    in_force,
)
from tests.archiver.lifecycle.records import DECISION, ENTRY, LATER, MARK, SECOND, proposal, record, version

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ANNA = Person("anna", "Anna", roles=frozenset(Role))
NAMND, TODAY = "Kommunstyrelsen", date(2027, 6, 1)
NOW = LATER + timedelta(days=450)
ROW = PlanRow("ringa", "Ringa", Material.ITEM, Disposal.WEED, CountedFrom.OUTDATED, quiet_months=1)

EVENTS = {
    "diarieför": lambda one, at: decide(one, Axis.REGISTRATION, Registration.REGISTERED, ANNA, at, entry=ENTRY),
    "makulera": lambda one, at: decide(one, Axis.REGISTRATION, Registration.KEPT_IN_ORDER, ANNA, at, ground="fel"),
    "ringa": lambda one, at: decide(one, Axis.REGISTRATION, Registration.MINOR, ANNA, at),
    "misstänk": lambda one, at: decide(one, Axis.SECRECY, Secrecy.SUSPECTED, ANNA, at),
    "markera": lambda one, at: decide(one, Axis.SECRECY, Secrecy.MARKED, ANNA, at, mark=MARK),
    "avfärda": lambda one, at: decide(one, Axis.SECRECY, Secrecy.NONE, ANNA, at, ground="ofarlig"),
    "pröva": lambda one, at: decide(one, Axis.SECRECY, Secrecy.TESTED, ANNA, at, ground="ofarlig"),
    "radera": lambda one, at: decide(one, Axis.VISIBILITY, Visibility.DELETED, ANNA, at, ground="x", saved=True),
    "spärra": lambda one, at: decide(one, Axis.RETENTION, Retention.HELD, ANNA, at, ground="ärende"),
    "bevara": lambda one, at: decide(one, Axis.RETENTION, Retention.PRESERVED, ANNA, at, ground="unikt"),
    "ändra": lambda one, at: replace(one, versions=(*one.versions, version(one.latest.number + 1, at))),
    "föreslå gallring": lambda one, at: _proposed(one, at, weeding=True),
    "föreslå sekretess": lambda one, at: _proposed(one, at, confidential=True),
    "föreslå diariet": lambda one, at: _proposed(one, at, diary=True),
}
histories = st.lists(st.sampled_from(sorted(EVENTS)), max_size=12)
rows = st.builds(
    replace,
    st.just(ROW),
    decisions=st.lists(
        st.builds(
            PlanDecision,
            st.sampled_from([DECISION, replace(DECISION, decided_on=date(2030, 1, 1))]),
            st.sampled_from([(NAMND,), ("Socialnämnden",)]),
            st.just("anna"),
            st.just(LATER),
            st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
)
holds = st.lists(
    st.builds(
        Hold,
        st.just("h"),
        st.sampled_from(HoldKind),
        st.sampled_from(HoldScope),
        st.sampled_from([record().id, "tråd", "konto", NAMND, "annat"]),
        st.just("skäl"),
        st.just("carin"),
        st.just(LATER),
        st.sampled_from([HoldState.IN_FORCE, HoldState.LIFTED]),
    ),
    max_size=2,
)


def _proposed(one: ItemRecord, at, **labels):  # type: ignore[no-untyped-def]
    return with_proposal(one, replace(proposal(number=one.latest.number, **labels), made_at=at), at)


def lived(history: list[str]) -> ItemRecord:
    """A record after what of a history was lawful."""
    one, at = _proposed(record(), LATER, weeding=True), LATER
    for event in history:
        at += timedelta(minutes=1)
        try:
            one = EVENTS[event](one, at)
        except (StepRefused, RightRefused):
            continue
    return one


def weeded(one: ItemRecord, row: PlanRow, held: list[Hold], approver: Person | None, *, automatic: bool) -> bool:
    """What `jobs/weeding.py` does, rule for rule: whether the record goes."""
    if automatic and (kept_for(one) or closes_thread(one)):
        return False
    decision = decision_for(row, NAMND, TODAY)
    if decision is None or not covers(row, one):
        return False
    reasons = tuple(hold.cite() for hold in holding(held, one, NAMND))
    warrant = Warrant(decision, last_day(row, one.received_at, one.received_at), approver, reasons, row.id)
    try:
        running = decide(one, Axis.RETENTION, Retention.PERIOD_RUNNING, ANNA, NOW, committee=NAMND, warrant=warrant)
        return (
            decide(running, Axis.RETENTION, Retention.WEEDED, ANNA, NOW, committee=NAMND, warrant=warrant) is not None
        )
    except (StepRefused, RightRefused):
        return False


DECIDED = replace(ROW, decisions=(PlanDecision(DECISION, (NAMND,), "anna", LATER),))


def test_something_is_weeded_at_all() -> None:
    assert weeded(lived([]), DECIDED, [], SECOND, automatic=True)
    assert find(histories, lambda one: len(one) > 2 and weeded(lived(one), DECIDED, [], SECOND, automatic=True)) != []


@settings(max_examples=600)
@given(histories, rows, holds, st.sampled_from([SECOND, ANNA, None]), st.booleans())
@example(["föreslå sekretess", "avfärda", "föreslå gallring"], DECIDED, [], SECOND, True)
@example(["diarieför", "makulera"], DECIDED, [], SECOND, False)
@example(["spärra"], DECIDED, [], SECOND, False)
@example(["ändra"], DECIDED, [], SECOND, True)
def test_no_path_weeds_the_held_the_undecided_or_the_secret(history, row, held, approver, automatic) -> None:  # type: ignore[no-untyped-def]
    one = lived(history)
    if not weeded(one, row, held, approver, automatic=automatic):
        return
    assert decision_for(row, NAMND, TODAY) is not None
    assert holding(held, one, NAMND) == ()
    assert one.axes.retention in (Retention.PRESERVED, Retention.PERIOD_RUNNING)
    assert not hidden(one)
    assert one.axes.secrecy not in (Secrecy.SUSPECTED, Secrecy.MARKED)
    assert not awaits_decision(one) & {Axis.REGISTRATION, Axis.SECRECY}
    assert one.register_entry is None
    said = [decision.value for decision in one.decisions]
    assert Registration.REGISTERED not in said
    assert Secrecy.MARKED not in said
    assert approver not in (None, ANNA)
    if automatic:
        assert not any(made.diary or made.confidential for made in one.proposals)
        assert Secrecy.SUSPECTED not in said
        assert Visibility.DELETED not in said
        assert one.axes.secrecy is Secrecy.NONE


def test_no_default_row_is_in_force_before_its_decision() -> None:
    assert all(in_force(row, TODAY) == () for row in DEFAULT_PLAN)
    assert {row.disposal for row in DEFAULT_PLAN} == set(Disposal)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=10), st.sets(st.integers(0, 9)))
def test_nothing_that_is_kept_answers_what_is_gone(answers, wished) -> None:  # type: ignore[no-untyped-def]
    parents = {str(child): str(parent) for child, parent in answers if child > parent}
    everything = {str(n): replace(record(), id=str(n), parent_id=parents.get(str(n))) for n in range(10)}
    gone = without_orphans([everything[str(n)] for n in wished], everything)
    for one in everything.values():
        assert one.id in gone or one.parent_id not in gone


def test_periods_are_counted_as_decided() -> None:
    received = LATER.replace(year=2026, month=1, day=31, hour=23)
    fixed = replace(ROW, counted_from=CountedFrom.RECEIVED, months=1)
    assert last_day(fixed, received, received) == date(2026, 3, 1)
    assert last_day(replace(fixed, counted_from=CountedFrom.YEAR_END, months=24), received, received) == date(
        2028, 12, 31
    )
    by_note = replace(ROW, quiet_months=None)
    assert last_day(by_note, received, received) is None
    assert last_day(by_note, received, received, date(2026, 5, 5)) == date(2026, 5, 5)
    assert last_day(ROW, received, received.replace(month=7, day=1)) == date(2026, 8, 2)
