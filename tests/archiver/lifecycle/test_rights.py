"""Who sees and may do what: the table held against law 5 and the handbook's roles."""

from dataclasses import replace

import pytest

from archiver.errors.refused import RightRefused
from archiver.lifecycle.rights import LABELS, RIGHTS, Right, may, may_see, require, rights_of, sight_of
from archiver.model import Role
from archiver.records import Secrecy

from .records import record

KS, SN = frozenset({"Kommunstyrelsen"}), frozenset({"Socialnämnden"})


def test_every_role_and_right_stands_in_the_table():
    assert set(RIGHTS) == set(Role)
    assert set(LABELS) == set(Right)
    assert set().union(*RIGHTS.values()) == set(Right)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("committees", [frozenset(), KS, SN])
@pytest.mark.parametrize("secrecy", [Secrecy.SUSPECTED, Secrecy.MARKED])
def test_secrets_are_seen_by_registrar_archivist_and_those_named_for_the_committee(people, role, committees, secrecy):
    who = replace(people[role.value], committees=committees)
    everywhere = role in (Role.REGISTRAR, Role.ARCHIVIST) and committees in (frozenset(), KS)
    own = role in (Role.ACCOUNT_OWNER, Role.INFORMATION_OFFICER) and committees == KS
    assert may_see(who, record(secrecy=secrecy), "Kommunstyrelsen") is (everywhere or own)
    assert may(who, Right.SEE_SECRETS, "Kommunstyrelsen") is (everywhere or own)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMINISTRATOR])
def test_those_who_run_the_machine_see_no_records(people, role):
    assert sight_of(people[role.value]).committees == frozenset()
    assert not may_see(people[role.value], record(), "Kommunstyrelsen")


def test_a_reader_sees_what_is_not_secret(people):
    assert may_see(people["läsare"], record(), "Kommunstyrelsen")
    assert may_see(people["läsare"], record(secrecy=Secrecy.TESTED), "Kommunstyrelsen")


def test_somebody_who_has_left_sees_and_may_nothing(people):
    gone = replace(people["arkivarie"], active=False)
    assert rights_of(gone) == frozenset()
    assert not may_see(gone, record(), "Kommunstyrelsen")


def test_a_refused_right_names_the_roles_that_have_it(people):
    with pytest.raises(RightRefused) as refused:
        require(people["läsare"], Right.DISCLOSE)
    assert (
        refused.value.message("sv")
        == "p-reader har inte rätt att lämna ut handlingar. Det kräver rollen registrator eller arkivarie."
    )
    require(people["arkivarie"], Right.DISCLOSE)
