"""Makes a browser's print PDF/A-2b (ISO 19005-2), or the picture where the print can't be passed.

Runs in a process of its own (`craft.py`): pikepdf's validator takes warnings given anywhere in a process for faults of the
document, and a large print takes memory that should come back. So it imports little.
"""

from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import pdfa

from archiver.images import as_pdf


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


def get_ready() -> None:
    """Read the validator's tables once, with an empty page, before the process is forked."""
    with pikepdf.new() as document:
        document.add_blank_page()
        pdfa.save(document, BytesIO(), "2b")


def _without_structure_links(document: pikepdf.Pdf) -> None:
    """Take `/SE` out of the outline, which ISO 19005-2's validator does not know."""
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/SE" in thing and "/Title" in thing:
            del thing["/SE"]
