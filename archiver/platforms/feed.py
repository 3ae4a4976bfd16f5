"""A blog or site by its feed: RSS, Atom, RDF or JSON Feed, with its pages."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    native=(),
)

VISITING = Visiting()

WALLS = Walls()

PLATFORM = described(
    key="feed",
    name=Text("Blogg eller flöde (RSS/Atom)", "Blog or feed (RSS/Atom)"),
    version=VERSION,
    hosts=(),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
