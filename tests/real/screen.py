"""A screen that nobody sees (Xvfb) with a keyboard and a mouse (xdotool), both of Debian."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.real.cache import Unavailable

SIZE = (1400, 1000)


@dataclass(frozen=True, slots=True)
class Screen:
    """A running screen; `display` is its `$DISPLAY`."""

    display: str

    def hand(self, *words: str) -> None:
        """Let the keyboard or the mouse do something, in xdotool's words."""
        subprocess.run(["xdotool", *words], env=os.environ | {"DISPLAY": self.display}, check=True, timeout=30)


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen of its own. Raises Unavailable where the machine has none (`.ci/screen` installs it)."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        raise Unavailable("Debian's xvfb and xdotool are not installed")
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        if not number:
            raise Unavailable("Xvfb did not start")
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait(20)
