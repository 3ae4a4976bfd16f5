"""The life of an account: each lawful way goes, every other is refused with what is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archiver.errors.refused import RightRefused, StepRefused
from archiver.lifecycle.account import (
    amend,
    approve,
    attest,
    close,
    complete,
    deposit,
    open_,
    pause,
    propose,
    require_capturable,
    resume,
    withdraw,
)
from archiver.lifecycle.account_history import attested_at, paused_since
from archiver.model import AccountState, ActivityPlan, ApprovalRole, Contact, Person, Role

CHEF, INFORMATÖR = ApprovalRole.MANAGER, ApprovalRole.INFORMATION_OFFICER


@pytest.fixture
def proposed(account, people, now):
    return propose(account, people["kontoansvarig"], now)


@pytest.fixture
def approved(proposed, people, now):
    return approve(approve(proposed, CHEF, people["chef"], now), INFORMATÖR, people["informatör"], now)


@pytest.fixture
def opened(approved, people, now):
    return open_(approved, people["informatör"], now)


def test_whole_life_is_written_in_the_history(opened, people, now):
    later = now + timedelta(days=400)
    closed = close(opened, people["informatör"], later, why="ersatt av nytt konto", last_capture_at=later)
    assert [event.step for event in closed.history] == [
        "föreslå",
        "godkänn_som_chef",
        "godkänn_som_informatör",
        "godkänt",
        "öppna",
        "avsluta",
    ]
    assert (closed.state, closed.opened_at, closed.closed_at) == (AccountState.CLOSED, now, later)
    assert closed.history[-1].note == "ersatt av nytt konto"


def test_order_of_the_two_approvals_does_not_matter(proposed, people, now):
    one = approve(proposed, INFORMATÖR, people["informatör"], now)
    assert one.state is AccountState.PROPOSED
    assert approve(one, CHEF, people["chef"], now).state is AccountState.APPROVED


def test_same_person_in_both_roles_cannot_give_both_approvals(proposed, now):
    both = Person("kim", "Kim", roles=frozenset({Role.MANAGER, Role.INFORMATION_OFFICER}))
    one = approve(proposed, CHEF, both, now)
    with pytest.raises(StepRefused, match="two different people") as refused:
        approve(one, INFORMATÖR, both, now)
    assert "två olika personer" in refused.value.message("sv")


def test_an_approval_is_given_once(proposed, people, now):
    one = approve(proposed, CHEF, people["chef"], now)
    with pytest.raises(StepRefused, match="approved already"):
        approve(one, CHEF, replace(people["chef"], username="annan"), now)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGER,)])
def test_only_a_manager_approves_as_manager(proposed, people, now, role):
    with pytest.raises(RightRefused) as refused:
        approve(proposed, CHEF, people[role.value], now)
    assert refused.value.message("sv").endswith("Det kräver rollen chef.")


def test_a_manager_of_another_committee_cannot_approve(proposed, people, now):
    chef = replace(people["chef"], committees=frozenset({"Barn- och utbildningsnämnden"}))
    with pytest.raises(RightRefused, match="Kommunstyrelsen"):
        approve(proposed, CHEF, chef, now)


def test_somebody_who_has_left_cannot_approve(proposed, people, now):
    with pytest.raises(RightRefused):
        approve(proposed, CHEF, replace(people["chef"], active=False), now)


@pytest.mark.parametrize("approvals", [(), (CHEF,), (INFORMATÖR,)])
def test_an_account_without_both_approvals_cannot_be_opened(proposed, people, now, approvals):
    account = proposed
    for role in approvals:
        account = approve(account, role, people[role.value], now)
    with pytest.raises(StepRefused):
        open_(account, people["informatör"], now)


def test_forged_state_does_not_open_without_the_approvals(proposed, people, now):
    with pytest.raises(StepRefused) as refused:
        open_(replace(proposed, state=AccountState.APPROVED), people["informatör"], now)
    assert "närmaste chef har inte godkänt; informatören har inte godkänt" in refused.value.message("sv")


def test_no_opening_before_credentials_are_deposited(approved, people, now):
    without = replace(approved, credentials_deposited=False)
    with pytest.raises(StepRefused, match="credentials are not deposited"):
        open_(without, people["informatör"], now)
    assert open_(deposit(without, people["informatör"], now), people["informatör"], now).state is AccountState.OPEN


def test_only_the_informatör_attests_the_deposit(approved, people, now):
    with pytest.raises(RightRefused):
        deposit(approved, people["kontoansvarig"], now)


@pytest.mark.parametrize("point", ["activity_and_medium", "purpose_and_goals", "target_group", "monitoring", "deputy"])
def test_each_empty_point_of_the_plan_blocks_and_is_named(account, people, now, point):
    broken = replace(account, plan=replace(account.plan, **{point: "  "}))
    assert [fault.place for fault in complete(broken)] == [f"plan.{point}"]
    with pytest.raises(StepRefused, match="the plan's point"):
        propose(broken, people["kontoansvarig"], now)


def test_all_that_is_missing_is_named_at_once(account, people, now):
    broken = replace(account, purpose="", deputy=Contact(""), administrators=account.administrators[:1])
    with pytest.raises(StepRefused) as refused:
        propose(broken, people["kontoansvarig"], now)
    said = refused.value.message("sv")
    assert "syfte saknas" in said
    assert "ersättare för kontoansvarig saknas" in said
    assert "minst två olika personer" in said


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"id": "Lillån!"}, "id"),
        ({"platform": ""}, "platform"),
        ({"url": "ftp://social.example"}, "url"),
        ({"url": "http://[fel"}, "url"),
        ({"pages": ("https://social.example/om", "om")}, "pages[1]"),
        ({"captures_per_year": 1}, "captures_per_year"),
        ({"owner": Contact(" ")}, "owner.name"),
        ({"deputy": Contact("EVA  EK")}, "deputy.name"),
        ({"deputy": Contact("E. Ek", "Eva.Ek@lillan.example")}, "deputy.name"),
        ({"administrators": (Contact("Eva Ek"), Contact("eva ek"))}, "administrators"),
        ({"administrators": (Contact("Eva Ek"), Contact("Bo Björk"), Contact(""))}, "administrators[2].name"),
        ({"plan": ActivityPlan("a", "b", "c", "d", "eva ek")}, "plan.deputy"),
    ],
)
def test_fault_has_its_place_in_the_account_file(account, change, place):
    faults = complete(replace(account, **change))
    assert [fault.place for fault in faults] == [place]
    assert faults[0].what.sv != faults[0].what.en


def test_complete_account_has_no_fault(account):
    assert complete(account) == []


def test_closing_needs_a_last_capture_or_the_reason_why_there_is_none(opened, people, now):
    later = now + timedelta(days=100)
    old = later - timedelta(days=8)
    for taken in (None, old, now - timedelta(days=1)):
        with pytest.raises(StepRefused, match="no last capture"):
            close(opened, people["informatör"], later, why="läggs ned", last_capture_at=taken)
    gone = "kontot är redan borttaget av plattformen"
    for taken in (None, old):
        closed = close(
            opened, people["informatör"], later, why="läggs ned", last_capture_at=taken, no_capture_because=gone
        )
        assert gone in closed.history[-1].note


def test_closing_needs_a_reason(opened, people, now):
    with pytest.raises(StepRefused, match="a reason is missing"):
        close(opened, people["informatör"], now, why=" ", last_capture_at=now)


def test_a_closed_account_cannot_be_changed_or_opened_again(opened, people, now):
    closed = close(opened, people["informatör"], now, why="läggs ned", last_capture_at=now)
    with pytest.raises(StepRefused, match="nothing more can be done"):
        open_(closed, people["informatör"], now)
    with pytest.raises(StepRefused):
        amend(closed, closed, people["informatör"], now, why="fel")


def test_a_dropped_proposal_is_closed_and_was_never_open(proposed, people, now):
    dropped = withdraw(proposed, people["chef"], now, why="behövs inte")
    assert (dropped.state, dropped.opened_at) == (AccountState.CLOSED, None)


def test_a_changed_plan_takes_the_approvals_back(approved, people, now):
    changed = replace(approved, plan=replace(approved.plan, target_group="Ungdomar"))
    after = amend(approved, changed, people["kontoansvarig"], now)
    assert (after.state, after.approvals) == (AccountState.PROPOSED, ())


def test_another_administrator_keeps_the_approvals(approved, people, now):
    changed = replace(approved, administrators=(*approved.administrators, Contact("Ann Alm")))
    after = amend(approved, changed, people["kontoansvarig"], now)
    assert (after.state, after.approvals) == (AccountState.APPROVED, approved.approvals)


def test_an_open_account_is_changed_with_a_reason_and_stays_open(opened, people, now):
    changed = replace(opened, deputy=Contact("Ann Alm"), state=AccountState.CLOSED, history=())
    with pytest.raises(StepRefused, match="a reason is missing"):
        amend(opened, changed, people["kontoansvarig"], now)
    after = amend(opened, changed, people["kontoansvarig"], now, why="Bo har slutat")
    assert after.state is AccountState.OPEN
    assert after.deputy.name == "Ann Alm"
    assert after.history == (*opened.history, after.history[-1])


def test_an_open_account_cannot_be_left_with_one_administrator(opened, people, now):
    with pytest.raises(StepRefused, match="at least two different people"):
        amend(opened, replace(opened, administrators=opened.administrators[:1]), people["kontoansvarig"], now, why="x")


def test_the_id_stays(opened, people, now):
    with pytest.raises(StepRefused):
        amend(opened, replace(opened, id="annat"), people["informatör"], now, why="x")


def test_an_account_rests_with_a_reason_and_is_taken_up_again(opened, people, now):
    owner = people["kontoansvarig"]
    with pytest.raises(StepRefused, match="a reason is missing"):
        pause(opened, owner, now, why=" ")
    resting = pause(opened, owner, now, why="sommaruppehåll")
    assert paused_since(resting).note == "sommaruppehåll"
    require_capturable(resting)
    with pytest.raises(StepRefused, match="rests already"):
        pause(resting, owner, now, why="igen")
    assert paused_since(resume(resting, owner, now)) is None


def test_only_the_owner_attests(opened, people, now):
    assert attested_at(attest(opened, people["kontoansvarig"], now)) == now
    with pytest.raises(RightRefused):
        attest(opened, people["informatör"], now)


def test_nobody_takes_another_committees_account_to_their_own(opened, now):
    other = Person("x", "X", roles=frozenset({Role.ACCOUNT_OWNER}), committees=frozenset({"Socialnämnden"}))
    with pytest.raises(RightRefused):
        amend(opened, replace(opened, committee="Socialnämnden"), other, now, why="hit")
