"""LinkedIn: an organisation's updates as guests and members see them."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post="""div[data-urn^="urn:li:activity"], .feed-shared-update-v2, article[data-activity-urn], .main-feed-activity-card,
        article[data-id^="main-feed-card"]""",
    comment="article.comments-comment-entity, article.comments-comment-item, section.comment, .comments-reply-item, .comment[data-semaphore-content-urn]",
    author=".update-components-actor__title span[aria-hidden], .update-components-actor__name, .comments-comment-meta__description-title, .comments-post-meta__name-text, .comment__author",
    text=".feed-shared-inline-show-more-text, .update-components-text, .attributed-text-segment-list__content, .comments-comment-item__main-content, .comment__text",
    native=(
        ("comment", r"commentUrn=urn(?:%3A|:)li(?:%3A|:)comment(?:%3A|:)[^&]*?(\d{6,})(?:%29|\))"),
        ("post", r"urn(?:%3A|:)li(?:%3A|:)(?:activity|share|ugcPost)(?:%3A|:)(\d+)|-activity-(\d+)"),
    ),
    strict=False,
)

VISITING = Visiting(
    items='div[data-urn^="urn:li:activity"], article[data-activity-urn], .comments-comment-entity, section.comment',
    more_texts=(
        "Läs in fler kommentarer",
        "Visa fler kommentarer",
        "… mer",
        "se mer",
        "Load more comments",
        "see more",
    ),
)

WALLS = Walls(
    login_selectors=("form.login__form", "#join-form"),
    login_urls=(r"linkedin\.com/(authwall|login|uas/login|checkpoint)",),
)

PLATFORM = described(
    key="linkedin",
    name=Text("LinkedIn", "LinkedIn"),
    version=VERSION,
    hosts=("linkedin.com", "lnkd.in"),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
