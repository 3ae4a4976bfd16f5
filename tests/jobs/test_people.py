"""People, roles and passwords: only an administrator, never without one, and no password anywhere but as a hash."""

import pytest
from argon2 import PasswordHasher

from archiver.errors.refused import AlreadyThere, Refused, RightRefused
from archiver.errors.usage import UsageFault
from archiver.model import Person, Role
from jobs import passwords, people
from storage.database import people as cards
from tests.jobs.conftest import Town

SECRET = "korrekt häst batteri"


def test_only_an_administrator_adds_people(town: Town) -> None:
    with pytest.raises(RightRefused):
        people.add(town.as_("rut"), Person("ny", "Ny"))
    people.add(town.as_("anna"), Person("ny", "Ny", roles=frozenset({Role.READER})))
    with pytest.raises(AlreadyThere):
        people.add(town.as_("anna"), Person("ny", "Ny"))


def test_the_last_administrator_stays(town: Town) -> None:
    with pytest.raises(Refused):
        people.set_roles(town.as_("anna"), "anna", frozenset({Role.ARCHIVIST}), frozenset())
    people.set_roles(town.as_("anna"), "rut", frozenset({Role.ADMINISTRATOR}), frozenset())
    people.set_roles(town.as_("anna"), "anna", frozenset({Role.ARCHIVIST}), frozenset())


def test_a_password_lies_as_a_hash_in_the_database_and_nowhere_else(town: Town) -> None:
    passwords.set_password(town.as_("rut"), "rut", SECRET)
    with town.archive.session() as session:
        hashed = cards.password_hash(session, "rut")
    assert hashed is not None
    assert PasswordHasher().verify(hashed, SECRET)
    for file in town.folder.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file
            assert (
                file.name == "kort.db" or file.name.startswith("kort.db-") or hashed.encode() not in file.read_bytes()
            )


def test_a_short_password_and_somebody_elses_are_refused(town: Town) -> None:
    with pytest.raises(UsageFault):
        passwords.set_password(town.as_("rut"), "rut", "kort")
    with pytest.raises(RightRefused):
        passwords.set_password(town.as_("rut"), "anna", SECRET)
