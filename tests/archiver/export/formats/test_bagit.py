"""Captures and items in a bag, checked by the Library of Congress' reader."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import Busy, Refused
from archiver.export.building import built_folder
from archiver.export.formats.bagit import FORMAT
from archiver.export.package import bag_path, material_key


def test_bag_holds_evidence_records_and_is_valid(shelf, say, tmp_path):
    capture = shelf.capture()
    record = shelf.item("lampa", "Lampan är trasig")
    written = FORMAT.write(shelf.material(), tmp_path / "bag", say)
    assert bagit.Bag(str(tmp_path / "bag")).validate()
    data = tmp_path / "bag/data"
    assert (data / f"fangster/{capture.id}/page.png").read_bytes()
    assert json.loads((data / f"fangster/{capture.id}/capture.json").read_text())["outcome"] == "fångad"
    assert json.loads((data / f"handlingar/{record.id}/item.json").read_text())["identity"] == "p-lampa"
    assert written.object_ids == (capture.id, record.id)
    assert written.files == sum(each.is_file() for each in (tmp_path / "bag").rglob("*"))
    assert written.size_bytes == sum(each.stat().st_size for each in (tmp_path / "bag").rglob("*") if each.is_file())


def test_file_with_a_bad_digest_on_the_shelf_is_never_delivered(shelf, say, tmp_path):
    capture = shelf.capture()
    evidence = shelf.file(type(capture), capture.id, "page.html")
    evidence.write_bytes(evidence.read_bytes() + b" ")
    with pytest.raises(IntegrityFault, match=r"page\.html"):
        FORMAT.write(shelf.material(), tmp_path / "bag", say)
    assert [each.name for each in tmp_path.iterdir()] == ["shelf"]


def test_awkward_file_names_stay_valid(shelf, say, tmp_path):
    capture = shelf.capture()
    odd = "pages/ny å\nrad.txt"
    shelf.captures[0] = replace(capture, files=(*capture.files, shelf.put(type(capture), capture.id, odd, b"x")))
    FORMAT.write(shelf.material(), tmp_path / "bag", say)
    assert bagit.Bag(str(tmp_path / "bag")).validate()


def test_percent_sign_is_encoded_as_the_rfc_says():
    # bagit-python 1.9 leaves %25 as it is (RFC 8493 §2.1.3 has it decoded), so only the line itself is judged here.
    assert bag_path("100 %\r\n") == "100 %25%0D%0A"


def test_empty_selection_is_refused(shelf, say, tmp_path):
    with pytest.raises(Refused):
        FORMAT.write(shelf.material(), tmp_path / "bag", say)


def test_interrupted_build_is_taken_up_again_without_copying_twice(shelf, tmp_path):
    for number in range(1, 4):
        shelf.capture(number)
    seen = []

    def interrupt(line):
        seen.append(line)
        if line.startswith("2 av 3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        FORMAT.write(shelf.material(), tmp_path / "bag", interrupt)
    assert not (tmp_path / "bag").exists()
    (part,) = tmp_path.glob(".bag.part-*")
    copied = next(part.rglob(f"{shelf.captures[0].id}/page.png"))
    before = copied.stat().st_ino, copied.stat().st_mtime_ns
    (part / "data/kvar").mkdir()
    (part / "data/kvar/glömd.txt").write_text("från förra gången")
    FORMAT.write(shelf.material(), tmp_path / "bag", seen.append)
    now = (tmp_path / "bag/data/fangster" / shelf.captures[0].id / "page.png").stat()
    assert (now.st_ino, now.st_mtime_ns) == before
    assert bagit.Bag(str(tmp_path / "bag")).validate()
    assert not list(tmp_path.glob(".bag.part-*"))
    assert not (tmp_path / "bag/data/kvar").exists()


def test_half_copied_file_of_an_interrupted_build_is_copied_anew(shelf, say, tmp_path):
    capture = shelf.capture()
    part = tmp_path / f".bag.part-{material_key(shelf.material(), 'bagit')}/data/fangster/{capture.id}"
    part.mkdir(parents=True)
    (part / "page.png").write_bytes(b"half")
    FORMAT.write(shelf.material(), tmp_path / "bag", say)
    assert bagit.Bag(str(tmp_path / "bag")).validate()


def test_two_cannot_build_the_same_package_at_once(shelf, say, tmp_path):
    shelf.capture()
    holder = "import fcntl,os,sys,time; h=os.open(sys.argv[1],os.O_RDONLY); fcntl.flock(h,2); print('held',flush=True); time.sleep(60)"
    part = tmp_path / f".bag.part-{material_key(shelf.material(), 'bagit')}"
    part.mkdir()
    with subprocess.Popen([sys.executable, "-c", holder, part], stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout is not None
            other.stdout.readline()
            with pytest.raises(Busy):
                FORMAT.write(shelf.material(), tmp_path / "bag", say)
        finally:
            other.kill()
    assert Path(part).exists()


def test_failure_other_than_interruption_leaves_no_part(tmp_path):
    def refused():
        with built_folder(tmp_path / "bag", resume="abc") as tree:
            tree.write("a", b"1")
            raise Refused(what="x")

    with pytest.raises(Refused):
        refused()
    assert list(tmp_path.iterdir()) == []
