"""Jobs on real servers: a harvest through the interface files the truth and then only what changed; save before removal."""

import os
import time
from collections.abc import Callable, Iterator

import pytest

from archiver.capture.browser import Browser
from archiver.classify.appraisal import rulebook
from archiver.errors.outside import NotShown
from archiver.model import ApprovalRole, CaptureRecord, Item, Outcome, WayIn
from archiver.records import ItemRecord, Unsuitable
from jobs import enrol, ways
from jobs.context import utc_now
from jobs.harvest import HarvestReport, Tools, harvest
from jobs.save import save
from storage.database import items, journal
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING
from storage.verify import verify
from tests.jobs.conftest import Town, config_for, town_with  # noqa: F401 the fixtures are used by their names
from tests.real import snac, wordpress
from tests.real.compare import plain
from tests.real.conftest import ALL, started
from tests.real.judge import hold
from tests.real.truth import Done, Running

pytestmark = [pytest.mark.real, pytest.mark.timeout(2400)]
AGREED = "Avtal KS 2026/17 om hämtning genom gränssnittet"


@pytest.fixture(scope="module")
def fediverse() -> Iterator[Running]:
    with started(snac.start) as running:
        yield running


@pytest.fixture(scope="module")
def blog() -> Iterator[Running]:
    with started(wordpress.start) as running:
        yield running


@pytest.fixture(scope="module")
def tools() -> Iterator[Tools]:
    with Browser() as browser:
        yield Tools(browser, rulebook())


@pytest.fixture
def town(town_with: Callable[..., Town]) -> Town:  # noqa: F811
    made = town_with('[capture]\nallowed_networks = ["127.0.0.1"]\n')
    made.clock.time = utc_now()  # the servers live in the machine's time
    return made


def opened(town: Town, running: Running, way: WayIn, permission: str = "") -> str:
    """The server as an open account, enrolled to be captured `way`; its id."""
    named = {"id": running.name, "platform": running.platform, "url": running.url, "name": running.account_name}
    file = town.account_file(**named)
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("pages = ")]
    place = next(number for number, line in enumerate(lines) if line.startswith("["))
    lines[place:place] = [f'way_in = "{way.value}"', f'permission = "{permission}"']
    file.write_text("\n".join(lines), encoding="utf-8")
    account = enrol.propose(town.as_("olle"), file)
    enrol.approve(town.as_("bo"), account.id, ApprovalRole.MANAGER)
    enrol.approve(town.as_("carin"), account.id, ApprovalRole.INFORMATION_OFFICER)
    enrol.open_(town.as_("carin"), account.id)
    return account.id


def kept(town: Town) -> dict[str, ItemRecord]:
    with town.archive.session() as session:
        rows = items.listed(session, ItemFilter(limit=None), EVERYTHING)
    return {row.id: town.archive.get(ItemRecord, row.id) for row in rows}


def as_shown(record: ItemRecord) -> Item:
    """A filed record as the item it holds, threads by the archive's own ids."""
    return Item(
        record.id,
        record.kind,
        record.latest.author,
        record.latest.text,
        None if record.received_is_estimated else record.received_at,
        permalink=record.permalink,
        parent=record.parent_id,
    )


def hold_filed_changes(town: Town, running: Running, done: Done, report: HarvestReport) -> None:
    """Fails unless exactly what was done to the server was filed, as versions of what there was."""
    links = {entry.key: {entry.permalink, *entry.also} for entry in running.truth.entries}
    filed = report.filed
    assert [one.latest.text for one in filed.new] == list(done.added)
    assert len(filed.changed) == len(done.edited)
    assert all(any(one.permalink in links[key] for one in filed.changed) for key in done.edited)
    assert all(len(town.archive.get(ItemRecord, one.id).versions) == 2 for one in filed.changed)
    assert [one.permalink in links[key] for one, key in zip(filed.gone, done.removed, strict=True)] == [True]
    assert all(town.archive.get(ItemRecord, one.id).missing_since for one in filed.gone)
    assert verify(town.archive) == []


def test_the_interface_alone_files_the_truth_and_then_what_changed(town: Town, blog: Running, tools: Tools) -> None:
    account_id = opened(town, blog, WayIn.INTERFACE, AGREED)
    first = harvest(town.as_("rut"), tools, account_id, "prov")
    assert len(first.filed.new) == len(blog.truth.entries)
    hold(blog, [as_shown(one) for one in kept(town).values()])
    capture = town.archive.get(CaptureRecord, first.capture.id)
    assert (capture.method, capture.permission) == ("gränssnitt", AGREED)
    assert town.archive.file(CaptureRecord, capture.id, "traffic.wacz").stat().st_size > 1000
    done = blog.change()
    hold_filed_changes(town, blog, done, harvest(town.as_("rut"), tools, account_id, "prov"))


def test_a_comment_is_saved_before_removal_within_a_minute_or_the_removal_must_wait(
    town: Town, blog: Running, tools: Tools
) -> None:
    account_id = opened(town, blog, WayIn.BROWSER)
    wanted = next(one for one in blog.truth.entries if one.key == "p6c2")
    began = time.monotonic()
    saved = save(town.as_("rut"), tools, wanted.permalink, account_id, Unsuitable.DEFAMATION)
    others = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert time.monotonic() - began < 60 * others, "a minute, on a machine that does nothing else"
    record = saved.record
    assert (record.permalink, record.latest.author.name) == (wanted.permalink, wanted.author)
    assert (plain(record.latest.text), record.received_at) == (plain(wanted.text), wanted.at)
    assert town.archive.file(ItemRecord, record.id, record.latest.picture).read_bytes().startswith(b"\x89PNG")
    shown = {one.permalink for one in kept(town).values()}
    assert {one.permalink for one in blog.truth.entries if one.key in ("p6", "p6c1", "p6c3")} <= shown
    with pytest.raises(NotShown):
        save(town.as_("rut"), tools, f"{wanted.permalink}99", account_id, Unsuitable.DEFAMATION)
    with town.archive.session() as session:
        assert [line.why for line in journal.lines(session, did="capture.failed")]


@pytest.mark.skipif(not ALL, reason="två hela fångster; kör `make real`")
def test_both_ways_file_each_item_once_and_say_what_each_rests_on(town: Town, fediverse: Running, tools: Tools) -> None:
    account_id = opened(town, fediverse, WayIn.BOTH)
    ways.keep_token(town.as_("rut"), account_id, snac.token(fediverse))
    first = harvest(town.as_("rut"), tools, account_id, "prov")
    hold(fediverse, [as_shown(one) for one in kept(town).values()])
    capture = town.archive.get(CaptureRecord, first.capture.id)
    assert capture.outcome is Outcome.CAPTURED, capture.reach
    assert capture.method == "anonym_webbläsare+gränssnitt"
    assert "Mastodon API" in capture.permission
    done = fediverse.change()
    hold_filed_changes(town, fediverse, done, harvest(town.as_("rut"), tools, account_id, "prov"))
