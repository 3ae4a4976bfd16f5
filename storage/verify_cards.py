"""The cards held against the shelf: object by object while each is examined; and where anything differs, made again
beside, from the shelf alone, and compared row by row."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.text import Text
from storage.archive import Archive
from storage.catching_up import knows, object_row
from storage.database import head
from storage.database.comparing import Check, differing_rows
from storage.database.session import engine_for, make_card_tables, transaction
from storage.examining import Examined
from storage.faults import fault
from storage.journal import Head, segment_id
from storage.kinds import BY_WORD, JOURNAL, split
from storage.ocfl.validate.fault import Fault
from storage.reindex import rebuild
from storage.shelf import Shelf

Say = Callable[[Text], None]


def tell(check: Check, shelf: Shelf, examined: Examined) -> None:
    """Tell the check what an examined object's cards are to be."""
    try:
        word, _ = split(examined.object_id)
        row = object_row(examined.object_id, len(examined.inventories), examined.inventories[-1].hex())
        if word == JOURNAL:
            check.row_of_objects(row)
        elif examined.inventory is not None:
            check.thing(shelf.thing(BY_WORD[word], examined.inventory), row)
    except (ValueError, IndexError, KeyError, IntegrityFault, StorageFault):
        check.doubt()


def card_faults(archive: Archive, check: Check, say: Say) -> list[Fault]:
    """Where cards and shelf don't agree. `check` was told every object; what differs by it is looked at again, alone."""
    say(Text("Kortregistret jämförs med hyllan", "Comparing the cards with the shelf"))
    if check.all_agree() and not _at_head(archive):
        return []
    with archive.alone():
        return _at_head(archive) or list(_differences(archive))


def _at_head(archive: Archive) -> list[Fault]:
    with archive.session() as session:
        at = head.read(session)
    return list(_head_faults(archive.shelf, at))


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
