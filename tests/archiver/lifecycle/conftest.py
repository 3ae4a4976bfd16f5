"""People and an account that lacks nothing, for the tests of lawful steps."""

from datetime import UTC, datetime

import pytest
from hypothesis import settings

from archiver.model import Account, ActivityPlan, Contact, Person, Role

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def person(username: str, *roles: Role, committees: frozenset[str] = frozenset(), active: bool = True) -> Person:
    return Person(username, username.title(), f"{username}@lillan.example", frozenset(roles), committees, active)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def people() -> dict[str, Person]:
    """One person in each role, by the role's word."""
    return {role.value: person(f"p-{role.name.lower()}", role) for role in Role}


@pytest.fixture
def account() -> Account:
    return Account(
        id="lillan-facebook",
        platform="facebook",
        name="Lillåns kommun",
        url="https://social.example/lillan",
        committee="Kommunstyrelsen",
        activity="kommunledning",
        purpose="Dialog med invånarna",
        target_group="Invånare",
        monitoring="Varje arbetsdag klockan 9 och 15",
        owner=Contact("Eva Ek", "eva.ek@lillan.example", "kommunikatör"),
        deputy=Contact("Bo Björk", "bo.bjork@lillan.example", "kommunikatör"),
        administrators=(Contact("Eva Ek", "eva.ek@lillan.example"), Contact("Bo Björk", "bo.bjork@lillan.example")),
        plan=ActivityPlan("Sida på Facebook", "Öka dialogen", "Invånare", "Varje arbetsdag", "Bo Björk"),
        credentials_deposited=True,
    )
