"""TikTok: a profile's films, a film with its comments."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post='[data-e2e="user-post-item"], [data-e2e="browse-video"], [data-e2e="recommend-list-item-container"]',
    comment='[class*="DivCommentItemContainer"], [class*="DivCommentItemWrapper"], [class*="DivReplyItem"]',
    author='[data-e2e="browse-username"], [data-e2e^="comment-username"], [data-e2e="video-author-uniqueid"]',
    text='[data-e2e="browse-video-desc"], [data-e2e="video-desc"], [data-e2e="comment-level-1"], [data-e2e="comment-level-2"], [data-e2e="user-post-item-desc"]',
    native=(("post", r"/(?:video|photo)/(\d+)"),),
    strict=False,
)

VISITING = Visiting(
    items='[data-e2e="user-post-item"], [data-e2e="comment-level-1"], [class*="DivCommentItemContainer"]',
    more_texts=("Visa fler", "Visa svar", "View more", "View replies"),
)

WALLS = Walls(
    login_selectors=('[data-e2e="login-modal"] form',),
    login_urls=(r"tiktok\.com/login",),
)

PLATFORM = described(
    key="tiktok",
    name=Text("TikTok", "TikTok"),
    version=VERSION,
    hosts=("tiktok.com",),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
