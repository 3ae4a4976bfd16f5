"""The log of one change: every small file it writes, one after the other, and at the end what is to be done with them.

One file, flushed once, instead of twenty small ones flushed each by itself: that is what filing costs. Bytes first, in
the order they came; then one line of JSON (the mark); then the length of that line in twenty digits. Files too large for
it lie beside it in the change's folder and are flushed by themselves.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from storage.ocfl import disk

LARGEST_LOGGED = 64 << 10
"""Files up to so many bytes go into the log; larger ones are cheaper to flush than to write twice (measured)."""
LENGTH_DIGITS = 20

Span = tuple[int, int]
"""Where some bytes lie in the log: offset and size."""


@dataclass(frozen=True, slots=True)
class Place:
    """One object version to put in place: `staged` is its folder in the change, `path` the object's under the root,
    `version` its number.

    Every other path is relative to the version's folder: `files` lie in the log, `large` in the change's folder under
    the name given. `inventory` is the version's, in the log; declaration and sidecars follow from it.
    """

    staged: str
    path: str
    version: int
    inventory: Span
    files: Mapping[str, Span]
    large: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a committed change does, in order: versions put in place, then objects purged. `segment` is its number."""

    segment: int
    places: tuple[Place, ...]
    purges: tuple[str, ...]


class Log:
    """A log being written."""

    def __init__(self, path: Path) -> None:
        """Begin a new log. Raises OSError."""
        self._stream = path.open("xb", buffering=1 << 20)
        self._at = 0

    def add(self, data: bytes) -> Span:
        """Some bytes into the log. Raises OSError."""
        self._stream.write(data)
        span = (self._at, len(data))
        self._at += len(data)
        return span

    def finish(self, mark: Mark) -> None:
        """Write the mark and flush all of it to the disk. Raises OSError."""
        with self._stream as stream:
            line = to_json(mark) + b"\n"
            stream.write(line)
            stream.write(b"%0*d" % (LENGTH_DIGITS, len(line)))
            stream.flush()
            disk.flush_open(stream.fileno())

    def close(self) -> None:
        """Let go of the file, finished or not. Raises OSError."""
        self._stream.close()


@dataclass(frozen=True, slots=True)
class FinishedLog:
    """A log read whole: its mark, and the bytes the mark speaks of."""

    mark: Mark
    data: bytes

    def bytes_of(self, span: Span) -> bytes:
        """The bytes at a place of the log."""
        offset, size = span
        return self.data[offset : offset + size]


def read(path: Path) -> FinishedLog:
    """A finished log. Raises OSError, ValueError where it isn't one."""
    data = path.read_bytes()
    length = int(data[-LENGTH_DIGITS:])
    document: dict[str, Any] = json.loads(data[-LENGTH_DIGITS - length : -LENGTH_DIGITS])
    places = tuple(_place(place) for place in document["places"])
    return FinishedLog(Mark(document["segment"], places, tuple(document["purges"])), data)


def _place(document: dict[str, Any]) -> Place:
    files = {path: (offset, size) for path, (offset, size) in document["files"].items()}
    offset, size = document["inventory"]
    return Place(**{**document, "inventory": (offset, size), "files": files})
