"""Locks between processes: `flock` on files beside the store, freed by the kernel when a process dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.errors.refused import Busy
from storage.ocfl.disk import storage_faults
from storage.ocfl.layout import encoded

PAUSE_SECONDS = 0.01


@contextmanager
def held(folder: Path, name: str, says: object, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock `name` while inside. Raises Busy (`says` is what is busy) when it isn't free within the wait, StorageFault."""
    with storage_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f"{encoded(name)}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle, says, time.monotonic() + wait_seconds)
        yield
    finally:
        os.close(handle)


def _take(handle: int, says: object, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            if time.monotonic() >= until:
                raise Busy(what=says) from taken
            time.sleep(PAUSE_SECONDS)
        else:
            return
