"""What a registrar sends back."""

import json

import pytest

from archiver.errors.usage import UsageFault
from archiver.export.formats.registrar import FORMAT
from archiver.export.receipt import read_receipt


def delivered(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan är trasig")
    shelf.item("bad", "När öppnar badet?")
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    return tmp_path / "bunt/data/intern"


def test_list_filled_in_by_the_registrar_is_read_back(shelf, say, tmp_path):
    listed = (delivered(shelf, say, tmp_path) / "forteckning.csv").read_text("utf-8-sig")
    filled = tmp_path / "kvitto.csv"
    filled.write_text(listed.replace("KS-SM 2026:1;;", "KS-SM 2026:1;KS 2026/412;"), "utf-8-sig")
    receipt = read_receipt(filled)
    assert [(line.item_id, line.dnr) for line in receipt.lines] == [(shelf.items[0].id, "KS 2026/412")]
    assert receipt.faults == ()


def test_list_saved_by_old_excel_is_read_back(shelf, say, tmp_path):
    listed = (delivered(shelf, say, tmp_path) / "forteckning.csv").read_text("utf-8-sig")
    filled = tmp_path / "kvitto.csv"
    filled.write_bytes(listed.replace("KS-SM 2026:1;;", "KS-SM 2026:1;Ö 2026/412;").encode("cp1252"))
    assert read_receipt(filled).lines[0].dnr == "Ö 2026/412"


def test_json_list_is_read_back(shelf, say, tmp_path):
    listed = json.loads((delivered(shelf, say, tmp_path) / "forteckning.json").read_text())
    listed["items"][1]["dnr"] = "KS 2026/9"
    filled = tmp_path / "kvitto.json"
    filled.write_text(json.dumps(listed))
    assert [line.item_id for line in read_receipt(filled).lines] == [shelf.items[1].id]


def test_two_numbers_for_one_item_is_a_fault_named_by_its_line(tmp_path):
    filled = tmp_path / "kvitto.csv"
    filled.write_text("Handlings-id;Diarienummer\na;KS 1\na;KS 2\n;KS 3\n")
    receipt = read_receipt(filled)
    assert [line.dnr for line in receipt.lines] == ["KS 1"]
    assert [fault.sv.partition(":")[0] for fault in receipt.faults] == ["kvitto.csv, rad 3", "kvitto.csv, rad 4"]


@pytest.mark.parametrize("content", ["", "namn;ort\na;b\n", "\x00\x01\x02"])
def test_some_other_file_is_refused(tmp_path, content):
    filled = tmp_path / "kvitto.csv"
    filled.write_text(content)
    with pytest.raises(UsageFault, match="no list"):
        read_receipt(filled)


def test_missing_file_is_a_usage_fault(tmp_path):
    with pytest.raises(UsageFault):
        read_receipt(tmp_path / "finns-inte.csv")
