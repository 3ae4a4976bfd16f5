"""Objects held against the specification and re-hashed, on all cores, in processes of their own."""

import ctypes
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from archiver.digest import digest_of
from storage.ocfl.validate.fault import Fault
from storage.ocfl.validate.found import look
from storage.ocfl.validate.object_rules import object_faults
from storage.shelf import parsed

PR_SET_PDEATHSIG = 1
CHUNK = 32
"""Objects given to a process at a time."""
ALONE = 2 * CHUNK
"""Up to so many objects are examined without starting processes."""


@dataclass(frozen=True, slots=True)
class Task:
    """One object to examine: its folder relative to the root; `digests` re-hashes its content."""

    place: str
    digests: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """What one object was found to be. `object_id` is empty where its inventory can't be read; `inventories` are the
    digests of its versions' inventories, v1 first; `size_bytes` of everything in it."""

    place: str
    object_id: str
    inventories: tuple[bytes, ...]
    faults: tuple[Fault, ...]
    digests: bool
    size_bytes: int


def examine_all(root: Path, tasks: Iterable[Task], cores: int | None = None) -> Iterator[Examined]:
    """Every task examined, in no promised order. Only so many are under way at once that memory stays flat."""
    rest = iter(tasks)
    first = list(islice(rest, ALONE))
    if len(first) < ALONE:
        yield from _examine(str(root), first)
        return
    chunks = _chunks(first, rest)
    workers = cores or os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver"), initializer=_die_with_parent) as pool:
        waiting = {pool.submit(_examine, str(root), chunk) for chunk in islice(chunks, 3 * workers)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= {pool.submit(_examine, str(root), chunk) for chunk in islice(chunks, len(done))}
            yield from _results(done)


def examine(root: Path, task: Task) -> Examined:
    """One object examined here and now. Raises OSError where the disk can't be read."""
    folder = root / task.place
    found = look(folder)
    inventory = parsed((folder / "inventory.json").read_bytes()) if "inventory.json" in found.files else None
    object_id = inventory.object_id if inventory else ""
    faults = object_faults(folder, digests=task.digests, where=object_id or task.place, found=found)
    return Examined(
        place=task.place,
        object_id=object_id,
        inventories=_inventories(folder, inventory.head if inventory else 0),
        faults=tuple(faults),
        digests=task.digests,
        size_bytes=found.size_bytes,
    )


def _die_with_parent() -> None:
    """A worker whose parent is killed must not wait for ever (Linux `prctl(2)`, PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _examine(root: str, tasks: list[Task]) -> list[Examined]:
    return [examine(Path(root), task) for task in tasks]


def _results(done: set[Future[list[Examined]]]) -> Iterator[Examined]:
    for one in done:
        yield from one.result()


def _chunks(first: list[Task], rest: Iterator[Task]) -> Iterator[list[Task]]:
    for start in range(0, len(first), CHUNK):
        yield first[start : start + CHUNK]
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _inventories(folder: Path, head: int) -> tuple[bytes, ...]:
    """Digests of the inventories of v1 … head; the head's is the root's, and what isn't there is empty."""
    digests = []
    for number in range(1, head + 1):
        path = folder / "inventory.json" if number == head else folder / f"v{number}" / "inventory.json"
        digests.append(bytes.fromhex(digest_of(path.read_bytes())) if path.is_file() else b"")
    return tuple(digests)
