"""The duty list from a real archive: told to whom it concerns, cleared by the word of the one who answers."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from archiver.dates import STOCKHOLM
from archiver.duties.duty import Light
from archiver.errors.refused import RightRefused
from archiver.lifecycle.item import with_proposal
from archiver.model import Absence, Account, Person, Role
from archiver.records import Registration, Secrecy, SecrecyMark
from jobs import people
from jobs.duties import attest_guideline, duty_list
from jobs.home import at_home
from jobs.publishing import attest_register
from tests.archiver.lifecycle.records import proposal, record
from tests.jobs.daemon.conftest import capture_of


def lights(town, username, account_id):
    told = duty_list(town.as_(username)).accounts.get(account_id, ())
    return {one.key: one.light for one in told}


def whole(town, username="carin"):
    return {one.key: one.light for one in duty_list(town.as_(username)).municipality}


def put(town, *things):
    with town.archive.change(who="prov", at=town.clock(), why="prov") as change:
        for thing in things:
            change.put(thing)
            change.note("prov", about=thing)


@pytest.fixture
def account_id(town):
    return town.open_account()


def test_a_new_account_is_kept_but_not_captured_yet(town, account_id):
    found = lights(town, "rut", account_id)
    assert found.pop("portrait") is Light.YELLOW
    assert set(found.values()) == {Light.GREEN}


def test_a_capture_and_its_age_are_seen(town, account_id):
    put(town, capture_of(account_id, town.clock(), 1))
    assert lights(town, "rut", account_id)["portrait"] is Light.GREEN
    town.clock.time += timedelta(days=400)
    assert lights(town, "rut", account_id)["portrait"] is Light.RED


def at_homes_lights(town, account_id):
    found = next(one for one in at_home(town.as_("rut")).status.accounts if one.id == account_id)
    return {one.key: one.light for one in found.duties}


def test_home_tells_at_once_of_a_capture_and_a_changed_account(town, account_id):
    town.clock.time += timedelta(days=3)  # later than its first portrait should be
    before = at_homes_lights(town, account_id)
    assert before["portrait"] is Light.YELLOW
    put(town, capture_of(account_id, town.clock(), 1))
    assert at_homes_lights(town, account_id) == {**before, "portrait": Light.GREEN}
    account = town.archive.get(Account, account_id)
    put(town, replace(account, administrators=account.administrators[:1], credentials_deposited=False))
    worse = {"portrait": Light.GREEN, "administrators": Light.RED, "credentials": Light.RED}
    assert at_homes_lights(town, account_id) == {**before, **worse}
    put(town, account)
    assert at_homes_lights(town, account_id) == {**before, "portrait": Light.GREEN}


def test_home_tells_at_midnight_that_nobody_watches(town, account_id):
    account = town.archive.get(Account, account_id)
    midnight = datetime.combine(town.clock().astimezone(STOCKHOLM).date() + timedelta(days=1), time.min, STOCKHOLM)
    away = (Absence(one.name, midnight.date(), midnight.date()) for one in (account.owner, account.deputy))
    put(town, replace(account, absences=tuple(away)))
    for moment, light in ((-1, Light.YELLOW), (0, Light.RED), (86_399, Light.RED), (86_400, Light.GREEN)):
        town.clock.time = (midnight + timedelta(seconds=moment)).astimezone(UTC)
        assert at_homes_lights(town, account_id)["never_unwatched"] is light


def test_a_waiting_suspicion_is_told_to_those_with_the_right_only(town, account_id):
    capture = capture_of(account_id, town.clock(), 1)
    secret = with_proposal(record(), proposal(confidential=True, diary=True), town.clock())
    put(town, capture, replace(secret, account_id=account_id, first_capture=capture.id))
    town.clock.time += timedelta(days=7)
    assert lights(town, "rut", account_id)["suspected_secrets"] is Light.RED
    for username in ("bo", "lars", "carin"):
        assert "suspected_secrets" not in lights(town, username, account_id)


def test_what_is_marked_and_still_published_is_red_after_a_working_day(town, account_id):
    marked = record(registration=Registration.REGISTERED, secrecy=Secrecy.MARKED)
    mark = SecrecyMark("OSL 26:1", town.clock(), "Socialnämnden", "rut")
    put(town, replace(marked, account_id=account_id, secrecy_mark=mark))
    assert lights(town, "rut", account_id)["marked_removed"] is Light.YELLOW
    town.clock.time += timedelta(days=4)
    assert lights(town, "rut", account_id)["marked_removed"] is Light.RED


def test_a_person_is_told_of_their_own_committees_accounts(town, account_id):
    committee = town.archive.get(Account, account_id).committee
    for username, theirs in (("ett", committee), ("två", "En annan nämnd")):
        person = town.archive.get(Person, "rut")
        people.add(town.as_("anna"), replace(person, username=username, committees=frozenset({theirs})))
    assert lights(town, "ett", account_id)
    assert not lights(town, "två", account_id)


def test_the_yearly_review_is_overdue_after_a_year_and_cleared_by_the_informatör(town):
    assert whole(town)["guideline_review"] is Light.GREEN
    town.clock.time += timedelta(days=366)
    assert whole(town)["guideline_review"] is Light.RED
    with pytest.raises(RightRefused):
        attest_guideline(town.as_("rut"))
    attest_guideline(town.as_("carin"), "inga ändringar behövs")
    assert whole(town)["guideline_review"] is Light.GREEN


def test_a_changed_register_waits_for_the_webbansvarigs_word(town, account_id):
    assert whole(town)["public_register"] is Light.YELLOW
    with pytest.raises(RightRefused):
        attest_register(town.as_("carin"))
    with pytest.raises(RightRefused):
        attest_register(town.as_("olle"))
    people.add(town.as_("anna"), Person("vera", "Vera Webb", roles=frozenset({Role.WEB_MANAGER})))
    attest_register(town.as_("vera"))
    assert whole(town)["public_register"] is Light.GREEN
