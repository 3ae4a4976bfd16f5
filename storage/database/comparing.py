"""Two sets of cards held against each other, table by table and row by row."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select, text
from sqlalchemy.orm import Session

from archiver.digest import digest_of
from storage.database.schema import CARDS


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
    rows = session.execute(text("SELECT item_id FROM item_place"))
    yield from sorted((row[0], ()) for row in rows)


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
