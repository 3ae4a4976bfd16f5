"""Whether anybody can read the account: looked at without a session, an alarm and a local copy where not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from archiver.capture.browser import Browser
from archiver.classify.appraisal import rulebook
from archiver.duties.duty import Light
from archiver.model import Account
from jobs.daemon.worker import HARVEST
from jobs.duties import duty_list
from jobs.harvest import Tools, harvest
from jobs.searchability import check, check_all, due
from storage.database import orders
from storage.database.orders import OrderState
from tests.archiver.capture.site import Site
from tests.jobs.conftest import Town
from tests.jobs.test_harvest import TEXTS, put_up

ACCOUNT = "kommunen-facebook"


@pytest.fixture(scope="module")
def tools() -> Iterator[Tools]:
    with Browser() as browser:
        yield Tools(browser, rulebook())


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def town(town_with: Callable[..., Town], site: Site, tools: Tools) -> Town:
    town = town_with(f'[capture]\nallowed_networks = ["127.0.0.1:{site.port}"]\npage_seconds = 20\n')
    town.open_account(platform="generic", url=put_up(site, TEXTS), name="Lillåns kommun")
    with town.archive.change(who="rut", at=town.clock(), why="utan andra sidor") as change:
        change.put(replace(change.get(Account, ACCOUNT), pages=()))
        change.note("account.changed", about="somearkiv:account:" + ACCOUNT)
    harvest(town.as_("rut"), tools, ACCOUNT, "prov")
    return town


def light(town: Town) -> Light:
    found = duty_list(town.as_("carin")).accounts[ACCOUNT]
    return next(one.light for one in found if one.key == "searchable")


def ordered(town: Town) -> list[str]:
    with town.archive.session() as session:
        return [one.argument for one in orders.rows(session, OrderState.WAITING, 10) if one.kind == HARVEST]


def test_an_open_account_is_well_and_not_looked_at_again_for_a_week(town: Town, tools: Tools) -> None:
    assert [one.id for one in due(town.as_("rut"))] == [ACCOUNT]
    assert check_all(town.as_("rut"), tools) == 0
    assert light(town) is Light.GREEN
    assert ordered(town) == []
    assert due(town.as_("rut")) == []
    town.clock.time += timedelta(days=8)
    assert [one.id for one in due(town.as_("rut"))] == [ACCOUNT]


@pytest.mark.parametrize("status", [404, 403])
def test_a_shut_account_is_an_alarm_and_a_local_copy_is_ordered(
    town: Town, site: Site, tools: Tools, status: int
) -> None:
    for path in list(site.pages):
        site.page(path, "<h1>Stängt</h1>", status=status)
    account = town.archive.get(Account, ACCOUNT)
    assert check(town.as_("rut"), tools, account).shut
    assert light(town) is Light.RED
    assert ordered(town) == [ACCOUNT]
    put_up(site, TEXTS)
    assert check(town.as_("rut"), tools, account).shut == ()
    assert light(town) is Light.GREEN


def test_a_login_page_is_an_alarm(town: Town, site: Site, tools: Tools) -> None:
    form = "<meta charset=utf-8><h1>Logga in</h1><form><input type=email><input type=password><button>Logga in</button></form>"
    for path in list(site.pages):
        site.page(path, form)
    assert "inloggningssida" in check(town.as_("rut"), tools, town.archive.get(Account, ACCOUNT)).shut
    assert light(town) is Light.RED


def test_a_server_that_does_not_answer_says_nothing_of_the_account(town: Town, site: Site, tools: Tools) -> None:
    account = town.archive.get(Account, ACCOUNT)
    site.close()
    assert check(town.as_("rut"), tools, account).shut == ()
    assert light(town) is Light.GREEN
    assert [one.id for one in due(town.as_("rut"))] == [ACCOUNT]
