"""What the database knows of its tables' sizes, by which it chooses its ways: brought up to date without reading everything."""

from sqlalchemy import Engine, text

from storage.database.session import database_faults

ROWS_LOOKED_AT = 1000
"""Of each index (sqlite.org/lang_analyze.html §4): enough to choose by, and quick however large it is."""


def refresh(engine: Engine) -> None:
    """Look at the tables anew. PostgreSQL does so by itself. Raises StorageFault."""
    if engine.dialect.name != "sqlite":
        return
    with database_faults(engine), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("PRAGMA query_only = OFF"))
        connection.execute(text(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}"))
        connection.execute(text("ANALYZE"))
