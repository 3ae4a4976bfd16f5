"""The cards held against the shelf: made again beside, from the shelf alone, and compared row by row."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from archiver.text import Text
from storage.archive import Archive
from storage.catching_up import knows
from storage.database import head
from storage.database.comparing import differing_rows
from storage.database.session import engine_for, make_card_tables, transaction
from storage.faults import fault
from storage.journal import Head, segment_id
from storage.ocfl.validate.fault import Fault
from storage.reindex import rebuild
from storage.shelf import Shelf

Say = Callable[[Text], None]


def card_faults(archive: Archive, say: Say) -> list[Fault]:
    """Where cards and shelf don't agree. Compared beside the daemon first; what differs then, again alone."""
    say(Text("Kortregistret jämförs med hyllan", "Comparing the cards with the shelf"))
    if not _faults(archive):
        return []
    with archive.alone():
        return _faults(archive)


def _faults(archive: Archive) -> list[Fault]:
    with archive.session() as session:
        at = head.read(session)
    return list(_head_faults(archive.shelf, at)) or list(_differences(archive))


def _head_faults(shelf: Shelf, at: Head) -> Iterator[Fault]:
    if at.segment and not knows(shelf, at):
        code = "J005" if shelf.inventory_bytes(segment_id(at.segment)) is None else "J004"
        yield fault(code, segment_id(at.segment))
    elif shelf.inventory_bytes(segment_id(at.segment + 1)) is not None:
        yield fault("D001", segment_id(at.segment + 1))


def _differences(archive: Archive) -> Iterator[Fault]:
    with TemporaryDirectory(prefix="cards-", dir=archive.scratch) as folder:
        engine = engine_for(f"sqlite:///{Path(folder) / 'cards.db'}")
        try:
            make_card_tables(engine)
            with transaction(engine, write=True) as fresh, archive.session() as session:
                rebuilt = rebuild(fresh, archive.shelf)
                yield from rebuilt.faults
                for table, key in differing_rows(fresh, session):
                    yield fault("D002", f"{table} {key}")
        finally:
            engine.dispose()
