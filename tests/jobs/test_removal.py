"""Removal: never without saving, with a clock that escalates, confirmed by what the permalink shows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from archiver.capture.browser import Browser
from archiver.classify.appraisal import rulebook
from archiver.errors.outside import NotShown, OutsideFault
from archiver.errors.refused import RightRefused, StepRefused
from archiver.errors.usage import UsageFault
from archiver.model import CaptureRecord, Role
from archiver.records import ItemRecord, Unsuitable, Visibility
from archiver.removal.order import Look, RemovalOrder, RemovalState
from jobs import removal
from jobs.duties import duty_list
from jobs.harvest import Tools, harvest
from jobs.removal import Wish
from storage.database import papers
from tests.archiver.capture.site import Site
from tests.jobs.conftest import Town
from tests.jobs.test_harvest import TEXTS, put_up

ACCOUNT = "kommunen-facebook"
WISH = Wish(Unsuitable.DEFAMATION)


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
    harvest(town.as_("rut"), tools, ACCOUNT, "prov")
    return town


def thanks(town: Town) -> ItemRecord:
    """The comment that is to go."""
    return next(one for one in town.archive.all(ItemRecord) if one.latest.text == TEXTS["c2"])


def orders(town: Town) -> list[RemovalOrder]:
    with town.archive.session() as session:
        return papers.rows(session, RemovalOrder)


def test_ordered_done_looked_at_and_confirmed(town: Town, site: Site, tools: Tools) -> None:
    item_id = thanks(town).id
    made = removal.order(town.as_("rut"), tools, item_id, WISH)
    assert town.archive.get(CaptureRecord, made.capture_id).scope == "inlägg"
    assert made.due_at > made.ordered_at
    assert removal.look(town.as_("rut"), tools, made.id).state is RemovalState.STILL_THERE
    removal.done(town.as_("olle"), made.id)
    assert town.archive.get(ItemRecord, item_id).axes.visibility is Visibility.UNPUBLISHED
    put_up(site, {key: text for key, text in TEXTS.items() if key != "c2"})
    looked = removal.look_at_all(town.as_("rut"), tools)
    assert [one.state for one in looked] == [RemovalState.CONFIRMED]
    assert [event.what for event in looked[0].history][-1] == "permalänk: borta"
    town.archive.reindex()
    assert orders(town) == looked


def test_what_could_not_be_saved_is_not_ordered(town: Town, site: Site, tools: Tools) -> None:
    record = thanks(town)
    put_up(site, {key: text for key, text in TEXTS.items() if key != "c2"})
    with pytest.raises(NotShown):
        removal.order(town.as_("rut"), tools, record.id, WISH)
    site.pages.pop(urlsplit(record.permalink).path, None)
    with pytest.raises(OutsideFault):
        removal.order(town.as_("rut"), tools, record.id, WISH)
    with pytest.raises(StepRefused, match="not saved"):
        removal.order_saved(town.as_("rut"), record.id, WISH)
    assert orders(town) == []


def test_pictures_that_must_not_be_copied_are_not_and_the_police_is_told_first(town: Town, tools: Tools) -> None:
    wish = Wish(Unsuitable.VIOLENCE_PORN, illegal_pictures=True)
    made = removal.order(town.as_("rut"), tools, thanks(town).id, wish)
    assert [fact.path for fact in town.archive.get(CaptureRecord, made.capture_id).files] == ["page.txt"]
    assert made.due_at - made.ordered_at < timedelta(hours=5)
    removal.done(town.as_("rut"), made.id)
    with pytest.raises(StepRefused, match="police"):
        removal.state_look(town.as_("rut"), made.id, Look.GONE)
    removal.police_reported(town.as_("rut"), made.id, "K77-26")
    assert removal.state_look(town.as_("rut"), made.id, Look.GONE).state is RemovalState.CONFIRMED


def test_the_clock_reminds_and_escalates(town: Town, tools: Tools) -> None:
    made = removal.order(town.as_("rut"), tools, thanks(town).id, WISH)
    with pytest.raises(UsageFault):
        removal.order_saved(town.as_("rut"), made.item_id, WISH)
    levels = []
    for hours in (0, 13, 12, 24):
        town.clock.time += timedelta(hours=hours)
        (told,) = removal.reminders_now(town.as_("rut"))
        levels.append((told.level, told.late))
    assert levels == [(0, False), (1, False), (2, True), (3, True)]
    assert told.roles >= {Role.MANAGER, Role.INFORMATION_OFFICER, Role.REGISTRAR}
    lights = {duty.key: duty.light for duty in duty_list(town.as_("rut")).accounts[ACCOUNT]}
    assert lights["removal_prompt"] == "red"
    removal.withdraw(town.as_("rut"), made.id, "fel inlägg")
    assert removal.reminders_now(town.as_("rut")) == ()


def test_a_reader_orders_nothing(town: Town, tools: Tools) -> None:
    with pytest.raises(RightRefused):
        removal.order(town.as_("lars"), tools, thanks(town).id, WISH)
    assert orders(town) == []
