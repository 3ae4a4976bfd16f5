"""Has pictures put together and reading copies made by `craft.py`, in a process that starts with the first piece."""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress

_SECONDS = 120.0
"""For one piece of work; then the workshop is taken for hung and ended."""
_AT_ONCE = 2
LOST = -1
"""What a piece gives that the workshop ended without finishing."""


class Workshop:
    """One process that does finished pages' heavy work. Belongs to one event loop; `close` ends it."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[int]] = {}
        self._number = 0
        self._starting = asyncio.Lock()
        self._room = asyncio.Semaphore(_AT_ONCE)

    @property
    def process(self) -> int:
        """Process id of the workshop, 0 when none runs."""
        return self._process.pid if self._process is not None and self._process.returncode is None else 0

    async def do(self, name: str, *arguments: str | int) -> int:
        """Have one piece of `craft.WORK` done; its exit code, `LOST` when it never came to an end."""
        async with self._room:
            process, waiting = await self._ready()
            self._number += 1
            ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            waiting[self._number] = ended
            if process.stdin is not None:
                process.stdin.write(json.dumps([self._number, name, arguments]).encode() + b"\n")
            try:
                async with asyncio.timeout(_SECONDS):
                    return await ended
            except TimeoutError:
                await self.close()
                return LOST

    async def close(self) -> None:
        """End the process and what it has begun. May be called twice."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        if self._hearing is not None:
            await self._hearing
            self._hearing = None

    async def _ready(self) -> tuple[asyncio.subprocess.Process, dict[int, asyncio.Future[int]]]:
        async with self._starting:
            if self._process is None or self._hearing is None or self._hearing.done():
                self._process, self._waiting = await _started(), {}
                self._hearing = asyncio.ensure_future(_hear(self._process, self._waiting))
            return self._process, self._waiting


async def _started() -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "archiver.capture.craft")
    # What goes wrong in there could name what a page holds: its standard error goes nowhere.
    return await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, start_new_session=True
    )


async def _hear(process: asyncio.subprocess.Process, waiting: dict[int, asyncio.Future[int]]) -> None:
    while process.stdout is not None and (line := await process.stdout.readline()):
        number, code = (int(one) for one in line.split())
        _end(waiting.pop(number), code)
    for ended in waiting.values():
        _end(ended, LOST)


def _end(ended: asyncio.Future[int], code: int) -> None:
    if not ended.done():
        ended.set_result(code)
