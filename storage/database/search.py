"""Full-text search over items: SQLite FTS5 or PostgreSQL tsvector, the same answers from both.

A query is words; an item matches when it has them all, in text or author, each as the beginning of a word. Which of the
matching rows may be seen is decided in `items.py`, in the same statement: what is hidden is never matched (law 5).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

WORD = re.compile(r"\w+")
LONGEST_TEXT = 200_000
"""Characters of an item that are searchable; PostgreSQL's tsvector holds a megabyte."""

FORM = "1"
"""Count up when the index is made in another way."""

_tables = MetaData()
_sqlite = Table("item_text", _tables, Column("item_id", String), Column("words", String))
_postgresql = Table("item_text", MetaData(), Column("item_id", String), Column("words", TSVECTOR))


def create(connection: Connection) -> None:
    """Make the index (`form.py` calls it)."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE item_text USING fts5(item_id UNINDEXED, words,"
                " tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3 4')"
            )
        )
    else:
        connection.execute(text("CREATE TABLE item_text (item_id TEXT PRIMARY KEY, words TSVECTOR NOT NULL)"))
        connection.execute(text("CREATE INDEX item_text_words ON item_text USING gin(words)"))


def words(of: str) -> list[str]:
    """The words of a text as the index knows them: lower case, letters and digits."""
    return [word.casefold() for word in WORD.findall(of[:LONGEST_TEXT])]


def index(session: Session, texts: Iterable[Mapping[str, str]]) -> None:
    """Put items in the index; each is `{item_id, words}` with `words` from `words()` joined by spaces."""
    rows = [dict(row) for row in texts]
    if not rows:
        return
    if _is_sqlite(session):
        session.execute(text("INSERT INTO item_text (item_id, words) VALUES (:item_id, :words)"), rows)
    else:
        session.execute(
            text("INSERT INTO item_text (item_id, words) VALUES (:item_id, to_tsvector('simple', :words))"), rows
        )


def forget(session: Session, item_ids: Iterable[str]) -> None:
    """Take items out of the index."""
    rows = [{"item_id": one} for one in item_ids]
    if rows:
        session.execute(text("DELETE FROM item_text WHERE item_id = :item_id"), rows)


def clear(session: Session) -> None:
    """Empty the index."""
    session.execute(text("DELETE FROM item_text"))


def matches(session: Session, item_id: ColumnElement[Any], query: str) -> ColumnElement[bool]:
    """The condition that an item has every word of the query. A query without words matches nothing."""
    wanted = words(query)
    if not wanted:
        return literal_column("1 = 0")
    if _is_sqlite(session):
        phrase = " ".join(f'"{word}"*' for word in wanted)
        return item_id.in_(select(_sqlite.c.item_id).where(text("item_text MATCH :phrase").bindparams(phrase=phrase)))
    phrase = " & ".join(f"{word}:*" for word in wanted)
    return item_id.in_(
        select(_postgresql.c.item_id).where(_postgresql.c.words.op("@@")(func.to_tsquery("simple", phrase)))
    )


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
