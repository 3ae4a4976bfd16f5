"""Lists tell that a secret item exists and nothing it says."""

import csv
import io
import json

import pytest

from archiver.errors.refused import AlreadyThere, Refused
from archiver.export.formats.lists import CSV, JSON


@pytest.mark.parametrize("form", [CSV, JSON])
def test_secret_item_is_listed_without_a_word_of_it(shelf, say, tmp_path, form):
    shelf.item("lampa", "Lampan är trasig")
    secret = shelf.secret_item()
    form.write(shelf.material(), tmp_path / "lista", say)
    text = (tmp_path / "lista").read_text("utf-8")
    assert secret.id in text
    assert "Lampan är trasig" in text
    for word in ("Astronaut", "Trollbäck", "trollback", "tvärsymtom", "23 kap"):
        assert word not in text


def test_csv_reads_back_as_rows(shelf, say, tmp_path):
    shelf.item("lampa", 'Lampan; den på "Storgatan"\när trasig\n=1+1')
    CSV.write(shelf.material(), tmp_path / "lista.csv", say)
    data = (tmp_path / "lista.csv").read_bytes()
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert row["Text"] == 'Lampan; den på "Storgatan" är trasig =1+1'
    assert row["Kan innehålla sekretess"] == "nej"
    assert row["Datum"] == "2026-11-19 21:43"


def test_json_keeps_the_exact_text(shelf, say, tmp_path):
    shelf.item("lampa", "=1+1\n\x00å")
    JSON.write(shelf.material(), tmp_path / "lista.json", say)
    assert json.loads((tmp_path / "lista.json").read_text())["items"][0]["text"] == "=1+1\n\x00å"


def test_digest_is_the_same_wherever_the_list_is_put(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan är trasig")
    one = CSV.write(shelf.material(), tmp_path / "a.csv", say)
    assert one.digest == CSV.write(shelf.material(), tmp_path / "b.csv", say).digest
    with pytest.raises(AlreadyThere):
        CSV.write(shelf.material(), tmp_path / "a.csv", say)


def test_empty_selection_is_refused(shelf, say, tmp_path):
    with pytest.raises(Refused):
        CSV.write(shelf.material(), tmp_path / "a.csv", say)
    assert list(tmp_path.iterdir()) == []
