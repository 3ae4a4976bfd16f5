"""The reading copy is PDF/A, with the page's text where the browser's print can be passed."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa
from PIL import Image, ImageChops

from archiver.capture.archival import archival, make
from archiver.capture.browser import Browser, Look
from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed
from archiver.capture.scripts import script
from archiver.images import as_pdf
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Site
from tests.archiver.capture.test_picture import jpeg

Go = Callable[..., Capture]


def passed(path: Path) -> bool:
    return not pdfa.validate_written(path, "2b").findings


def test_reading_copy_is_pdf_a_with_the_structure_of_the_page(site: Site, capture: Go) -> None:
    site.page("/bild.png", jpeg((200, 10, 10)), media_type="image/png")
    site.page(
        "/",
        "<!doctype html><html lang=sv><meta charset=utf-8><title>Kommunen</title><h1>Räksmörgås 😀</h1><article id=a>"
        "<h2>Ett inlägg</h2><a href='https://exempel.se/'>länk</a></article><img src=/bild.png><p style='margin-top:3000px'>Längst ned</p>",
    )
    done = capture("/")
    copy = done.folder / "page.pdf"
    assert passed(copy)
    with pikepdf.open(copy) as document:
        assert "/StructTreeRoot" in document.Root
        assert len(document.pages) >= 2
        shown = "".join(str(one.get("/Alt", "")) for one in document.objects if isinstance(one, pikepdf.Dictionary))
    assert "😀" in shown
    assert not any("Läskopian" in why for why in done.result.reach.remarks)


def test_picture_stands_in_where_the_print_cannot_be_passed(tmp_path: Path) -> None:
    picture, broken, target = tmp_path / "page.png", tmp_path / "printed.pdf", tmp_path / "page.pdf"
    Image.new("RGB", (600, 2000), (10, 99, 10)).save(picture)
    broken.write_bytes(b"%PDF-1.7 trasig")
    make(broken, picture, target)
    assert passed(target)
    with pikepdf.open(target) as document:
        assert len(document.pages) == 3


def test_what_the_validator_does_not_pass_is_no_reading_copy(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.Contents = document.make_stream(b"BT /F1 12 Tf (x) Tj ET")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        document.save(source)
    with pytest.raises(pdfa.PdfaError):
        archival(source, tmp_path / "b.pdf")


def test_sheets_hold_the_whole_picture(tmp_path: Path) -> None:
    Image.new("RGB", (100, 500)).save(tmp_path / "page.png")
    as_pdf(tmp_path / "page.png", tmp_path / "page.pdf")
    with pikepdf.open(tmp_path / "page.pdf") as document:
        heights = [float(page.mediabox[3]) for page in document.pages]
    assert sum(heights) == pytest.approx(500 * 72 / 96, rel=0.01)


def test_cut_pictures_look_the_same_when_they_are_drawn_whole(browser: Browser, site: Site) -> None:
    """What `uncrop.js` changes before printing is not seen: shape, corners, place, the text around."""
    half = Image.new("RGB", (300, 100), "white")
    half.paste("navy", (150, 0, 300, 100))
    half.save(data := BytesIO(), "PNG")
    site.page("/b.png", data.getvalue(), media_type="image/png")
    page = site.page(
        "/",
        "<style>img{object-fit:cover}</style><div style='display:flex'><img src=b.png style='flex:1;height:90px'><p>bredvid</p></div>"
        "<p>Hej <img src=b.png width=60 height=60 style='border-radius:50%'> där</p><img src=b.png style='float:left' width=40 height=80>"
        "<img src=b.png width=90 height=40 style='border:3px solid red;object-position:right'><p>text</p>",
    )
    before, after, changed = browser.run(_looked_at(browser, page, f"127.0.0.1:{site.port}"), 60.0)
    assert changed == 3  # the framed one is left alone
    one, other = (Image.open(BytesIO(shot)).convert("L") for shot in (before, after))
    assert sum(ImageChops.difference(one, other).histogram()[48:]) < 200  # smoothing at the edges


async def _looked_at(browser: Browser, url: str, host: str) -> tuple[bytes, bytes, int]:
    gate = Gate(Allowed((host,)), 1_000_000)
    await gate.open()
    async with browser.context(Look(gate.address, (500, 400), "sv-SE", "Europe/Stockholm")) as context:
        page = await context.new_page()
        await page.goto(url)
        before = await page.screenshot()
        changed = await page.evaluate(script("uncrop"), None)
        after = await page.screenshot()
    await gate.close()
    return before, after, changed
