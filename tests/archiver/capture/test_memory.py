"""What processes take of memory is seen from outside, children included."""

import asyncio
import os
import subprocess
import sys

from archiver.capture.memory import private_bytes, watch

HUNGRY = "held = bytearray(b'x') * 60_000_000; print('holding', flush=True); input()"


def test_memory_of_children_counts() -> None:
    before = private_bytes(os.getpid())
    child = subprocess.Popen([sys.executable, "-c", HUNGRY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        assert private_bytes(os.getpid()) - before > 55_000_000
        assert private_bytes(child.pid) < private_bytes(os.getpid())
    finally:
        child.communicate("\n")


def test_process_that_is_gone_takes_nothing() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert private_bytes(child.pid) == 0


def test_watch_says_stop_when_too_much_is_taken() -> None:
    said: list[str] = []
    asyncio.run(asyncio.wait_for(watch(os.getpid, 1, lambda: said.append("stop")), 5))
    assert said == ["stop"]
