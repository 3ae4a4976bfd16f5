"""The card tables are made anew whenever their form changes: cards can always be made again from the shelf.

So a card table needs no migration. A new column or table, or a new `CARD_RULES` where the same tables are filled in
another way, gives another form; opening the archive then drops the old cards, and they are made again (`reindex`).
Alembic migrates only the tables that last (`working_tables.py`, `vault_tables.py`).
"""

from sqlalchemy import Connection, delete, insert, inspect, select
from sqlalchemy.schema import CreateIndex, CreateTable

from archiver.digest import digest_of
from storage.database import search_index
from storage.database.card_tables import CARDS
from storage.database.working_tables import form

CARD_RULES = 2
"""Count up when a card is to be filled in another way than before (`cards.py`, `search_index.py`)."""


def card_form() -> str:
    """The form this version of the software wants: a digest of the tables' definitions and the rules."""
    tables = [str(CreateTable(table)) for table in CARDS]
    indexes = [
        str(CreateIndex(index)) for table in CARDS for index in sorted(table.indexes, key=lambda one: str(one.name))
    ]
    return digest_of("\n".join([*tables, *indexes, search_index.FORM, str(CARD_RULES)]).encode())


def has_form(connection: Connection) -> bool:
    """Whether the card tables are there in the form this version wants."""
    return connection.execute(select(form.c.cards)).scalar() == card_form()


def make_anew(connection: Connection) -> None:
    """Drop the card tables and make them empty. The form is written last, so that an interruption begins again."""
    connection.execute(delete(form))
    there = set(inspect(connection).get_table_names())
    for table in CARDS:
        if table.name in there:
            table.drop(connection)
        table.create(connection)
    search_index.create(connection)
    connection.execute(insert(form), [{"cards": card_form()}])
