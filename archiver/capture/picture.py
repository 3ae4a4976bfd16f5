"""Takes the full-page picture: tiles by the browser, one PNG of any height stitched in a process of its own.

Chromium repeats a page from the top past 16,384 pixels where a GPU texture draws it, so no tile is taller than 10,000.
Stitching a page takes a hundred megabytes that Python does not give back; the process that does it ends with them.
"""

import asyncio
import base64
import sys
from pathlib import Path

from archiver.capture.browser import CDPSession
from archiver.capture.tab import Tab
from archiver.errors import StorageFault

TILE_PIXELS = 10_000
_TILE_SECONDS = 60.0
_STITCH_SECONDS = 120.0


async def take(tab: Tab, width: int, height: int, tiles: Path) -> tuple[Path, ...]:
    """Picture the page from its top to `height` CSS pixels, as tiles in the folder `tiles`, from the top down."""
    paths = []
    for number, top in enumerate(range(0, height, TILE_PIXELS)):
        data = await tab.within(_TILE_SECONDS, _shoot(tab.cdp, width, top, min(TILE_PIXELS, height - top)))
        path = tiles / f"{number}.png"
        path.write_bytes(data)
        paths.append(path)
    return tuple(paths)


async def stitch(tiles: tuple[Path, ...], target: Path) -> None:
    """Put tiles together into the preservation master (`archiver.images.stitch`), in a process of its own."""
    command = [sys.executable, "-m", "archiver.images", str(target), *(str(tile) for tile in tiles)]
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    try:
        async with asyncio.timeout(_STITCH_SECONDS):
            _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    except TimeoutError as fault:
        process.kill()
        raise StorageFault(what=f"{_STITCH_SECONDS:.0f} s", where=target.name) from fault
    if process.returncode:
        raise StorageFault(what=said.decode("utf-8", "replace").strip().splitlines()[-1:], where=target.name)


async def _shoot(cdp: CDPSession, width: int, top: int, height: int) -> bytes:
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
    answer = await cdp.send(
        "Page.captureScreenshot",
        {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip},
    )
    return base64.b64decode(answer["data"])
