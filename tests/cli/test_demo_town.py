"""The demo municipality over plain HTTP: what it says, that its truth agrees with its pages, and that its clock turns."""

import re
import tomllib
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from lxml.html import HtmlElement

from archiver.records import Unsuitable
from cli.commands.demo_town.markup import long_time, short_age
from cli.commands.demo_town.town import DemoTown
from cli.commands.demo_town.truth import AFTER, BEFORE, BRANCHES, Said, changes, said


@pytest.fixture
def town() -> Iterator[DemoTown]:
    with DemoTown() as serving:
        yield serving


def _get(town: DemoTown, path: str) -> str:
    with urllib.request.urlopen(town.url + path, timeout=10) as answer:
        return str(answer.read().decode())


def _page(town: DemoTown, path: str) -> HtmlElement:
    return html.document_fromstring(_get(town, path))


def _everything(*, turned: bool = False) -> tuple[Said, ...]:
    return tuple(one for branch in BRANCHES for one in said(branch, turned=turned))


def test_town_says_enough_of_every_class() -> None:
    kinds = Counter(one.kind for one in _everything())
    labels = Counter(one.label for one in _everything())
    flags = {flag for one in _everything() for flag in one.unsuitable}
    assert kinds["post"] >= 25
    assert kinds["comment"] >= 60
    assert min(labels[label] for label in ("diary", "confidential", "weeding", "keep")) >= 10
    assert {"defamation", "hate_harassment", "crime", "copyright", "profanity", "commercial", "confidential"} <= flags
    assert flags <= {kind.value for kind in Unsuitable}


def test_truth_is_a_tree_without_gaps_or_twins() -> None:
    for branch in BRANCHES:
        seen: dict[str, Said] = {}
        for one in said(branch):
            assert one.number not in seen
            assert not one.parent or seen[one.parent].at < one.at, one.number
            seen[one.number] = one
            assert one.at < BEFORE
        assert len({one.path for one in seen.values()}) == len(seen)


def test_confidential_implies_the_flag_and_never_weeding() -> None:
    for one in _everything(turned=True):
        assert ("confidential" in one.unsuitable) == (one.label == "confidential"), one.number


def test_every_address_a_page_gives_is_answered(town: DemoTown) -> None:
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop()
        if path in seen or "/logga-in" in path or "/registrera" in path or path.startswith("/sok"):
            continue
        seen.add(path)
        content = _get(town, path)
        if path.startswith(("/bild/", "/ansikte/", "/emoji/")):
            etree.fromstring(content.encode())
        elif "/static/" not in path and "feed" not in path:
            for _element, _attribute, link, _place in html.document_fromstring(content).iterlinks():
                address = urlsplit(link.replace(town.url, ""))
                if not address.netloc and address.path:
                    waiting.append(address.path + (f"?{address.query}" if address.query else ""))
    assert len(seen) > 100


def test_what_is_not_there_is_404(town: DemoTown) -> None:
    for path in (
        "/social/posts/1",
        "/bilder/p/x/",
        "/forum/trad/42?sida=9",
        "/blogg/x/",
        "/static/../town.py",
        "/emoji/zz.svg",
    ):
        with pytest.raises(urllib.error.HTTPError) as raised:
            _get(town, path)
        assert raised.value.code == 404, path


@pytest.mark.parametrize("page", [1, 2, 3])
def test_forum_pages_hold_the_truth(town: DemoTown, page: int) -> None:
    tree = _page(town, f"/forum/trad/42?sida={page}")
    expected = said("forum")[(page - 1) * 8 : page * 8]
    shown = tree.cssselect(".post")
    assert [one.get("id") for one in shown] == [f"p{one.number}" for one in expected]
    for element, one in zip(shown, expected, strict=True):
        assert element.cssselect(".author .username")[0].text == one.author
        quotes = element.cssselect("blockquote")
        assert bool(quotes) == bool(one.quote)
        for quote in quotes:
            quote.drop_tree()
        assert _words(element.cssselect(".content")[0].text_content()) == _words(one.text)


def test_forum_permalink_opens_the_right_page(town: DemoTown) -> None:
    for one in said("forum"):
        assert (
            _page(town, urlsplit(one.path).path + "?" + urlsplit(one.path).query).get_element_by_id(f"p{one.number}")
            is not None
        )


