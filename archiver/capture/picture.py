"""Takes the full-page picture: tiles by the browser, put together as one PNG of any height in the workshop.

Chromium repeats a page from the top past 16,384 pixels where a GPU texture draws it, so no tile is taller than 16,000. Nor
lower: for each, the browser lays the page out and draws it anew, and most pages are one tile.
"""

import asyncio
import base64
import os
from pathlib import Path

from archiver.capture.browser import CDPSession
from archiver.capture.tab import Tab
from archiver.capture.workshop import Workshop
from archiver.errors.operation import StorageFault

TILE_PIXELS = 16_000
_TILE_SECONDS = 60.0


async def tiled(tab: Tab, width: int, height: int, tiles: Path) -> list[tuple[int, Path]]:
    """Picture the page from its top to `height` CSS pixels, or as far as the visit's time lasts, into the folder `tiles`.

    Gives (pixels from the top, file) of each tile.
    """
    taken = []
    for number, top in enumerate(range(0, height, TILE_PIXELS)):
        began = tab.remaining
        data = await tab.within(_TILE_SECONDS, shoot(tab.cdp, width, top, min(TILE_PIXELS, height - top)))
        path = tiles / f"{number}.png"
        await asyncio.to_thread(path.write_bytes, base64.b64decode(data))
        taken.append((top, path))
        if tab.remaining < 2 * (began - tab.remaining):
            break
    return taken


def reached(tiles: list[tuple[int, Path]], height: int) -> int:
    """How far down the page the tiles come, CSS pixels."""
    return min(tiles[-1][0] + TILE_PIXELS, height)


async def put_together(
    workshop: Workshop, tiles: list[tuple[int, Path]], width: int, height: int, target: Path
) -> None:
    """One preservation master of the tiles. Raises StorageFault when it could not be written."""
    code = await workshop.do("picture", str(target), width, height, *(f"{top} {path}" for top, path in tiles))
    if code:
        raise StorageFault(what=os.strerror(code) if 0 < code < 200 else str(code), where=target.name)


async def shoot(cdp: CDPSession, width: int, top: int, height: int) -> str:
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
    answer = await cdp.send(
        "Page.captureScreenshot",
        {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip},
    )
    return str(answer["data"])
