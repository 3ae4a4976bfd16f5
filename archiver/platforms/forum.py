"""Forums: phpBB, vBulletin, XenForo, Discourse, Flarum, SMF, MyBB, Spirit and their like."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    native=(),
    strict=False,
)

VISITING = Visiting(
    items="article, .post, .message, .comment, li.postbit, .topic-post, .PostStream-item",
    more_texts=("Visa fler inlägg", "Visa fler svar", "Load more", "Show more"),
)

WALLS = Walls()

PLATFORM = described(
    key="forum",
    name=Text("Forum", "Forum"),
    version=VERSION,
    hosts=(),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
