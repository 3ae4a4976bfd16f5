"""What a capture missed is looked for at its own address before its visibility changes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from archiver.capture.browser import Browser
from archiver.classify.appraisal import rulebook
from archiver.model import Account, Outcome
from archiver.platforms.vanished import how_it_went
from archiver.records import ItemRecord, Visibility
from jobs.disappearance import Looked, look_for, waiting
from jobs.harvest import Tools, harvest
from storage.database import journal
from storage.verify import verify
from tests.archiver.capture.site import Site
from tests.jobs.conftest import Town
from tests.jobs.test_harvest import TEXTS, put_up

ACCOUNT = "kommunen-facebook"
WITHOUT = {key: text for key, text in TEXTS.items() if key != "c2"}


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


def missed(town: Town) -> ItemRecord:
    return next(one for one in town.archive.all(ItemRecord) if one.latest.text == TEXTS["c2"])


def did(town: Town, word: str) -> int:
    with town.archive.session() as session:
        return len(journal.lines(session, did=word))


def test_gone_is_confirmed_at_the_permalink_and_seen_again_when_it_returns(
    town: Town, site: Site, tools: Tools
) -> None:
    put_up(site, WITHOUT)
    harvest(town.as_("rut"), tools, ACCOUNT, "prov")
    assert missed(town).axes.visibility is Visibility.PUBLISHED
    assert waiting(town.as_("rut")) == [missed(town).id]
    assert look_for(town.as_("rut"), tools) == Looked(gone=1)
    assert missed(town).axes.visibility is Visibility.UNREACHABLE
    assert did(town, "item.visibility") == 1
    assert waiting(town.as_("rut")) == []
    put_up(site, TEXTS)
    harvest(town.as_("rut"), tools, ACCOUNT, "prov")
    assert missed(town).axes.visibility is Visibility.PUBLISHED
    assert missed(town).missing_since is None
    assert verify(town.archive) == []


def test_what_the_capture_missed_but_stands_there_is_not_gone(town: Town, site: Site, tools: Tools) -> None:
    put_up(site, WITHOUT)
    harvest(town.as_("rut"), tools, ACCOUNT, "prov")
    put_up(site, TEXTS)
    assert look_for(town.as_("rut"), tools) == Looked(shown=1)
    assert missed(town).missing_since is None
    assert missed(town).axes.visibility is Visibility.PUBLISHED
    assert did(town, "item.still_shown") == 1


def test_a_wall_at_the_permalink_proves_nothing(town: Town, site: Site, tools: Tools) -> None:
    put_up(site, WITHOUT)
    harvest(town.as_("rut"), tools, ACCOUNT, "prov")
    for path in list(site.pages):
        site.page(path, "<h1>Nej</h1>", status=403)
    assert look_for(town.as_("rut"), tools) == Looked(unclear=1)
    assert missed(town).missing_since is not None
    assert missed(town).axes.visibility is Visibility.PUBLISHED


def test_evidence_that_lacks_something_hides_nothing(town: Town, site: Site, tools: Tools) -> None:
    """A picture that never comes makes the capture partial, but all comments were seen: what is gone is gone."""
    put_up(site, WITHOUT)
    front = next(path for path, answer in site.pages.items() if b"article" in answer.body)
    whole = site.pages[front].body.decode()
    site.page(front, whole.replace("</body>", "") + '<img src="http://127.0.0.1:9/aldrig.png" alt="">')
    site.pages["/sen.png"] = site.pages[front]
    report = harvest(town.as_("rut"), tools, ACCOUNT, "prov")
    assert report.capture.outcome in (Outcome.CAPTURED, Outcome.PARTIAL)
    assert report.capture.reach.not_reached == ()
    assert len(report.filed.gone) == 1


@pytest.mark.parametrize(
    ("platform", "said", "how"),
    [
        ("x", "This Post was deleted by the Post author. Learn more", Visibility.REMOVED_BY_SENDER),
        ("youtube", "Video removed by the uploader", Visibility.REMOVED_BY_SENDER),
        ("facebook", "Det här inlägget är borttaget av författaren", Visibility.REMOVED_BY_SENDER),
        ("facebook", "Det här innehållet är inte tillgängligt just nu", Visibility.UNREACHABLE),
        ("forum", "Tråden är låst.", Visibility.UNREACHABLE),
    ],
)
def test_who_took_it_away_is_told_only_where_the_platform_says_so(platform: str, said: str, how: Visibility) -> None:
    assert how_it_went(platform, said) is how
