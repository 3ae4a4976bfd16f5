import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.usage import UsageFault
from archiver.records import ItemRecord
from storage.archive import Archive, StoreSettings
from storage.journal import segment_id
from storage.kinds import object_id
from storage.mending import damaged_in_copy, damaged_in_store, mend_copy, restore_object
from storage.ocfl.validate.object_rules import object_faults
from storage.verify import verify
from tests.storage.making import NOW, account, edited, item, tombstone


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    settings = StoreSettings(
        tmp_path / "arkiv", f"sqlite:///{tmp_path / 'kort.db'}", copy_root=tmp_path / "nas" / "kopia"
    )
    made = Archive.create(settings)
    yield made
    made.close()


def fill(archive: Archive, first: int = 0) -> None:
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        for number in range(first, first + 4):
            change.put(item(number), {"versions/1/picture.png": b"bild %d" % number})
        change.note("filed", account())


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def codes(archive: Archive) -> set[str]:
    return {fault.code for fault in verify(archive, deep=True, now=NOW)}


def copy_root(archive: Archive) -> Path:
    assert archive.settings.copy_root is not None
    return archive.settings.copy_root


def test_copy_is_the_same_after_every_change(archive: Archive) -> None:
    fill(archive)
    assert contents(copy_root(archive)) == contents(archive.settings.root)
    with archive.change(who="anna", at=NOW) as change:
        change.put(edited(item(1), "ny text"))
        change.purge(item(2), tombstone(item(2)))
        change.note("edited", item(1))
    assert contents(copy_root(archive)) == contents(archive.settings.root)
    assert b"bild 2" not in contents(copy_root(archive)).values()
    assert codes(archive) == set()


def test_copy_out_of_reach_stops_nothing_and_catches_up(archive: Archive) -> None:
    fill(archive)
    away = copy_root(archive).with_name("away")
    copy_root(archive).rename(away)
    fill(archive, 10)
    assert archive.find(ItemRecord, item(10).id) is not None
    assert codes(archive) == {"C004"}
    with pytest.raises(StorageFault):
        archive.bring_copy_in_step()
    assert not copy_root(archive).exists()
    away.rename(copy_root(archive))
    assert codes(archive) == {"C001"}
    assert archive.bring_copy_in_step().objects == 5
    assert codes(archive) == set()


def test_damage_in_the_copy_is_found_and_mended(archive: Archive) -> None:
    fill(archive)
    path = archive.shelf.layout.path(f"somearkiv:item:{item(1).id}")
    (copy_root(archive) / path / "v1/content/versions/1/picture.png").write_bytes(b"bjld 1")
    assert codes(archive) == {"E092"}
    mend_copy(archive, f"somearkiv:item:{item(1).id}")
    assert codes(archive) == set()


@pytest.mark.parametrize("harm", ["flip", "lost"])
def test_damaged_object_is_restored_from_the_copy(archive: Archive, harm: str) -> None:
    fill(archive)
    before = contents(archive.settings.root)
    place = archive.shelf.folder(f"somearkiv:item:{item(1).id}")
    if harm == "lost":
        shutil.rmtree(place)
    else:
        (place / "v1/content/versions/1/picture.png").write_bytes(b"bjld 1")
    assert codes(archive) > set()
    restore_object(archive, f"somearkiv:item:{item(1).id}", who="anna", now=NOW)
    assert codes(archive) == set()
    assert before.items() <= contents(archive.settings.root).items()


@pytest.mark.parametrize("number", [1, 2])
def test_damaged_journal_segment_is_restored_from_the_copy(archive: Archive, number: int) -> None:
    fill(archive)
    fill(archive, 10)
    (archive.shelf.folder(segment_id(number)) / "v1/content/journal.jsonl").write_bytes(b"{}\n")
    assert "J001" in codes(archive)
    restore_object(archive, segment_id(number), who="anna", now=NOW)
    assert codes(archive) == set()


