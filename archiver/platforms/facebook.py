"""Facebook: pages as the web shows them, the light mobile pages, and pages saved in earlier years."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post="""div[role="feed"] > div > div [role="article"]:not([aria-label]), [role="article"][aria-posinset],
        article[data-ft], div[data-ft].story_body_container, .userContentWrapper, #m_story_permalink_view > div:first-child""",
    comment="""[role="article"][aria-label^="Kommentar"], [role="article"][aria-label^="Svar"],
        [role="article"][aria-label^="Comment"], [role="article"][aria-label^="Reply"], .UFIComment""",
    text="""[data-ad-preview="message"], [data-ad-comet-preview="message"], [data-ad-rendering-role="story_message"],
        .userContent, .UFICommentBody""",
    time="abbr[data-utime], .timestampContent",
    native=(
        ("comment", r"[?&]reply_comment_id=([\w-]+)"),
        ("comment", r"[?&]comment_id=([\w-]+)"),
        ("post", r"story_fbid=([\w-]+)|/posts/(?:[^/?]*/)?(pfbid\w+|\d+)|/permalink/(\d+)|/permalink\.php\?.*id=(\d+)"),
        ("video", r"/videos/(?:[^/?]*/)?(\d+)|/reel/(\d+)|[?&]v=(\d+)"),
        ("photo", r"[?&]fbid=(\d+)|/photos/(?:[^?]*/)?(\d+)"),
    ),
    answered=(("comment", r"[?&]comment_id=([\w-]+)&(?:.*&)?reply_comment_id="),),
    strict=False,
)

VISITING = Visiting(
    items='[role="article"]',
    more_texts=(
        "Visa fler kommentarer",
        "Visa tidigare kommentarer",
        "Visa alla svar",
        "Visa fler svar",
        "Se mer",
        "Visa mer",
        "View more comments",
        "View previous comments",
        "View all replies",
        "See more",
    ),
    consent_no=(
        '[data-cookiebanner="accept_only_essential_button"]',
        '[aria-label="Avvisa valfria cookies"]',
        '[aria-label="Decline optional cookies"]',
    ),
)

WALLS = Walls(
    login_selectors=("form#login_form", 'form[action*="/login/"] input[name="pass"]'),
    login_urls=(r"facebook\.com/login", r"facebook\.com/checkpoint"),
)

PLATFORM = described(
    key="facebook",
    name=Text("Facebook", "Facebook"),
    version=VERSION,
    hosts=("facebook.com", "fb.com", "fb.me"),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
