"""Watches what the browser's processes take of memory, from outside: a page that takes too much ends with its browser."""

import asyncio
import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

_EVERY_SECONDS = 0.7
_PAGE_BYTES = os.sysconf("SC_PAGESIZE")


def private_bytes(pid: int, proc: Path = Path("/proc")) -> int:
    """Memory of a process and all below it that they share with nobody (proc(5): statm, resident − shared)."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in proc.iterdir():
        if entry.name.isdigit():
            children[_parent(entry)].append(int(entry.name))
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        total += _private(proc / str(one))
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


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0  # gone in the meantime


def _private(entry: Path) -> int:
    try:
        fields = (entry / "statm").read_text("ascii").split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * _PAGE_BYTES
