"""A large archive in a folder that stays, for the benchmarks of lists and pages: built once, in steps that can be broken off.

`python -m benchmarks.search_archive FOLDER [--items 1000000] [--database sqlite] [--seconds 540]`; run it again until it says
that it is whole. People and accounts lie on the shelf, the items in the cards alone: their evidence is not what is measured.
"""

import argparse
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event, func, select, text
from sqlalchemy.schema import CreateIndex

from archiver.model import Person, Role
from benchmarks.search_town import accounts, captures, items
from jobs.config import Config, read_config
from jobs.context import store_settings
from jobs.found import found
from storage.archive import Archive
from storage.database import cards
from storage.database.card_tables import item
from storage.database.session import Engine, engine_for, transaction
from storage.database.statistics import refresh
from tests.databases import as_somebody, new_postgresql, postgresql_programs, somebody

BATCH = 1000
AT_ONCE = 20 * BATCH
CACHE_KILOBYTES = 200_000
FOUNDED = datetime(2016, 3, 1, tzinfo=UTC)
PEOPLE = (
    Person("arkivarie", "Anna Arkivarie", roles=frozenset({Role.ARCHIVIST})),
    Person("registrator", "Rut Registrator", roles=frozenset({Role.REGISTRAR})),
    Person("namnd", "Nils Nämnd", roles=frozenset({Role.REGISTRAR}), committees=frozenset({"Nämnd 3"})),
    Person("lasare", "Lars Läsare", roles=frozenset({Role.READER})),
)


@contextmanager
def large_archive(folder: Path, database: str) -> Iterator[tuple[Config, Archive]]:
    """The archive of a folder on one of the databases, founded when it is not there."""
    with _address(folder, database) as url:
        place = folder / database
        place.mkdir(parents=True, exist_ok=True)
        (place / "config.toml").write_text(f'[municipality]\nname = "Storkommunen"\n[database]\nurl = "{url}"\n')
        config = read_config(place / "config.toml")
        new = not (place / "arkiv").exists()
        archive = _founded(config) if new else Archive.open(store_settings(config))
        try:
            yield config, archive
        finally:
            archive.close()


def _founded(config: Config, account_count: int = 200) -> Archive:
    archive = found(config, username="grundare", name="Greta Grundare", now=FOUNDED)
    with archive.change(who="grundare", at=FOUNDED, why="mätning") as change:
        for thing in (*PEOPLE, *accounts(account_count)):
            change.put(thing)
        change.note("mätning", about="somearkiv:archive")
    engine = engine_for(config.database_url)
    with transaction(engine, write=True) as session:
        cards.file(session, captures(account_count), [], fresh=True)
    engine.dispose()
    return archive


def fill(config: Config, count: int, account_count: int, until: float) -> int:
    """File what is missing of so many items, until a moment of the monotonic clock; gives how many there are.

    As `reindex` would, but for what is safe only where everything can be built again: nothing waits for the disk, and
    the indexes are made at the end.
    """
    engine = engine_for(config.database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    with transaction(engine, write=False) as session:
        have = session.scalar(select(func.count()).select_from(item)) or 0
    if not have:
        _without_indexes(engine)
    while have < count and time.monotonic() < until:
        upto = min(have + AT_ONCE, count)
        with transaction(engine, write=True) as session:
            if engine.dialect.name == "sqlite":
                session.connection().exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
            batches = range(have // BATCH, -(-upto // BATCH))
            things = [one for batch in batches for one in items(count, account_count, batch, BATCH)]
            cards.file(session, things, [], fresh=True)
        have = upto
        print(f"{have} items", flush=True)
    if have >= count:
        _whole(engine)
    engine.dispose()
    return have


def _without_indexes(engine: Engine) -> None:
    with transaction(engine, write=True) as session:
        for index in item.indexes:
            session.execute(text(f"DROP INDEX {index.name}"))
        if engine.dialect.name == "sqlite":
            session.execute(
                text(f"INSERT INTO item_text (item_text, rank) VALUES ('hashsize', {CACHE_KILOBYTES << 10})")
            )
        else:
            session.execute(text("DROP INDEX item_text_words"))


def _whole(engine: Engine) -> None:
    """Make the indexes that `card_tables` and `search_index` say, and look at everything as the daily care does."""
    with transaction(engine, write=True) as session:
        if engine.dialect.name == "sqlite":
            session.execute(text("INSERT INTO item_text (item_text, rank) VALUES ('hashsize', 1048576)"))
        else:
            session.execute(text("SET maintenance_work_mem = '1GB'"))
            session.execute(text("CREATE INDEX IF NOT EXISTS item_text_words ON item_text USING gin(words)"))
        for index in item.indexes:
            session.execute(CreateIndex(index, if_not_exists=True))
    refresh(engine)
    if engine.dialect.name == "postgresql":  # and autovacuum
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


@contextmanager
def _address(folder: Path, database: str) -> Iterator[str]:
    if database == "sqlite":
        yield "sqlite:///kort.db"
        return
    with cluster(folder / "server") as (server, new):
        kept = folder / "server-database"
        if new:
            kept.write_text(new_postgresql(server).rpartition("/")[2])
        yield f"{server}/{kept.read_text()}"


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, bool]]:
    """A PostgreSQL that keeps its data in a folder: its address while it runs, and whether it is new. With Debian's settings."""
    programs, needs = postgresql_programs(folder)
    new = not (folder / "data").exists()
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["chown", somebody(), folder], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def do(*command: object) -> None:
        words = as_somebody([str(word) for word in command])
        subprocess.run(words, check=True, cwd="/", env=needs or None, stdout=subprocess.DEVNULL)

    if new:
        do(programs / "initdb", "-D", folder / "data", "-U", "arkiv", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
    do(programs / "pg_ctl", "-D", folder / "data", "-w", "-t", "120", "-o", options, "-l", folder / "log", "start")
    try:
        yield f"postgresql+psycopg://arkiv@127.0.0.1:{port}", new
    finally:
        do(programs / "pg_ctl", "-D", folder / "data", "-m", "fast", "-t", "120", "stop")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--accounts", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=int, default=540)
    options = parser.parse_args()
    until = time.monotonic() + options.seconds
    with large_archive(options.folder, options.database) as (config, _):
        have = fill(config, options.items, options.accounts, until)
    print(f"{options.database}: {have} of {options.items}{' – whole' if have >= options.items else ''}", flush=True)


if __name__ == "__main__":
    main()
