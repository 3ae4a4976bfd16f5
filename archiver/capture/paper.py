"""Makes the reading copy of a capture: PDF/A-2b (ISO 19005-2), with text as the browser prints it where that can be passed.

Runs in a process of its own (`python -m archiver.capture.paper PRINTED PICTURE TARGET`): pikepdf's validator takes warnings
given anywhere in a process for faults of the document, and a large print takes memory that should come back.
"""

import asyncio
import sys
from base64 import b64decode
from contextlib import suppress
from pathlib import Path

import pikepdf
from pikepdf import pdfa

from archiver.capture.tab import Tab
from archiver.images import as_pdf

_PRINT_SECONDS = 60.0
_PICTURES_SECONDS = 0.2
"""For the browser to decode the pictures of emoji."""
_PROCESS_SECONDS = 120.0
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
    if await tab.ask("emoji", None):
        await asyncio.sleep(_PICTURES_SECONDS)
    await tab.within(5.0, tab.page.emulate_media(media="screen"))
    answer = await tab.within(_PRINT_SECONDS, tab.cdp.send("Page.printToPDF", sheet))
    await tab.within(_PRINT_SECONDS, _read(tab, answer["stream"], target))


async def made(source: Path, picture: Path, target: Path) -> bool:
    """Make the reading copy from the print, or from the picture where the print can't be passed; False when neither can."""
    command = [sys.executable, "-m", "archiver.capture.paper", str(source), str(picture), str(target)]
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PROCESS_SECONDS):
                await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode == 0


def make(source: Path, picture: Path, target: Path) -> None:
    """The reading copy from the print, or from the picture where the print is missing or can't be passed."""
    try:
        archival(source, target)
    except (pdfa.PdfaError, pikepdf.PdfError, OSError):
        pages = source.with_suffix(".pictures.pdf")
        as_pdf(picture, pages)
        archival(pages, target)


def archival(source: Path, target: Path) -> None:
    """A browser's print as PDF/A-2b. Raises pdfa.PdfaError when the validator does not pass it."""
    with pikepdf.open(source) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" and "/ColorTransform" in thing:
                del thing["/ColorTransform"]  # belongs in DecodeParms; Skia writes it here, where it says nothing
        if "/MarkInfo" in document.Root and "/Type" in document.Root.MarkInfo:
            del document.Root.MarkInfo["/Type"]
        if "/ViewerPreferences" in document.Root:
            del document.Root["/ViewerPreferences"]
        _without_structure_links(document)
        pdfa.save(document, target, "2b")


def _without_structure_links(document: pikepdf.Pdf) -> None:
    """Take `/SE` out of the outline, which ISO 19005-2's validator does not know."""
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/SE" in thing and "/Title" in thing:
            del thing["/SE"]


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


if __name__ == "__main__":
    make(*(Path(one) for one in sys.argv[1:4]))
