"""Performs one order in a process of its own, watched from outside.

The browser, the rules and everything a page may have done to them end with that process: the daemon stays small while
nothing is due, a crash takes one order with it and no more, and an order that never ends is ended. The process runs
`jobs.daemon.order` and answers with one line of JSON.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from jobs.daemon.attempts import Ending
from jobs.daemon.worker import Result
from storage.database.orders import Order

UNEXPECTED = "oväntat_fel"
OVER_TIME = "tidsgräns"
TOLD_TO_END = (-signal.SIGTERM, -signal.SIGINT)
"""Ended by one of these: whoever stops the service stopped the order with it; it says nothing of the account."""
GRACE_SECONDS = 10.0
"""How long a process that is told to end gets before it is killed."""


@dataclass
class Apart:
    """Callable with an order. `limit_seconds`: longer than this and the process is ended."""

    config_file: Path
    limit_seconds: float
    command: tuple[str, ...] = (sys.executable, "-P", "-m", "jobs.daemon.order")
    _running: subprocess.Popen[str] | None = None
    _abandoned: threading.Event = field(default_factory=threading.Event)

    def __call__(self, order: Order) -> Result:
        """Perform an order and wait for it; every way the process can end is a Result."""
        # What it is about may be the address of something secret; a command line can be read by everybody on the machine.
        command = [*self.command, str(self.config_file), order.kind, order.ordered_by]
        # A session of its own: Ctrl-C in the terminal stops the daemon, which lets the running capture finish.
        self._running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            if self._abandoned.is_set():
                self._end(self._running)
            said, _ = self._running.communicate(order.argument, timeout=self.limit_seconds)
        except subprocess.TimeoutExpired:
            self._end(self._running)
            return Result(Ending.FAILED, OVER_TIME)
        finally:
            code = self._running.returncode
            self._running = None
        if (self._abandoned.is_set() and code != 0) or code in TOLD_TO_END:
            return Result(Ending.STOPPED, Ending.STOPPED.value)
        return read_answer(said, code)

    def abandon(self) -> None:
        """End the running order; it counts as stopped, to be taken up again."""
        self._abandoned.set()
        running = self._running
        if running is not None:
            self._end(running)

    def _end(self, process: subprocess.Popen[str]) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is not None:
                return
            os.killpg(process.pid, sign)
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                continue


def read_answer(said: str, code: int | None) -> Result:
    """The Result in the last line a process wrote; an unexpected end where there is none."""
    last = said.strip().rpartition("\n")[2]
    try:
        answer = json.loads(last)
        return Result(Ending(answer["ending"]), str(answer["outcome"]), str(answer["said"]))
    except (ValueError, KeyError, TypeError):
        return Result(Ending.FAILED, UNEXPECTED, f"processen slutade med kod {code} utan svar")
