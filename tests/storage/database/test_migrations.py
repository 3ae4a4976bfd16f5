"""Alembic migrates what lasts; cards of another form are made again from the shelf."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from storage.archive import Archive
from storage.database import form, items, people
from storage.database.items import ItemFilter
from storage.database.schema import CARDS, VAULT, WORKING, metadata
from storage.database.sight import EVERYTHING
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
