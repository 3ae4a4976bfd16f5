"""The registrar's bundle: whole, valid to a foreign judge, and never a secret word in its public part."""

import csv
import io
import json
from dataclasses import replace

import bagit
import pikepdf
import pytest
from lxml import etree

from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.refused import AlreadyThere, Refused
from archiver.export.formats.registrar import FORMAT
from archiver.records import Decision, Secrecy

SECRET_WORDS = (
    "Astronautskolan",
    "Signhild",
    "Trollbäck",
    "trollback",
    "tvärsymtom",
    "Valdemar",
    "23 kap",
    "p-hemlig",
    "signhild.jpg",
)


def test_foreign_judge_finds_the_bag_valid(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.secret_item()
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    bag = bagit.Bag(str(tmp_path / "bunt"))
    assert bag.validate()
    assert bag.version == "1.0"
    assert bag.algorithms == ["sha512"]


def test_one_changed_byte_makes_the_bag_invalid(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    sheet = next((tmp_path / "bunt").rglob("innehall.json"))
    sheet.write_bytes(sheet.read_bytes().replace(b"Lampan", b"Rampan"))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "bunt")).validate()


def test_item_folder_holds_all_a_registrar_needs(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    for part in ("intern", "offentlig"):
        names = {each.name for each in (tmp_path / "bunt/data" / part / "KS-SM-2026-1").iterdir()}
        assert names == {
            "forsattsblad.html",
            "forsattsblad.pdf",
            "diarieuppgifter.json",
            "diarieuppgifter.xml",
            "innehall.json",
            "innehall.xml",
            "bild-lydelse-1.png",
            "bild-lydelse-1.pdf",
            "kontrollsummor.txt",
        }


def test_four_facts_stand_in_both_versions_of_json_and_xml(shelf, say, tmp_path):
    shelf.secret_item()
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    inner = json.loads((tmp_path / "bunt/data/intern/KS-SM-2026-1/diarieuppgifter.json").read_text())
    outer = json.loads((tmp_path / "bunt/data/offentlig/KS-SM-2026-1/diarieuppgifter.json").read_text())
    assert inner["sender"] == "Valdemar Trollbäck"
    assert inner["marking"]["provision"].startswith("23 kap. 2 §")
    assert outer["sender"] == ""
    assert outer["about"] == "Synpunkt om skola"
    assert outer["designation"] == inner["designation"] == "KS-SM 2026:1"
    assert outer["received_at"] == inner["received_at"] == "2026-11-19T20:43:00Z"
    tree = etree.parse(tmp_path / "bunt/data/intern/KS-SM-2026-1/diarieuppgifter.xml")
    space = {"d": "urn:somearkiv:diarieunderlag:1"}
    assert tree.findtext("d:sender", namespaces=space) == "Valdemar Trollbäck"
    assert tree.findtext("d:marking/d:authority", namespaces=space) == "Kommunstyrelsen"


def test_every_xml_is_valid_by_the_schema_in_the_bundle(shelf, say, tmp_path):
    record = shelf.item("lampa", "Lampan\x00 är trasig")
    undated = replace(record.versions[0], number=2, posted_at=None, posted_precision="", picture="")
    shelf.items[0] = replace(record, versions=(*record.versions, undated), parent_id="x")
    shelf.secret_item()
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    schema = etree.XMLSchema(etree.parse(tmp_path / "bunt/data/diarieunderlag.xsd"))
    found = [*(tmp_path / "bunt/data").rglob("*.xml")]
    assert len(found) == 6, "what was never appraised, as the second wording, stays inside"
    for each in found:
        schema.assertValid(etree.parse(each))


def test_no_word_of_a_secret_item_in_any_byte_of_the_public_part(shelf, say, tmp_path, every_byte):
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.secret_item()
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    public = [each for each in (tmp_path / "bunt/data/offentlig").rglob("*") if each.is_file()]
    public += [tmp_path / "bunt" / name for name in ("bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt")]
    for each in public:
        text = every_byte(each).casefold()
        assert [word for word in SECRET_WORDS if word.casefold() in text] == [], each
        assert [word for word in SECRET_WORDS if word.casefold() in str(each.relative_to(tmp_path)).casefold()] == []
    inner = every_byte(tmp_path / "bunt/data/intern/KS-SM-2026-2/forsattsblad.pdf")
    assert "Astronautskolan" in inner, "the search itself must be able to find words in a PDF"


@pytest.mark.parametrize("secrecy", [Secrecy.SUSPECTED, Secrecy.MARKED, Secrecy.TESTED])
def test_content_stays_inside_until_secrecy_is_decided_away(shelf, say, tmp_path, secrecy):
    record = shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.items[0] = replace(record, axes=replace(record.axes, secrecy=secrecy))
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    assert not (tmp_path / "bunt/data/offentlig/KS-SM-2026-1/innehall.json").exists()
    assert (tmp_path / "bunt/data/intern/KS-SM-2026-1/innehall.json").exists()


def test_content_stays_inside_when_the_public_version_withholds_the_sender(shelf, say, tmp_path, every_byte):
    record = shelf.item("lampa", "Lampan är trasig, mvh Kim")
    shelf.items[0] = replace(record, register_entry=replace(record.register_entry, public_sender="Privatperson"))
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    for each in (tmp_path / "bunt/data/offentlig").rglob("*"):
        assert not each.is_file() or "Kim" not in every_byte(each)


def test_picture_stays_inside_when_a_neighbour_in_the_thread_is_secret(shelf, say, tmp_path):
    record = shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.secret_item()
    shelf.items[1] = replace(shelf.items[1], thread_id=record.thread_id)
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    folder = tmp_path / "bunt/data/offentlig/KS-SM-2026-1"
    assert (folder / "innehall.json").exists()
    assert not list(folder.glob("*.png"))
    assert json.loads((folder / "innehall.json").read_text())["versions"][0]["picture"] == ""


def test_list_opens_in_swedish_excel_and_carries_no_formula(shelf, say, tmp_path):
    record = shelf.item("lampa", "Lampan är trasig")
    entry = replace(record.register_entry, about='=HYPERLINK("http://x")', sender="+46 70", public_about="@SUM(A1)")
    shelf.items[0] = replace(record, register_entry=entry)
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    data = (tmp_path / "bunt/data/intern/forteckning.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["Beteckning"] == "KS-SM 2026:1"
    assert rows[0]["Ärendet gäller"] == '\'=HYPERLINK("http://x")'
    assert rows[0]["Avsändare"] == "'+46 70"
    assert rows[0]["Datum"] == "2026-11-19 21:43"
    listed = json.loads((tmp_path / "bunt/data/intern/forteckning.json").read_text())
    assert listed["items"][0]["about"] == '=HYPERLINK("http://x")'


def test_same_material_gives_the_same_bytes(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig 💡")
    shelf.secret_item()
    one = FORMAT.write(shelf.material(), tmp_path / "a", say)
    two = FORMAT.write(shelf.material(), tmp_path / "b", say)
    assert one.digest == two.digest
    for each in (tmp_path / "a").rglob("*"):
        twin = tmp_path / "b" / each.relative_to(tmp_path / "a")
        assert each.is_dir() or each.read_bytes() == twin.read_bytes(), each.name


@pytest.mark.parametrize(
    ("missing", "word"),
    [
        ({"designation": ""}, "beteckning"),
        ({"sender": " ", "recipient": ""}, "avsändare"),
        ({"about": ""}, "i korthet vad handlingen rör"),
    ],
)
def test_missing_fact_is_refused_by_name(shelf, say, tmp_path, missing, word):
    record = shelf.item("lampa", "Lampan är trasig")
    shelf.items[0] = replace(record, register_entry=replace(record.register_entry, **missing))
    with pytest.raises(Refused) as refused:
        FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    assert word in refused.value.message()
    assert ("KS-SM 2026:1" if "designation" not in missing else record.id) in refused.value.message()
    assert list(tmp_path.iterdir()) == [tmp_path / "shelf"]


def test_item_without_register_entry_is_refused_by_id(shelf, say, tmp_path):
    record = shelf.item("lampa", "Lampan är trasig")
    shelf.items[0] = replace(record, register_entry=None)
    with pytest.raises(Refused, match=record.id):
        FORMAT.write(shelf.material(), tmp_path / "bunt", say)


def test_personal_number_in_a_public_fact_is_refused(shelf, say, tmp_path):
    record = shelf.item("lampa", "Lampan är trasig")
    entry = replace(record.register_entry, public_about="Felanmälan från 19900101-2385")
    shelf.items[0] = replace(record, register_entry=entry)
    with pytest.raises(Refused) as refused:
        FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    assert "personnummer" in refused.value.message()
    assert "2385" not in refused.value.message()


def test_empty_selection_is_refused(shelf, say, tmp_path):
    with pytest.raises(Refused, match="empty"):
        FORMAT.write(shelf.material(), tmp_path / "bunt", say)


def test_undecided_item_is_passed_over_in_a_selection_and_refused_when_named(shelf, say, said, tmp_path):
    shelf.item("lampa", "Lampan är trasig")
    shelf.item("fraga", "När öppnar badet?", decisions=())
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    assert len(list((tmp_path / "bunt/data/intern").glob("KS-*"))) == 1
    assert any("1 handlingar i urvalet" in line for line in said)
    with pytest.raises(Refused, match=shelf.items[1].id):
        FORMAT.write(shelf.material(named=True), tmp_path / "bunt2", say)


def test_later_decision_takes_an_item_out_again(shelf, say, tmp_path):
    record = shelf.item("lampa", "Lampan är trasig")
    undone = Decision("registration", "hålls_ordnad", "rut", record.decisions[0].at, "OSL 5 kap. 1 §")
    shelf.items[0] = replace(record, decisions=(*record.decisions, undone))
    with pytest.raises(Refused):
        FORMAT.write(shelf.material(), tmp_path / "bunt", say)


def test_existing_target_is_never_written_over(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan är trasig")
    (tmp_path / "bunt").mkdir()
    with pytest.raises(AlreadyThere):
        FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    assert list((tmp_path / "bunt").iterdir()) == []


def test_missing_picture_leaves_nothing_that_looks_whole(shelf, say, tmp_path):
    record = shelf.item("lampa", "Lampan är trasig")
    shelf.file(type(record), record.id, "versions/1/picture.png").unlink()
    with pytest.raises((StorageFault, IntegrityFault)):
        FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    assert list(tmp_path.iterdir()) == [tmp_path / "shelf"]


def test_control_characters_in_a_text_break_no_document(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan\x00 är\x0b trasig \ue000 \U000e0041 \u202e <script>alert(1)</script>")
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    folder = tmp_path / "bunt/data/intern/KS-SM-2026-1"
    assert "Lampan\x00" in json.loads((folder / "innehall.json").read_text())["versions"][0]["text"]
    assert "Lampan\ufffd" in etree.parse(folder / "innehall.xml").getroot().xpath("string()")
    assert "<script>" not in (folder / "forsattsblad.html").read_text()


def test_cover_sheet_is_tagged_and_says_it_is_swedish(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan är trasig")
    FORMAT.write(shelf.material(), tmp_path / "bunt", say)
    with pikepdf.open(tmp_path / "bunt/data/intern/KS-SM-2026-1/forsattsblad.pdf") as document:
        assert str(document.Root.Lang) == "sv"
        assert document.Root.MarkInfo.Marked == True  # noqa: E712 (a PDF boolean)
        assert "/StructTreeRoot" in document.Root
        figures = [
            one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert figures
        assert all("Skärmbild" in str(one.Alt) for one in figures)


def test_time_stamps_come_along_inside(shelf, say, tmp_path):
    shelf.item("lampa", "Lampan är trasig")
    stamp = shelf.stamp()
    FORMAT.write(shelf.material(stamps=(stamp,)), tmp_path / "bunt", say)
    folder = tmp_path / "bunt/data/intern/tidsstampel" / stamp.id
    assert (folder / "answer.tsr").read_bytes() == b"svar"
    assert json.loads((folder / "stamp.json").read_text())["segment_digest"] == stamp.segment_digest
    assert bagit.Bag(str(tmp_path / "bunt")).validate()
