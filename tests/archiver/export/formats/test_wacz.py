"""Recorded traffic as one WACZ, judged by the wacz package and read back record by record."""

import gzip
import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from wacz.validate import Validation
from warcio.archiveiterator import ArchiveIterator

from archiver.capture.traffic import Exchange
from archiver.capture.warc import PageEntry, Warc, pack
from archiver.digest import digest_of_file
from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import Refused
from archiver.export.formats.wacz import FORMAT
from archiver.model import CaptureRecord, FileFact

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def recorded(shelf, number: int, words: str) -> CaptureRecord:
    """A capture with traffic of one page."""
    capture = shelf.capture(number)
    url = f"https://social.example/lillan/{number}"
    place = shelf.file(CaptureRecord, capture.id, "traffic.wacz")
    warc = Warc(place.parent / "data.warc.gz", "arkiv1", "Mozilla/5.0")
    headers = (("content-type", "text/html"),)
    warc.add(Exchange(AT, url, "GET", (), b"", 200, "OK", headers, f"<p>{words}</p>".encode(), "document"))
    warc.close()
    pack(warc, place.parent / "data.warc.gz", [PageEntry(url, AT, f"Sida {number}", words)], place, AT)
    fact = FileFact("traffic.wacz", "application/wacz", place.stat().st_size, digest_of_file(place))
    shelf.captures[-1] = replace(capture, files=(*capture.files, fact))
    return shelf.captures[-1]


@pytest.fixture
def town(shelf):
    recorded(shelf, 1, "Lampan är trasig")
    recorded(shelf, 2, "När öppnar badet?")
    return shelf


def test_foreign_judge_finds_it_valid(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut.wacz", say)
    judge = Validation(str(tmp_path / "ut.wacz"))
    assert judge.version == "1.1.1"
    for check in (
        judge.check_required_contents,
        judge.frictionless_validate,
        judge.check_file_paths,
        judge.check_file_hashes,
        judge.check_data_package_hash_and_sig,
    ):
        assert check() is not False, check.__name__


def test_every_index_line_points_at_its_record(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut.wacz", say)
    found = {}
    with zipfile.ZipFile(tmp_path / "ut.wacz") as package:
        for line in gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines():
            facts = json.loads(line.split(" ", 2)[2])
            data = package.read(f"archive/{facts['filename']}")
            begins = int(facts["offset"])
            record = next(iter(ArchiveIterator(BytesIO(data[begins : begins + int(facts["length"])]))))
            found[record.rec_headers.get_header("WARC-Target-URI")] = record.content_stream().read().decode()
        pages = package.read("pages/pages.jsonl").decode().splitlines()
        seal = json.loads(package.read("datapackage-digest.json"))
        assert seal["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
    assert found == {
        "https://social.example/lillan/1": "<p>Lampan är trasig</p>",
        "https://social.example/lillan/2": "<p>När öppnar badet?</p>",
    }
    assert len(pages) == 3


def test_same_material_gives_the_same_bytes(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "a.wacz", say)
    FORMAT.write(town.material(), tmp_path / "b.wacz", say)
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()


def test_capture_without_traffic_is_passed_over_and_told(town, say, said, tmp_path):
    town.capture(3)
    written = FORMAT.write(town.material(), tmp_path / "ut.wacz", say)
    assert len(written.object_ids) == 2
    assert any(line.startswith("1 fångster saknar") for line in said)


def test_selection_without_traffic_is_refused(shelf, say, tmp_path):
    shelf.capture()
    with pytest.raises(Refused):
        FORMAT.write(shelf.material(), tmp_path / "ut.wacz", say)


@pytest.mark.parametrize("broken", [b"not a zip", b""])
def test_broken_traffic_on_the_shelf_is_an_integrity_fault(town, say, tmp_path, broken):
    place: Path = town.file(CaptureRecord, town.captures[0].id, "traffic.wacz")
    place.write_bytes(broken)
    with pytest.raises(IntegrityFault):
        FORMAT.write(town.material(), tmp_path / "ut.wacz", say)
    files = tuple(
        replace(one, sha512=digest_of_file(place)) if one.path == "traffic.wacz" else one
        for one in town.captures[0].files
    )
    town.captures[0] = replace(town.captures[0], files=files)
    with pytest.raises(IntegrityFault, match="can't be read"):
        FORMAT.write(town.material(), tmp_path / "ut.wacz", say)
    assert not (tmp_path / "ut.wacz").exists()
