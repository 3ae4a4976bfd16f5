"""Two sets of cards held against each other, table by table and row by row."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from archiver.digest import digest_of
from archiver.records import JournalLine
from storage.database import cards
from storage.database.card_tables import CARDS, head, item, journal, objects, register
from storage.database.cards import Row
from storage.database.search_index import is_sqlite
from storage.journal import Segment

BATCH = 400
"""Cards asked for in one statement."""


class Check:
    """Whether the cards are exactly those of what is told; which differ it doesn't say, `differing_rows` does.

    `session` opens a short reading transaction. Holds `BATCH` cards a table, whatever the size of the archive.
    """

    def __init__(self, session: Callable[[], AbstractContextManager[Session]]) -> None:
        self._session = session
        self._waiting: dict[Table, list[Row]] = {table: [] for table in CARDS}
        self._told: dict[Table, int] = dict.fromkeys(CARDS, 0)
        self._numbers: set[tuple[str, str]] = set()
        self._differs = False

    def thing(self, thing: Any, version: Row) -> None:
        """A thing, and its row of `objects`."""
        for table, row in (*cards.expected(thing), (objects, version)):
            self._tell(table, row)

    def segment(self, segment: Segment, lines: Iterable[JournalLine]) -> None:
        """A segment of the journal; its row of `objects` is told by `row_of_objects`."""
        for row in cards.journal_rows(segment.segment, lines):
            self._tell(journal, row)
        for gone in segment.purged:
            if gone.designation:
                self._tell(register, cards.register_row(gone.designation, gone.id))

    def row_of_objects(self, row: Row) -> None:
        """The row of `objects` of what is no thing."""
        self._tell(objects, row)

    def doubt(self) -> None:
        """Something can't be told."""
        self._differs = True

    def all_agree(self) -> bool:
        """Whether everything told has its card, every card was told, and what search keeps is of the same items."""
        for table in self._waiting:
            self._compare(table)
        with self._session() as session:
            there = {table: session.scalar(select(func.count()).select_from(table)) for table in CARDS}
            indexed = session.scalar(text(f"SELECT count(*) FROM {_indexed_table(session)}"))
        counted = {table: count for table, count in there.items() if table is not head}
        told = {table: count for table, count in self._told.items() if table is not head}
        return not self._differs and counted == told and indexed == told[item]

    def _tell(self, table: Table, row: Row) -> None:
        if table is register:
            key = (row["designation"], row["object_id"])
            if key in self._numbers:
                return
            self._numbers.add(key)
        self._told[table] += 1
        self._waiting[table].append(row)
        if len(self._waiting[table]) >= BATCH:
            self._compare(table)

    def _compare(self, table: Table) -> None:
        rows, self._waiting[table] = self._waiting[table], []
        if not rows or self._differs:
            return
        names = [column.name for column in table.primary_key]
        with self._session() as session:
            found = session.execute(select(table).where(table.c[names[0]].in_([row[names[0]] for row in rows])))
            there = {tuple(row[name] for name in names): dict(row) for row in found.mappings()}
        self._differs = any(there.get(tuple(row[name] for name in names)) != row for row in rows)


def differing_rows(one: Session, other: Session) -> Iterator[tuple[str, str]]:
    """Table and key of every card that is not the same in both, the search index included."""
    for table in CARDS:
        yield from _merge(table.name, _rows(one, table), _rows(other, table))
    yield from _merge("item_text", _indexed(one), _indexed(other))


def _rows(session: Session, table: Table) -> Iterator[tuple[str, Any]]:
    keys = list(table.primary_key)
    stream = session.execute(select(table).execution_options(yield_per=1000))
    # A digest stands for the row, so that a large table is compared in little memory; sorted here, since two
    # databases order text by different rules.
    rows = ((_key([row._mapping[key] for key in keys]), digest_of(repr(tuple(row)).encode())) for row in stream)
    yield from sorted(rows, key=lambda pair: pair[0])


def _indexed(session: Session) -> Iterator[tuple[str, Any]]:
    rows = session.execute(text(f"SELECT item_id FROM {_indexed_table(session)}"))
    yield from sorted((row[0], ()) for row in rows)


def _indexed_table(session: Session) -> str:
    key = "item_text.rowid" if is_sqlite(session) else "item_text.place"
    return f"item_place JOIN item_text ON {key} = item_place.place"


def _key(values: list[Any]) -> str:
    return " ".join(f"{value:012d}" if isinstance(value, int) else str(value) for value in values)


def _merge(table: str, one: Iterator[tuple[str, Any]], other: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Keys that are in one only, or in both with different values; both sides in order of key."""
    here, there = next(one, None), next(other, None)
    while here is not None or there is not None:
        if there is None or (here is not None and here[0] < there[0]):
            yield table, here[0] if here else ""
            here = next(one, None)
        elif here is None or there[0] < here[0]:
            yield table, there[0]
            there = next(other, None)
        else:
            if here[1] != there[1]:
                yield table, here[0]
            here, there = next(one, None), next(other, None)
