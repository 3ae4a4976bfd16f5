"""PDFs a foreign validator passes, that reach nothing and read aloud in Swedish."""

import io
import threading
import time
import warnings

import pikepdf
import pytest
from pikepdf import pdfa

from archiver.export.pdf import PdfFault, Press
from archiver.export.picture_pdf import picture_pdf
from archiver.records import ItemRecord

PAGE = '<!doctype html><html lang="sv"><head><title>T</title></head><body><h1>Rubrik</h1><p>{text}</p></body></html>'


def verdict(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as document:
        return pdfa.check(document, "2b").verdict


@pytest.mark.parametrize(
    "text",
    ["Å ä ö é", "💡😀👨‍👩‍👧🇸🇪❤️", "مرحبا שלום 你好", "\ue000 \U000e0041 \u0378 a\u200db", "x" * 5000],
    ids=["latin", "emoji", "scripts", "no font", "one long word"],
)
def test_validator_passes_what_people_write(text):
    assert verdict(Press().pdf_a(PAGE.format(text=text))) == "pass"


def test_warnings_from_elsewhere_in_the_process_do_not_spoil_a_page():
    press, done = Press(), threading.Event()
    press.pdf_a(PAGE.format(text="varm"))

    def warn() -> None:
        until = time.monotonic() + 0.4
        while time.monotonic() < until:
            warnings.warn("unclosed socket", ResourceWarning, stacklevel=1)
            time.sleep(0.001)
        done.set()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        thread = threading.Thread(target=warn)
        thread.start()
        made = press.pdf_a(PAGE.format(text="medan någon annan varnar"))
        thread.join()
    assert done.is_set()
    assert verdict(made) == "pass"


def test_character_without_a_font_is_spelled_out():
    with pikepdf.open(io.BytesIO(Press().pdf_a(PAGE.format(text="\ue000")))) as document:
        tables = b"".join(one.ToUnicode.read_bytes() for one in document.objects if _has_table(one))
    assert b"<e000>" not in tables
    assert b"<005b>" in tables, "the opening bracket of [U+E000]"


def _has_table(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing


@pytest.mark.parametrize("source", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "evidence:annat"])
def test_page_can_reach_nothing_but_its_own_pictures(source):
    with pytest.raises(PdfFault):
        Press().pdf_a(PAGE.format(text=f'<img src="{source}" alt="x">'))


@pytest.mark.parametrize("size", [(1, 1), (1280, 900), (900, 30_000)])
def test_picture_keeps_every_pixel_on_one_page(shelf, size):
    picture = shelf.picture(ItemRecord, "x", "p.png", "Lampan", size)
    data = picture_pdf(
        Press(), picture, title="Bild", alt="Skärmbild", author="Lillån", made_at=shelf.material().made_at
    )
    assert verdict(data) == "pass"
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == 1
        (image,) = document.pages[0].get_images().values()
        assert (image.Width, image.Height) == size
