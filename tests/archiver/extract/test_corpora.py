"""Saved material of many platforms under `../shared/corpora/social`: nothing crashes, and what has a truth meets it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from archiver.extract.items import read_page
from archiver.extract.prose import document_of, flat, text_of_html
from archiver.model import Item, ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.registry import platform

CORPORA = Path(__file__).resolve().parents[3] / "../shared/corpora/social"
URL = "http://example.com/x"
NO_POST = {
    "like",
    "share",
    "rsvp-yes",
    "rsvp-no",
    "rsvp-maybe",
    "rsvp-interested",
    "follow",
    "invite",
    "tag",
    "stop-following",
    "undo",
    "delete",
    "favorite",
    "react",
}
NO_OBJECT = {"person", "organization", "event", "service", "place", "group"}

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora/social finns inte här")


def items_of(path: Path, key: str = "generic") -> tuple[Item, ...]:
    data = path.read_bytes()
    if data.startswith(b"HTTP/"):
        data = data.partition(b"\r\n\r\n" if b"\r\n\r\n" in data[:5000] else b"\n\n")[2]
    if path.suffix in (".json", ".xml") or data.lstrip()[:1] in (b"{", b"["):
        page = SavedPage(url=URL, tree=html.Element("html"), answers={path.name: data})
    else:
        tree = document_of(data, URL)
        page = SavedPage(
            url=URL, tree=html.Element("html") if tree is None else tree, raw=data.decode("utf-8", "replace")
        )
    return read_page(page, platform(key)).items


@pytest.mark.parametrize(
    ("folder", "every", "at_least"),
    [
        ("feedparser-tests", 6, 100),
        pytest.param("feedparser-tests", 1, 650, marks=pytest.mark.slow),
        ("granary", 1, 180),
        ("microformats-tests", 2, 36),
        ("python-facebook-graph-api", 1, 60),
        ("python-youtube-data-api", 1, 45),
        ("xray-feeds-html", 2, 60),
        pytest.param("xray-feeds-html", 1, 130, marks=pytest.mark.slow),
        ("atproto-interop", 1, 0),
    ],
)
def test_every_file_is_read_without_a_crash(folder: str, every: int, at_least: int) -> None:
    """`at_least`: files that held items when this was written (many hold none); `every`: one in so many is tried."""
    files = sorted(path for path in (CORPORA / folder).rglob("*") if path.is_file() and path.suffix != ".jpg")[::every]
    assert files
    assert sum(bool(items_of(path)) for path in files) >= at_least


def truths(value: Any) -> Iterator[dict[str, Any]]:
    """The posts and comments of an ActivityStreams 1 document that have words."""
    for each in value if isinstance(value, list) else [value]:
        if each.get("verb") in NO_POST:
            continue
        thing = (
            each.get("object", each)
            if each.get("objectType") == "activity" or each.get("verb") in ("post", "update")
            else each
        )
        if isinstance(thing, dict) and thing.get("objectType") not in NO_OBJECT:
            words = text_of_html(thing.get("content") or thing.get("summary") or "")
            if words:
                yield {**thing, "words": words}


def granary(ending: str) -> Iterator[tuple[dict[str, Any], Path]]:
    folder = CORPORA / "granary/granary/tests/testdata"
    for path in sorted(folder.glob("*.as.json")):
        other = path.with_name(path.name.removesuffix("as.json") + ending)
        try:
            told = json.loads(path.read_text())
        except ValueError:
            continue
        if other.is_file():
            for truth in truths(told):
                yield truth, other


@pytest.mark.parametrize(
    ("ending", "share"),
    [
        ("as.json", 0.95),
        ("as2.json", 1.0),
        ("mf2.html", 1.0),
        ("mf2.json", 0.8),
        ("mf2-from-as.json", 1.0),
        ("feed-from-as.json", 1.0),
    ],
)
def test_granarys_conversions_are_read_as_what_they_were_made_from(ending: str, share: float) -> None:
    right, wrong = 0, []
    for truth, path in granary(ending):
        found = next((item for item in items_of(path) if flat(truth["words"])[:60] in flat(item.text)), None)
        author = truth.get("author")
        name = author.get("displayName") if isinstance(author, dict) else None
        if (
            found is not None
            and (not name or found.author.name == name)
            and (not truth.get("published") or found.posted_at is not None)
            and (not truth.get("url") or found.permalink == truth["url"])
        ):
            right += 1
        else:
            wrong.append(path.name)
    assert right >= share * (right + len(wrong)) > 0, wrong


def test_a_graph_feed_gives_posts_with_time_and_text() -> None:
    items = items_of(
        CORPORA / "python-facebook-graph-api/testdata/facebook/apidata/posts/feed_fields_p1.json", "facebook"
    )
    assert items
    assert all(item.posted_at is not None and item.identity.startswith("post:") for item in items)


def test_youtube_comments_answer_their_thread() -> None:
    folder = CORPORA / "python-youtube-data-api/testdata/apidata"
    path = next(path for path in sorted(folder.rglob("*comment_thread*.json")) if items_of(path, "youtube"))
    items = items_of(path, "youtube")
    assert {item.kind for item in items} == {ItemKind.COMMENT}
    assert all(item.author.name and item.posted_at and item.identity.startswith("comment:") for item in items)
