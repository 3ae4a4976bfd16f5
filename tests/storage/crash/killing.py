"""Kills a working process at a random moment, and says what is wrong with the archive it leaves.

`python -m tests.storage.crash.killing 500` is the long run behind `make torture`; `test_killing.py` the short one.
"""

import logging
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from ocfl.validator import Validator

from archiver.model import CaptureRecord
from archiver.records import Delivery, ItemRecord, Tombstone
from storage.archive import Archive, StoreSettings
from storage.verify import verify
from tests.storage.crash.writer import Deeds, work
from tests.storage.making import NOW, capture

log = logging.getLogger(__name__)

LONGEST_SECONDS = 0.6
DEEDS = 6
KILLS_AN_ARCHIVE = 125
"""The long run goes through several archives, as many at once as there are cores: each stays small, so that a kill hits a
change being made rather than a large archive being opened or verified."""
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.storage.crash.writer"])


@dataclass
class Promised:
    """What the killed process had acknowledged in all its lives."""

    filed: set[str] = field(default_factory=set)
    captures: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    delivered: set[str] = field(default_factory=set)
    weeded: set[str] = field(default_factory=set)
    deeds: Counter[str] = field(default_factory=Counter)

    def add(self, deeds: Deeds) -> None:
        for deed, names in deeds.items():
            self.deeds[deed] += 1
            if deed in ("filed", "captures", "decided", "delivered", "weeded"):
                getattr(self, deed).update(names)


def kill_once(settings: StoreSettings, promised: Promised, seed: int, fate: random.Random) -> None:
    """Let a process open the archive and finish some deeds, then kill it at a random moment of the next one."""
    listening, telling = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=work, args=(settings, seed, telling))
    process.start()
    telling.close()
    began = time.monotonic()
    deeds = fate.randrange(DEEDS)
    with suppress(EOFError):
        for _ in range(deeds):
            promised.add(listening.recv())
    # About as long as one deed takes on this machine just now.
    time.sleep(fate.uniform(0, (time.monotonic() - began) / deeds if deeds else LONGEST_SECONDS))
    process.kill()
    process.join()
    with suppress(EOFError):
        while True:
            promised.add(listening.recv())
    listening.close()
    if process.exitcode != -signal.SIGKILL:
        raise AssertionError(f"the writer ended by itself with {process.exitcode}")


def troubles(settings: StoreSettings, promised: Promised) -> list[str]:
    """Everything wrong after the archive has been opened again; empty when it is whole."""
    archive = Archive.open(settings)
    try:
        archive.bring_copy_in_step()
        found = [f"{fault.code} {fault.where}" for fault in verify(archive, deep=True, now=NOW)]
        found += [f"ocfl-py: {folder}" for folder in archive.shelf.folders() if not foreign_ok(archive, folder)]
        found += [f"left over: {path}" for path in (settings.work_folder / "changes").iterdir()]
        return found + broken_promises(archive, promised)
    finally:
        archive.close()


def foreign_ok(archive: Archive, folder: str) -> bool:
    return bool(Validator().validate_object(str(archive.shelf.root / folder)))


def broken_promises(archive: Archive, promised: Promised) -> list[str]:
    """Acknowledged work that is lost, half done or undone."""
    gone = {thing.object_id.rpartition(":")[2] for thing in archive.all(Tombstone)}
    there = {thing.id: thing for thing in archive.all(ItemRecord)}
    found = [f"lost item {one}" for one in promised.filed - gone - there.keys()]
    found += [f"weeded but there {one}" for one in gone & there.keys()]
    found += [f"weeding lost {one}" for one in promised.weeded - gone]
    found += [f"lost capture {one}" for one in promised.captures if archive.find(CaptureRecord, one) is None]
    found += [f"lost delivery {one}" for one in promised.delivered if archive.find(Delivery, one) is None]
    decisions = {f"{id_} {decision.value.split()[1]}" for id_, thing in there.items() for decision in thing.decisions}
    found += [f"lost decision {one}" for one in promised.decided if one.split()[0] in there and one not in decisions]
    # A capture and its items come together or not at all.
    for thing in there.values():
        if thing.received_at and archive.find(CaptureRecord, capture_of(thing)) is None:
            found.append(f"item without its capture {thing.id}")
    return found


def capture_of(thing: ItemRecord) -> str:
    return capture(int(thing.identity.removeprefix("post-")) // 10).id


def torture(times: int, seed: int, folder: Path, check_every: int) -> Promised:
    """Kill `times` times; checked whole every so often and at the end. Raises AssertionError with what is wrong."""
    settings = StoreSettings(folder / "arkiv", f"sqlite:///{folder / 'kort.db'}", copy_root=folder / "kopia")
    Archive.create(settings).close()
    fate, promised = random.Random(seed), Promised()
    for number in range(1, times + 1):
        kill_once(settings, promised, seed + number, fate)
        if number % check_every == 0 or number == times:
            wrong = troubles(settings, promised)
            if wrong:
                raise AssertionError(f"after kill {number} (seed {seed}): {wrong[:10]}")
            log.info("%d kills, %s", number, dict(promised.deeds))
    return promised


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rounds = [min(KILLS_AN_ARCHIVE, times - start) for start in range(0, times, KILLS_AN_ARCHIVE)]
    deeds: Counter[str] = Counter()
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for done in pool.map(_one_archive, rounds, range(seed, seed + 1000 * len(rounds), 1000)):
            deeds += done
    print(f"{times} kills, nothing lost, nothing half: {dict(deeds)}")


def _one_archive(times: int, seed: int) -> Counter[str]:
    logging.basicConfig(level=logging.INFO, format=f"archive {seed}: %(message)s")
    with tempfile.TemporaryDirectory(prefix="somearkiv-torture-") as folder:
        return torture(times, seed, Path(folder), check_every=25).deeds


if __name__ == "__main__":
    main()
