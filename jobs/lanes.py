"""The same work done for many things, a few at a time, each lane with tools of its own.

A visit mostly waits, for servers and for scripts; the next account is looked at meanwhile. Lanes share nothing but the
archive: a page that ends its browser ends nobody else's.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from queue import SimpleQueue
from typing import TypeVar

Thing = TypeVar("Thing")
Tool = TypeVar("Tool")
Result = TypeVar("Result")

_TURN_SECONDS = 0.0005
"""How long a lane that computes lets the others wait for the interpreter. Python's own 5 ms comes before each message to and
from a browser, of which a page takes two thousand."""


def side_by_side(
    things: Sequence[Thing],
    tool: Callable[[], AbstractContextManager[Tool]],
    work: Callable[[Tool, Thing], Result],
    lanes: int,
) -> Iterator[Result]:
    """What `work` gives for each thing, in the things' order, `lanes` at a time at most.

    `tool` makes what a lane works with, which is closed in the end. The first exception of `work` rises in its turn; what
    has not begun then is not done. The same when the caller asks for no more.
    """
    lanes = max(1, min(lanes, len(things)))
    with ExitStack() as opened:
        opened.callback(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(_TURN_SECONDS)
        free: SimpleQueue[Tool] = SimpleQueue()
        for _ in range(lanes):
            free.put(opened.enter_context(tool()))

        def one(thing: Thing) -> Result:
            mine = free.get()
            try:
                return work(mine, thing)
            finally:
                free.put(mine)

        pool = ThreadPoolExecutor(lanes, thread_name_prefix="lane")
        opened.callback(pool.shutdown, wait=True, cancel_futures=True)
        for waiting in [pool.submit(one, thing) for thing in things]:
            yield waiting.result()
