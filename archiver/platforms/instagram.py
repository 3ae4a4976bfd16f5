"""Instagram: profile grid, post pages and dialogs."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post='article:has(time), [role="dialog"] article, main a[href*="/p/"]:has(img), main a[href*="/reel/"]:has(img)',
    comment="article ul ul > div li, article ul ul > li, article ul > div > li:not(:first-child)",
    text="""article h1[dir="auto"], article h1 + span[dir="auto"], article h2 + span[dir="auto"],
        article h3 + span[dir="auto"], article h3 ~ div > span[dir="auto"]""",
    native=(
        ("comment", r"/c/\d+/r/(\d+)|/c/(\d+)"),
        ("post", r"/(?:p|reel|tv)/([\w-]+)"),
    ),
    answered=(("comment", r"/c/(\d+)/r/\d+"),),
    strict=False,
)

VISITING = Visiting(
    items='article, a[href*="/p/"], a[href*="/reel/"]',
    more_texts=(
        "Visa fler kommentarer",
        "Läs in fler kommentarer",
        "Visa svar",
        "Load more comments",
        "View replies",
        "mer",
        "more",
    ),
)

WALLS = Walls(
    login_selectors=("form#loginForm",),
    login_urls=(r"instagram\.com/accounts/login", r"instagram\.com/challenge"),
)

PLATFORM = described(
    key="instagram",
    name=Text("Instagram", "Instagram"),
    version=VERSION,
    hosts=("instagram.com", "instagr.am"),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
