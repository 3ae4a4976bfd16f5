"""A store in a temporary folder with its cards in SQLite or in a real PostgreSQL that the tests start."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest

from storage.archive import Archive, StoreSettings
from tests.real import debian
from tests.real.cache import Unavailable, default_cache

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def postgresql_programs(folder: Path) -> tuple[Path, dict[str, str]]:
    """Where PostgreSQL's programs are, and the environment they need: the machine's, else Debian's packages unpacked.

    Unpacked, they are copied into `folder`, where another user than root can run them.
    """
    if INSTALLED:
        return INSTALLED[-1], {}
    try:
        root = debian.unpacked(default_cache() / f"postgresql-{debian.codename()}", ["postgresql"])
    except Unavailable as why:
        pytest.skip(f"no PostgreSQL: {why}")
    shutil.copytree(root / "usr", folder / "usr", symlinks=True)
    programs = next((folder / "usr/lib/postgresql").glob("*/bin"))
    return programs, {"LD_LIBRARY_PATH": debian.library_path(folder)}


def as_somebody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", somebody(), "--", *command] if os.geteuid() == 0 else command


def somebody() -> str:
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server started for the tests, without a database name."""
    # Not under pytest's own folder, which other users may not enter.
    with TemporaryDirectory(prefix="somearkiv-pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield from served(folder)


def served(folder: Path) -> Iterator[str]:
    programs, needs = postgresql_programs(folder)
    environment = {**os.environ, **needs}
    run = folder / "run"
    run.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(run, somebody())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = run / "data"

    def do(*command: object) -> None:
        words = as_somebody([str(word) for word in command])
        subprocess.run(words, check=True, cwd="/", env=environment, stdout=subprocess.DEVNULL)

    do(programs / "initdb", "-D", data, "-U", "arkiv", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-p {port} -k {run} -c listen_addresses=127.0.0.1 -c fsync=off"
    do(programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", run / "log", "start")
    try:
        yield f"postgresql+psycopg://arkiv@127.0.0.1:{port}"
    finally:
        do(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


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
