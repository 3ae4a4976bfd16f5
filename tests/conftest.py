"""The database server of the tests, and the switch that lets all of them run on it."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.databases import HERE, ON_POSTGRESQL, SERVER, served, take_over


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker is left alone with it at the end."""
    items.sort(key=lambda one: not any(mark.name in ("real", "slow") for mark in one.iter_markers()))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server started for the tests, without a database name."""
    # Not under pytest's own folder, which other users may not enter.
    with TemporaryDirectory(prefix="somearkiv-pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield from served(folder)


@pytest.fixture(scope="session", autouse=True)
def database_of_the_suite(request: pytest.FixtureRequest) -> Iterator[None]:
    """With the switch, every archive on PostgreSQL, in this process and in those it starts."""
    if not ON_POSTGRESQL:
        yield
        return
    server = request.getfixturevalue("postgresql")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(SERVER, server)
        patched.setenv("PYTHONPATH", os.pathsep.join([str(HERE / "on_postgresql"), str(HERE.parent)]))
        patched.setattr("storage.archive.engine_for", None)
        take_over(server)
        yield
