"""Saved pages of many makes, in our own words, against what they truly say."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.extract.items import read_page
from archiver.extract.prose import document_of
from archiver.model import AuthorRole, Item
from archiver.platforms.platform import Reading, SavedPage
from archiver.platforms.registry import platform

PAGES = Path(__file__).parent / "pages"
TRUTH: dict[str, dict[str, Any]] = json.loads((PAGES / "truth.json").read_text())
SEEN_AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def read(name: str) -> Reading:
    truth = TRUTH[name]
    source = (PAGES / f"{name}.html").read_text()
    tree = document_of(source, truth["url"])
    assert tree is not None
    page = SavedPage(
        url=truth["url"],
        tree=tree,
        account_name="Lillåns kommun",
        account_url=truth["account_url"],
        raw=source,
        seen_at=SEEN_AT,
    )
    return read_page(page, platform(truth["platform"]))


def told(item: Item, truth: dict[str, Any], places: dict[str, int]) -> dict[str, Any]:
    """An item in the words of the truth; what the truth leaves open (None) is left open."""
    moment = item.posted_at.isoformat().replace("+00:00", "Z") if item.posted_at else None
    return {
        "kind": item.kind.value,
        "author": item.author.name,
        "posted_at": moment,
        "precision": item.posted_precision,
        "permalink": item.permalink if truth["permalink"] is not None else None,
        "parent": places[item.parent] if item.parent else None,
        "text": item.text if truth["text"] is not None else None,
    }


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_every_item_of_a_page_is_read_as_it_is(name: str) -> None:
    items = read(name).items
    places = {item.identity: place for place, item in enumerate(items)}
    wanted = TRUTH[name]["items"]
    assert [told(item, truth, places) for item, truth in zip(items, wanted, strict=True)] == wanted


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_reading_a_page_twice_gives_the_same_identities(name: str) -> None:
    assert [item.identity for item in read(name).items] == [item.identity for item in read(name).items]


def test_who_writes_under_the_accounts_name_is_the_municipality() -> None:
    roles = {item.author.name: item.author.role for item in read("nameless_divs").items}
    assert roles == {"Lillåns kommun": AuthorRole.MUNICIPALITY, "Kalle": AuthorRole.CITIZEN}
