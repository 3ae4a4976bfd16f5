"""Several processes and threads at one archive at once."""

import threading
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from archiver.errors.refused import Busy
from archiver.records import ItemRecord
from storage.archive import Archive, StoreSettings
from storage.database import items, journal
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING
from storage.verify import verify
from tests.storage.making import NOW, account, edited, item

PROCESSES = get_context("forkserver")
EACH = 8


def file_some(settings: StoreSettings, first: int) -> None:
    archive = Archive.open(settings)
    for number in range(first, first + EACH):
        with archive.change(who=f"p{first}", at=NOW) as change:
            change.put(item(number))
            shared = change.get(ItemRecord, item(0).id)
            change.put(edited(shared, f"{shared.latest.text}+"))
            change.note("filed", item(number))
    archive.close()


def start(archive: Archive, count: int) -> list[object]:
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(item(0, "x"))
        change.note("filed", account())
    writers = [PROCESSES.Process(target=file_some, args=(archive.settings, 100 * (n + 1))) for n in range(count)]
    for writer in writers:
        writer.start()
    return writers


def test_concurrent_writers_lose_nothing(archive: Archive) -> None:
    writers = start(archive, 3)
    while any(writer.is_alive() for writer in writers):
        assert [fault for fault in verify(archive, now=NOW) if not fault.is_warning] == []
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert archive.get(ItemRecord, item(0).id).latest.text == "x" + "+" * 3 * EACH
    with archive.session() as session:
        lines = journal.lines(session)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert items.count(session, ItemFilter(), EVERYTHING) == 1 + 3 * EACH
    assert verify(archive, deep=True, now=NOW) == []


def test_backup_taken_in_the_middle_of_work_is_whole(plain: Archive, tmp_path: Path) -> None:
    """Stop nothing, copy the store, restore elsewhere: each copy is some moment's whole archive."""
    writers = start(plain, 1)
    number = 0
    while any(writer.is_alive() for writer in writers):
        number += 1
        target = tmp_path / f"backup{number}" / "arkiv"
        target.parent.mkdir()
        copied = plain.back_up(target)
        restored = Archive.open(StoreSettings(target, f"sqlite:///{target.parent / 'kort.db'}"))
        assert verify(restored, deep=True, now=NOW) == []
        with restored.session() as session:
            lines = journal.lines(session)
        assert copied.segment >= 1
        with plain.session() as session:
            assert journal.lines(session)[: len(lines)] == lines
        restored.close()
    assert number > 0


def test_named_lock_is_refused_at_once_and_freed_after(plain: Archive) -> None:
    with plain.lock("account-fb"):
        with pytest.raises(Busy), plain.lock("account-fb"):
            pass
        with plain.lock("account-insta"):
            pass
    with plain.lock("account-fb"):
        pass


def test_trouble_inside_a_lock_or_change_is_not_called_a_storage_fault(plain: Archive) -> None:
    with pytest.raises(TimeoutError), plain.lock("account-fb"):
        raise TimeoutError
    with pytest.raises(ConnectionError), plain.change(who="anna", at=NOW):
        raise ConnectionError


def test_second_change_waits_for_the_first(plain: Archive) -> None:
    order: list[str] = []
    inside, may_end = threading.Event(), threading.Event()

    def first() -> None:
        with plain.change(who="anna", at=NOW) as change:
            inside.set()
            may_end.wait(10)
            order.append("first")
            change.note("a", "somearkiv:account:x")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(10)
    threading.Timer(0.2, may_end.set).start()
    with plain.change(who="bo", at=NOW + timedelta(seconds=1)) as change:
        order.append("second")
        change.note("b", "somearkiv:account:x")
    thread.join()
    assert order == ["first", "second"]
