"""Search: the same answers from SQLite and PostgreSQL, held against each sight, page by page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from archiver.errors.usage import UsageFault
from archiver.model import Author, ItemKind
from archiver.records import ItemRecord, Registration, Secrecy
from storage.archive import Archive
from storage.database import search
from storage.database.items import Session
from storage.database.search_filter import ItemFilter
from storage.database.sight import EVERYTHING, Sight
from tests.storage.making import NOW, account, edited, item, register_entry, tombstone

READER = Sight(secrets=False)
BATH = item(1, "När öppnar badhuset? Snöröjningen är dålig.")
SECRET = item(2, "Min dotter Ebba mår dåligt på badhuset", secrecy=Secrecy.SUSPECTED, confidential=True)
SCHOOL = item(3, "Badhusen och skolan, e-post till rektorn", account_id="skola")
APPEAL = replace(item(4, "Jag vill överklaga beslutet", diary=True), register_entry=register_entry(17))
COMMENT = replace(item(5, "Tack!"), kind=ItemKind.COMMENT)
EDITED = edited(item(6, "Kallelse till årsmötet"), "Kallelse till mötet")
ALL = (BATH, SECRET, SCHOOL, APPEAL, COMMENT, EDITED)


def by(thing: ItemRecord, name: str) -> ItemRecord:
    return replace(thing, versions=tuple(replace(one, author=Author(name)) for one in thing.versions))


@pytest.fixture
def session(archive: Archive) -> Iterator[Session]:
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(account("skola", committee="Barnnämnden"))
        for thing in ALL:
            change.put(by(thing, "Åsa Öberg") if thing is COMMENT else thing)
        change.note("filed", account())
    with archive.session() as session:
        yield session


def found(session: Session, query: str | None = None, sight: Sight = READER, **chosen: object) -> list[str]:
    """Ids found, newest first, after checking that the count says as many."""
    asked = ItemFilter(query=query, **chosen)  # type: ignore[arg-type]
    ids = [hit.row.id for hit in search.page(session, asked, sight).hits]
    assert search.count(session, asked, sight) == len(ids)
    return ids


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("badhuset", [SCHOOL, BATH]),
        ("BADHUS", [SCHOOL, BATH]),
        ("badhusens skola", [SCHOOL]),
        ("skolor", [SCHOOL]),
        ("snö", []),
        ("snö*", [BATH]),
        ("snöro*", []),
        ("badhuse*", [SCHOOL, BATH]),
        ("nar", []),
        ("Örjan", [EDITED, APPEAL, SCHOOL, BATH]),
        ("orjan", []),
        ("överklagande", [APPEAL]),
        ('"öppnar badhuset"', [BATH]),
        ('"badhuset öppnar"', []),
        ("”öppnar badhus*”", [BATH]),
        ('"badhus"', []),
        ('"Näs När"', []),
        ("e-post", [SCHOOL]),
        ("post-e", []),
        ("KS-SM 2026:17", [APPEAL]),
        ("2026:17", [APPEAL]),
        ("2026:1", []),
        ("årsmöte", [EDITED]),
        ('" OR *', []),
        ("'; DROP TABLE item; --", []),
        ("~badhus", [SCHOOL, BATH]),
        ("_öppen", []),
        ("", []),
        ("& | ! < >", []),
        ("badhuset NOT skolan", []),
        ("a\x00b ' \\ :*", []),
    ],
)
def test_words_phrases_beginnings_and_numbers(session: Session, query: str, hits: list[ItemRecord]) -> None:
    assert found(session, query) == [one.id for one in hits]


def test_each_filter_narrows(session: Session) -> None:
    assert found(session, account_id="skola") == [SCHOOL.id]
    assert found(session, "badhus", account_id="skola") == [SCHOOL.id]
    assert found(session, label="diary") == [APPEAL.id]
    assert found(session, kind="comment") == [COMMENT.id]
    assert found(session, author="öberg") == [COMMENT.id]
    assert found(session, author="Örjan Näs", kind="post", query="badhus") == [SCHOOL.id, BATH.id]
    assert found(session, author="…") == []
    assert found(session, state=Registration.KEPT_IN_ORDER.value, query="tack") == [COMMENT.id]
    assert found(session, state="' | '") == []
    assert found(session, since=APPEAL.received_at) == [EDITED.id, COMMENT.id, APPEAL.id]
    assert found(session, until=APPEAL.received_at) == [SCHOOL.id, BATH.id]
    assert found(session, "badhus", since=BATH.received_at, until=BATH.received_at + timedelta(seconds=1)) == [BATH.id]


@pytest.mark.parametrize("query", ["Ebba", "dotter*", '"dotter Ebba"', "badhus", None])
def test_the_secret_is_neither_found_nor_counted_without_the_right(session: Session, query: str | None) -> None:
    assert SECRET.id not in found(session, query)
    assert SECRET.id in found(session, query, EVERYTHING)
    assert SECRET.id not in found(session, query, Sight(secrets=True, committees=frozenset({"Barnnämnden"})))
    assert found(session, query, Sight(secrets=True, committees=frozenset())) == []


@pytest.mark.parametrize("chosen", [{"label": "confidential"}, {"state": Secrecy.SUSPECTED.value}, {"author": "Örjan"}])
def test_no_filter_tells_of_the_secret(session: Session, chosen: dict[str, str]) -> None:
    assert SECRET.id not in found(session, **chosen)  # type: ignore[arg-type]
    assert SECRET.id in found(session, sight=EVERYTHING, **chosen)  # type: ignore[arg-type]


def test_suspecting_an_item_takes_its_words_out_of_everybodys_search(archive: Archive) -> None:
    for secrecy, hits in ((Secrecy.NONE, [BATH.id]), (Secrecy.SUSPECTED, []), (Secrecy.NONE, [BATH.id])):
        with archive.change(who="anna", at=NOW) as change:
            change.put(replace(BATH, axes=replace(BATH.axes, secrecy=secrecy)))
            change.note("item.secrecy", BATH)
        with archive.session() as session:
            assert found(session, "badhus") == hits


def test_reindex_gives_the_same_index_and_a_weeding_leaves_no_word(archive: Archive) -> None:
    with archive.change(who="anna", at=NOW) as change:
        change.put(BATH)
        change.put(APPEAL)
        change.note("filed", BATH)
    archive.reindex()
    with archive.session() as session:
        assert found(session, "badhus") == [BATH.id]
    with archive.change(who="anna", at=NOW) as change:
        change.purge(BATH, tombstone(BATH))
        change.note("item.weeded", BATH)
    with archive.session() as session:
        assert found(session, "badhus") == []
        assert found(session) == [APPEAL.id]
    archive.reindex()
    with archive.session() as session:
        assert found(session, "badhus") == []


def test_pages_go_on_by_key_and_new_items_move_nothing(archive: Archive) -> None:
    # All received at one moment: the hardest case for keys.
    things = [replace(item(number, "Lampan är trasig"), received_at=NOW) for number in range(70)]
    with archive.change(who="anna", at=NOW) as change:
        for thing in things:
            change.put(thing)
        change.note("filed", account())
    asked = ItemFilter(query="lampor")
    with archive.session() as session:
        first = search.page(session, asked, READER)
        assert (len(first.hits), search.count(session, asked, READER)) == (25, 70)
    with archive.change(who="anna", at=NOW) as change:
        change.put(item(99, "Lampan är trasig"))
        change.note("filed", account())
    seen, key = [hit.row.id for hit in first.hits], first.next
    with archive.session() as session:
        while key:
            page = search.page(session, asked, READER, key)
            seen += [hit.row.id for hit in page.hits]
            key = page.next
    assert sorted(seen) == sorted(thing.id for thing in things)


def test_two_items_with_the_same_place_are_both_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.search_index.ID_BITS", 0)
    things = [replace(item(number, "Lampan"), received_at=NOW) for number in range(5)]
    for part in (things[:3], things[3:]):
        with archive.change(who="anna", at=NOW) as change:
            for thing in part:
                change.put(thing)
            change.note("filed", account())
    with archive.session() as session:
        assert sorted(found(session, "lampan")) == sorted(thing.id for thing in things)


def test_a_wrong_key_is_refused(session: Session) -> None:
    for key in ("x", "-1", "f" * 17):
        with pytest.raises(UsageFault):
            search.page(session, ItemFilter(), READER, key)


def test_a_hit_shows_the_words_asked_for_and_says_when_they_stand_elsewhere(session: Session) -> None:
    (hit,) = search.page(session, ItemFilter(query="snöröjningar öppna"), READER).hits
    assert [piece.text for piece in hit.excerpt if piece.marked] == ["öppnar", "Snöröjningen"]
    assert not hit.elsewhere
    (hit,) = search.page(session, ItemFilter(query="årsmöte"), READER).hits
    assert hit.elsewhere
    assert not any(piece.marked for piece in hit.excerpt)


def test_counting_stops_where_nobody_reads_on(session: Session) -> None:
    assert search.count(session, ItemFilter(), READER, most=2) == 3


def test_text_no_database_likes_is_still_filed_and_found(archive: Archive) -> None:
    odd = item(9, "noll \x00 tecken 😀 \u202e " + "långt" * 60_000 + " ordet" * 20_000)
    with archive.change(who="anna", at=NOW) as change:
        change.put(odd)
        change.note("filed", odd)
    with archive.session() as session:
        assert found(session, "tecken") == [odd.id]
        assert found(session, "ordet") == [odd.id]
