from dataclasses import replace
from datetime import timedelta

from archiver.model import CaptureScope
from storage.archive import Archive
from storage.database import captures
from storage.database.sight import EVERYTHING, Sight
from tests.storage.making import NOW, account, capture

PICTURE = {"page.png": b"png"}


def test_a_saved_item_is_no_portrait_and_is_not_told_to_who_sees_no_secrets(archive: Archive) -> None:
    whole = capture(1, PICTURE)
    later = whole.started_at + timedelta(days=1)
    saved = replace(capture(2, PICTURE), scope=CaptureScope.ITEM, started_at=later, finished_at=later)
    with archive.change(who="anna", at=NOW, why="prov") as change:
        change.put(account())
        change.put(whole, PICTURE)
        change.put(saved, PICTURE)
        change.note("tested", whole)
    with archive.session() as session:
        newest = captures.latest(session, whole.account_id)
        told = captures.page(session, Sight(secrets=False), None, None, "", 10)
        all_of_them = captures.page(session, EVERYTHING, None, None, "", 10)
    assert newest is not None
    assert newest.id == whole.id
    assert [row.id for row in told] == [whole.id]
    assert [row.id for row in all_of_them] == [saved.id, whole.id]


def test_of_each_account_the_last_end_before_and_after_a_moment_is_told(archive: Archive) -> None:
    parting = NOW + timedelta(days=100)
    ended = [parting + timedelta(days=days) for days in (-90, -3, -1, 0, 5)]
    with archive.change(who="anna", at=NOW, why="prov") as change:
        change.put(account())
        for number, end in enumerate(ended):
            change.put(
                replace(capture(number, PICTURE), started_at=end - timedelta(minutes=1), finished_at=end), PICTURE
            )
        change.note("tested", account())
    with archive.session() as session:
        told = captures.last_ends(session, NOW, parting)
        later = captures.last_ends(session, parting - timedelta(days=2), parting + timedelta(days=9))
    assert {id_: sorted(ends) for id_, ends in told.items()} == {account().id: [ended[2], ended[4]]}
    assert list(later.values()) == [[ended[4]]]
