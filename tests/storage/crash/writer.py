"""Works on an archive without stopping until it is killed, and says after each change what was acknowledged."""

import random
from dataclasses import replace
from multiprocessing.connection import Connection

from archiver.records import Decision, ItemRecord
from storage.archive import Archive, StoreSettings
from storage.database.items import ItemFilter, listed
from storage.database.sight import EVERYTHING
from storage.verify import verify
from tests.storage.making import NOW, account, capture, delivery, edited, item, tombstone

PICTURE = b"png" * 20_000


Deeds = dict[str, list[str]]


def work(settings: StoreSettings, seed: int, telling: Connection) -> None:
    """Open the archive and change it for ever; every acknowledged change is sent as deed → names."""
    archive = Archive.open(settings)
    telling.send({"opened": [str(seed)]})
    fate = random.Random(seed)
    number = fate.randrange(10**9)
    while True:
        number += 1
        deed = fate.choice([file_capture, file_capture, decide, export, weed, reindex, check])
        telling.send(deed(archive, number, fate))


def file_capture(archive: Archive, number: int, fate: random.Random) -> Deeds:
    files = {"page.png": PICTURE, "page.html": b"<p>%d</p>" % number}
    things = [item(number * 10 + n, f"text {n}") for n in range(fate.randrange(1, 6))]
    taken = capture(number, files)
    with archive.change(who="somearkiv", at=NOW, why="halvår") as change:
        change.put(account())
        change.put(taken, files)
        for thing in things:
            change.put(thing, {"versions/1/picture.png": b"bild"})
        change.note("capture.filed", taken)
    return {"filed": [thing.id for thing in things], "captures": [taken.id]}


def some(archive: Archive, fate: random.Random) -> ItemRecord | None:
    with archive.session() as session:
        rows = listed(session, ItemFilter(limit=20), EVERYTHING)
    return archive.find(ItemRecord, fate.choice(rows).id) if rows else None


def decide(archive: Archive, number: int, fate: random.Random) -> Deeds:
    thing = some(archive, fate)
    if thing is None:
        return {}
    decision = Decision("registration", f"beslut {number}", "bo", NOW, "OSL 5:1")
    with archive.change(who="bo", at=NOW, why="beslut") as change:
        change.put(edited(replace(thing, decisions=(*thing.decisions, decision)), f"text {number}"))
        change.note("item.decided", thing)
    return {"decided": [f"{thing.id} {number}"]}


def export(archive: Archive, number: int, fate: random.Random) -> Deeds:
    with archive.change(who="bo", at=NOW, why="leverans") as change:
        change.put(delivery(number))
        change.note("delivery.made", delivery(number))
    return {"delivered": [delivery(number).id]}


def weed(archive: Archive, number: int, fate: random.Random) -> Deeds:
    thing = some(archive, fate)
    if thing is None:
        return {}
    with archive.change(who="bo", at=NOW, why="gallring") as change:
        change.purge(thing, tombstone(thing))
        change.note("item.weeded", thing)
    return {"weeded": [thing.id]}


def reindex(archive: Archive, number: int, fate: random.Random) -> Deeds:
    archive.reindex()
    return {"reindexed": [str(number)]}


def check(archive: Archive, number: int, fate: random.Random) -> Deeds:
    verify(archive, deep=True, now=NOW)
    return {"verified": [str(number)]}
