"""Deliveries: each is a record and can be made again; receipts come back; nothing half is left behind."""

import csv
import hashlib
import os
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.refused import AlreadyThere, Refused, Weeded
from archiver.errors.usage import ConfigFault, Unknown
from archiver.export.delivery_profile import DeliveryProfile, load_profile
from archiver.export.formats.registry import FORMATS
from archiver.model import Account, CaptureRecord
from archiver.records import Delivery, Disclosure, ItemRecord, Release, Tombstone
from jobs import delivery, disclosing
from jobs.disclosing import Masks
from jobs.material import Selection
from jobs.receipts import import_receipt
from storage.database import journal
from tests.archiver.export.conftest import Shelf
from tests.jobs.conftest import Town
from tests.jobs.delivered import fill

EVERYTHING = Selection()


@pytest.fixture
def shelf(town: Town, tmp_path: Path) -> Shelf:
    return fill(town, tmp_path / "underlag")


def digests(place: Path) -> dict[str, str]:
    files = [place] if place.is_file() else [one for one in place.rglob("*") if one.is_file()]
    return {one.relative_to(place).as_posix(): hashlib.sha512(one.read_bytes()).hexdigest() for one in files}


def request_of(town: Town, shelf: Shelf) -> Disclosure:
    rut = town.as_("rut")
    opened = disclosing.open_(rut, "två kommentarer", Selection((shelf.items[0].id, shelf.items[1].id)))
    disclosing.examine(rut, opened.designation, shelf.items[0].id, Release.WHOLE)
    masks = Masks(("Signhild", "Trollbäck", "tvärsymtomit"), author=True)
    return disclosing.examine(rut, opened.designation, shelf.items[1].id, Release.PART, "OSL 23:2", masks)


@pytest.mark.parametrize("key", [one.key for one in FORMATS])
def test_delivery_is_made_again_to_the_same_bytes(town: Town, shelf: Shelf, tmp_path: Path, key: str) -> None:
    rut = town.as_("rut")
    chosen = Selection(request=request_of(town, shelf).designation) if key == "disclosure" else EVERYTHING
    profile = DeliveryProfile(masked_copies=True, ead=True, erms=True) if key == "sip" else None
    made, written = delivery.export(rut, key, tmp_path / "ut", chosen, "Mottagaren", profile)
    # The archive goes on: what is changed afterwards does not change what was delivered.
    account = town.archive.get(Account, "lillan-facebook")
    item = town.archive.get(ItemRecord, shelf.items[0].id)
    with town.archive.change(who="anna", at=town.clock(), why="prov") as change:
        change.put(replace(account, purpose="Något annat"))
        change.put(replace(item, owner="någon annan"))
        change.note("prov", about=account)
    _, again = delivery.repeat(rut, made.id, tmp_path / "igen")
    assert digests(tmp_path / "igen") == digests(tmp_path / "ut")
    assert again.digest == written.digest == town.archive.get(Delivery, made.id).digest
    with town.archive.session() as session:
        assert len(journal.lines(session, did="delivery.repeated")) == 1


def test_what_was_weeded_since_is_never_delivered_again(town: Town, shelf: Shelf, tmp_path: Path) -> None:
    made, _ = delivery.export(town.as_("rut"), "csv", tmp_path / "ut.csv", EVERYTHING)
    gone = shelf.items[2]
    grave = Tombstone(
        f"somearkiv:item:{gone.id}", "comment", gone.account_id, gone.received_at, town.clock(), "a", "b", "KS § 1"
    )
    with town.archive.change(who="anna", at=town.clock(), why="gallring") as change:
        change.purge((ItemRecord, gone.id), grave)
        change.note("item.weeded", about=f"somearkiv:item:{gone.id}")
    with pytest.raises(Weeded, match=gone.id):
        delivery.repeat(town.as_("rut"), made.id, tmp_path / "igen.csv")
    assert not (tmp_path / "igen.csv").exists()


def test_receipt_gives_case_numbers_and_is_no_reason_to_deliver_again(town: Town, shelf: Shelf, tmp_path: Path) -> None:
    rut = town.as_("rut")
    made, _ = delivery.export(rut, "registrar", tmp_path / "ut", EVERYTHING)
    listed = tmp_path / "ut/data/intern/forteckning.csv"
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    rows[0]["Diarienummer"] = "KS 2026/77"
    rows.append({**rows[0], "Handlings-id": "finns-inte", "Diarienummer": "KS 2026/78"})
    receipt = tmp_path / "kvitto.csv"
    with receipt.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    taken = import_receipt(rut, receipt)
    item_id = rows[0]["Handlings-id"]
    assert taken.numbered == (item_id,)
    assert len(taken.faults) == 1
    entry = town.archive.get(ItemRecord, item_id).register_entry
    assert entry is not None
    assert (entry.dnr, entry.designation) == ("KS 2026/77", rows[0]["Beteckning"])
    assert "1 av 2" in town.archive.get(Delivery, made.id).receipt
    assert import_receipt(rut, receipt).known == (item_id,)
    with pytest.raises(Refused, match="nothing is new"):
        delivery.export(rut, "registrar", tmp_path / "ny", replace(EVERYTHING, since_last=True))
    with town.archive.session() as session:
        assert len(journal.lines(session, did="item.dnr_read")) == 1


