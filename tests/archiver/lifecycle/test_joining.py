"""Joining an account takes four ordered steps by four hands; leaving makes the password worth nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from archiver.duties.duty import AccountDutyFacts, Light
from archiver.duties.never_unwatched import check as watched
from archiver.duties.password_changed import check as password_changed
from archiver.errors.refused import RightRefused, StepRefused
from archiver.lifecycle.account import note_absence
from archiver.lifecycle.joining import ask, go_on, leave
from archiver.model import Absence, Account, AccountState, Contact, JoinState, Person

NEW = Contact("Nils Ny", "nils@lillan.example")
STEPS = (
    ("godkänn_delaktighet", "chef"),
    ("anvisa", "informatör"),
    ("lämna_inloggning", "kontoansvarig"),
    ("börja", "kommunikatör"),
)


@pytest.fixture
def open_account(account: Account) -> Account:
    return replace(account, state=AccountState.OPEN)


def test_after_four_steps_the_person_administers_the_account(
    open_account: Account, people: dict[str, Person], now: datetime
) -> None:
    account = ask(open_account, NEW, people["kommunikatör"], now)
    for step, role in STEPS:
        account = go_on(account, 0, step, people[role], now)
    assert account.administrators[-1] == NEW
    assert [event.by for event in account.joinings[0].history[1:]] == [people[role].username for _, role in STEPS]


@pytest.mark.parametrize("skipped", [0, 1, 2])
def test_no_step_can_be_skipped(open_account: Account, people: dict[str, Person], now: datetime, skipped: int) -> None:
    account = ask(open_account, NEW, people["kommunikatör"], now)
    for step, role in STEPS[:skipped]:
        account = go_on(account, 0, step, people[role], now)
    step, role = STEPS[skipped + 1]
    with pytest.raises(StepRefused):
        go_on(account, 0, step, people[role], now)


def test_only_the_manager_agrees(open_account: Account, people: dict[str, Person], now: datetime) -> None:
    account = ask(open_account, NEW, people["kommunikatör"], now)
    with pytest.raises(RightRefused):
        go_on(account, 0, "godkänn_delaktighet", people["informatör"], now)


def test_leaving_asks_for_a_changed_and_newly_deposited_password(
    open_account: Account, people: dict[str, Person], now: datetime
) -> None:
    account = ask(open_account, NEW, people["kommunikatör"], now)
    for step, role in STEPS:
        account = go_on(account, 0, step, people[role], now)
    account = go_on(account, 0, "sluta", people["kontoansvarig"], now)
    assert NEW not in account.administrators
    assert not account.credentials_deposited
    assert password_changed(AccountDutyFacts(account), now).light is Light.RED
    account = go_on(account, 0, "byt_lösenord", people["informatör"], now)
    assert account.joinings[0].state is JoinState.ENDED
    assert password_changed(AccountDutyFacts(account), now).light is Light.GREEN


def test_somebody_who_was_there_from_the_beginning_leaves_the_same_way(
    open_account: Account, people: dict[str, Person], now: datetime
) -> None:
    first, second = open_account.administrators
    account = leave(open_account, first, people["kontoansvarig"], now)
    assert account.administrators == (second,)
    assert password_changed(AccountDutyFacts(account), now).light is Light.RED
    with pytest.raises(StepRefused):
        leave(account, first, people["kontoansvarig"], now)
    with pytest.raises(StepRefused):
        leave(account, second, people["kontoansvarig"], now)


def test_owner_and_deputy_away_on_the_same_day_is_warned_of_early(
    open_account: Account, people: dict[str, Person], now: datetime
) -> None:
    owner, deputy = open_account.owner.name, open_account.deputy.name
    by = people["kontoansvarig"]
    account = note_absence(open_account, Absence(owner, date(2026, 4, 1), date(2026, 4, 20)), by, now)
    assert watched(AccountDutyFacts(account), now).light is Light.GREEN
    account = note_absence(account, Absence(deputy, date(2026, 4, 20), date(2026, 4, 25)), by, now)
    assert watched(AccountDutyFacts(account), now).light is Light.YELLOW
    assert "2026-04-20" in watched(AccountDutyFacts(account), now).what.sv
    assert watched(AccountDutyFacts(account), datetime(2026, 4, 20, 9, tzinfo=now.tzinfo)).light is Light.RED
    assert watched(AccountDutyFacts(account), now + timedelta(days=50)).light is Light.GREEN


def test_an_absence_is_of_one_of_the_accounts_people(
    open_account: Account, people: dict[str, Person], now: datetime
) -> None:
    with pytest.raises(StepRefused):
        note_absence(open_account, Absence("Okänd", date(2026, 4, 1), date(2026, 4, 2)), people["kontoansvarig"], now)
