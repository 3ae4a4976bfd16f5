"""Save before removal: content, author, time, permalink, thread and picture lie on the shelf, or the removal must wait."""

from collections.abc import Callable, Iterator

import pytest

from archiver.capture.browser import Browser
from archiver.classify.appraisal import Rulebook, rulebook
from archiver.errors.outside import NotFound, NotShown
from archiver.errors.refused import RightRefused
from archiver.errors.usage import Unknown, UsageFault
from archiver.model import CaptureRecord, CaptureScope
from archiver.records import ItemRecord, Unsuitable
from jobs.daemon.order import perform
from jobs.daemon.worker import HARVEST, URGENT
from jobs.harvest import Tools
from jobs.save import ask, save
from storage.database import captures, journal, orders
from tests.archiver.capture.site import Site
from tests.jobs.conftest import Town
from tests.jobs.test_harvest import TEXTS, put_up


@pytest.fixture(scope="module")
def tools() -> Iterator[Tools]:
    with Browser() as browser:
        yield Tools(browser, rules())


def rules() -> Rulebook:
    return rulebook()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def town(town_with: Callable[..., Town], site: Site) -> Town:
    town = town_with(f'[capture]\nallowed_networks = ["127.0.0.1:{site.port}"]\npage_seconds = 8\n')
    town.open_account(platform="generic", url=put_up(site, TEXTS), name="Lillåns kommun")
    return town


ACCOUNT = "kommunen-facebook"


def test_a_comment_lies_on_the_shelf_with_author_thread_and_picture(town: Town, site: Site, tools: Tools) -> None:
    saved = save(town.as_("rut"), tools, site.url("/nyhet/2#comment-c2"), ACCOUNT, Unsuitable.DEFAMATION)
    record = town.archive.get(ItemRecord, saved.record.id)
    assert record.latest.author.name == "Kim C2"
    assert record.latest.author.profile_url.endswith("/u/c2")
    assert record.latest.text == TEXTS["c2"]
    assert record.permalink.endswith("#comment-c2")
    assert saved.thread == 4
    assert town.archive.file(ItemRecord, record.id, record.latest.picture).exists()
    with town.archive.session() as session:
        line = journal.lines(session, did="item.saved")[-1]
    assert line.facts["category"] == "defamation"
    assert TEXTS["c2"] not in str(line)


def test_it_is_no_portrait_of_the_account(town: Town, site: Site, tools: Tools) -> None:
    saved = save(town.as_("rut"), tools, site.url("/nyhet/2#comment-c2"), ACCOUNT, Unsuitable.HATE_HARASSMENT)
    assert saved.capture.scope is CaptureScope.ITEM
    with town.archive.session() as session:
        assert captures.last_ok(session) == {}


def test_what_must_never_be_copied_is_kept_as_text_only(town: Town, site: Site, tools: Tools) -> None:
    saved = save(
        town.as_("rut"), tools, site.url("/nyhet/2#comment-c2"), ACCOUNT, Unsuitable.VIOLENCE_PORN, pictures=False
    )
    kept = town.archive.get(CaptureRecord, saved.capture.id)
    assert [fact.path for fact in kept.files] == ["page.txt"]
    record = town.archive.get(ItemRecord, saved.record.id)
    assert (record.latest.picture, record.latest.attachments) == ("", ())
    assert record.latest.text == TEXTS["c2"]


def test_what_is_not_there_is_not_saved_and_says_so(town: Town, site: Site, tools: Tools) -> None:
    with pytest.raises(NotShown) as caught:
        save(town.as_("rut"), tools, site.url("/nyhet/2#comment-c9"), ACCOUNT, Unsuitable.CRIME)
    assert "Ta inte bort det" in caught.value.message("sv")
    with pytest.raises(NotFound):
        save(town.as_("rut"), tools, site.url("/nyhet/77"), ACCOUNT, Unsuitable.CRIME)


def test_another_sites_address_is_refused(town: Town, tools: Tools) -> None:
    with pytest.raises(UsageFault):
        save(town.as_("rut"), tools, "https://annan.example/1", ACCOUNT, Unsuitable.CRIME)


def test_a_reader_may_not_save(town: Town, site: Site, tools: Tools) -> None:
    with pytest.raises(RightRefused):
        save(town.as_("lars"), tools, site.url("/nyhet/2"), ACCOUNT, Unsuitable.CRIME)


def test_what_is_asked_for_in_the_web_is_saved_by_the_service_before_other_work(town: Town, site: Site) -> None:
    rut = town.as_("rut")
    with pytest.raises(UsageFault):
        ask(rut, "https://annan.example/x", ACCOUNT, Unsuitable.DEFAMATION)
    with pytest.raises(Unknown):
        ask(rut, site.url("/nyhet/2"), "finns-inte", Unsuitable.DEFAMATION)
    with pytest.raises(RightRefused):
        ask(town.as_("lars"), site.url("/nyhet/2"), ACCOUNT, Unsuitable.DEFAMATION)
    with town.archive.session(write=True) as session:
        orders.add(session, HARVEST, ACCOUNT, "rut", town.clock())
    number = ask(rut, site.url("/nyhet/2#comment-c2"), ACCOUNT, Unsuitable.DEFAMATION)
    with town.archive.session(write=True) as session:
        order = orders.claim(session, "prov", town.clock(), first=URGENT)
    assert order is not None
    assert order.id == number
    result = perform(rut, order.kind, order.argument)
    assert town.archive.get(ItemRecord, result.outcome).latest.text == TEXTS["c2"]
