"""A store in a temporary folder with its cards in SQLite or in a real PostgreSQL that the tests start."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from storage.archive import Archive, StoreSettings

POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def as_somebody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings the user `postgres`."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server started for the tests, without a database name."""
    if not POSTGRESQL:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    programs = POSTGRESQL[-1]
    folder = Path(f"/tmp/somearkiv-pg-{uuid4().hex[:8]}")
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "arkiv", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run(as_somebody(initdb), check=True, capture_output=True, cwd="/")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    start = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start"]
    subprocess.run(as_somebody(start), check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"postgresql+psycopg://arkiv@127.0.0.1:{port}"
    finally:
        stop = [str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(as_somebody(stop), check=True, stdout=subprocess.DEVNULL, cwd="/")
        shutil.rmtree(folder)


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


def new_postgresql(server: str) -> str:
    name = f"d{uuid4().hex}"
    with psycopg.connect(server.replace("+psycopg", "") + "/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"
