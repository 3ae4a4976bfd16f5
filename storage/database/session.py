"""The database itself: opening it by URL, its migrations, and short transactions."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from archiver.errors.operation import StorageFault
from archiver.text import Text
from storage.database import form
from storage.database.sqlite import LIBRARY
from storage.database.working_tables import form as form_table

__all__ = ["Engine", "Session", "database_faults", "engine_for", "migrate", "transaction"]

# Alembic tells every start at INFO; that is not for the archive's log.
logging.getLogger("alembic").setLevel(logging.WARNING)

BUSY_SECONDS = 30
MIGRATIONS = Path(__file__).parent / "migrations"


def engine_for(url: str) -> Engine:
    """An engine for a database URL: `sqlite:///…` or `postgresql+psycopg://…`. Makes the folder of an SQLite file."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, module=LIBRARY, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables to this version of the software: Alembic the ones that last, `form.py` the cards.

    Cards of another form are gone afterwards, to be made again from the shelf. Raises StorageFault.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with database_faults(engine), engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() != newest:
            connection.rollback()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        if not form.has_form(connection):
            form.make_anew(connection)
        connection.commit()


def make_card_tables(engine: Engine) -> None:
    """The card tables and nothing else, in an empty database: for cards made beside, to compare with."""
    with database_faults(engine), engine.begin() as connection:
        form_table.create(connection)
        form.make_anew(connection)


@contextmanager
def transaction(engine: Engine, *, write: bool) -> Iterator[Session]:
    """A session in one short transaction: committed at the end of a writing one, undone on an exception.

    A reading one sees one moment and cannot write. Raises StorageFault where the database can't be reached or written.
    """
    with database_faults(engine), Session(engine, expire_on_commit=False, autoflush=False) as session:
        if engine.dialect.name == "sqlite":
            session.execute(text(f"PRAGMA query_only = {'OFF' if write else 'ON'}"))
            session.execute(text("BEGIN IMMEDIATE" if write else "BEGIN"))
        elif not write:
            session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        yield session
        if write:
            session.commit()


@contextmanager
def database_faults(engine: Engine) -> Iterator[None]:
    """What the database driver says, as a StorageFault of ours; never the statement or its values."""
    try:
        yield
    except DBAPIError as fault:
        where = engine.url.render_as_string(hide_password=True)
        first = str(fault.orig).splitlines()[0] if fault.orig else type(fault).__name__
        what = Text(f"databasen svarar med fel ({first})", f"the database answers with an error ({first})")
        raise StorageFault(what=what, where=where) from fault


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must leave BEGIN to us, or a reading transaction isn't one moment.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
