"""After a weeding: what the database still holds of deleted rows in its own files is overwritten.

SQLite zeroes deleted rows (`secure_delete`), and its search index takes deleted words out where they stand; an index made
with an older library keeps them until it is merged whole. The log keeps old pages until it is emptied. PostgreSQL keeps dead
rows until they are vacuumed.
"""

from sqlalchemy import Engine, text

from storage.database.card_tables import item, register
from storage.database.session import database_faults


def erase_traces(engine: Engine) -> None:
    """Leave nothing of deleted items in the database's files that it can overwrite itself. Raises StorageFault."""
    with database_faults(engine), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA query_only = OFF"))
            if not connection.scalar(text("SELECT v FROM item_text_config WHERE k = 'secure-delete'")):
                connection.execute(text("INSERT INTO item_text (item_text) VALUES ('optimize')"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        else:
            for name in (item.name, register.name, "item_text"):
                connection.execute(text(f"VACUUM {name}"))
