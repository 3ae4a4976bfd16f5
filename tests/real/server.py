"""Starting and stopping foreign programs on loopback, each with a time limit."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """One foreign program with all of its children in a process group of its own; its words go to `log`."""

    def __init__(
        self, command: Sequence[str | Path], log: Path, *, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.log = log
        with log.open("ab") as words:
            self._process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                cwd=cwd,
                env={**os.environ, **(env or {})},
                start_new_session=True,
            )

    def alive(self) -> bool:
        return self._process.poll() is None

    def last_words(self) -> str:
        return " | ".join(self.log.read_text(errors="replace").strip().splitlines()[-6:])

    def stop(self, seconds: float = 20) -> None:
        """Asks politely, waits, then ends the whole group."""
        if self.alive():
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(5)


def answers(url: str) -> bool:
    """Whether anything answers at `url`, with whatever status."""
    try:
        urllib.request.urlopen(url, timeout=20).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_until_answers(url: str, program: Program, seconds: float = 60) -> None:
    """Raises RuntimeError with the program's last words when it ends or stays silent: that is a failure, not a skip."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not program.alive():
            raise RuntimeError(f"{url} ended at start: {program.last_words()}")
        if answers(url):
            return
        time.sleep(0.1)
    program.stop()
    raise RuntimeError(f"{url} did not answer in {seconds:.0f} s: {program.last_words()}")