def test_journal_segment_is_not_restored_from_another_journal(archive: Archive) -> None:
    fill(archive)
    place = archive.shelf.folder(segment_id(1))
    (place / "v1/content/journal.jsonl").write_bytes(b"{}\n")
    kept = copy_root(archive) / archive.shelf.layout.path(segment_id(1))
    (kept / "v1/content/segment.json").write_bytes(b"{}")
    with pytest.raises(IntegrityFault):
        restore_object(archive, segment_id(1), who="anna", now=NOW)
    assert (place / "v1/content/journal.jsonl").read_bytes() == b"{}\n"


def test_what_is_damaged_is_named_by_the_faults_of_both_places(archive: Archive) -> None:
    fill(archive)
    shutil.rmtree(archive.shelf.folder(object_id(item(1))))
    (archive.shelf.folder(object_id(item(2))) / "inventory.json").write_bytes(b"{")
    kept = copy_root(archive) / archive.shelf.layout.path(object_id(item(3)))
    (kept / "v1/content/versions/1/picture.png").write_bytes(b"bjld 1")
    faults = verify(archive, deep=True, now=NOW)
    assert set(damaged_in_store(faults)) == {object_id(item(1)), object_id(item(2))}
    assert object_id(item(3)) in damaged_in_copy(faults, archive.copy)


def test_altered_copy_is_never_restored(archive: Archive) -> None:
    fill(archive)
    place = archive.shelf.folder(f"somearkiv:item:{item(1).id}")
    shutil.rmtree(place)
    kept = copy_root(archive) / archive.shelf.layout.path(f"somearkiv:item:{item(1).id}")
    (kept / "v1/content/versions/1/picture.png").write_bytes(b"bjld 1")
    with pytest.raises(IntegrityFault):
        restore_object(archive, f"somearkiv:item:{item(1).id}", who="anna", now=NOW)
    assert not place.exists()


def test_weeded_thing_is_never_restored_from_an_old_copy(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    shutil.copytree(copy_root(archive), tmp_path / "old")
    with archive.change(who="anna", at=NOW) as change:
        change.purge(item(2), tombstone(item(2)))
        change.note("item.weeded", item(2))
    shutil.rmtree(copy_root(archive))
    shutil.copytree(tmp_path / "old", copy_root(archive))
    archive.bring_copy_in_step()
    assert b"bild 2" not in contents(copy_root(archive)).values()
    assert codes(archive) == set()


def test_weeded_thing_put_back_in_the_store_is_not_missing_in_the_copy(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    place = archive.shelf.folder(object_id(item(2)))
    shutil.copytree(place, tmp_path / "old")
    with archive.change(who="bo", at=NOW) as change:
        change.purge(item(2), tombstone(item(2)))
        change.note("item.weeded", item(2))
    shutil.copytree(tmp_path / "old", place)
    assert codes(archive) == {"S004"}


def test_damaged_bytes_are_not_copied_over(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    shutil.rmtree(copy_root(archive))
    (archive.settings.work_folder / "copy-made").unlink()
    place = archive.shelf.folder(f"somearkiv:item:{item(1).id}")
    (place / "v1/content/versions/1/picture.png").write_bytes(b"bjld 1")
    copied = archive.bring_copy_in_step()
    assert copied.damaged == (f"somearkiv:item:{item(1).id}",)
    folders = [copy_root(archive) / place for place in archive.copy.shelf().folders()]
    assert all(object_faults(folder, digests=True) == [] for folder in folders)


def test_copy_of_another_archive_is_not_touched(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    settings = StoreSettings(tmp_path / "other", f"sqlite:///{tmp_path / 'other.db'}", copy_root=copy_root(archive))
    other = Archive.create(settings)
    before = contents(copy_root(archive))
    fill(other, 20)
    with pytest.raises(IntegrityFault):
        other.bring_copy_in_step()
    assert contents(copy_root(archive)) == before
    other.close()


def test_restoring_without_a_copy_is_refused(plain: Archive) -> None:
    with pytest.raises(UsageFault):
        restore_object(plain, "somearkiv:item:x", who="anna", now=NOW)
