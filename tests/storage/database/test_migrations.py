"""Alembic migrates what lasts; cards of another form are made again from the shelf."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from storage import archive as door
from storage.archive import Archive
from storage.database import form, items, people, schedule
from storage.database.items import ItemFilter
from storage.database.schedule import ScheduleRow
from storage.database.schema import CARDS, VAULT, WORKING, metadata
from storage.database.session import MIGRATIONS, transaction
from storage.database.sight import EVERYTHING
from tests.databases import new_postgresql
from tests.storage.making import NOW, account, item


def test_migrated_tables_are_those_of_the_schema(archive: Archive) -> None:
    lasting = {table.name for table in (*WORKING, *VAULT)}
    with archive.session() as session:
        context = MigrationContext.configure(session.connection())
        differences = [str(one) for one in compare_metadata(context, metadata)]
    # What search and Alembic keep for themselves is not in the schema.
    own = ("item_text", "item_place", "alembic_version")
    assert [one for one in differences if not any(name in one for name in own)] == []
    assert lasting.isdisjoint(table.name for table in CARDS)


def test_cards_of_an_older_form_are_made_again_and_what_lasts_stays(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(item(1))
        change.note("filed", account())
    with archive.session(write=True) as session:
        people.set_password_hash(session, "anna", "hash", NOW)
        session.execute(text("ALTER TABLE item ADD COLUMN old VARCHAR"))
        session.execute(text("DELETE FROM account"))
    archive.close()
    monkeypatch.setattr(form, "CARD_RULES", 99)
    again = Archive.open(archive.settings)
    with again.session() as session:
        assert [row.id for row in items.listed(session, ItemFilter(query="badhuset"), EVERYTHING)] == [item(1).id]
        assert people.password_hash(session, "anna") == "hash"
        assert session.execute(text("SELECT count(*) FROM account")).scalar() == 1
    again.close()


def test_interrupted_making_begins_again(archive: Archive) -> None:
    with archive.change(who="anna", at=NOW) as change:
        change.put(item(1))
        change.note("filed", item(1))
    with archive.session(write=True) as session:
        session.execute(text("DELETE FROM form"))
        session.execute(text("DROP TABLE journal"))
        session.execute(text("DROP TABLE item_text"))
    archive.close()
    again = Archive.open(archive.settings)
    with again.session() as session:
        assert items.count(session, ItemFilter(query="badhuset"), EVERYTHING) == 1
    again.close()


def test_upgrade_of_an_older_archive_keeps_what_lasts(
    archive: Archive, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A database left by the first revision, with a password and a timetable in it, is opened by this version."""
    with archive.change(who="anna", at=NOW) as change:
        change.put(account())
        change.put(item(1))
        change.note("filed", account())
    archive.close()
    if archive.settings.database_url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'old.db'}"
    else:
        url = new_postgresql(request.getfixturevalue("postgresql"))
    older(url, "0001")
    again = Archive.open(replace(archive.settings, database_url=url))
    with again.session() as session:
        assert people.password_hash(session, "anna") == "hash"
        assert schedule.rows(session) == [ScheduleRow("fb", NOW, 2, "onåbar")]
        assert items.count(session, ItemFilter(query="badhuset"), EVERYTHING) == 1
    again.close()


def older(url: str, revision: str) -> None:
    """A database at a revision, with rows that are on no shelf."""
    engine = door.engine_for(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    with transaction(engine, write=True) as session:
        row = {"username": "anna", "hash": "hash", "at": "2026-03-02 08:00:00"}
        session.execute(
            text("INSERT INTO vault (username, password_hash, changed_at) VALUES (:username, :hash, :at)"), row
        )
        schedule.put(session, ScheduleRow("fb", NOW, 2, "onåbar"))
    engine.dispose()