def test_blog_threads_hold_the_truth(town: DemoTown) -> None:
    everything = said("blog")
    for post in (one for one in everything if not one.parent):
        tree = _page(town, post.path)
        for one in everything:
            element = tree.find(f".//li[@id='comment-{one.number}']")
            if element is None:
                continue
            body = element.find("article")
            above = [parent.get("id") for parent in element.iterancestors("li")]
            assert (above[0] if above else f"comment-{post.number}") == f"comment-{one.parent}"
            assert datetime.fromisoformat(body.cssselect("time")[0].get("datetime")) == one.at
            assert body.cssselect(".fn a")[0].text == one.author
            assert body.cssselect(".comment-metadata a")[0].get("href") == town.url + one.path
            assert _words(body.cssselect(".comment-content")[0].text_content()) == _words(one.text)
    shown = sum(len(_page(town, one.path).cssselect("li.comment")) for one in everything if not one.parent)
    assert shown == sum(1 for one in everything if one.parent)


def test_feeds_list_posts_and_comments(town: DemoTown) -> None:
    for path, kind in (("/blogg/feed/", "post"), ("/blogg/comments/feed/", "comment")):
        channel = etree.fromstring(_get(town, path).encode())
        links = {item.findtext("link") for item in channel.iter("item")}
        assert links == {town.url + one.path for one in said("blog") if one.kind == kind}


def test_account_files_have_every_field_of_the_register(town: DemoTown) -> None:
    found = [
        file for file in files("cli.commands.demo_town").joinpath("accounts").iterdir() if file.name.endswith(".toml")
    ]
    committees, activities = set(), set()
    for file in found:
        facts = tomllib.loads(file.read_text("utf-8").replace("{base}", town.url))
        committees.add(facts["committee"])
        activities.add(facts["activity"])
        assert all(facts["plan"].values())
        assert facts["owner"]["name"] != facts["deputy"]["name"]
        assert len(facts["administrators"]) >= 2
        for address in (facts["url"], *facts["pages"]):
            assert _get(town, address.removeprefix(town.url))
    assert len(found) == len(committees) == len(activities) == 4


def test_turned_clock_edits_removes_and_adds(town: DemoTown) -> None:
    before = {one.number: one for one in _everything()}
    assert not town.turned
    town.turn_clock()
    after = {one.number: one for one in _everything(turned=True)}
    plan = changes()
    assert set(before) - set(after) == set(plan["removed"])
    assert set(after) - set(before) == set(plan["added"])
    assert sorted(after[number].kind for number in plan["added"]) == ["comment", "post"]
    edited = {number for number in before.keys() & after.keys() if before[number].text != after[number].text}
    assert edited == set(plan["edited"])
    assert {len(plan["edited"]), len(plan["removed"])} == {1}
    assert all(BEFORE < after[number].at < AFTER for number in plan["added"])


def test_turned_clock_is_seen_on_the_pages(town: DemoTown) -> None:
    first = _page(town, "/social/")
    town.turn_clock()
    second = _page(town, "/social/")
    posts = [page.cssselect("[role=feed] > [role=article]") for page in (first, second)]
    newest = [one[0].cssselect(".when .time")[0].get("href") for one in posts]
    assert newest == ["/social/posts/1042901", "/social/posts/1042930"]
    same = "/social/posts/1042901"
    ages = [page.xpath(f"//a[@href='{same}' and contains(@class, 'time')]")[0] for page in (first, second)]
    assert [age.text for age in ages] == ["1 d", "2 d"]
    assert ages[0].get("title") == ages[1].get("title") == "Onsdag 18 november 2026 kl. 07:30"


def test_fixed_port_gives_the_same_address_again() -> None:
    with DemoTown() as first:
        url = first.url
    port = urlsplit(url).port
    assert port
    for _again in range(2):
        with DemoTown(port) as town:
            assert town.url == url
            assert "Lillåns kommun" in _get(town, "/")


def test_taken_port_is_refused(town: DemoTown) -> None:
    with pytest.raises(OSError, match="Address already in use"):
        DemoTown(urlsplit(town.url).port or 0).start()


def test_times_are_swedish_on_both_sides_of_summer_time() -> None:
    assert long_time(datetime.fromisoformat("2026-10-22T09:00:00+00:00")) == "torsdag 22 oktober 2026 kl. 11:00"
    assert long_time(datetime.fromisoformat("2026-11-19T07:30:00+00:00")) == "torsdag 19 november 2026 kl. 08:30"
    assert short_age(datetime.fromisoformat("2026-11-05T09:00:00+00:00"), BEFORE) == "2 v"


def test_permalinks_hold_their_numbers() -> None:
    for one in said("social") + said("pictures"):
        assert one.number in re.split(r"[/?=&]", unquote(one.path))


def _words(text: str) -> list[str]:
    return text.split()
