"""The columns the tables are made of, and the metadata they all belong to."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect


class UtcTime(TypeDecorator[datetime]):
    """An aware time, UTC in and out, on databases that know time zones and on those that don't."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()


def flag(name: str) -> Column[Any]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False)


def word(name: str, *, key: bool = False) -> Column[Any]:
    """A short text, empty rather than absent."""
    return Column(name, String, primary_key=key, nullable=False)


def time(name: str, *, required: bool = False) -> Column[Any]:
    """An aware moment, absent unless required."""
    return Column(name, UtcTime, nullable=not required)


def count(name: str, *, key: bool = False) -> Column[Any]:
    """A number of something."""
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)
