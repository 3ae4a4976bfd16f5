"""What all pages of one visit share, and what came of each."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archiver.capture.consent import ABSENT
from archiver.capture.gate import Gate
from archiver.capture.order import VisitOrder
from archiver.capture.recording import Recording
from archiver.capture.tab import Tab
from archiver.capture.traffic import Recorder
from archiver.capture.workshop import Workshop
from archiver.text import Text


@dataclass
class Seen:
    """What came of one page."""

    url: str
    status: int | None = None
    consent: str = ABSENT
    items: int = 0
    pictures: int = 0
    scrolls: int = 0
    opened: int = 0
    not_reached: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


@dataclass
class Scene:
    """What all pages of one visit share. `workplace` is a folder that goes when the visit ends.

    Work that needs the browser no longer (stitching, writing) goes on beside the next page; `done` waits for it.
    """

    order: VisitOrder
    gate: Gate
    tab: Tab
    recorder: Recorder
    recording: Recording
    workplace: Path
    workshop: Workshop
    now: Callable[[], datetime]
    say: Callable[[Text], None]
    _beside: set[asyncio.Task[None]] = field(default_factory=set)

    def beside(self, work: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        """Let work go on beside the visit."""
        task = asyncio.ensure_future(work)
        self._beside.add(task)
        return task

    async def done(self) -> None:
        """Wait for the work beside; its first fault rises here."""
        while self._beside:
            await asyncio.gather(*self._beside)
            self._beside = {task for task in self._beside if not task.done()}

    def give_up(self) -> None:
        """End the work beside."""
        for task in self._beside:
            task.cancel()
