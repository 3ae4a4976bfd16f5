"""Bytes onto the disk so that they stay there: write, copy while hashing, flush; and the faults a disk gives."""

import ctypes
import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

from archiver.digest import ALGORITHM
from archiver.errors.operation import StorageFault
from archiver.text import Text

T = TypeVar("T")

PIECE_BYTES = 1 << 20
FLUSH_ONE_BY_ONE = 3
"""Up to so many files and folders are flushed one by one; beyond it the whole file system is, once (measured)."""

FAULTS = {
    errno.ENOSPC: Text("disken är full", "the disk is full"),
    errno.EDQUOT: Text("utrymmeskvoten är slut", "the disk quota is used up"),
    errno.EROFS: Text("disken är skrivskyddad", "the disk is read-only"),
    errno.EACCES: Text("rättighet saknas", "permission is lacking"),
    errno.EPERM: Text("rättighet saknas", "permission is lacking"),
    errno.EXDEV: Text(
        "mappen ligger på ett annat filsystem än hyllan", "the folder is on another file system than the store"
    ),
    errno.EIO: Text("disken ger läs- eller skrivfel", "the disk gives read or write errors"),
    errno.ENOENT: Text("filen eller mappen finns inte", "the file or folder is not there"),
}


@contextmanager
def storage_faults(where: Path) -> Iterator[None]:
    """What the operating system says of the disk, as a StorageFault of ours."""
    try:
        yield
    except OSError as fault:
        what = FAULTS.get(fault.errno or 0, Text(f"fel {fault.errno}: {fault.strerror}", f"error {fault.errno}"))
        raise StorageFault(what=what, where=fault.filename or where) from fault


def write(path: Path | str, data: bytes) -> None:
    """A new file with these bytes, not yet flushed. Raises OSError, also where it exists or its folder does not."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        _write_all(handle, data)
    finally:
        os.close(handle)


def read(path: Path | str) -> bytes:
    """The bytes of a file. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        pieces = [os.read(handle, os.fstat(handle).st_size + 1)]
        while pieces[-1]:
            pieces.append(os.read(handle, PIECE_BYTES))
        return b"".join(pieces)
    finally:
        os.close(handle)


def copy(source: Path, target: Path | str) -> str:
    """Copy a file, not yet flushed; gives the SHA-512 of what was copied, hashed while it is being written."""
    running = hashlib.new(ALGORITHM)
    with source.open("rb", buffering=0) as incoming, Path(target).open("xb", buffering=0) as outgoing:
        while piece := incoming.read(PIECE_BYTES):
            writing = soon(_write_all, outgoing.fileno(), piece)
            running.update(piece)
            writing.result()
    return running.hexdigest()


def flush(path: Path | str) -> None:
    """One file or folder onto the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        flush_open(handle)
    finally:
        os.close(handle)


def flush_open(handle: int) -> None:
    """One open file onto the disk."""
    os.fsync(handle)


def soon(work: Callable[..., T], *arguments: object) -> "Future[T]":
    """Let the disk work beside the processor: done in a thread. What goes wrong is raised by the answer's `result`."""
    return _threads().submit(work, *arguments)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(4, thread_name_prefix="disk")


# A forked process has none of its parent's threads.
os.register_at_fork(after_in_child=_threads.cache_clear)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def flush_all(paths: list[Path]) -> None:
    """Many files and folders of one file system onto the disk."""
    if len(paths) > FLUSH_ONE_BY_ONE:
        flush_file_system(paths[0])
    else:
        for path in paths:
            flush(path)


def flush_file_system(path: Path) -> None:
    """Everything on the file system of `path` onto the disk: Linux `syncfs(2)`, which waits and reports errors.

    Where the kernel has no such call, every file system is flushed.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle) != 0:
            code = ctypes.get_errno()
            if code != errno.ENOSYS:
                raise OSError(code, os.strerror(code), str(path))
            os.sync()
    finally:
        os.close(handle)


def tree(folder: Path) -> list[Path]:
    """A folder and everything in it."""
    return [folder, *folder.rglob("*")]
