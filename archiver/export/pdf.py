"""HTML to PDF/A-2b, tagged and in Swedish. The only room that knows WeasyPrint and pikepdf's PDF/A.

WeasyPrint lays out and tags; pikepdf takes away the three things ISO 19005-2 forbids or its validator can't judge, and
writes nothing that its validator does not pass. No clock and no chance: the same page gives the same bytes on the same
fonts. The page can reach nothing but the pictures handed in, whatever a captured text says (law 6).
"""

import gc
import io
import re
import time
from collections.abc import Mapping
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import pdfa
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from archiver.errors.error import SomearkivError
from archiver.text import Text

PICTURES = "evidence:"
"""How a page names a picture handed in: `evidence:<name>`."""

_AGAIN_AFTER = (0.0, 0.1, 0.3, 1.0)
"""Seconds before a page is judged again."""

_NOTDEF = re.compile(r"codes select the \.notdef glyph: ([0-9, ]+)")
_MAPPED = re.compile(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", re.MULTILINE)


class PdfFault(SomearkivError):
    """Facts: what (the validator's rule numbers, never the text)."""

    says = Text("En PDF kunde inte göras arkivsäker (PDF/A): {what}.", "A PDF could not be made PDF/A: {what}.")
    advice = Text(
        "Rapportera det till driften; handlingen själv är orörd.", "Report it; the record itself is untouched."
    )


class _Pictures(URLFetcher):  # type: ignore[misc]
    """Answers for the pictures handed in and for nothing else in the world."""

    def __init__(self, pictures: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=(), fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if not url.startswith(PICTURES) or url.removeprefix(PICTURES) not in self._pictures:
            raise ValueError("a page may reach nothing but its own pictures")
        data = self._pictures[url.removeprefix(PICTURES)].read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": "image/png"})


class Press:
    """Makes PDFs; keeps the fonts it has read, which is most of the time a page takes."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()

    def pdf_a(self, html: str, pictures: Mapping[str, Path] | None = None) -> bytes:
        """One HTML document as PDF/A-2b. Characters that no font on the machine has are written as `[U+E000]`.

        Raises: PdfFault when the validator does not pass it.
        """
        laid_out = self._laid_out(html, pictures or {})
        try:
            return _validated(laid_out)
        except pdfa.PdfaError as fault:
            missing = _missing(fault, laid_out)
            if not missing:
                raise PdfFault(what=_rules(fault)) from fault
        try:
            return _validated(self._laid_out(_spelled(html, missing), pictures or {}))
        except pdfa.PdfaError as fault:
            raise PdfFault(what=_rules(fault)) from fault

    def _laid_out(self, html: str, pictures: Mapping[str, Path]) -> bytes:
        document = HTML(string=html, url_fetcher=_Pictures(pictures))
        try:
            laid_out: bytes = document.write_pdf(pdf_variant="pdf/a-2b", pdf_tags=True, font_config=self._fonts)
        except FatalURLFetchingError as fault:
            raise PdfFault(what=Text("en bild saknas", "a picture is missing")) from fault
        return laid_out


def _validated(laid_out: bytes) -> bytes:
    """The PDF passed by the validator, judged again when it may have heard something that wasn't about the page.

    pikepdf 10.17 (`pdfa/_content.py`) takes every warning given anywhere in the process meanwhile, such as that of a socket
    being collected in another thread, for a fault of the page. A page that really is at fault fails each time.
    """
    for wait_seconds in _AGAIN_AFTER:
        try:
            return _judged(laid_out)
        except pdfa.PdfaError as fault:
            if {one.rule for one in fault.report.findings} != {"pikepdf:content-parse"}:
                raise
        gc.collect()
        time.sleep(wait_seconds)
    return _judged(laid_out)


def _judged(laid_out: bytes) -> bytes:
    """The PDF without smoothed pictures (ISO 19005-2 §6.2.8) and empty resource lists, passed by the validator."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(laid_out)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                _tidy(thing)
        if "/ID" in document.trailer:
            del document.trailer["/ID"]  # a digest of the page before it was tidied; the save makes its own
        pdfa.save(document, written, "2b", repair=False, deterministic_id=True)
    return written.getvalue()


def _tidy(thing: pikepdf.Dictionary | pikepdf.Stream) -> None:
    for key in ("/Pattern", "/Shading"):
        held = thing.get(key)
        if isinstance(held, pikepdf.Dictionary) and len(held) == 0:
            del thing[key]
    if thing.get("/Subtype") == "/Image" and "/Interpolate" in thing:
        del thing["/Interpolate"]
    font = thing.get("/FontFile2")
    if isinstance(font, pikepdf.Stream):
        font.write(_without_clock(font.read_bytes()))


def _without_clock(font: bytes) -> bytes:
    """A font program whose emoji were taken out says when that was done; it gets the day the font itself was made."""
    with TTFont(io.BytesIO(font), recalcTimestamp=False, lazy=True) as program:
        if program["head"].modified == program["head"].created or program.reader["glyf"].strip(b"\0"):
            return font
        program["head"].modified = program["head"].created
        written = io.BytesIO()
        program.save(written, reorderTables=False)
    return written.getvalue()


def _missing(fault: pdfa.PdfaError, laid_out: bytes) -> frozenset[str]:
    """The characters for which no font had a glyph, read back from the fonts' own tables."""
    codes = {
        int(code) for one in fault.report.findings for run in _NOTDEF.findall(one.message) for code in run.split(",")
    }
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(laid_out)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                for code, text in _MAPPED.findall(thing.ToUnicode.read_bytes().decode("ascii")):
                    if int(code, 16) in codes:
                        found.update(bytes.fromhex(text).decode("utf-16-be", "replace"))
    return frozenset(one for one in found if ord(one) > 0x7F or ord(one) < 0x20)


def _spelled(html: str, missing: frozenset[str]) -> str:
    return "".join(f"[U+{ord(one):04X}]" if one in missing else one for one in html)


def _rules(fault: pdfa.PdfaError) -> str:
    return ", ".join(sorted({one.rule for one in fault.report.findings}))
