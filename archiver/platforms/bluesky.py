"""Bluesky: profile and thread pages of the web client."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post='[data-testid^="feedItem-by-"], [data-testid^="postThreadItem-by-"]',
    text='[data-testid="postText"], [data-word-wrap]',
    permalink='a[href*="/post/"][aria-label], a[href*="/post/"][data-tooltip]',
    native=(("post", r"/post/(\w+)"),),
    strict=False,
)

VISITING = Visiting(
    items='[data-testid^="feedItem-by-"], [data-testid^="postThreadItem-by-"]',
    more_texts=("Visa fler svar", "Show more replies", "Visa mer", "Show more"),
)

WALLS = Walls(
    login_selectors=('[data-testid="loginForm"]',),
)

PLATFORM = described(
    key="bluesky",
    name=Text("Bluesky", "Bluesky"),
    version=VERSION,
    hosts=("bsky.app", "bsky.social"),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
