"""Any page that no other platform owns: read by what it says about itself, then by structure."""

from archiver.extract.drafts import Found, together
from archiver.extract.readers.structure import read_structure
from archiver.platforms.platform import Platform, SavedPage
from archiver.text import Text


def read(page: SavedPage) -> Found:
    """Everything the general readers find on a page and in its frames."""
    main = read_structure(page)
    frames = [read_structure(frame, inside_frame=bool(main.drafts)) for frame in page.frames]
    return together([main, *frames])


PLATFORM = Platform(
    key="generic",
    name=Text("Annan webbsida", "Other web page"),
    version="2026-11",
    hosts=(),
    read=read,
)
