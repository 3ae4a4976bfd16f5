"""Everything that is archive lies on the shelf: cards made again from it alone are the same, row by row."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from archiver.errors.operation import IntegrityFault
from archiver.model import Account, AccountEvent, AccountState
from archiver.records import Axes, Decision, ItemRecord, Registration, Retention, Secrecy, SecrecyMark, Visibility
from archiver.retention.holds import Hold, HoldKind, HoldScope
from storage.archive import Archive, StoreSettings
from storage.database import head, items, journal, orders, people, register, schedule, tombstones
from storage.database.comparing import differing_rows
from storage.database.items import ItemFilter
from storage.database.schedule import ScheduleRow
from storage.database.schema import CARDS, VAULT, WORKING, metadata
from storage.database.session import Session
from storage.database.sight import EVERYTHING, Sight
from tests.databases import new_postgresql
from tests.storage.conftest import sqlite_url
from tests.storage.making import (
    NOW,
    account,
    capture,
    delivery,
    disclosure,
    edited,
    item,
    person,
    register_entry,
    tombstone,
)

WORDS = [
    "badhuset",
    "snöröjning",
    "förskolan",
    "bygglov",
    "avgiften",
    "tack",
    "hemtjänsten",
    "vägen",
    "ljuset",
    "öppet",
]


def busy_year(archive: Archive) -> None:
    """Twelve months of captures, edits, removals, decisions, register entries, marks, holds, weeding and deliveries."""
    fate = random.Random(2026)
    at = NOW.replace(month=1, day=5)
    with archive.change(who="eva", at=at, why="start") as change:
        for username in ("anna", "bo", "eva"):
            change.put(person(username, committees=frozenset({"Kommunstyrelsen"}) if username == "bo" else frozenset()))
        for name in ("fb", "insta", "blogg"):
            change.put(account(name, committee="Barnnämnden" if name == "insta" else "Kommunstyrelsen"))
        change.put(disclosure(1))
        change.put(Hold("storm", HoldKind.CRISIS, HoldScope.ARCHIVE, "", "stormen", "eva", at))
        change.note("archive.started", account("fb"))
    for month in range(12):
        for name in ("fb", "insta", "blogg"):
            a_month(archive, fate, name, month, at + timedelta(days=30 * month))
    with archive.change(who="eva", at=at + timedelta(days=364), why="kontot avslutas") as change:
        closed = archive.get(Account, "blogg")
        event = AccountEvent("close", "eva", at)
        change.put(replace(closed, state=AccountState.CLOSED, closed_at=at, history=(*closed.history, event)))
        change.put(replace(person("bo"), active=False))
        change.put(Hold("spärr", HoldKind.CRISIS, HoldScope.ARCHIVE, "", "övning", "eva", at))
        change.note("account.closed", closed)


def a_month(archive: Archive, fate: random.Random, name: str, month: int, at: datetime) -> None:
    files = {"page.png": b"png %d" % month, "page.html": f"<p>{name} {month}</p>".encode()}
    known = [pick(archive, fate, name) for _ in range(2)] if month else []
    with archive.change(who="somearkiv", at=at, why="schema") as change:
        change.put(capture(month, files, name), files)
        for number in range(month * 10, month * 10 + 4):
            words = " ".join(fate.choices(WORDS, k=5))
            proposal = {"confidential": number % 7 == 0, "diary": number % 3 == 0, "weeding": number % 4 == 0}
            secrecy = Secrecy.SUSPECTED if proposal["confidential"] else Secrecy.NONE
            change.put(item(number, words, account_id=name, secrecy=secrecy, **proposal), {"bild.png": b"%d" % number})
        if known and known[0] != known[-1]:
            change.put(edited(known[0], f"ändrad {month} \x00 räksmörgås"))
            gone = replace(known[-1], missing_since=at, axes=replace(known[-1].axes, visibility=Visibility.UNREACHABLE))
            change.put(gone)
        change.note("capture.filed", capture(month, files, name), facts={"new": 4})
    for step in (decide, mark, hold, weed, deliver):
        step(archive, fate, name, month, at + timedelta(hours=1))


def pick(archive: Archive, fate: random.Random, name: str) -> ItemRecord:
    with archive.session() as session:
        rows = items.listed(session, ItemFilter(account_id=name, limit=None), EVERYTHING)
    return archive.get(ItemRecord, fate.choice(rows).id)


def decide(archive: Archive, fate: random.Random, name: str, month: int, at: datetime) -> None:
    thing = pick(archive, fate, name)
    if thing.register_entry is not None:
        return
    with archive.session() as session:
        number = register.next_number(session, "KS-SM", 2026)
    decision = Decision("registration", Registration.REGISTERED.value, "bo", at, "OSL 5:1")
    axes = replace(thing.axes, registration=Registration.REGISTERED)
    record = replace(thing, decisions=(*thing.decisions, decision), axes=axes, register_entry=register_entry(number))
    with archive.change(who="bo", at=at, why="diarieföring") as change:
        change.put(record)
        change.note("item.registered", record, ground="OSL 5:1")


def mark(archive: Archive, fate: random.Random, name: str, month: int, at: datetime) -> None:
    thing = pick(archive, fate, name)
    marked = replace(
        thing, secrecy_mark=SecrecyMark("OSL 21:1", at, "KS", "bo"), axes=replace(thing.axes, secrecy=Secrecy.MARKED)
    )
    with archive.change(who="bo", at=at, why="sekretess") as change:
        change.put(marked)
        change.note("item.marked", marked, ground="OSL 5:5")


def hold(archive: Archive, fate: random.Random, name: str, month: int, at: datetime) -> None:
    thing = pick(archive, fate, name)
    with archive.change(who="bo", at=at, why="öppet ärende") as change:
        change.put(replace(thing, axes=replace(thing.axes, retention=Retention.HELD)))
        change.note("item.held", thing)


def weed(archive: Archive, fate: random.Random, name: str, month: int, at: datetime) -> None:
    if month % 2:
        thing = pick(archive, fate, name)
        with archive.change(who="anna", at=at, why="gallring") as change:
            change.purge(thing, tombstone(thing))
            change.note("item.weeded", thing, ground="KS 2026-02-01 § 7")


def deliver(archive: Archive, fate: random.Random, name: str, month: int, at: datetime) -> None:
    if month % 3 == 0:
        with archive.change(who="anna", at=at, why="leverans") as change:
            change.put(delivery(month))
            change.note("delivery.made", delivery(month))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A busy year with its cards in SQLite."""
    folder = tmp_path_factory.mktemp("year")
    archive = Archive.create(StoreSettings(folder / "arkiv", sqlite_url(folder)))
    busy_year(archive)
    yield archive
    archive.close()


