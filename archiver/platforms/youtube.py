"""YouTube: a channel's films, a film with its comments, community posts."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post="ytd-watch-metadata, ytd-rich-item-renderer, ytd-grid-video-renderer, ytd-video-renderer, ytd-backstage-post-thread-renderer",
    comment="ytd-comment-view-model, ytd-comment-renderer",
    author="#author-text, #channel-name a, ytd-channel-name a",
    time="#published-time-text, #published-timestamp, #info-strings yt-formatted-string, #metadata-line span:last-of-type",
    text="#content-text, #description-inline-expander yt-attributed-string, #title h1, #video-title",
    permalink="#published-time-text a, a#published-time-text, a#video-title-link, a#video-title, a#thumbnail",
    native=(
        ("comment", r"[?&]lc=([\w.-]+)"),
        ("post", r"/post/([\w-]+)|[?&]lb=([\w-]+)"),
        ("video", r"[?&]v=([\w-]{6,})|/shorts/([\w-]+)|youtu\.be/([\w-]+)|/live/([\w-]+)"),
    ),
    strict=False,
)

VISITING = Visiting(
    more=(
        "ytd-comment-replies-renderer #more-replies button",
        "tp-yt-paper-button#more",
        "ytd-text-inline-expander #expand",
    ),
    more_texts=("Visa mer", "svar", "Läs mer", "Show more", "replies", "Read more"),
    consent_no=(
        'button[aria-label^="Avvisa"]',
        'button[aria-label^="Reject"]',
        'form[action*="consent"] button[value="reject"]',
    ),
    items="ytd-rich-item-renderer, ytd-comment-view-model, ytd-comment-renderer, ytd-backstage-post-thread-renderer",
)

WALLS = Walls(
    login_urls=(r"accounts\.google\.com/", r"consent\.youtube\.com/"),
)

PLATFORM = described(
    key="youtube",
    name=Text("YouTube", "YouTube"),
    version=VERSION,
    hosts=("youtube.com", "youtu.be"),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
