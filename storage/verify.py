"""The archive held against itself: store against OCFL, journal against its chain, shelf against journal, cards
against shelf, time-stamps against the journal, copy against the store.

It runs beside a working daemon: what changes meanwhile is looked at again, alone with the store, before it is called
a fault.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.text import Text
from storage.archive import Archive
from storage.chain import Vouched, follow
from storage.database import fixity
from storage.database.comparing import Check
from storage.examining import Examined, Task, examine, examine_all
from storage.faults import fault
from storage.kinds import JOURNAL, split
from storage.ocfl.disk import storage_faults
from storage.ocfl.validate.fault import Fault
from storage.ocfl.validate.root_rules import misplaced, objects_and_faults, root_faults
from storage.stamping import STAMP_OBJECTS, stamp_faults
from storage.verify_cards import card_faults, tell
from storage.verify_copy import copy_faults

PLAIN_BYTES = 1 << 30
"""How much content `verify` without `--deep` re-hashes, the longest unverified first."""
RESUME = timedelta(days=7)
"""An interrupted deep verification is taken up again if it was begun within this time."""
SAY_EVERY = 1_000

Say = Callable[[Text], None]


@dataclass(slots=True)
class _Run:
    """One verification under way."""

    archive: Archive
    now: datetime
    say: Say
    faults: list[Fault] = field(default_factory=list)
    sound: dict[str, str] = field(default_factory=dict)
    check: Check = field(init=False)
    examined: int = 0
    hashed_bytes: int = 0

    def __post_init__(self) -> None:
        self.check = Check(self.archive.session)


def verify(
    archive: Archive,
    *,
    deep: bool = False,
    sample: int | None = None,
    now: datetime | None = None,
    say: Say = lambda said: None,
) -> list[Fault]:
    """Every fault and warning found, sorted by place; empty when all is well.

    Structure, inventories, journal, cards, stamps and copy are always checked whole. `deep` re-hashes all content and,
    when it was interrupted, goes on where it stopped; `sample` re-hashes the content of that many objects, the longest
    unverified first (`slice_size` tells how many a run takes to get round in a year); with neither, up to `PLAIN_BYTES`.
    Raises StorageFault where the store or the database can't be read.
    """
    run = _Run(archive, now or datetime.now(UTC), say)
    with storage_faults(archive.shelf.root):
        run.faults += root_faults(archive.shelf.root)
        places = _places(run)
        # Hashing begins while the journal is followed; nothing is judged before what it vouches for is known.
        examining = examine_all(archive.shelf.root, _tasks(run, places, deep=deep, sample=sample))
        vouched, chain_faults = follow(archive.shelf, run.check.segment)
        for examined in examining:
            _judge(run, examined, vouched)
            tell(run.check, archive.shelf, examined)
        run.faults += chain_faults
        run.faults += _missing(vouched, places, archive)
    _remember(run)
    if deep:
        _marker(archive).unlink(missing_ok=True)
    run.faults = _settled(run)
    say(Text(f"{run.examined} objekt granskade", f"{run.examined} objects examined"))
    run.faults += stamp_faults(archive.shelf, vouched, archive.settings.tsa_roots)
    if stamped := sum(one.startswith(STAMP_OBJECTS) for one in vouched.versions):
        say(Text(f"Tidsstämplar prövade: {stamped}", f"Time-stamps examined: {stamped}"))
    run.faults += copy_faults(archive, deep=deep, say=say)
    run.faults += card_faults(archive, run.check, say)
    return sorted(set(run.faults), key=lambda one: (one.where, one.code))


def slice_size(objects: int, runs_a_year: int) -> int:
    """How many objects each scheduled run samples, so that every object is re-hashed within a year, with a tenth spare."""
    return max(1, -(-objects * 11 // (10 * runs_a_year)))


# ---------------------------------------------------------------------------------------------- objects


def _places(run: _Run) -> list[str]:
    places = []
    for found in objects_and_faults(run.archive.shelf.root):
        if isinstance(found, Fault):
            run.faults.append(found)
        else:
            places.append(found)
    return places


def _tasks(run: _Run, places: list[str], *, deep: bool, sample: int | None) -> Iterator[Task]:
    """What to examine, the longest unverified first, and whose bytes to hash."""
    with run.archive.session() as session:
        verified = {run.archive.shelf.layout.path(one): at for one, at in fixity.verified(session).items()}
    never = datetime.min.replace(tzinfo=UTC)
    since = _since(run) if deep else None
    for number, place in enumerate(sorted(places, key=lambda place: (verified.get(place, never), place))):
        if deep:
            digests = since is None or verified.get(place, never) < since
        elif sample is not None:
            digests = number < sample
        else:
            digests = run.hashed_bytes < PLAIN_BYTES
        yield Task(place, digests)


def _judge(run: _Run, examined: Examined, vouched: Vouched) -> None:
    faults = [*examined.faults, *_against_journal(run.archive, examined, vouched)]
    run.faults += faults
    run.examined += 1
    if examined.digests:
        run.hashed_bytes += examined.size_bytes
    if examined.digests and not faults:
        run.sound[examined.object_id] = examined.inventories[-1].hex()
    if run.examined % SAY_EVERY == 0:
        _remember(run)
        megabytes = run.hashed_bytes >> 20
        run.say(Text(f"{run.examined} objekt, {megabytes} MB", f"{run.examined} objects, {megabytes} MB"))


def _against_journal(archive: Archive, examined: Examined, vouched: Vouched) -> Iterator[Fault]:
    if not examined.object_id:
        return
    yield from misplaced(examined.place, examined.object_id, archive.shelf.layout)
    if _is_journal(examined.object_id):
        return
    if examined.object_id in vouched.purged:
        yield fault("S004", examined.object_id)
        return
    expected = vouched.versions.get(examined.object_id, {})
    for number, digest in enumerate(examined.inventories, 1):
        if number not in expected:
            yield fault("S001", f"{examined.object_id} v{number}")
        elif digest != expected[number]:
            yield fault("S002", f"{examined.object_id} v{number}")
    for number in sorted(set(expected) - set(range(1, len(examined.inventories) + 1))):
        yield fault("S003", f"{examined.object_id} v{number}")


def _is_journal(object_id: str) -> bool:
    try:
        return split(object_id)[0] == JOURNAL
    except ValueError:
        return False


def _missing(vouched: Vouched, places: Iterable[str], archive: Archive) -> Iterator[Fault]:
    there = set(places)
    for object_id in vouched.versions:
        if archive.shelf.layout.path(object_id) not in there:
            yield fault("S003", object_id)


def _settled(run: _Run) -> list[Fault]:
    """The faults that are still there when the suspects are looked at again, alone with the store."""
    if not run.faults:
        return []
    with run.archive.alone(), storage_faults(run.archive.shelf.root):
        vouched, faults = follow(run.archive.shelf)
        again = _Run(run.archive, run.now, run.say, faults=[*root_faults(run.archive.shelf.root), *faults])
        suspects = {one.where.split(" ")[0] for one in run.faults}
        places = _places(again)
        for place in places:
            if place in suspects or _id_at(run.archive, place) in suspects:
                _judge(again, examine(run.archive.shelf.root, Task(place, digests=True)), vouched)
        return [*again.faults, *_missing(vouched, places, run.archive)]


def _id_at(archive: Archive, place: str) -> str:
    try:
        document = json.loads((archive.shelf.root / place / "inventory.json").read_bytes())
    except (OSError, ValueError):
        return place
    return str(document.get("id")) if isinstance(document, dict) else place


# ---------------------------------------------------------------------------------------------- taking up again


def _remember(run: _Run) -> None:
    if run.sound:
        with run.archive.session(write=True) as session:
            fixity.put(session, run.sound, run.now)
        run.sound.clear()


def _marker(archive: Archive) -> Path:
    return archive.settings.work_folder / "deep-verification.json"


def _since(run: _Run) -> datetime | None:
    """When an interrupted deep verification began, if it is to be taken up; else a new one begins now."""
    marker = _marker(run.archive)
    try:
        began = datetime.fromisoformat(json.loads(marker.read_text("utf-8"))["began"])
    except (OSError, ValueError, KeyError):
        began = None
    if began is not None and run.now - began < RESUME:
        run.say(Text("En avbruten granskning tas upp igen", "An interrupted verification is taken up again"))
        return began
    marker.write_text(json.dumps({"began": run.now.isoformat()}), "utf-8")
    return None
