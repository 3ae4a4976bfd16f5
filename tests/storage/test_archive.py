from dataclasses import replace
from pathlib import Path

import pytest

from archiver.digest import digest_of
from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import AlreadyThere, Outdated, Weeded
from archiver.errors.usage import Unknown
from archiver.model import Account, CaptureRecord, Person, Role
from archiver.records import Decision, ItemRecord, Tombstone
from storage.archive import Archive, StoreSettings
from storage.database import accounts, captures, deliveries, items, journal, people, register, tombstones
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING
from storage.kinds import object_id
from tests.databases import ON_POSTGRESQL
from tests.storage.making import NOW, account, capture, delivery, edited, item, person, tombstone


def test_what_is_put_is_got_back_equal(archive: Archive) -> None:
    things = [account(), capture(1, {"page.png": b"png"}), item(1, registered=True), person(), delivery(1)]
    with archive.change(who="anna", at=NOW, why="prov") as change:
        for thing in things:
            change.put(thing, {"page.png": b"png"} if isinstance(thing, CaptureRecord) else {})
        change.note("tested", things[0])
    for thing in things:
        id_ = object_id(thing).split(":", 2)[2]
        assert archive.get(type(thing), id_) == thing
        assert list(archive.all(type(thing))) == [thing]
    with archive.session() as session:
        assert accounts.rows(session) == [things[0]]
        assert captures.latest(session, "nordmaling-fb").id == things[1].id
        assert [row.id for row in items.listed(session, ItemFilter(), EVERYTHING)] == [things[2].id]
        assert people.rows(session) == [things[3]]
        assert [row.id for row in deliveries.rows(session)] == [things[4].id]


def test_create_never_overwrites(archive: Archive) -> None:
    with pytest.raises(AlreadyThere):
        Archive.create(archive.settings)


def test_open_says_that_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        Archive.open(StoreSettings(tmp_path / "nowhere", f"sqlite:///{tmp_path / 'kort.db'}"))


def test_unknown_thing_is_unknown(plain: Archive) -> None:
    assert plain.find(Account, "none") is None
    with pytest.raises(Unknown):
        plain.get(Account, "none")


def test_change_that_fails_leaves_nothing(archive: Archive) -> None:
    before = sorted(archive.settings.root.rglob("*"))
    with pytest.raises(RuntimeError):
        change_that_fails(archive)
    assert sorted(archive.settings.root.rglob("*")) == before
    archive.recover()
    assert not list((archive.settings.work_folder / "changes").iterdir())
    with archive.session() as session:
        assert accounts.rows(session) == []
        assert journal.lines(session) == []


def test_change_without_a_note_is_refused_and_leaves_nothing(plain: Archive) -> None:
    with pytest.raises(ValueError, match="journal line"), plain.change(who="anna", at=NOW) as change:
        change.put(account())
    assert plain.find(Account, "nordmaling-fb") is None


def test_files_stay_until_given_again(plain: Archive, tmp_path: Path) -> None:
    picture = tmp_path / "bild.png"
    picture.write_bytes(b"first")
    first = item(1)
    file(plain, first, {"versions/1/picture.png": picture, "note.txt": b"same"})
    file(plain, edited(first, "ny text"), {"versions/2/picture.png": b"second", "copy.txt": b"same"})
    assert plain.file(ItemRecord, first.id, "versions/1/picture.png").read_bytes() == b"first"
    assert plain.file(ItemRecord, first.id, "versions/2/picture.png").read_bytes() == b"second"
    # The same bytes under another name are stored once.
    assert plain.file(ItemRecord, first.id, "copy.txt") == plain.file(ItemRecord, first.id, "note.txt")
    versions = plain.versions(ItemRecord, first.id)
    assert [(one.stamp.name, one.stamp.message, one.stamp.created) for one in versions] == [("anna", "prov", NOW)] * 2
    with pytest.raises(Unknown):
        plain.file(ItemRecord, first.id, "missing.png")


def test_putting_the_same_again_makes_no_version(plain: Archive) -> None:
    file(plain, item(1), {"a.txt": b"a"})
    file(plain, item(1), {"a.txt": b"a"})
    assert len(plain.versions(ItemRecord, item(1).id)) == 1


def test_file_that_changed_since_the_capture_is_refused(plain: Archive) -> None:
    with pytest.raises(IntegrityFault):
        file(plain, capture(1, {"page.png": b"as captured"}), {"page.png": b"altered"})
    assert plain.find(CaptureRecord, capture(1).id) is None


@pytest.mark.parametrize("path", ["", "/abs", "../up", "a//b", "a/./b", "a/", "A\u030a.png"])
def test_unlawful_path_is_refused(plain: Archive, path: str) -> None:
    with pytest.raises(ValueError, match="lawful"):
        file(plain, item(1), {path: b""})


