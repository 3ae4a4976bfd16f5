"""How the platforms' own interfaces write a post or comment: one shape each.

Sources: Mastodon API entities (Status), Meta Graph API (Post, Comment, IG Media), YouTube Data API v3 resources, X API v2
and v1.1 Tweet objects, AT Protocol lexicon app.bsky.feed.defs, WordPress REST API (posts, comments).
"""

from dataclasses import replace

from archiver.extract.readers.shape import Shape
from archiver.model import ItemKind

POST, COMMENT = ItemKind.POST, ItemKind.COMMENT

_MASTODON = Shape(
    "Mastodon",
    needs=("id", "created_at", "content", "account", "url"),
    text=("content",),
    author=("account.display_name", "account.username"),
    profile=("account.url",),
    time=("created_at",),
    url=("url", "uri"),
    native="status:{id}",
    parent_native="status:{in_reply_to_id}",
    media=("media_attachments",),
)
_WORDPRESS = Shape(
    "WordPress",
    needs=("id", "link", "content.rendered", "date_gmt"),
    title=("title.rendered",),
    text=("content.rendered",),
    author=("author_name", "_embedded.author.0.name", "yoast_head_json.author"),
    profile=("author_url", "_embedded.author.0.link"),
    time=("date_gmt",),
    url=("link",),
)

PLATFORMS: tuple[Shape, ...] = (
    _MASTODON,
    replace(
        _WORDPRESS,
        needs=(*_WORDPRESS.needs, "post", "author_name"),
        kind=COMMENT,
        native="comment:{id}",
        parent_native="comment:{parent}|wp:{post}",
    ),
    replace(_WORDPRESS, kind=POST, native="", id=("guid.rendered",)),
    Shape(
        "AT Protocol",
        needs=("uri", "author.handle", "record.text"),
        text=("record.text",),
        html=False,
        author=("author.displayName", "author.handle"),
        profile=("https://bsky.app/profile/{author.handle}",),
        time=("record.createdAt", "indexedAt"),
        native="at:{uri}",
        link="https://bsky.app/profile/{author.handle}/post/{uri/-1}",
        parent_native="at:{record.reply.parent.uri}",
        children=("replies",),
        media=("embed.images", "embed.external", "embed.playlist"),
    ),
    Shape(
        "YouTube comment",
        needs=("id", "snippet.textDisplay", "snippet.authorDisplayName"),
        kind=COMMENT,
        text=("snippet.textOriginal", "snippet.textDisplay"),
        author=("snippet.authorDisplayName",),
        profile=("snippet.authorChannelUrl",),
        time=("snippet.publishedAt",),
        native="comment:{id}",
        link="https://www.youtube.com/watch?v={snippet.videoId}&lc={id}",
        parent_native="comment:{snippet.parentId}|video:{snippet.videoId}",
    ),
    Shape(
        "YouTube video",
        needs=("snippet.publishedAt", "snippet.channelTitle", "snippet.title"),
        values=(
            ("kind", frozenset({"youtube#video", "youtube#playlistItem", "youtube#searchResult", "youtube#activity"})),
        ),
        kind=POST,
        title=("snippet.title",),
        text=("snippet.description",),
        html=False,
        author=("snippet.videoOwnerChannelTitle", "snippet.channelTitle"),
        profile=("https://www.youtube.com/channel/{snippet.channelId}",),
        time=("contentDetails.videoPublishedAt", "snippet.publishedAt"),
        id=("snippet.resourceId.videoId", "id.videoId", "contentDetails.upload.videoId", "id"),
        native="video:{*}",
        link="https://www.youtube.com/watch?v={*}",
    ),
    Shape(
        "Instagram Graph",
        needs=("id", "timestamp", "media_type"),
        kind=POST,
        text=("caption",),
        html=False,
        author=("username", "owner.username"),
        time=("timestamp",),
        url=("permalink",),
        native="media:{id}",
        children=("comments.data", "comments"),
        media=("media_url", "children.data"),
    ),
    Shape(
        "Instagram Graph comment",
        needs=("id", "timestamp", "text"),
        kind=COMMENT,
        text=("text",),
        html=False,
        author=("username", "from.username", "user.username"),
        time=("timestamp",),
        native="comment:{id}",
        parent_native="comment:{parent_id}|media:{media.id}",
        children=("replies.data", "replies"),
    ),
    Shape(
        "Facebook Graph comment",
        needs=("id", "created_time", "from", "message", "can_remove"),
        kind=COMMENT,
        text=("message",),
        html=False,
        author=("from.name",),
        time=("created_time",),
        url=("permalink_url",),
        native="comment:{id}",
        parent_native="comment:{parent.id}|post:{object.id}",
        children=("comments.data",),
        media=("attachment",),
    ),
    Shape(
        "Facebook Graph",
        needs=("id", "created_time"),
        text=("message", "story", "description", "name"),
        html=False,
        author=("from.name",),
        profile=("https://www.facebook.com/{from.id}",),
        time=("created_time",),
        url=("permalink_url", "link"),
        native="post:{id}",
        parent_native="comment:{parent.id}",
        children=("comments.data",),
        media=("full_picture", "attachments.data", "attachment"),
    ),
    Shape(
        "X v2",
        needs=("id", "text", "author_id"),
        text=("note_tweet.text", "text"),
        html=False,
        author=("@users.name",),
        profile=("https://x.com/{@users.username}",),
        time=("created_at",),
        native="post:{id}",
        link="https://x.com/i/status/{id}",
        parent_native="post:{@replied_to}",
    ),
    Shape(
        "X v1",
        needs=("id_str", "user", "created_at"),
        text=("full_text", "text"),
        author=("user.name", "user.screen_name"),
        profile=("https://x.com/{user.screen_name}",),
        time=("created_at",),
        native="post:{id_str}",
        link="https://x.com/i/status/{id_str}",
        parent_native="post:{in_reply_to_status_id_str}",
        media=("extended_entities.media", "entities.media"),
    ),
)

AT_RECORD = Shape(
    "AT Protocol record",
    needs=("$type", "text"),
    values=(("$type", frozenset({"app.bsky.feed.post"})),),
    text=("text",),
    html=False,
    time=("createdAt",),
    id=(),
    parent_native="at:{reply.parent.uri}",
)
"""A record without who wrote it: what is left when an answer holds no view of it."""
