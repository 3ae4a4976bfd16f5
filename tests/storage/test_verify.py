import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault
from archiver.records import ItemRecord
from archiver.text import Text
from storage.archive import Archive
from storage.database import fixity
from storage.journal import LINES, SEGMENT, segment_id
from storage.verify import slice_size, verify
from tests.storage.making import NOW, account, capture, delivery, edited, item, person, tombstone


@pytest.fixture
def filled(plain: Archive) -> Archive:
    with plain.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(person())
        change.put(capture(1, {"page.png": b"P" * 5000}), {"page.png": b"P" * 5000})
        change.note("filed", account())
    with plain.change(who="anna", at=NOW) as change:
        for number in range(6):
            change.put(item(number, f"text {number}"), {"versions/1/picture.png": b"bild %d" % number})
        change.note("filed", account())
        change.note("filed again", account())
    with plain.change(who="anna", at=NOW) as change:
        change.put(edited(item(1), "ny text"))
        change.purge(item(2), tombstone(item(2)))
        change.note("edited", item(1))
    return plain


def codes(archive: Archive, deep: bool = True) -> set[str]:
    return {fault.code for fault in verify(archive, deep=deep, now=NOW)}


def folder(archive: Archive, number: int) -> Path:
    return archive.shelf.folder(f"somearkiv:item:{item(number).id}")


def test_sound_archive_has_no_fault_and_no_warning(filled: Archive) -> None:
    assert verify(filled, deep=True, now=NOW) == []


def test_one_changed_byte_is_found_without_deep(filled: Archive) -> None:
    picture = filled.file(ItemRecord, item(3).id, "versions/1/picture.png")
    picture.write_bytes(b"Bild 3")
    assert codes(filled, deep=False) == {"E092"}


def alter_with_new_sidecar(place: Path) -> None:
    """Somebody who knows OCFL rewrites the text and every digest of it: the object itself is valid again."""
    root = json.loads((place / "inventory.json").read_text())
    document = place / "v1/content/item.json"
    old = digest_of(document.read_bytes())
    document.write_bytes(document.read_bytes().replace(b"text 3", b"TEXT 3"))
    data = json.dumps(root).replace(old, digest_of(document.read_bytes())).encode()
    for where in (place, place / "v1"):
        (where / "inventory.json").write_bytes(data)
        (where / "inventory.json.sha512").write_text(f"{digest_of(data)} inventory.json\n")


def hard_link(place: Path) -> None:
    os.link(place / "v1/content/item.json", place.parents[2] / "README2.txt")


def symbolic_link(place: Path) -> None:
    data = place / "v1/content/item.json"
    elsewhere = place.parents[2].parent / "elsewhere.json"
    data.rename(elsewhere)
    data.symlink_to(elsewhere)


def roll_back(place: Path) -> None:
    """The newest version taken away, the object valid as it was before."""
    shutil.rmtree(place / "v2")
    for name in ("inventory.json", "inventory.json.sha512"):
        shutil.copy(place / "v1" / name, place / name)


def in_inventory(old: bytes, new: bytes, place: Path) -> None:
    """The same in every inventory of the object, with sidecars that agree."""
    for where in (place, place / "v1"):
        data = (where / "inventory.json").read_bytes().replace(old, new)
        (where / "inventory.json").write_bytes(data)
        (where / "inventory.json.sha512").write_text(f"{digest_of(data)} inventory.json\n")


def sidecar_in_capitals(place: Path) -> None:
    sidecar = place / "inventory.json.sha512"
    sidecar.write_text(sidecar.read_text()[:128].upper() + " inventory.json\n")


