"""The register of accounts: lawful steps, refusals by name, and a journal line for each."""

import pytest

from archiver.errors.refused import AlreadyThere, Refused, RightRefused, StepRefused
from archiver.errors.usage import AccountFault, Unknown
from archiver.model import Account, AccountState, ApprovalRole
from jobs import enrol
from storage.database import journal
from tests.jobs.conftest import Town


def did(town: Town) -> list[str]:
    with town.archive.session() as session:
        return [line.did for line in journal.lines(session)]


def test_an_account_goes_from_file_to_open_and_every_step_is_journaled(town: Town) -> None:
    account = town.archive.get(Account, town.open_account())
    assert account.state is AccountState.OPEN
    assert [approval.by for approval in account.approvals] == ["bo", "carin"]
    steps = [step for step in did(town) if step.startswith("account.")]
    assert steps == ["account.proposed", "account.approved", "account.approved", "account.opened"]


def test_one_person_can_not_give_both_approvals(town: Town) -> None:
    account = enrol.propose(town.as_("olle"), town.account_file())
    enrol.approve(town.as_("bo"), account.id, ApprovalRole.MANAGER)
    with pytest.raises((RightRefused, StepRefused)) as caught:
        enrol.approve(town.as_("bo"), account.id, ApprovalRole.INFORMATION_OFFICER)
    assert caught.value.exit_code == 4
    assert town.archive.get(Account, account.id).state is AccountState.PROPOSED


def test_one_approval_does_not_open(town: Town) -> None:
    account = enrol.propose(town.as_("olle"), town.account_file())
    enrol.approve(town.as_("bo"), account.id, ApprovalRole.MANAGER)
    with pytest.raises(StepRefused):
        enrol.open_(town.as_("carin"), account.id)


def test_an_account_without_a_deputy_is_refused_by_name(town: Town) -> None:
    file = town.account_file()
    text = file.read_text(encoding="utf-8")
    start, end = text.index("[deputy]"), text.index("# Minst två")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(AccountFault) as caught:
        enrol.propose(town.as_("olle"), file)
    assert "[deputy]" in caught.value.message("sv")
    assert "saknas" in caught.value.message("sv")
    assert caught.value.exit_code == 2
    assert "account.refused" in did(town)


@pytest.mark.parametrize("point", ["activity_and_medium", "purpose_and_goals", "target_group", "monitoring", "deputy"])
def test_each_empty_point_of_the_plan_blocks(town: Town, point: str) -> None:
    file = town.account_file()
    head, plan = file.read_text(encoding="utf-8").split("[plan]")
    lines = [f'{point} = ""' if line.startswith(f"{point} = ") else line for line in plan.splitlines()]
    file.write_text(head + "[plan]" + "\n".join(lines), encoding="utf-8")
    with pytest.raises(AccountFault) as caught:
        enrol.propose(town.as_("olle"), file)
    assert f"plan.{point}" in caught.value.message("sv")


def test_the_same_account_twice_is_refused_by_id_and_by_address(town: Town) -> None:
    enrol.propose(town.as_("olle"), town.account_file())
    with pytest.raises(AlreadyThere) as caught:
        enrol.propose(town.as_("olle"), town.account_file())
    assert "kommunen-facebook" in caught.value.message("sv")
    with pytest.raises(Refused) as caught:
        enrol.propose(town.as_("olle"), town.account_file(id="annan"))
    assert "adressen finns redan i registret" in caught.value.message("sv")
    assert "(kommunen-facebook)" in caught.value.message("sv")
    assert did(town).count("account.refused") == 2


def test_a_platform_nobody_knows_is_named(town: Town) -> None:
    with pytest.raises(Unknown) as caught:
        enrol.propose(town.as_("olle"), town.account_file(platform="orkut"))
    assert "orkut" in caught.value.message("sv")


def test_a_reader_may_not_propose(town: Town) -> None:
    with pytest.raises(RightRefused):
        enrol.propose(town.as_("lars"), town.account_file())


def test_an_open_account_is_closed_only_after_a_last_capture_or_with_the_reason_why_none(town: Town) -> None:
    account_id = town.open_account()
    with pytest.raises(StepRefused):
        enrol.close(town.as_("carin"), account_id, "används inte")
    closed = enrol.close(town.as_("carin"), account_id, "används inte", "kontot är borta från plattformen")
    assert closed.state is AccountState.CLOSED
