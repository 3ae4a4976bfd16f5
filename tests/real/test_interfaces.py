"""Official interfaces of real servers: everything public with every field, and the same identities as the browser's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from archiver.capture.guard import Allowed
from archiver.extract.changes import Known, changes, content_digest
from archiver.extract.items import as_reading
from archiver.interfaces.client import Client
from archiver.interfaces.interface import Asked
from archiver.interfaces.registry import interface_of
from archiver.interfaces.visit import InterfaceOrder, ask, read_kept
from archiver.model import Item
from archiver.platforms.registry import platform
from archiver.platforms.selectors import native_id
from tests.real import bluesky, snac, wordpress
from tests.real.compare import compare
from tests.real.conftest import ALL, started
from tests.real.judge import hold
from tests.real.truth import Running

pytestmark = [pytest.mark.real, pytest.mark.timeout(2400)]
needs_all = pytest.mark.skipif(not ALL, reason="startar inte inom en minut; kör `make real`")


def now() -> datetime:
    return datetime.now(UTC)


def items_by(running: Running, folder: Path, key: str = "", address: str = "", token: str = "") -> tuple[Item, ...]:
    """What an interface gives of a running server, read from what was kept."""
    asked = Asked(running.url, running.account_name, running.platform, address=address, token=token)
    order = InterfaceOrder(interface_of(running.platform, key), asked)
    with Client(Allowed(("127.0.0.1", "::1")), "Somearkiv/prov", now) as client:
        result = ask(client, order, folder, now=now)
    assert result.reach.not_reached == ()
    assert result.method == "gränssnitt"
    assert not token or token.encode() not in b"".join(
        path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    return as_reading(read_kept(folder), account_name=running.account_name, account_url=running.url).items


@pytest.fixture(scope="module")
def fediverse() -> Iterator[Running]:
    with started(partial(snac.start, count=60 if ALL else 16)) as running:
        yield running


@pytest.fixture(scope="module")
def blog() -> Iterator[Running]:
    with started(partial(wordpress.start, variant="full" if ALL else "block")) as running:
        yield running


@pytest.fixture(scope="module")
def network() -> Iterator[Running]:
    with started(bluesky.start) as running:
        yield running


def test_mastodons_interface_gives_every_post_and_answer(fediverse: Running, tmp_path: Path) -> None:
    hold(fediverse, items_by(fediverse, tmp_path / "e", token=snac.token(fediverse)))


def test_activitypub_gives_only_what_is_there_with_every_field(fediverse: Running, tmp_path: Path) -> None:
    """snac's outbox holds the newest twenty notes; what they answer is fetched too."""
    found = compare(fediverse.truth, items_by(fediverse, tmp_path / "e", key="activitypub"))
    assert found.read >= 20
    assert found.precision == 1.0
    assert {field: share for field, share in found.right.items() if share < found.matched} == {}, found.table()


def test_a_feed_gives_only_what_is_there_with_its_time_and_permalink(fediverse: Running, tmp_path: Path) -> None:
    found = compare(fediverse.truth, items_by(fediverse, tmp_path / "e", key="feed"))
    assert found.read >= 20
    assert found.precision == 1.0
    assert (found.share("time"), found.share("permalink")) == (1.0, 1.0), found.table()


def test_wordpress_gives_every_post_and_comment_and_nothing_unpublished(blog: Running, tmp_path: Path) -> None:
    items = items_by(blog, tmp_path / "e")
    hold(blog, items, floor=1.0)
    table = platform("wordpress").table
    comments = [one for one in items if one.parent]
    assert all(one.identity == native_id(one.permalink, table.native) for one in comments)


def test_wordpress_feeds_give_all_posts_page_by_page(blog: Running, tmp_path: Path) -> None:
    found = compare(blog.truth, items_by(blog, tmp_path / "e", key="feed"))
    posts = [entry for entry in blog.truth.entries if entry.kind == "post"]
    assert found.precision == 1.0
    assert found.leaked == 0
    assert not [line for line in found.differences if line.startswith("MISSING") and " post " in line]
    assert found.matched > len(posts)
    assert (found.share("time"), found.share("permalink"), found.share("parent")) == (1.0, 1.0, 1.0), found.table()


@needs_all
def test_the_at_protocol_gives_every_post_and_answer_and_what_changed_since(network: Running, tmp_path: Path) -> None:
    appview = network.pages[0].replace("localhost", "127.0.0.1")
    first = items_by(network, tmp_path / "first", address=appview)
    hold(network, first)
    done = network.change()
    second = items_by(network, tmp_path / "second", address=appview)
    known = {one.identity: Known(one.identity, content_digest(one)) for one in first}
    seen = changes(known, second, reached_end=True)
    gone = {one.permalink for one in first if one.identity in seen.gone}
    assert [one.text for one in seen.new] == list(done.added)
    assert gone == {entry.permalink for entry in network.truth.entries if entry.key in done.removed}
    assert seen.changed == ()
