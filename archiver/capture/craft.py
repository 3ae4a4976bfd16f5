"""The work on finished evidence that takes memory and must fall alone: `python -m archiver.capture.craft`.

What the work needs is imported and read once; each piece is done in a fork of its own, which gives its memory back and takes nothing
with it when it crashes. Asked on standard input, a line of JSON for each piece; answered on standard output with its number
and exit code (0 done, an error number of the system's, 255, signals negative), in the order they end. Ends when standard input does.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from archiver.capture.archival import get_ready, make
from archiver.images import stitch


def put_together(target: str, width: int, height: int, *tiles: str) -> None:
    """One picture out of tiles; each is `top path`."""
    parted = (tile.split(" ", 1) for tile in tiles)
    stitch(Path(target), (width, height), ((int(top), Path(path)) for top, path in parted))


def reading_copy(printed: str, picture: str, target: str) -> None:
    """The reading copy of a print, or of the picture."""
    make(Path(printed), Path(picture), Path(target))


FAULT = 255
_COLLECT_AFTER = 100_000
"""Objects. A fork lives for a moment; it needn't look for garbage as often as others."""
WORK: dict[str, Callable[..., None]] = {"picture": put_together, "reading_copy": reading_copy}


def main() -> None:
    """Answer until standard input ends."""
    running: dict[int, int] = {}
    get_ready()
    gc.freeze()  # what is read now stays; the forks needn't look through it

    def reap(_sign: int, _frame: FrameType | None) -> None:
        while running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            os.write(1, f"{running.pop(pid)} {os.waitstatus_to_exitcode(status)}\n".encode())

    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        number, name, arguments = json.loads(line)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # the number must be known before the end is
        pid = os.fork()
        if not pid:
            _do(WORK[name], arguments)
        running[pid] = number
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _do(work: Callable[..., None], arguments: list[str | int]) -> None:
    """The fork's whole life; it ends with the error number where the disk refused, else 255 for any fault."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    gc.set_threshold(_COLLECT_AFTER)
    code = FAULT
    try:
        work(*arguments)
        code = 0
    except OSError as fault:
        code = fault.errno or FAULT
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
