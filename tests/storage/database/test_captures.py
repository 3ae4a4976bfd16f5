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
