"""The duty list from a real archive: told to whom it concerns, cleared by the word of the one who answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archiver.duties.duty import Light
from archiver.errors.refused import RightRefused
from archiver.lifecycle.item import with_proposal
from archiver.model import Account, Person, Role
from archiver.records import Registration, Secrecy, SecrecyMark
from jobs import people
from jobs.duties import attest_guideline, duty_list
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