def test_purged_thing_is_gone_and_never_comes_back(archive: Archive) -> None:
    gone, stays = item(1, "hemlig text", registered=True), item(2)
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(gone, {"versions/1/picture.png": b"bild"})
        change.put(stays)
        change.note("filed", account())
    with archive.change(who="bo", at=NOW, why="gallring") as change:
        change.purge(gone, tombstone(gone))
        change.note("item.weeded", gone, ground="KS § 7")
    assert archive.find(ItemRecord, gone.id) is None
    assert archive.get(Tombstone, f"item:{gone.id}") == tombstone(gone)
    assert not any(
        gone.id in path.name and "item%3a" in path.name and "tombstone" not in path.name
        for path in archive.settings.root.rglob("*")
    )
    with archive.session() as session:
        assert [row.id for row in items.listed(session, ItemFilter(), EVERYTHING)] == [stays.id]
        assert items.listed(session, ItemFilter(query="hemlig"), EVERYTHING) == []
        assert tombstones.ids(session, gone.account_id) == {object_id(gone)}
        # The number it had is never given again.
        assert register.next_number(session, "KS-SM", 2026) == 2
    with pytest.raises(Weeded):
        file(archive, gone, {})
    assert b"hemlig text" not in b"".join(
        path.read_bytes() for path in archive.settings.root.rglob("*") if path.is_file()
    )


@pytest.mark.skipif(ON_POSTGRESQL, reason="the files of PostgreSQL are its server's")
def test_nothing_of_a_weeded_text_is_left_in_the_database_files(plain: Archive) -> None:
    gone = item(1, "Kvarnbergsvägen sjuttonhundratrettiofyra")
    file(plain, gone, {})
    with plain.change(who="bo", at=NOW) as change:
        change.put(edited(gone, "Kvarnbergsvägen ändrad"))
        change.note("edited", gone)
    files = list(plain.settings.root.parent.glob("kort.db*"))
    assert any(b"kvarnbergsv" in path.read_bytes() for path in files)
    with plain.change(who="bo", at=NOW) as change:
        change.purge(gone, tombstone(gone))
        change.note("item.weeded", gone)
    left = b"".join(path.read_bytes() for path in plain.settings.root.parent.rglob("*") if path.is_file())
    assert b"varnbergsv" not in left
    assert b"sjuttonhundra" not in left


def test_purging_what_is_not_there_is_unknown(plain: Archive) -> None:
    with pytest.raises(Unknown), plain.change(who="anna", at=NOW) as change:
        change.purge(item(1), tombstone(item(1)))


def test_change_reads_what_it_put(plain: Archive) -> None:
    file(plain, item(1), {})
    with plain.change(who="anna", at=NOW) as change:
        assert change.get(ItemRecord, item(1).id) == item(1)
        change.put(edited(item(1), "ny"))
        assert change.get(ItemRecord, item(1).id).latest.text == "ny"
        assert plain.get(ItemRecord, item(1).id).latest.text != "ny"
        with pytest.raises(Unknown):
            change.get(ItemRecord, "none")
        change.note("tested", item(1))


def test_journal_line_holds_what_was_noted(archive: Archive) -> None:
    with archive.change(who="anna", at=NOW, why="därför") as change:
        change.note("a.b", item(1), ground="OSL 5:1", facts={"antal": 3})
        change.note("c.d", "somearkiv:account:x", why="annars")
    with archive.session() as session:
        first, second = journal.lines(session)
        assert (first.number, first.who, first.did, first.about) == (1, "anna", "a.b", object_id(item(1)))
        assert (first.why, first.ground, first.facts, first.at) == ("därför", "OSL 5:1", {"antal": "3"}, NOW)
        assert (second.why, second.previous) == ("annars", first.digest)
        assert journal.lines(session, about="somearkiv:account:x") == [second]
        assert journal.lines(session, limit=1) == [second]


def test_person_has_the_same_document_whatever_the_order_of_roles(plain: Archive) -> None:
    one = replace(person(), roles=frozenset([Role.READER, Role.MANAGER]), committees=frozenset("abc"))
    other = replace(person(), roles=frozenset([Role.MANAGER, Role.READER]), committees=frozenset("cba"))
    file(plain, one, {})
    file(plain, other, {})
    assert len(plain.versions(Person, "anna")) == 1
    assert plain.get(Person, "anna") == one


def test_altered_document_is_not_believed(plain: Archive) -> None:
    file(plain, account(), {})
    path = plain.file(Account, "nordmaling-fb", "account.json")
    path.write_bytes(path.read_bytes().replace("Invånare".encode(), b"Turister!!"))
    with pytest.raises(IntegrityFault):
        plain.get(Account, "nordmaling-fb")


def test_inventory_says_the_digest_of_the_file(plain: Archive) -> None:
    file(plain, item(1), {"a.txt": b"a"})
    assert plain.versions(ItemRecord, item(1).id)[0].state["a.txt"] == digest_of(b"a")


def file(archive: Archive, thing: object, files: dict[str, Path | bytes]) -> None:
    with archive.change(who="anna", at=NOW, why="prov") as change:
        change.put(thing, files)
        change.note("filed", thing)


def change_that_fails(archive: Archive) -> None:
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.note("account.added", account())
        raise RuntimeError


def test_decision_made_meanwhile_is_never_lost(plain: Archive) -> None:
    read = item(1)
    file(plain, read, {})
    decision = Decision("registration", "diarieförd", "bo", NOW, "OSL 5:1")
    file(plain, replace(read, decisions=(decision,)), {})
    with pytest.raises(Outdated):
        file(plain, replace(read, last_capture="capture-2"), {})
    assert plain.get(ItemRecord, read.id).decisions == (decision,)
