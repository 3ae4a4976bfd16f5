"""Objects held against the specification and re-hashed, on all cores."""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from archiver.digest import ALGORITHM, digest_of
from storage.faults import fault as own_fault
from storage.ocfl import disk
from storage.ocfl.inventory import SIDECAR, Inventory, from_document
from storage.ocfl.validate.fault import Fault, fault
from storage.ocfl.validate.found import look
from storage.ocfl.validate.object_rules import Read, object_faults, read_of

CHUNK = 8
"""Objects given to a thread at a time."""
OUR_SIDECAR = re.compile(rb"[0-9a-f]{128} inventory\.json\n")
AHEAD = 4
"""Chunks a thread that wait for it or have been examined and not judged."""


@dataclass(frozen=True, slots=True)
class Task:
    """One object to examine: its folder relative to the root; `digests` re-hashes its content."""

    place: str
    digests: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """What one object was found to be. `inventory` is None where it can't be read; `inventories` are the digests of its
    versions' inventories, v1 first; `size_bytes` of everything in it."""

    place: str
    inventory: Inventory | None
    inventories: tuple[bytes, ...]
    faults: tuple[Fault, ...]
    digests: bool
    size_bytes: int

    @property
    def object_id(self) -> str:
        """Its id, empty where its inventory can't be read."""
        return self.inventory.object_id if self.inventory else ""


def examine_all(root: Path, tasks: Iterable[Task]) -> Iterator[Examined]:
    """Every task examined, in their order. Only so many are under way at once that memory stays flat.

    In threads: hashing leaves Python free, so that one core holds objects against the rules while the others hash. The
    first are under way when this returns.
    """
    rest = _chunks(iter(tasks))
    workers = os.cpu_count() or 1
    pool = ThreadPoolExecutor(workers, thread_name_prefix="examining")
    waiting = deque(pool.submit(_examine, str(root), chunk) for chunk in islice(rest, AHEAD * workers))
    return _in_order(pool, waiting, str(root), rest)


def _in_order(
    pool: ThreadPoolExecutor, waiting: "deque[Future[list[Examined]]]", root: str, rest: Iterator[list[Task]]
) -> Iterator[Examined]:
    with pool:
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(_examine, root, chunk) for chunk in islice(rest, 1))
            yield from done


def examine(root: Path | str, task: Task) -> Examined:
    """One object examined here and now. Raises OSError where the disk can't be read."""
    folder = f"{root}/{task.place}"
    found = look(folder)
    read = read_of(disk.read(f"{folder}/inventory.json") if "inventory.json" in found.files else b"")
    inventory = _ours(read)
    where = inventory.object_id if inventory else task.place
    faults = object_faults(folder, digests=task.digests, where=where, found=found, root=read)
    # OCFL only advises a version to have its inventory; ours all have, and lack it only where somebody took it.
    faults += [own_fault("S003", one.where) for one in faults if one.code == "W010"]
    if inventory and not faults:
        faults += _sidecar_faults(folder, read, inventory.head, where)
    return Examined(
        place=task.place,
        inventory=inventory,
        inventories=_inventories(folder, read, inventory.head if inventory else 0),
        faults=tuple(faults),
        digests=task.digests,
        size_bytes=found.size_bytes,
    )


def _sidecar_faults(folder: str, newest: Read, head: int, where: str) -> Iterator[Fault]:
    """OCFL lets a digest be written in capitals and with more spaces; here a byte that changed is a fault all the same."""
    older = (disk.read(f"{folder}/v{number}/{SIDECAR}") for number in range(1, head))
    if not all(OUR_SIDECAR.fullmatch(data) for data in (*newest.sidecars, *older)):
        yield fault("E060", f"{where} inventory.json")


def _ours(read: Read) -> Inventory | None:
    try:
        return from_document(read.document) if read.document else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _examine(root: str, tasks: list[Task]) -> list[Examined]:
    return [_examine_one(root, task) for task in tasks]


def _examine_one(root: str, task: Task) -> Examined:
    try:
        return examine(root, task)
    except FileNotFoundError:
        # Weeded meanwhile, or not: whoever wants to know looks again, alone with the store.
        return Examined(task.place, None, (), (fault("E063", task.place),), digests=False, size_bytes=0)


def _chunks(rest: Iterator[Task]) -> Iterator[list[Task]]:
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _inventories(folder: str, newest: Read, head: int) -> tuple[bytes, ...]:
    """Digests of the inventories of v1 … head; the head's is the root's, and what isn't there is empty."""
    if head == 0:
        return ()
    older = (f"{folder}/v{number}/inventory.json" for number in range(1, head))
    return (*(_digest(path) for path in older), bytes.fromhex(newest.digest(ALGORITHM)))


def _digest(path: str) -> bytes:
    try:
        return bytes.fromhex(digest_of(disk.read(path)))
    except FileNotFoundError:
        return b""
