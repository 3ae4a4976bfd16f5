"""The same work done for many things, a few at a time, each lane a process of its own with tools of its own.

A visit waits as long as it computes; the next account is looked at meanwhile. Lanes share nothing but the archive: one
that ends, whatever a page did to it, ends nobody else's work, and none waits for another's interpreter.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

MOST_LANES = 8
_EACH_CORE = 3
_EACH_BYTES = 800_000_000
"""What a lane takes with its browser at most, on pages as large as most."""

Thing = TypeVar("Thing")
Tool = TypeVar("Tool")
Result = TypeVar("Result")
Say = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Work(Generic[Tool, Thing, Result]):
    """What lanes do. `tool` and `do` go to other processes: functions of modules, or `partial`s of them."""

    tool: Callable[[Say], AbstractContextManager[Tool]]
    """Makes what a lane works with, closed in the end; given where to tell how far it has come."""
    do: Callable[[Tool, Thing], Result]
    lost: Callable[[Thing], Result]
    """The result of a thing whose lane ended under it."""
    say: Say
    """Told in the caller's thread what the lanes tell."""


@contextmanager
def lanes(work: Work[Tool, Thing, Result], count: int) -> Iterator[Callable[[Sequence[Thing]], Iterator[Result]]]:
    """A function that does the work for things, `count` at a time at most, and gives the results in the things' order.

    The first exception of a tool or of the work rises in its turn; what has not begun then is not done. The same when the
    caller asks for no more. What has begun is waited for at the end.
    """
    idle: list[_Lane] = []
    busy: dict[object, tuple[_Lane, int, Thing]] = {}

    def each(things: Sequence[Thing]) -> Iterator[Result]:
        waiting = deque(enumerate(things))
        ended: dict[int, _Done | _Failed] = {}
        for number in range(len(things)):
            while number not in ended:
                while waiting and len(busy) < count:
                    lane, given = idle.pop() if idle else _Lane(work), waiting.popleft()
                    lane.begin(given[1])
                    busy[lane.pipe] = (lane, *given)
                for pipe in wait([lane.pipe for lane, _, _ in busy.values()]):
                    lane, about, thing = busy[pipe]
                    answer = lane.hear()
                    if isinstance(answer, _Said):
                        work.say(answer.what)
                        continue
                    del busy[lane.pipe]
                    if isinstance(answer, _Done):
                        idle.append(lane)
                    else:
                        lane.end()
                        lane.wait()
                    if isinstance(answer, _Failed):
                        waiting.clear()
                    ended[about] = answer or _Done(work.lost(thing))
            if isinstance(last := ended.pop(number), _Failed):
                raise last.fault
            yield last.result

    try:
        yield each
    finally:
        left = [*idle, *(lane for lane, _, _ in busy.values())]
        for lane in left:
            lane.end()
        for lane in left:
            lane.wait()


def that_fit(memory: Path = Path("/proc/meminfo")) -> int:
    """How many lanes this machine bears: three for each core we may use, as far as the memory that is free now goes."""
    told = dict(line.split(":", 1) for line in memory.read_text("ascii").splitlines())
    room = int(told["MemAvailable"].split()[0]) * 1024 // _EACH_BYTES
    return max(1, min(_EACH_CORE * len(os.sched_getaffinity(0)), room, MOST_LANES))


@dataclass(frozen=True, slots=True)
class _Said:
    what: Any


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any


@dataclass(frozen=True, slots=True)
class _Failed:
    fault: Exception


class _Lane:
    """One lane, seen from the caller's process. The process is started from a server that has read the tool's module."""

    def __init__(self, work: Work[Any, Any, Any]) -> None:
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload([getattr(work.tool, "func", work.tool).__module__])
        self.pipe, theirs = processes.Pipe()
        self._process: ForkServerProcess = processes.Process(target=_run, args=(theirs, work.tool, work.do))
        self._process.start()
        theirs.close()

    def begin(self, thing: object) -> None:
        with suppress(OSError):  # it has ended; `hear` says so
            self.pipe.send(thing)

    def hear(self) -> _Said | _Done | _Failed | None:
        """What it says; None when it has ended."""
        try:
            said: _Said | _Done | _Failed = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return said

    def end(self) -> None:
        """Ask for no more."""
        self.pipe.close()

    def wait(self) -> None:
        self._process.join()


def _run(pipe: Connection, tool: Callable[[Say], AbstractContextManager[Tool]], do: Callable[[Tool, Any], Any]) -> None:
    """The whole life of a lane's process: things come, answers go, until nobody asks for more."""
    alone = threading.Lock()

    def answer(what: _Said | _Done | _Failed) -> None:
        with alone, suppress(OSError):  # nobody listens any more; what has begun is still done
            pipe.send(what)

    with suppress(EOFError, KeyboardInterrupt):
        thing = pipe.recv()
        try:
            with tool(lambda what: answer(_Said(what))) as mine:
                while True:
                    answer(_Done(do(mine, thing)))
                    thing = pipe.recv()
        except EOFError:
            raise
        except Exception as fault:  # noqa: BLE001 (told to whoever asked)
            answer(_Failed(fault))
