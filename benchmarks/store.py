"""How fast the shelf is, against what can't be avoided: medians of rounds, ratios within the same round.

`python -m benchmarks.store [--captures 1000] [--items 10000] [--rounds 3] [--objects 0] [--work FOLDER]`. Prints a Markdown
table with the bounds of the decision (`docs/decisions/012-store-speed.md`). `--objects 100000` measures memory over so many.
The work folder must be on a disk, not in memory. Nothing is removed before the end: an ext4 without a journal makes new
files ten times slower for some minutes after many were removed, for both sides alike, and would measure only that.
"""

import argparse
import hashlib
import logging
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ocfl.object import Object
from ocfl.version_metadata import VersionMetadata

from archiver.records import ItemRecord
from storage.archive import Archive, StoreSettings
from storage.verify import verify
from tests.storage.making import NOW, capture, item

MEGABYTE = 1 << 20
KINDS = {"page.png": 2 * MEGABYTE, "page.wacz": MEGABYTE, "items.json": 20 * 1024}
ITEMS_A_CHANGE = 50
"""A capture with its new posts and comments is one change."""


@dataclass
class Figure:
    what: str
    bound: str
    rounds: list[float]

    def line(self) -> str:
        spread = f"{min(self.rounds):.2f}–{max(self.rounds):.2f}"
        return f"| {self.what} | {self.bound} | {statistics.median(self.rounds):.2f} | {spread} |"


def main() -> None:
    options = _options()
    logging.getLogger().setLevel(logging.WARNING)  # ocfl-py tells of every object
    figures: list[Figure] = []
    with _folder(options.work) as folder:
        for number in range(options.rounds):
            place = folder / str(number)
            place.mkdir()
            measured = [*_items(place, options.items), *_captures(place, options.captures)]
            for row, (what, bound, value) in enumerate(measured):
                if number == 0:
                    figures.append(Figure(what, bound, []))
                figures[row].rounds.append(value)
        if options.objects:
            figures += [Figure(what, bound, [value]) for what, bound, value in _memory(folder, options.objects)]
        print("| what | bound | median | spread |\n|---|---|---|---|")
        for figure in figures:
            print(figure.line())


Measured = Iterator[tuple[str, str, float]]


def _captures(folder: Path, count: int) -> Measured:
    """Filing captures against plain copy + SHA-512 + fsync; deep verification against bare hashing."""
    sources = _sources(folder / "in")
    archive = Archive.create(StoreSettings(folder / "arkiv", f"sqlite:///{folder / 'kort.db'}"))
    plain, filed, taken = 0.0, 0.0, 0.0
    # Alternating in blocks, so that a noisy neighbour disturbs both alike.
    for start in range(0, count, 50):
        block = range(start, min(start + 50, count))
        visits = {n: _sources(archive.scratch / str(n)) for n in block[:10]}
        plain += _seconds(lambda block=block: [_plain_copy(sources, folder / "plain" / str(n)) for n in block])
        filed += _seconds(lambda block=block: [_file_capture(archive, n, sources) for n in block])
        taken += _seconds(
            lambda visits=visits: [_file_capture(archive, count + n, visits[n], taking=True) for n in visits]
        )
    taking = sum(len(range(start, min(start + 50, count))[:10]) for start in range(0, count, 50))
    bare = "plain copy + SHA-512 + fsync"
    yield f"filing {count} captures by copying, time against {bare}", "≤ 1.25", filed / plain
    yield (
        f"filing captures from the archive's own scratch, time against {bare}",
        "≤ 1.25",
        taken / taking * count / plain,
    )
    archive.recover()
    hashing = _seconds(lambda: _hash_all(archive.settings.root))
    deep = _seconds(lambda: _expect_sound(archive))
    yield "verify --deep, time against bare SHA-512 on all cores", "≤ 1.10", deep / hashing
    archive.close()


