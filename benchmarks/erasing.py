"""What it costs that nothing of a weeding stays readable in an SQLite file: words taken out where they stand, or everything merged.

`python -m benchmarks.erasing FOLDER [--items 20] [--merge]`; FOLDER is built by `benchmarks.search_archive` and loses so many items.
"""

import argparse
import time
from pathlib import Path

from sqlalchemy import select, text

from benchmarks.search_archive import large_archive
from storage.database import search_index
from storage.database.card_tables import item
from storage.database.erasing import erase_traces
from storage.database.session import transaction


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--merge", action="store_true", help="also time the merging of the whole index")
    options = parser.parse_args()
    with large_archive(options.folder, "sqlite") as (_, archive):
        engine = archive._engine
        with transaction(engine, write=False) as session:
            ids = list(session.scalars(select(item.c.id).order_by(item.c.seen_at).limit(options.items)))
            there = session.scalar(text("SELECT count(*) FROM item"))
        began = time.perf_counter()
        with transaction(engine, write=True) as session:
            search_index.forget(session, ids)
        erase_traces(engine)
        print(f"{there} items: {len(ids)} taken out in place in {time.perf_counter() - began:.2f} s", flush=True)
        if options.merge:
            began = time.perf_counter()
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("PRAGMA query_only = OFF"))
                connection.execute(text("INSERT INTO item_text (item_text) VALUES ('optimize')"))
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            print(f"the whole index merged in {time.perf_counter() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main()
