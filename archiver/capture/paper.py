"""Prints a page for reading, and has the print made PDF/A in the workshop (`archival.py`)."""

import asyncio
from base64 import b64decode
from pathlib import Path

from archiver.capture.tab import Tab
from archiver.capture.workshop import Workshop

_PRINT_SECONDS = 60.0
_PICTURES_SECONDS = 0.2
"""For the browser to decode the pictures of emoji."""
_INCH_PIXELS = 96
_SHEET = 2**0.5
"""Height to width, as an A4 sheet's (ISO 216)."""


async def printed(tab: Tab, width: int, target: Path) -> None:
    """Print the page as it looks on the screen, on sheets as wide as it is, into `target`."""
    sheet = {
        "paperWidth": width / _INCH_PIXELS,
        "paperHeight": width * _SHEET / _INCH_PIXELS,
        **dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0),
        "printBackground": True,
        "generateTaggedPDF": True,
        "transferMode": "ReturnAsStream",
    }
    await tab.ask("uncrop", None)
    if await tab.ask("emoji", None):
        await asyncio.sleep(_PICTURES_SECONDS)
    await tab.within(5.0, tab.page.emulate_media(media="screen"))
    answer = await tab.within(_PRINT_SECONDS, tab.cdp.send("Page.printToPDF", sheet))
    await tab.within(_PRINT_SECONDS, _read(tab, answer["stream"], target))


async def made(workshop: Workshop, source: Path, picture: Path, target: Path) -> bool:
    """Make the reading copy from the print, or from the picture where the print can't be passed; False when neither can."""
    return await workshop.do("reading_copy", str(source), str(picture), str(target)) == 0


async def _read(tab: Tab, stream: str, target: Path) -> None:
    with target.open("wb") as file:
        while True:
            piece = await tab.cdp.send("IO.read", {"handle": stream, "size": 4_000_000})
            data = piece["data"]
            file.write(_decoded(data, bool(piece.get("base64Encoded"))))
            if piece["eof"]:
                break
    await tab.cdp.send("IO.close", {"handle": stream})


def _decoded(data: str, is_base64: bool) -> bytes:
    return b64decode(data) if is_base64 else data.encode("latin-1")
