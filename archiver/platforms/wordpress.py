"""WordPress, classic and block themes: posts, threaded comments, paged comments."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post="article.hentry, article.post, .wp-block-post, div.post.hentry, .type-post",
    comment="li.comment, li.pingback, li.trackback, ol.commentlist > li, .wp-block-comment-template > li, div.comment[id^='comment-']",
    author=".comment-author .fn, .wp-block-comment-author-name, .wp-block-post-author__name, .wp-block-post-author-name, .entry-meta .author a, .byline .author a, a[rel~=author]",
    text=".comment-content, .wp-block-comment-content, .entry-content, .wp-block-post-content, .entry-summary, .wp-block-post-excerpt__excerpt, .comment_content, .post-content",
    ignore=".comment-respond, #respond, .sharedaddy, .jp-relatedposts, .post-navigation, .widget, .wp-block-latest-posts, .wp-block-latest-comments, .wp-block-query-pagination, .nav-links",
    native=(("comment", r"#comment-(\d+)"),),
    strict=False,
)

VISITING = Visiting(
    items="article.hentry, .wp-block-post, li.comment",
)

WALLS = Walls(
    login_selectors=("body.login form#loginform",),
    login_urls=(r"/wp-login\.php",),
)

PLATFORM = described(
    key="wordpress",
    name=Text("WordPress-blogg", "WordPress blog"),
    version=VERSION,
    hosts=("wordpress.com",),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