def _items(folder: Path, count: int) -> Measured:
    """Filing small records against ocfl-py with fsync; reindex; memory."""
    archive = Archive.create(StoreSettings(folder / "poster", f"sqlite:///{folder / 'poster.db'}"))
    ours = theirs = 0.0
    foreign_count = 0
    for start in range(0, count, 500):
        records = _records(start, 500)
        ours += _seconds(lambda records=records: _file_items(archive, records))
        _foreign_sources(folder / "ocfl-py", start, 50)
        theirs += _seconds(lambda start=start: _foreign_items(folder / "ocfl-py", start, 50))
        foreign_count += 50
    yield (
        f"filing {count} item records, records a second against ocfl-py with fsync",
        "≥ 5",
        (count / ours) / (foreign_count / theirs),
    )
    reindexing = _seconds(archive.reindex)
    yield "reindex, records a second", "≥ 2000", count / reindexing
    yield "memory at most, MB", "< 300", _megabytes()
    archive.close()


def _memory(folder: Path, count: int) -> Measured:
    """Memory at most while so many objects are filed, verified deep and indexed anew; both in this process."""
    archive = Archive.create(StoreSettings(folder / "stort", f"sqlite:///{folder / 'stort.db'}"))
    for start in range(0, count, 500):
        _file_items(archive, _records(start, 500))
    yield f"memory at most when {count} objects are filed, MB", "< 300", _megabytes()
    _expect_sound(archive)
    yield f"the same, when {count} objects are verified deep", "< 300", _megabytes()
    reindexing = _seconds(archive.reindex)
    yield f"the same, when {count} objects are indexed anew", "< 300", _megabytes()
    yield f"reindex of {count}, records a second", "≥ 2000", count / reindexing
    archive.close()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _sources(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    for name, size in KINDS.items():
        (folder / name).write_bytes(os.urandom(size))
    return {name: folder / name for name in KINDS}


def _plain_copy(sources: dict[str, Path], target: Path) -> None:
    target.mkdir(parents=True)
    for name, source in sources.items():
        running = hashlib.sha512()
        with source.open("rb") as incoming, (target / name).open("wb") as outgoing:
            while piece := incoming.read(MEGABYTE):
                running.update(piece)
                outgoing.write(piece)
            outgoing.flush()
            os.fsync(outgoing.fileno())


def _file_capture(archive: Archive, number: int, sources: dict[str, Path], *, taking: bool = False) -> None:
    with archive.change(who="somearkiv", at=NOW, why="mätning") as change:
        change.put(capture(number), sources, taking=taking)
        change.note("capture.filed", capture(number))


def _records(start: int, count: int) -> list[ItemRecord]:
    return [item(number, f"Inlägg {number}: när öppnar badhuset?") for number in range(start, start + count)]


def _file_items(archive: Archive, records: list[ItemRecord]) -> None:
    for first in range(0, len(records), ITEMS_A_CHANGE):
        with archive.change(who="somearkiv", at=NOW, why="mätning") as change:
            for record in records[first : first + ITEMS_A_CHANGE]:
                change.put(record)
            change.note("capture.filed", "somearkiv:capture:x")


def _foreign_sources(folder: Path, start: int, count: int) -> None:
    for number in range(start, start + count):
        source = folder / "src" / str(number)
        source.mkdir(parents=True)
        (source / "item.json").write_text(f"Inlägg {number}: när öppnar badhuset?" * 40)


def _foreign_items(folder: Path, start: int, count: int) -> None:
    """The same records by ocfl-py, each file and folder flushed, since it doesn't do that itself."""
    for number in range(start, start + count):
        source = folder / "src" / str(number)
        target = folder / "root" / f"{number % 256:02x}" / str(number)
        target.parent.mkdir(parents=True, exist_ok=True)
        metadata = VersionMetadata(message="m", name="n", address="urn:n", created="2026-01-01T00:00:00Z")
        Object(identifier=f"urn:x:{number}", digest_algorithm="sha512").create(
            srcdir=str(source), metadata=metadata, objdir=str(target)
        )
        for path in [*target.rglob("*"), target, target.parent]:
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)


def _hash_all(root: Path) -> None:
    paths = [path for path in root.rglob("*") if path.is_file()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(_hash, paths, chunksize=8):
            pass


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()


def _expect_sound(archive: Archive) -> None:
    faults = verify(archive, deep=True, now=NOW)
    if faults:
        raise SystemExit(f"the store is not sound: {faults[:3]}")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def _folder(work: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="somearkiv-bench-", dir=work) as name:
        yield Path(name)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1000)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--objects", type=int, default=0)
    parser.add_argument("--work", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