PLANTED: dict[str, tuple[int, Callable[[Path], object], set[str]]] = {
    "flipped bit": (3, lambda place: (place / "v1/content/versions/1/picture.png").write_bytes(b"bjld 3"), {"E092"}),
    "truncated": (3, lambda place: (place / "v1/content/versions/1/picture.png").write_bytes(b""), {"E092"}),
    "missing file": (3, lambda place: (place / "v1/content/versions/1/picture.png").unlink(), {"E092", "E024"}),
    "extra file": (3, lambda place: (place / "v1/content/x").write_bytes(b""), {"E023"}),
    "extra in root": (3, lambda place: (place.parent / "x").write_bytes(b""), {"E072"}),
    "missing object": (3, shutil.rmtree, {"S003"}),
    "rewritten object": (3, alter_with_new_sidecar, {"S002"}),
    "rolled back object": (1, roll_back, {"S003"}),
    "hard link": (3, hard_link, {"E090"}),
    "symbolic link": (3, symbolic_link, {"E090"}),
    "broken sidecar": (3, lambda place: (place / "inventory.json.sha512").write_text("x"), {"E061"}),
    "inventory of the version": (3, lambda place: (place / "v1/inventory.json").unlink(), {"S003"}),
    "sidecar in capitals": (3, sidecar_in_capitals, {"E060"}),
    "document renamed": (3, lambda place: in_inventory(b"item.json", b"jtem.json", place), {"S002", "S005"}),
    "no declaration": (3, lambda place: (place / "0=ocfl_object_1.1").unlink(), {"E003"}),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_fault_is_named(filled: Archive, planted: str) -> None:
    number, plant, expected = PLANTED[planted]
    plant(folder(filled, number))
    assert expected <= codes(filled)


def test_object_nobody_filed_is_found(filled: Archive) -> None:
    shutil.copytree(folder(filled, 3), filled.settings.root / "ab/cd/somearkiv%3aitem%3afalse")
    assert "E088" in codes(filled)


def test_weeded_object_put_back_is_found_and_not_taken_in(filled: Archive, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(folder(filled, 3), kept)
    with filled.change(who="bo", at=NOW) as change:
        change.purge(item(3), tombstone(item(3)))
        change.note("item.weeded", item(3))
    assert codes(filled) == set()
    shutil.copytree(kept, folder(filled, 3))
    assert "S004" in codes(filled)
    assert filled.find(ItemRecord, item(3).id) is None
    assert [fault.code for fault in filled.reindex().faults] == ["S004"]
    with filled.session() as session:
        assert session.execute(text("SELECT count(*) FROM item WHERE id = :id"), {"id": item(3).id}).scalar() == 0


# ---------------------------------------------------------------------------------------------- the journal


def rewrite(archive: Archive, number: int, change_lines: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of a segment, and everything in its own object so that OCFL finds no fault."""
    place = archive.shelf.folder(segment_id(number))
    stored = place / "v1/content" / LINES
    inventory = (place / "inventory.json").read_text()
    old = digest_of(stored.read_bytes())
    stored.write_bytes(b"".join(change_lines(stored.read_bytes().splitlines(keepends=True))))
    segment = place / "v1/content" / SEGMENT
    old_segment = digest_of(segment.read_bytes())
    segment.write_text(segment.read_text().replace(old, digest_of(stored.read_bytes())))
    inventory = inventory.replace(old, digest_of(stored.read_bytes()))
    data = inventory.replace(old_segment, digest_of(segment.read_bytes())).encode()
    for where in (place, place / "v1"):
        (where / "inventory.json").write_bytes(data)
        (where / "inventory.json.sha512").write_text(f"{digest_of(data)} inventory.json\n")


LINES_CHANGED: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "changed": (lambda lines: [lines[0].replace(b"filed", b"fixed"), lines[1]], "J001"),
    "removed": (lambda lines: lines[1:], "J002"),
    "last removed": (lambda lines: lines[:1], "J002"),
    "inserted": (lambda lines: [lines[0], lines[0], lines[1]], "J002"),
    "reordered": (lambda lines: lines[::-1], "J002"),
}


@pytest.mark.parametrize("changed", LINES_CHANGED)
def test_journal_line_tampered_with_is_found(filled: Archive, changed: str) -> None:
    change_lines, code = LINES_CHANGED[changed]
    rewrite(filled, 2, change_lines)
    found = codes(filled)
    assert code in found
    assert "J004" in found


def test_inventory_of_a_segment_edited_with_its_sidecar_is_found_without_cards(filled: Archive) -> None:
    in_inventory(b'"message": "filed"', b'"message": "filled"', filled.shelf.folder(segment_id(1)))
    filled.reindex()
    assert codes(filled) == {"S002"}


def test_missing_segment_is_found(filled: Archive) -> None:
    shutil.rmtree(filled.shelf.folder(segment_id(2)))
    assert "J003" in codes(filled)


def test_cut_tail_is_found_by_the_cards_and_never_written_over(filled: Archive) -> None:
    shutil.rmtree(filled.shelf.folder(segment_id(3)))
    assert "J005" in codes(filled)
    filled.close()
    with pytest.raises(IntegrityFault):
        Archive.open(filled.settings)
    archive = Archive.open(filled.settings, cards=False)
    assert "J005" in codes(archive)
    archive.close()


# ---------------------------------------------------------------------------------------------- the cards


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE item SET secrecy = 'ingen', hidden = false, queue = 0, text = 'x'",
        "DELETE FROM account",
        "UPDATE journal SET who = 'eva' WHERE number = 2",
        "DELETE FROM item_text",
        "INSERT INTO register VALUES ('KS 2026:9', 'x', 'KS', 2026, 9)",
    ],
)
def test_changed_card_is_found_and_reindex_mends_it(filled: Archive, statement: str) -> None:
    with filled.session(write=True) as session:
        session.execute(text(statement))
    assert codes(filled) == {"D002"}
    assert filled.reindex().faults == []
    assert codes(filled) == set()


# ---------------------------------------------------------------------------------------------- deep, in slices


def test_thousand_planted_faults_are_all_found(plain: Archive) -> None:
    fate = random.Random(7)
    count = 250
    for start in range(0, count, 50):
        with plain.change(who="anna", at=NOW) as change:
            for number in range(start, start + 50):
                change.put(item(number, f"text {number}"), {f"{n}.bin": b"%d %d" % (number, n) for n in range(5)})
            change.note("filed", account())
    files = [folder(plain, number) / f"v1/content/{n}.bin" for number in range(count) for n in range(5)]
    fate.shuffle(files)
    harmed = [harm(path, files[1000 + n % 250], n) for n, path in enumerate(files[:1000])]
    faults = verify(plain, deep=True, now=NOW)
    told = {fault.where for fault in faults}
    missed = [path for path in harmed if not any(where.endswith(tail(path)) for where in told)]
    assert missed == []


def harm(path: Path, other: Path, n: int) -> Path:
    data = bytearray(path.read_bytes())
    match n % 5:
        case 0:
            data[n % len(data)] ^= 1 << (n % 8)
            path.write_bytes(data)
        case 1:
            path.write_bytes(data[:-1])
        case 2:
            path.unlink()
        case 3:
            path = path.with_name(f"{path.name}.extra")
            path.write_bytes(data)
        case 4:
            path.write_bytes(other.read_bytes())
    return path


def tail(path: Path) -> str:
    return f"{path.parents[2].name.replace('%3a', ':')} v1/content/{path.name}"


def test_interrupted_deep_verification_is_taken_up(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.verify.SAY_EVERY", 3)
    said: list[str] = []

    def pull_the_plug(now_said: Text) -> None:
        said.append(now_said.en)
        if now_said.en.startswith("6 objects"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(filled, deep=True, now=NOW, say=pull_the_plug)
    with filled.session() as session:
        done = fixity.verified(session)
    assert len(done) == 6
    said.clear()
    assert verify(filled, deep=True, now=NOW + timedelta(hours=1), say=lambda one: said.append(one.en)) == []
    assert said[0] == "An interrupted verification is taken up again"
    with filled.session() as session:
        after = fixity.verified(session)
    assert {one: after[one] for one in done} == done
    assert len(after) == len(list(filled.shelf.folders()))


def test_slices_of_a_year_reach_every_object(filled: Archive) -> None:
    objects = len(list(filled.shelf.folders()))
    runs = 4
    for run in range(runs):
        verify(filled, sample=slice_size(objects, runs), now=NOW + timedelta(days=run))
    with filled.session() as session:
        assert len(fixity.verified(session)) == objects


def test_slice_takes_the_longest_unverified_first(filled: Archive) -> None:
    verify(filled, deep=True, now=NOW)
    picture = filled.file(ItemRecord, item(3).id, "versions/1/picture.png")
    with filled.session(write=True) as session:
        fixity.put(session, {f"somearkiv:item:{item(3).id}": ""}, NOW - timedelta(days=300))
    picture.write_bytes(b"bjld 3")
    assert {fault.code for fault in verify(filled, sample=1, now=NOW)} == {"E092"}


def test_cards_that_agree_are_never_made_again_to_be_compared(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing them one by one, as each object is examined, is enough; making them all again is for what differs."""
    with filled.change(who="anna", at=NOW) as change:
        change.put(item(7, "text\0 7", registered=True))
        change.put(delivery(1))
        change.note("registered", item(7), facts={"öppen": "ja"})

    def never(archive: Archive) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("storage.verify_cards._differences", never)
    assert verify(filled, deep=True, now=NOW) == []
