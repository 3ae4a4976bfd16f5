"""Watches what the browser's processes take of memory, from outside: a page that takes too much ends with its browser."""

import asyncio
import os
from collections import defaultdict
from collections.abc import Callable

_EVERY_SECONDS = 0.7
_PAGE_BYTES = os.sysconf("SC_PAGESIZE")


def private_bytes(pid: int, proc: str = "/proc") -> int:
    """Memory of a process and all below it that they share with nobody (proc(5): statm, resident − shared)."""
    children: dict[int, list[int]] = defaultdict(list)
    for name in os.listdir(proc):  # noqa: PTH208 - paths would take three times as long
        if name.isdigit():
            children[_parent(_read(f"{proc}/{name}/stat"))].append(int(name))
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        total += _private(_read(f"{proc}/{one}/statm"))
        waiting += children[one]
    return total


async def watch(process: Callable[[], int], limit_bytes: int, stop: Callable[[], None]) -> None:
    """Call `stop` once when the process (0: none now) and those below it take more than allowed."""
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        pid = process()
        if pid and private_bytes(pid) > limit_bytes:
            stop()
            return


def _parent(stat: bytes) -> int:
    return int(stat.rpartition(b")")[2].split()[1]) if stat else 0


def _private(statm: bytes) -> int:
    fields = statm.split()
    return (int(fields[1]) - int(fields[2])) * _PAGE_BYTES if fields else 0


def _read(name: str) -> bytes:
    """A file of the kernel's; empty where its process has gone in the meantime. Every process is read every time: quickly."""
    try:
        file = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        return os.read(file, 4096)
    except OSError:
        return b""
    finally:
        os.close(file)