def answers(session: Session) -> list[object]:
    """What people would ask."""
    registrar, reader, board = Sight(secrets=True), Sight(secrets=False), Sight(False, frozenset({"Barnnämnden"}))
    everything = ItemFilter(limit=None)
    asked: list[object] = [items.listed(session, everything, sight) for sight in (registrar, reader, board)]
    asked += [items.queue(session, registrar), items.count(session, everything, reader)]
    asked += [
        items.listed(session, ItemFilter(query=word, limit=None), reader) for word in [*WORDS, "räksmörgås", "snö"]
    ]
    asked += [register.next_number(session, "KS-SM", 2026), journal.lines(session), people.rows(session)]
    return [*asked, sorted(tombstones.ids(session, "fb")), head.read(session)]


@pytest.mark.parametrize("sort", ["sqlite", "postgresql"])
def test_empty_database_gets_everything_back(
    year: Archive, sort: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = sqlite_url(tmp_path) if sort == "sqlite" else new_postgresql(request.getfixturevalue("postgresql"))
    again = Archive.open(replace(year.settings, database_url=url))
    with year.session() as before, again.session() as after:
        counts = {table.name: len(before.execute(select(table)).all()) for table in CARDS}
        assert all(count for name, count in counts.items() if name != "stamp"), counts
        assert list(differing_rows(before, after)) == []
        assert answers(before) == answers(after)
    again.close()


def test_reindex_over_wrong_cards_gives_the_same(year: Archive) -> None:
    with year.session() as session:
        before = answers(session)
    with year.session(write=True) as session:
        session.execute(text("UPDATE item SET text = 'fel', hidden = false"))
        session.execute(text("DELETE FROM journal WHERE number > 5"))
    assert year.reindex().faults == []
    with year.session() as session:
        assert answers(session) == before


def test_only_the_named_tables_are_not_on_the_shelf() -> None:
    assert {table.name for table in metadata.sorted_tables} == {table.name for table in (*CARDS, *WORKING, *VAULT)}
    assert {table.name for table in VAULT} == {
        "vault",
        "secret",
        "sitting",
        "attempt",
        "one_time_code",
        "recovery_code",
        "token",
    }
    assert {table.name for table in WORKING} == {
        "schedule",
        "orders",
        "fixity",
        "form",
        "notice_matter",
        "outbox",
        "notice_preference",
        "saved_search",
    }


def test_reindex_keeps_passwords_schedule_and_orders(archive: Archive) -> None:
    with archive.session(write=True) as session:
        people.set_password_hash(session, "anna", "$argon2id$", NOW)
        schedule.put(session, ScheduleRow("fb", NOW, 2, "onåbar"))
        orders.add(session, "harvest", "fb", "anna", NOW)
    archive.reindex()
    with archive.session() as session:
        assert people.password_hash(session, "anna") == "$argon2id$"
        assert schedule.rows(session) == [ScheduleRow("fb", NOW, 2, "onåbar")]
        assert [order.argument for order in orders.rows(session)] == ["fb"]
    assert not [path for path in archive.settings.root.rglob("*") if path.is_file() and b"argon2" in path.read_bytes()]


def test_store_copied_and_restored_elsewhere_answers_the_same(year: Archive, tmp_path: Path) -> None:
    """Only the store is needed; taken in the middle of work it is whole too (`test_together.py`)."""
    shutil.copytree(year.settings.root, tmp_path / "annan")
    restored = Archive.open(StoreSettings(tmp_path / "annan", sqlite_url(tmp_path)))
    with year.session() as before, restored.session() as after:
        assert answers(before) == answers(after)
    restored.close()


def test_damaged_document_stops_the_opening_but_not_the_reindex(plain: Archive, tmp_path: Path) -> None:
    with plain.change(who="anna", at=NOW) as change:
        change.put(item(1))
        change.put(item(2))
        change.note("filed", account())
    plain.file(ItemRecord, item(1).id, "item.json").write_bytes(b"{}")
    (tmp_path / "ny").mkdir()
    elsewhere = replace(plain.settings, database_url=sqlite_url(tmp_path / "ny"))
    with pytest.raises(IntegrityFault):
        Archive.open(elsewhere)
    archive = Archive.open(elsewhere, cards=False)
    rebuilt = archive.reindex()
    assert [(fault.code, fault.where) for fault in rebuilt.faults] == [("S005", f"somearkiv:item:{item(1).id}")]
    with archive.session() as session:
        assert set(items.known(session, "nordmaling-fb")) == {"post-2"}
    archive.close()


def test_axes_survive(year: Archive) -> None:
    found = {thing.axes.retention for thing in year.all(ItemRecord)}
    assert Retention.HELD in found
    assert Axes().retention in found


def test_who_reads_meanwhile_sees_the_old_cards_whole(archive: Archive, settings: StoreSettings) -> None:
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(item(1))
        change.note("filed", account())
    other = Archive.open(settings)
    with other.session() as session:
        before = items.listed(session, ItemFilter(), EVERYTHING)
        archive.reindex()
        assert items.listed(session, ItemFilter(), EVERYTHING) == before
        assert items.listed(session, ItemFilter(query="badhuset"), EVERYTHING) == before
    with other.session() as session:
        assert items.listed(session, ItemFilter(query="badhuset"), EVERYTHING) == before
    other.close()
