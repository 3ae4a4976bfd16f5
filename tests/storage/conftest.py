"""A store in a temporary folder with its cards in SQLite or in PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import Archive, StoreSettings
from tests.databases import new_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each sort."""
    return sqlite_url(tmp_path) if request.param == "sqlite" else new_postgresql(request.getfixturevalue("postgresql"))


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> StoreSettings:
    return StoreSettings(tmp_path / "arkiv", database_url)


@pytest.fixture
def archive(settings: StoreSettings) -> Iterator[Archive]:
    """An empty archive on each sort of database."""
    made = Archive.create(settings)
    yield made
    made.close()


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive with its cards in SQLite, for what has nothing to do with the database."""
    made = Archive.create(StoreSettings(tmp_path / "arkiv", sqlite_url(tmp_path)))
    yield made
    made.close()


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'kort.db'}"
