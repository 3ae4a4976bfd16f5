"""An archive in a temporary folder, accounts in it, and captures that are filed without a browser."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import settings

from archiver.model import Account, AccountState, ActivityPlan, CaptureRecord, Contact, Outcome, Reach
from storage.archive import Archive, StoreSettings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

START = datetime(2025, 1, 7, 8, 0, tzinfo=UTC)


def open_account(account_id: str, opened_at: datetime = START, captures_per_year: int = 2) -> Account:
    return Account(
        id=account_id,
        platform="generic",
        name=account_id,
        url=f"https://social.example/{account_id}",
        committee="Kommunstyrelsen",
        activity="kommunledning",
        purpose="Dialog",
        target_group="Invånare",
        monitoring="Varje arbetsdag",
        owner=Contact("Eva Ek"),
        deputy=Contact("Bo Björk"),
        administrators=(Contact("Eva Ek"), Contact("Bo Björk")),
        plan=ActivityPlan("a", "b", "c", "d", "Bo Björk"),
        state=AccountState.OPEN,
        credentials_deposited=True,
        captures_per_year=captures_per_year,
        opened_at=opened_at,
    )


def capture_of(account_id: str, at: datetime, number: int, outcome: Outcome = Outcome.CAPTURED) -> CaptureRecord:
    return CaptureRecord(
        id=str(UUID(int=number)),
        account_id=account_id,
        ordered_by="somearkiv",
        reason="enligt tidtabellen",
        started_at=at - timedelta(seconds=30),
        finished_at=at,
        outcome=outcome,
        method="anonym_webbläsare",
        permission="offentlig sida",
        requested_url=f"https://social.example/{account_id}",
        final_url=f"https://social.example/{account_id}",
        http_status=200,
        host="prov",
        browser="",
        user_agent="",
        viewport=(1280, 900),
        language="sv-SE",
        reach=Reach(),
        software="prov",
    )


class Shifting:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Shifting:
    return Shifting()


@pytest.fixture
def archive(tmp_path):
    made = Archive.create(StoreSettings(tmp_path / "arkiv", f"sqlite:///{tmp_path / 'kort.db'}"))
    yield made
    made.close()


@pytest.fixture
def filed(archive) -> Callable[..., None]:
    """Puts accounts and captures on the shelf."""

    def put(*things: object, at: datetime = START) -> None:
        with archive.change(who="prov", at=at, why="prov") as change:
            for thing in things:
                change.put(thing)
                change.note("prov", about=thing)

    return put
