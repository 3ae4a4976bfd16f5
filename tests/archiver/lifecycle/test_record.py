"""How an item record comes to be and grows."""

from datetime import UTC, datetime, timedelta

import pytest

from archiver.lifecycle.record import DRAWN_UP, INCOMING, born, gone, returned, reworded, thread_roots
from archiver.model import Account, ActivityPlan, Author, AuthorRole, Contact, Item, ItemKind
from archiver.records import item_id

POSTED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
SEEN = datetime(2026, 5, 2, 12, 0, tzinfo=UTC)
ACCOUNT = Account(
    id="lillan",
    platform="generic",
    name="Lillåns kommun",
    url="https://lillan.example/",
    committee="Kommunstyrelsen",
    activity="kommunledning",
    purpose="dialog",
    target_group="invånare",
    monitoring="vardagar",
    owner=Contact("Anna Ek"),
    deputy=Contact("Bo Ek"),
    administrators=(Contact("Anna Ek"), Contact("Bo Ek")),
    plan=ActivityPlan("a", "b", "c", "d", "Bo Ek"),
)


def item(
    identity: str = "p1", parent: str | None = None, *, role: AuthorRole = AuthorRole.CITIZEN, timed: bool = True
) -> Item:
    return Item(
        identity,
        ItemKind.COMMENT if parent else ItemKind.POST,
        Author("Åsa", role=role),
        "Hej",
        POSTED if timed else None,
        parent=parent,
    )


def test_received_is_the_platforms_time_not_the_captures() -> None:
    record = born(item(), ACCOUNT, "p1", "c1", SEEN, "d1", "")
    assert record.received_at == POSTED
    assert not record.received_is_estimated


def test_without_a_time_on_the_page_the_captures_stands_in_and_is_marked() -> None:
    record = born(item(timed=False), ACCOUNT, "p1", "c1", SEEN, "d1", "")
    assert record.received_at == SEEN
    assert record.received_is_estimated


@pytest.mark.parametrize(("role", "direction"), [(AuthorRole.CITIZEN, INCOMING), (AuthorRole.MUNICIPALITY, DRAWN_UP)])
def test_what_the_municipality_writes_is_drawn_up(role: AuthorRole, direction: str) -> None:
    assert born(item(role=role), ACCOUNT, "p1", "c1", SEEN, "d1", "").direction == direction


def test_every_item_has_owner_and_responsible_user() -> None:
    record = born(item(), ACCOUNT, "p1", "c1", SEEN, "d1", "")
    assert (record.owner, record.responsible) == ("Kommunstyrelsen", "Anna Ek")


def test_a_rewording_keeps_the_first_version_and_ends_absence() -> None:
    first = gone(born(item(), ACCOUNT, "p1", "c1", SEEN, "d1", "x.png"), SEEN)
    second = reworded(first, item(), "c2", SEEN + timedelta(days=1), "d2", "y.png")
    assert [version.digest for version in second.versions] == ["d1", "d2"]
    assert [version.number for version in second.versions] == [1, 2]
    assert second.versions[0] == first.versions[0]
    assert second.missing_since is None


def test_gone_is_dated_once() -> None:
    record = gone(born(item(), ACCOUNT, "p1", "c1", SEEN, "d1", ""), SEEN)
    assert gone(record, SEEN + timedelta(days=200)).missing_since == SEEN
    assert returned(record, "c3").missing_since is None
    assert returned(record, "c3").last_capture == "c3"


def test_a_thread_begins_with_its_post_however_deep() -> None:
    items = [item("p1"), item("c1", "p1"), item("c2", "c1"), item("c3", "c2"), item("lost", "not captured")]
    assert thread_roots(items) == {"p1": "p1", "c1": "p1", "c2": "p1", "c3": "p1", "lost": "not captured"}


def test_items_that_answer_each_other_in_a_ring_still_have_a_root() -> None:
    roots = thread_roots([item("a", "b"), item("b", "a")])
    assert set(roots) == {"a", "b"}


def test_ids_are_the_same_for_the_same_identity_and_differ_between_accounts() -> None:
    assert item_id("lillan", "p1") == item_id("lillan", "p1") != item_id("annan", "p1")
