"""Only what a capture would have shown can be gone."""

from datetime import UTC, datetime, timedelta

import pytest

from archiver.extract.window import could_have_shown, suspicious_drop
from archiver.model import Author, Item, ItemKind
from archiver.records import ItemRecord, item_id

DAY = timedelta(days=1)
START = datetime(2026, 3, 1, tzinfo=UTC)
ACCOUNT = "lillan"


def post(number: int) -> Item:
    """Post number n, written on day n."""
    return Item(f"p{number}", ItemKind.POST, Author("Lillåns kommun"), "Hej", START + number * DAY)


def record(identity: str, number: int, *, thread: str = "") -> ItemRecord:
    kind = ItemKind.COMMENT if thread else ItemKind.POST
    own = item_id(ACCOUNT, identity)
    root = item_id(ACCOUNT, thread) if thread else own
    return ItemRecord(
        own,
        ACCOUNT,
        identity,
        kind,
        root if thread else None,
        root,
        "",
        "inkommen",
        START + number * DAY,
        False,
        "KS",
        "Anna",
        (),
    )


def gone(records: list[ItemRecord], seen: list[Item]) -> list[str]:
    return [one.identity for one in could_have_shown(records, seen)]


def test_a_post_between_shown_posts_is_gone() -> None:
    assert gone([record("p5", 5)], [post(3), post(4), post(6)]) == ["p5"]


def test_a_post_older_than_the_feed_shows_is_not_gone() -> None:
    assert gone([record("p1", 1)], [post(10), post(11), post(12)]) == []


def test_a_pinned_old_post_does_not_make_all_between_gone() -> None:
    assert gone([record("p5", 5)], [post(0), post(10), post(11)]) == []


def test_a_comment_is_gone_only_where_its_thread_was_shown() -> None:
    records = [record("c1", 4, thread="p3"), record("c2", 4, thread="p9")]
    assert gone(records, [post(3), post(4)]) == ["c1"]


def test_nothing_known_gives_nothing() -> None:
    assert could_have_shown([], [post(1)]) == ()


@pytest.mark.parametrize(
    ("known", "seen", "suspicious"), [(40, 0, True), (40, 19, True), (40, 20, False), (4, 1, False)]
)
def test_a_page_that_shows_less_than_half_is_suspicious(known: int, seen: int, suspicious: bool) -> None:
    assert suspicious_drop(known, seen) is suspicious
