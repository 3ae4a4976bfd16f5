"""Takes the evidence of a page that is opened up: picture, documents, text, layout and reading copy, of one frozen state."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from archiver.capture import frames, masking, paper, picture, save, words
from archiver.capture.browser import BrowserError
from archiver.capture.scene import Scene, Seen
from archiver.errors.outside import TimedOut

_PICTURES_MILLISECONDS = 6000
_LAST_BODIES_SECONDS = 3.0
_PRINTED_PIXELS = 60_000
"""A longer page is not printed by the browser, which takes minutes; its reading copy is made of the picture."""
_PRINTED_SECONDS = 20.0
"""With less time left, neither."""


async def take(scene: Scene, folder: Path, seen: Seen, at: datetime, raw: bytes, *, reading_copy: bool) -> None:
    """Leave the evidence of the page shown now in `folder`: `page.*`, `layout.json`, `frames/`.

    Args:
        at: when the page was asked for.
        raw: the document as the server sent it, empty where the browser could not give it.
        reading_copy: whether to make a PDF/A too.
    """
    tab, limits = scene.tab, scene.order.limits
    await frames.grow(tab)
    wanted = scene.order.platform.visiting.items or words.ITEM_GUESSES
    size = await tab.ask("pin", {"most": _PICTURES_MILLISECONDS, "wanted": wanted}, 60.0)
    width, whole = int(size["width"]), int(size["height"])
    height = min(whole, limits.height_pixels)
    if size["waiting"]:
        seen.lacking.append(f"{size['waiting']} bilder hann inte komma.")
    if size["whole"] > width + 1:
        seen.lacking.append(f"Bilden är {width} bildpunkter bred; sidan är {size['whole']:.0f}.")
    seen.pictures = int(size["pictures"])
    documents = await save.read(tab, limits, scene.order.platform.visiting)
    asked_before = datetime.now(UTC)
    await tab.freeze()  # not before: frames that run no scripts can't be asked
    seen.not_reached += documents.not_reached
    if documents.vanished:
        seen.lacking.append(
            f"{len(documents.vanished)} inlägg togs bort ur sidan medan den rullades; de finns i texten men inte på bilden."
        )
    scene.recording.pages.append(save.entry(documents, at, scene.recording.known))
    if raw:
        scene.beside(asyncio.to_thread(_write_raw, raw, scene.recording.known, folder / "page.raw.html"))
    scene.beside(_write(scene, documents, folder, (width, height), at, asked_before, sparing=not reading_copy))
    if height < whole:
        await tab.ask("trim", {"tallest": height}, 60.0)
    place = Path(tempfile.mkdtemp(prefix="tiles-", dir=scene.workplace))
    tiles = await picture.tiled(tab, width, height, place)
    reached = picture.reached(tiles, height)
    mastering = scene.beside(picture.put_together(scene.workshop, tiles, width, height, folder / "page.png"))
    if reading_copy:
        printed = place / "printed.pdf"
        if reached < _PRINTED_PIXELS and tab.remaining > _PRINTED_SECONDS:
            await _print(scene, width, printed)
        scene.beside(_read_copy(scene, mastering, printed, folder, seen))
    if reached < whole:
        seen.lacking.append(f"Bilden slutar vid {reached} av {whole} bildpunkter.")


async def _print(scene: Scene, width: int, target: Path) -> None:
    """Print the page; where the browser can't, the reading copy is made of the picture."""
    try:
        await paper.printed(scene.tab, width, target)
    except (BrowserError, TimedOut):
        if scene.tab.remaining <= 0:
            raise


async def _read_copy(scene: Scene, mastering: "asyncio.Task[None]", printed: Path, folder: Path, seen: Seen) -> None:
    """Have the reading copy made. It may need the picture, so that comes first where there is no print."""
    if not printed.is_file():
        await asyncio.wait({mastering})
    made = await paper.made(scene.workshop, printed, folder / "page.png", folder / "page.pdf")
    if not made and printed.is_file():
        await asyncio.wait({mastering})
        made = await paper.made(scene.workshop, printed, folder / "page.png", folder / "page.pdf")
    if not made:
        seen.lacking.append("Läskopian (PDF/A) gick inte att göra.")


async def _write(
    scene: Scene,
    documents: save.Documents,
    folder: Path,
    size: tuple[int, int],
    at: datetime,
    asked_before: datetime,
    *,
    sparing: bool,
) -> None:
    await scene.recorder.done(_LAST_BODIES_SECONDS)
    pictures = scene.recording.pictures(sparing=sparing)
    await asyncio.to_thread(save.write, documents, folder, size, pictures, at, scene.recording.known)
    if answers := await asyncio.to_thread(scene.recording.answers, asked_before):
        await asyncio.to_thread(save.write_answers, answers, folder / "page.data.json")


def _write_raw(raw: bytes, known: masking.Known, target: Path) -> None:
    text = raw.decode("utf-8", "replace")  # Chromium hands text over as UTF-8, whatever it came in
    target.write_text(known.over(masking.masked_page(text)), "utf-8", "replace")
