"""Takes the full-page picture: tiles by the browser, one PNG of any height put together in a process of its own.

Chromium repeats a page from the top past 16,384 pixels where a GPU texture draws it, so no tile is taller than 10,000;
smaller ones let the putting together go on while the next is drawn. A page takes a hundred megabytes that Python does
not give back; the process that puts it together ends with them.
"""

import asyncio
import base64
import sys
from contextlib import suppress
from pathlib import Path

from archiver.capture.browser import CDPSession
from archiver.capture.tab import Tab
from archiver.errors import StorageFault

TILE_PIXELS = 4_000
_TILE_SECONDS = 60.0
_STITCH_SECONDS = 120.0


class Stitching:
    """One picture being put together by `archiver.images` in a process of its own, tile by tile from the top."""

    def __init__(self, target: Path, process: asyncio.subprocess.Process) -> None:
        self._target = target
        self._process = process

    @classmethod
    async def begin(cls, target: Path, width: int, height: int) -> "Stitching":
        """Start the process; it waits for tiles."""
        command = [sys.executable, "-m", "archiver.images", str(target), str(width), str(height)]
        pipe = asyncio.subprocess.PIPE
        return cls(target, await asyncio.create_subprocess_exec(*command, stdin=pipe, stderr=pipe))

    async def take(self, tab: Tab, width: int, height: int, tiles: Path) -> int:
        """Picture the page from its top to `height` CSS pixels, or as far as the visit's time lasts; how far it came.

        Each tile lies in the folder `tiles` for a while.
        """
        for number, top in enumerate(range(0, height, TILE_PIXELS)):
            began = tab.remaining
            data = await tab.within(_TILE_SECONDS, _shoot(tab.cdp, width, top, min(TILE_PIXELS, height - top)))
            path = tiles / f"{number}.png"
            await asyncio.to_thread(path.write_bytes, data)
            self._tell(f"{top} {path}\n")
            if tab.remaining < 2 * (began - tab.remaining):
                return min(top + TILE_PIXELS, height)
        return height

    async def finish(self) -> None:
        """Wait for the picture. Raises StorageFault when it could not be written."""
        try:
            async with asyncio.timeout(_STITCH_SECONDS):
                _, said = await self._process.communicate(b"")
        except TimeoutError as fault:
            raise StorageFault(what=f"{_STITCH_SECONDS:.0f} s", where=self._target.name) from fault
        finally:
            self.give_up()
        if self._process.returncode:
            last = said.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise StorageFault(what="".join(last), where=self._target.name)

    def give_up(self) -> None:
        """End the process, if it has not ended."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()

    def _tell(self, line: str) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(line.encode())


async def _shoot(cdp: CDPSession, width: int, top: int, height: int) -> bytes:
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
    answer = await cdp.send(
        "Page.captureScreenshot",
        {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip},
    )
    return base64.b64decode(answer["data"])
