"""PDF and pictures taken by hand: that they are what they seem to be, and can be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, ImageFile, UnidentifiedImageError

from archiver.errors.usage import ImportFault
from archiver.images import PNG_LEVEL
from archiver.text import Text

MOST_PIXELS = 200_000_000
PICTURES = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "GIF": ("gif", "image/gif")} | {
    "WEBP": ("webp", "image/webp"),
    "TIFF": ("tif", "image/tiff"),
}
NO_PDF = Text("filen är ingen hel PDF", "the file is not a whole PDF")
LOCKED = Text("PDF-filen är låst med lösenord", "the PDF is locked with a password")
NO_PICTURE = Text("filen är ingen hel bild", "the file is not a whole picture")
GIANT = Text(
    f"bilden är större än {MOST_PIXELS // 1_000_000} miljoner bildpunkter",
    f"the picture is larger than {MOST_PIXELS // 1_000_000} million pixels",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was tried: how its name should end, its media type, its pages or 1."""

    ending: str
    media_type: str
    pages: int


def pdf(file: Path) -> Paper:
    """A PDF that opens. Raises ImportFault."""
    try:
        with pikepdf.open(file) as document:
            return Paper("pdf", "application/pdf", len(document.pages))
    except pikepdf.PasswordError as fault:
        raise ImportFault(file=file, place="-", what=LOCKED) from fault
    except (pikepdf.PdfError, OSError, ValueError) as fault:
        raise ImportFault(file=file, place="-", what=NO_PDF) from fault


@contextmanager
def _to_the_end() -> Iterator[None]:
    """A picture that is cut off is refused, though a library in the same process asks Pillow to bear with such."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def picture(file: Path, master: Path | None = None) -> Paper:
    """A picture whose every pixel can be read; with `master` also written there as PNG, for showing. Raises ImportFault."""
    try:
        with Image.open(file, formats=list(PICTURES)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ImportFault(file=file, place="-", what=GIANT)
            with _to_the_end():
                opened.load()
            ending, media_type = PICTURES[str(opened.format)]
            if master is not None:
                opened.convert("RGB").save(master, "PNG", compress_level=PNG_LEVEL)
            return Paper(ending, media_type, 1)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as fault:
        raise ImportFault(file=file, place="-", what=NO_PICTURE) from fault
