"""Weeding in a real Chromium: the archivist proposes, another person approves, the archive carries it out, the report is read."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from archiver.capture.browser import executable
from archiver.model import Person
from archiver.records import ItemRecord
from jobs.context import Context
from jobs.daemon import order
from jobs.daemon.worker import WEED
from storage.database import orders
from tests.web import planted
from tests.web.conftest import House
from tests.web.serving import at, on_loopback
from tests.web.test_axe import context_for

GOING = "Tack för en fin dag i parken"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(None))
        yield found
        found.close()


def seated(browser: Browser, house: House, url: str, username: str) -> Page:
    page = context_for(browser, (house, url), username, 1280).new_page()
    page.set_default_timeout(15_000)
    return page


def perform_ordered(house: House) -> None:
    """What the daemon does with the ordered weeding; other orders are planted too."""
    with house.archive.session(write=True) as session:
        ordered = orders.claim(session, "prov", house.clock(), kinds=(WEED,))
    assert ordered is not None
    who = order.who_ordered(house.archive, ordered.ordered_by)
    result = order.perform(Context(house.desk.config, house.archive, who, house.clock), ordered.kind, ordered.argument)
    with house.archive.session(write=True) as session:
        orders.finish(session, ordered.id, house.clock(), ok=True, result=result.outcome)


def test_from_proposal_to_report(browser: Browser, house_with: Callable[..., House]) -> None:
    bare = house_with()
    going = planted._item("lillan", "gar", GOING, "Kim Ek", planted.COUNCIL)
    going = replace(going, proposals=(replace(going.proposals[0], diary=False, weeding=True),))
    with bare.archive.change(who=planted.FOUNDER, at=bare.clock(), why="plantering") as change:
        change.put(going)
        change.note("plantering", about="somearkiv:archive")
    with on_loopback(bare) as url:
        house = at(bare, url)
        archivist = seated(browser, house, url, "arkivarie")
        archivist.goto(f"{url}/gallring/inaktuellt")
        archivist.get_by_label("Handlingar", exact=True).fill(going.id)
        archivist.get_by_label("Inaktuella sedan").fill("2026-11-22")
        archivist.get_by_role("button", name="Notera").click()
        expect(archivist.get_by_role("status")).to_contain_text("22 november 2026")
        archivist.goto(f"{url}/gallring")
        archivist.get_by_label("Rad i planen").select_option("ringa-kommentarer")
        archivist.get_by_label("Bara dessa handlingar").fill(going.id)
        archivist.get_by_role("button", name="Föreslå").click()
        archivist.get_by_role("link", name="Visa listan").click()
        expect(archivist.get_by_text(GOING)).to_be_visible()
        expect(archivist.get_by_role("button", name="Godkänn listan")).to_have_count(0)

        second = seated(browser, house, url, "registrator")
        second.goto(archivist.url)
        second.get_by_role("button", name="Godkänn listan").click()
        expect(second.get_by_role("status")).to_contain_text("Listan är godkänd")
        expect(second.get_by_role("button", name="Verkställ gallringen")).to_have_count(0)

        archivist.reload()
        archivist.get_by_role("button", name="Verkställ gallringen").click()
        expect(archivist.get_by_text("Väntar på sin tur")).to_be_visible()
        perform_ordered(house)
        archivist.reload()
        expect(archivist.get_by_text("Gallrade: 1. Undantagna: 0.")).to_be_visible()
        with archivist.expect_download() as waited:
            archivist.get_by_role("link", name="Hämta protokollet (PDF/A)").click()
        assert waited.value.path().read_bytes().startswith(b"%PDF")
        assert bare.archive.find(ItemRecord, going.id) is None
        assert GOING not in archivist.content()


def test_another_namnds_people_do_not_find_the_list(house: House) -> None:
    assert house.archive.get(Person, "chef-soc").committees == {planted.CARE}
    assert house.as_("chef-soc").get(f"/gallring/listor/{planted.weeding.OPEN_LIST}").status_code == 404
    assert house.as_("chef").get(f"/gallring/listor/{planted.weeding.OPEN_LIST}").status_code == 200
