"""A picture as PDF/A: one page of the picture's own size, every pixel kept, with words for those who can't see it."""

from datetime import datetime
from pathlib import Path

from archiver.dates import rfc3339
from archiver.export.pages import page
from archiver.export.pdf import PICTURES, Press
from archiver.images import size_of

_POINTS_PER_PIXEL = 0.75
_LONGEST_SIDE = 14_400.0
"""Points (ISO 32000-1 annex C.2): a taller picture is shown smaller, with its pixels unchanged."""


def picture_pdf(press: Press, picture: Path, *, title: str, alt: str, author: str, made_at: datetime) -> bytes:
    """The picture alone on its page. Raises: PdfFault."""
    width, height = size_of(picture)
    scale = min(_POINTS_PER_PIXEL, _LONGEST_SIDE / max(width, height))
    html = page(
        "picture.html",
        title=title,
        author=author,
        created=rfc3339(made_at),
        width=f"{max(width * scale, 3):.3f}",
        height=f"{max(height * scale, 3):.3f}",
        source=f"{PICTURES}picture",
        alt=alt,
    )
    return press.pdf_a(html, {"picture": picture})