def test_settings_of_the_municipality_stand_in_the_package(town_with, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    town = town_with('contact = "Registrator"\nemail = "kommun@lillan.example"\naddress = "Torget 1"\n')
    fill(town, tmp_path / "underlag")
    delivery.export(town.as_("rut"), "bagit", tmp_path / "ut", EVERYTHING)
    told = (tmp_path / "ut/bag-info.txt").read_text()
    assert "Contact-Name: Registrator\n" in told
    assert "Contact-Email: kommun@lillan.example\n" in told
    assert "Organization-Address: Torget 1\n" in told


# ---------------------------------------------------------------------------------------------- bad input and faults


@pytest.mark.parametrize(
    ("key", "selection", "fault", "exit_code", "name"),
    [
        ("csv", Selection(query="finnsintealls"), Refused, 4, "empty"),
        ("csv", Selection(item_ids=("finns-inte",)), Unknown, 2, "finns-inte"),
        ("csv", Selection(account_id="finns-inte"), Unknown, 2, "finns-inte"),
        ("disclosure", Selection(request="UTL 2026:99"), Unknown, 2, "UTL 2026:99"),
        ("finns-inte", EVERYTHING, Unknown, 2, "finns-inte"),
    ],
)
def test_wrong_selection_is_told_by_name(
    town: Town, shelf: Shelf, tmp_path: Path, key: str, selection: Selection, fault: type, exit_code: int, name: str
) -> None:
    with pytest.raises(fault, match=name) as told:
        delivery.export(town.as_("rut"), key, tmp_path / "ut", selection)
    assert told.value.exit_code == exit_code
    assert not (tmp_path / "ut").exists()


def test_undecided_secret_taken_and_damaged_are_each_refused(town: Town, shelf: Shelf, tmp_path: Path) -> None:
    undecided, secret = shelf.items[2].id, shelf.items[1].id
    with pytest.raises(Refused, match=undecided) as told:
        delivery.export(town.as_("rut"), "registrar", tmp_path / "ut", Selection((undecided,)))
    assert told.value.exit_code == 4
    reader = replace(town.as_("rut"), who=replace(town.as_("lars").who, roles=town.as_("rut").who.roles, committees=frozenset({"En annan nämnd"})))  # fmt: skip
    with pytest.raises(Unknown):
        delivery.export(reader, "csv", tmp_path / "ut", Selection((secret,)))
    (tmp_path / "finns").mkdir()
    with pytest.raises(AlreadyThere) as told:
        delivery.export(town.as_("rut"), "bagit", tmp_path / "finns", EVERYTHING)
    assert told.value.exit_code == 4
    assert not list((tmp_path / "finns").iterdir())
    evidence = town.archive.file(CaptureRecord, shelf.captures[0].id, "page.txt")
    evidence.chmod(0o644)
    evidence.write_bytes(b"annat")
    for key in ("bagit", "sip"):
        with pytest.raises(IntegrityFault) as told:
            delivery.export(town.as_("rut"), key, tmp_path / key, EVERYTHING)
        assert told.value.exit_code == 3
    assert (
        sorted(one.name for one in tmp_path.iterdir() if "part" in one.name or one.name in ("ut", "bagit", "sip")) == []
    )
    assert not delivery.made(town.as_("rut"))


def test_unknown_profile_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "profil.toml").write_text('structur = "2.2.0"\n')
    with pytest.raises(ConfigFault, match="structur") as told:
        load_profile(tmp_path / "profil.toml")
    assert told.value.exit_code == 2


def test_target_that_fills_up_is_told_and_nothing_is_left(town: Town, shelf: Shelf, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(one.size_bytes for one in shelf.captures[0].files)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest // 2, hard))
        with pytest.raises(StorageFault) as told:
            delivery.export(town.as_("rut"), "bagit", tmp_path / "ut", EVERYTHING)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert told.value.exit_code == 1
    assert not [one for one in tmp_path.iterdir() if one.name.startswith((".ut", "ut"))]


KILLED = """
import os, sys
from pathlib import Path
from archiver.export.building import Tree
from archiver.model import Person, Role
from jobs.config import read_config
from jobs.context import Context, opened
from jobs.delivery import Selection, export

copied = []
whole = Tree.copy
def copy(self, path, source, expected=""):
    if len(copied) == 3:
        os._exit(9)
    copied.append(path)
    return whole(self, path, source, expected)
Tree.copy = copy
config = read_config(Path(sys.argv[1]))
with opened(config) as archive:
    export(Context(config, archive, archive.get(Person, "rut")), "bagit", Path(sys.argv[2]), Selection())
"""


def test_interrupted_export_leaves_no_package_and_is_taken_up_again(town: Town, shelf: Shelf, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(town.config.file), str(tmp_path / "ut")],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert run.returncode == 9
    assert not (tmp_path / "ut").exists()
    (part,) = [one for one in tmp_path.iterdir() if one.name.startswith(".ut.part-")]
    kept = {one.stat().st_ino for one in part.rglob("*") if one.is_file()}
    assert kept
    delivery.export(town.as_("rut"), "bagit", tmp_path / "ut", EVERYTHING)
    assert kept & {one.stat().st_ino for one in (tmp_path / "ut").rglob("*") if one.is_file()}, "copied once only"
    assert not part.exists()
