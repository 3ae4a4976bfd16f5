"""Lists, counts, search and queue: what each sight gets, on each sort of database."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from archiver.extract.changes import Known
from archiver.model import ItemKind
from archiver.records import Decision, ItemRecord, Opinion, Registration, Secrecy, Visibility
from storage.archive import Archive
from storage.database import items
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING, Sight
from tests.storage.making import NOW, account, item

READER = Sight(secrets=False)
BOARD = Sight(secrets=True, committees=frozenset({"Barnnämnden"}))
NOBODY = Sight(secrets=False, committees=frozenset())

OPEN = item(1, "När öppnar badhuset? Snöröjningen är dålig.")
SUSPECTED = item(2, "Min dotter mår dåligt på badhuset", secrecy=Secrecy.SUSPECTED, confidential=True)
MARKED = item(3, "Hemligt om badhuset", secrecy=Secrecy.MARKED)
PROPOSED = item(4, "Föreslagen hemlig om badhuset", confidential=True)
DIARY = item(5, "Jag vill överklaga beslutet om badhuset", diary=True)
WEEDING = item(6, "Tack!", weeding=True)
SCHOOL = item(7, "Badhuset och skolan", account_id="skola")


@pytest.fixture
def session(archive: Archive) -> Iterator[items.Session]:
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(account("skola", committee="Barnnämnden"))
        for thing in (OPEN, SUSPECTED, MARKED, PROPOSED, DIARY, WEEDING, SCHOOL):
            change.put(thing)
        change.note("filed", account())
    with archive.session() as session:
        yield session


def ids(rows: list[items.ItemRow]) -> list[str]:
    return [row.id for row in rows]


def test_newest_first(session: items.Session) -> None:
    listed = ids(items.listed(session, ItemFilter(), EVERYTHING))
    assert listed == [one.id for one in (SCHOOL, WEEDING, DIARY, PROPOSED, MARKED, SUSPECTED, OPEN)]


@pytest.mark.parametrize("secret", [SUSPECTED, MARKED, PROPOSED])
def test_secret_is_nowhere_for_who_has_no_right_to_it(session: items.Session, secret: ItemRecord) -> None:
    for chosen in (
        ItemFilter(),
        ItemFilter(label="confidential"),
        ItemFilter(state=Secrecy.SUSPECTED.value),
        ItemFilter(state=Secrecy.MARKED.value),
        ItemFilter(query="badhuset"),
        ItemFilter(query="hemlig"),
        ItemFilter(account_id="nordmaling-fb", limit=None),
    ):
        assert secret.id not in ids(items.listed(session, chosen, READER))
        assert items.count(session, chosen, READER) == len(items.listed(session, replace(chosen, limit=None), READER))
    assert secret.id not in ids(items.queue(session, READER))
    assert secret.id not in ids(items.thread(session, secret.thread_id, READER))
    assert secret.id in ids(items.listed(session, ItemFilter(), EVERYTHING))
    assert secret.id in ids(items.thread(session, secret.thread_id, EVERYTHING))


def test_secret_changes_no_page_and_no_count(session: items.Session) -> None:
    assert items.count(session, ItemFilter(query="badhuset"), READER) == 3
    assert items.count(session, ItemFilter(query="badhuset"), EVERYTHING) == 6
    pages = [ids(items.listed(session, ItemFilter(limit=2, offset=offset), READER)) for offset in (0, 2, 4)]
    assert pages == [[SCHOOL.id, WEEDING.id], [DIARY.id, OPEN.id], []]


def test_only_own_committees(session: items.Session) -> None:
    assert ids(items.listed(session, ItemFilter(), BOARD)) == [SCHOOL.id]
    assert items.count(session, ItemFilter(query="badhuset"), BOARD) == 1
    assert items.listed(session, ItemFilter(), NOBODY) == []


def test_filters_combine(session: items.Session) -> None:
    assert ids(items.listed(session, ItemFilter(label="diary"), READER)) == [DIARY.id]
    assert ids(items.listed(session, ItemFilter(label="weeding", query="tack"), READER)) == [WEEDING.id]
    assert ids(items.listed(session, ItemFilter(label="weeding", query="badhuset"), READER)) == []
    assert ids(items.listed(session, ItemFilter(since=DIARY.received_at), READER)) == [SCHOOL.id, WEEDING.id, DIARY.id]
    assert items.count(session, ItemFilter(state=Visibility.PUBLISHED.value), READER) == 4
    assert items.count(session, ItemFilter(state=Registration.REGISTERED.value), READER) == 0


def test_queue_is_secrecy_then_diary_then_weeding(session: items.Session) -> None:
    assert ids(items.queue(session, EVERYTHING)) == [one.id for one in (SUSPECTED, PROPOSED, DIARY, WEEDING)]
    assert ids(items.queue(session, READER)) == [DIARY.id, WEEDING.id]
    assert ids(items.queue(session, EVERYTHING, limit=1, offset=2)) == [DIARY.id]


def test_a_part_of_the_queue_and_what_stands_beside_a_row(session: items.Session) -> None:
    whole = items.queue(session, EVERYTHING)
    secret = items.QueuePart(places=frozenset({1}))
    assert ids(items.queue(session, EVERYTHING, part=secret)) == ids(whole[:2])
    assert items.queue(session, EVERYTHING, part=items.QueuePart(committee="Barnnämnden")) == []
    assert len(items.queue(session, EVERYTHING, part=items.QueuePart(account_id="nordmaling-fb"))) == len(whole)
    after = [items.queue_beside(session, EVERYTHING, row) for row in whole]
    assert after == [*whole[1:], None]
    assert [items.queue_beside(session, EVERYTHING, row, before=True) for row in whole] == [None, *whole[:-1]]
    assert items.queue_beside(session, EVERYTHING, whole[1], secret) is None
    assert items.queue_beside(session, READER, whole[2], before=True) is None, "what is secret is beside nothing"
    assert items.queue_places(session, EVERYTHING, secret).keys() == {1}


def test_whose_opinion_is_asked_is_found_and_nobody_elses(archive: Archive) -> None:
    question = Opinion("secrecy", "rut", "bo", NOW, "Röjer det något?")
    answer = Opinion("secrecy", "bo", "rut", NOW, "Ja", "markerad")
    with archive.change(who="rut", at=NOW) as change:
        change.put(account())
        change.put(replace(SUSPECTED, opinions=(question,)))
        change.put(replace(DIARY, opinions=(question, answer)))
        change.note("x", account())
    with archive.session() as session:
        assert ids(items.asked(session, "bo", EVERYTHING)) == [SUSPECTED.id]
        assert items.asked(session, "b", EVERYTHING) == items.asked(session, "%", EVERYTHING) == []
        assert items.asked(session, "bo", READER) == []


def test_what_is_decided_leaves_the_queue_until_a_new_wording(archive: Archive) -> None:
    decision = Decision("secrecy", Secrecy.NONE.value, "bo", PROPOSED.latest.seen_at, "OSL 21:1")
    decided = replace(PROPOSED, decisions=(decision,))
    with archive.change(who="bo", at=NOW) as change:
        change.put(account())
        change.put(decided)
        change.note("item.decided", decided)
    with archive.session() as session:
        assert items.queue(session, EVERYTHING) == []
        assert ids(items.listed(session, ItemFilter(), READER)) == [PROPOSED.id]
    later = replace(decided.latest, number=2, text="ny", seen_at=NOW.replace(year=2027))
    with archive.change(who="somearkiv", at=NOW) as change:
        change.put(replace(decided, versions=(*decided.versions, later)))
        change.note("capture.filed", decided)
    with archive.session() as session:
        assert ids(items.queue(session, EVERYTHING)) == [PROPOSED.id]
        assert items.listed(session, ItemFilter(), READER) == []


def test_known_compares_by_identity(session: items.Session) -> None:
    known = items.known(session, "nordmaling-fb")
    assert known["post-1"] == Known(OPEN.id, OPEN.latest.digest, None)
    assert set(known) == {f"post-{number}" for number in range(1, 7)}


def test_row_speaks_the_models_words(session: items.Session) -> None:
    (row,) = items.listed(session, ItemFilter(query="tack"), READER)
    assert (row.kind, row.visibility, row.author, row.received_at) == (
        ItemKind.POST,
        Visibility.PUBLISHED,
        "Örjan Näs",
        WEEDING.received_at,
    )


def test_likelier_secrets_come_first_within_a_question(archive: Archive) -> None:
    def proposed(number: int, risk: float) -> ItemRecord:
        record = item(number, "Jag vill överklaga beslutet", diary=True)
        assert record.proposal is not None
        return replace(record, proposals=(replace(record.proposal, scores={"confidential": risk}),))

    unlikely, likely = proposed(1, 0.02), proposed(2, 0.11)
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(unlikely)
        change.put(likely)
        change.note("filed", account())
    with archive.session() as session:
        assert ids(rows := items.queue(session, EVERYTHING)) == [likely.id, unlikely.id]
        assert items.queue_beside(session, EVERYTHING, rows[0]) == rows[1]
        assert items.queue_beside(session, EVERYTHING, rows[1], before=True) == rows[0]
