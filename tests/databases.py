"""A real PostgreSQL that the tests start themselves, and the switch that lets any test run on it.

`SOMEARKIV_TEST_DATABASE=postgresql` (`make test-postgresql`) gives every archive that would have had its cards in an SQLite
file a PostgreSQL database of its own instead, in the tests and in every process they start
(`tests/on_postgresql/sitecustomize.py`). Without it the storage tests run on both, the others on SQLite.
"""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import DuplicateDatabase, UniqueViolation

from storage import archive
from storage.database.session import engine_for
from tests.real import debian
from tests.real.cache import Unavailable, default_cache

SWITCH = "SOMEARKIV_TEST_DATABASE"
ON_POSTGRESQL = os.environ.get(SWITCH) == "postgresql"
"""Whether every archive of the suite has its cards there."""
SERVER = "SOMEARKIV_TEST_SERVER"
"""The address of the server, for the processes the tests start."""
HERE = Path(__file__).resolve().parent
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
    options = f"-p {port} -k {run} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300"
    do(programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", run / "log", "start")
    try:
        yield f"postgresql+psycopg://arkiv@127.0.0.1:{port}"
    finally:
        do(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def new_postgresql(server: str) -> str:
    name = f"d{uuid4().hex}"
    with psycopg.connect(server.replace("+psycopg", "") + "/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


def take_over(server: str) -> None:
    """From now on, in this process, archives have their cards on this server."""
    archive.engine_for = lambda url: engine_for(translated(url, server))


def translated(url: str, server: str) -> str:
    """The address of the database that stands for an SQLite file, made when it isn't there; others as they are."""
    if not url.startswith("sqlite:"):
        return url
    name = f"d{sha256(url.encode()).hexdigest()[:40]}"
    address = server.replace("+psycopg", "") + "/postgres"
    with suppress(DuplicateDatabase, UniqueViolation), psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"
