"""An archive with one account, a capture with recorded traffic, and items of each class, ready to be delivered from."""

from dataclasses import replace
from pathlib import Path

from archiver.lifecycle.item_facts import Axis
from archiver.model import AccountState, CaptureRecord
from archiver.records import Decision, ItemRecord
from tests.archiver.export.conftest import NOW, Shelf
from tests.archiver.export.formats.test_wacz import recorded
from tests.jobs.conftest import Town


def fill(town: Town, folder: Path) -> Shelf:
    """Puts a small town's account, capture and three items (open, secret, undecided) into the archive.

    The clock is set to after all of it; everything an item awaits is decided but the last one's.
    """
    shelf = Shelf(folder)
    recorded(shelf, 1, "Lampan är trasig")
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.secret_item()
    shelf.item("fraga", "När öppnar badet?", decisions=(), register_entry=None)
    town.clock.time = NOW
    account = replace(shelf.accounts["lillan-facebook"], state=AccountState.OPEN)
    with town.archive.change(who="anna", at=town.clock(), why="prov") as change:
        change.put(account)
        for capture in shelf.captures:
            change.put(
                capture, files={one.path: shelf.file(CaptureRecord, capture.id, one.path) for one in capture.files}
            )
        for item in shelf.items:
            at = NOW.replace(hour=19)
            decided = tuple(Decision(axis, value, "rut", at, "prov") for axis, value in _decided(item))
            item = replace(item, decisions=(*item.decisions, *decided))
            change.put(item, files={one.picture: shelf.file(ItemRecord, item.id, one.picture) for one in item.versions})
            change.note("prov", about=item)
    return shelf


def _decided(item: ItemRecord) -> list[tuple[str, str]]:
    if not item.decisions:
        return []
    return [(Axis.SECRECY.value, item.axes.secrecy.value), (Axis.VISIBILITY.value, item.axes.visibility.value)]
