"""How the known interfaces write a post or comment as JSON: one line per shape, and one for everybody else.

Paths are dotted; a number is a place in a list; the first path that holds something wins. A shape is recognised by
the keys it needs. Sources: ActivityStreams 2.0 vocabulary §3–4, JSON Activity Streams 1.0 §3, schema.org, microformats2
JSON, JSON Feed 1.1, Mastodon API entities (Status), Meta Graph API (Post, Comment, IG Media), YouTube Data API v3
resources, X API v2 and v1.1 Tweet objects, AT Protocol lexicon app.bsky.feed.defs, WordPress REST API (posts, comments).
"""

from dataclasses import dataclass, replace

from archiver.model import ItemKind

POST, COMMENT = ItemKind.POST, ItemKind.COMMENT


@dataclass(frozen=True, slots=True)
class Shape:
    """Where one kind of JSON object keeps what we want.

    `needs` are keys that must all be there; `values` are keys whose value must be one of a set (lists: any element).
    `native` names the platform's id with its kind word, `{…}` being paths; `link` builds a permalink the same way where
    the object holds none. `children` are paths to answers. `unsure` marks objects that only may be items.
    """

    name: str
    needs: tuple[str, ...]
    values: tuple[tuple[str, frozenset[str]], ...] = ()
    kind: ItemKind | None = None
    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    html: bool = True
    author: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    id: tuple[str, ...] = ("id",)
    native: str = ""
    link: str = ""
    parent: tuple[str, ...] = ()
    parent_native: str = ""
    children: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    unsure: bool = False


NAME_KEYS = (
    "displayName",
    "display_name",
    "name",
    "full_name",
    "title",
    "login",
    "username",
    "preferredUsername",
    "handle",
    "nickname",
    "screen_name",
    "unique_id",
    "uniqueId",
)
URL_KEYS = ("url", "profile_url", "html_url", "link", "profileUrl", "uri")

SCHEMA_COMMENTS = frozenset({"Comment", "Answer", "UserComments", "Review"})
SCHEMA_POSTS = frozenset(
    {
        "SocialMediaPosting",
        "BlogPosting",
        "DiscussionForumPosting",
        "NewsArticle",
        "Article",
        "Question",
        "LiveBlogPosting",
        "VideoObject",
        "Report",
    }
)
AS2_POSTS = frozenset({"Note", "Article", "Question", "Video", "Audio", "Image", "Page", "Event"})
AS1_POSTS = frozenset({"note", "article", "image", "video", "audio", "event", "question", "status", "photo", "post"})
_SCHEMA = Shape(
    "schema.org",
    needs=("@type",),
    title=("headline",),
    text=("articleBody", "text", "reviewBody", "commentText", "description"),
    author=("author", "creator", "publisher"),
    profile=("author.url", "author.0.url", "author.sameAs", "creator.url"),
    time=("datePublished", "dateCreated", "uploadDate"),
    url=("url", "mainEntityOfPage.@id", "mainEntityOfPage", "@id"),
    parent=("parentItem.@id", "parentItem.url", "about.@id", "itemReviewed.url"),
    children=("comment", "comments", "acceptedAnswer", "suggestedAnswer"),
    media=("image", "video", "sharedContent"),
)

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
_JSON_FEED = Shape(
    "JSON Feed",
    needs=("id", "date_published"),
    kind=POST,
    title=("title",),
    text=("content_html", "content_text", "summary"),
    author=("authors.0.name", "author.name", "@author"),
    profile=("authors.0.url", "author.url"),
    time=("date_published",),
    url=("url", "external_url"),
    media=("attachments", "image"),
)

SHAPES: tuple[Shape, ...] = (
    replace(_SCHEMA, values=(("@type", SCHEMA_COMMENTS),), kind=COMMENT),
    replace(_SCHEMA, values=(("@type", SCHEMA_POSTS),), kind=POST),
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
    Shape(
        "microformats2",
        needs=("type", "properties"),
        values=(("type", frozenset({"h-entry", "h-cite", "h-review"})),),
        title=("properties.name.0",),
        text=(
            "properties.content.0.html",
            "properties.content.0.value",
            "properties.content.0",
            "properties.summary.0",
        ),
        author=("properties.author.0.properties.name.0", "properties.author.0.value", "properties.author.0"),
        profile=("properties.author.0.properties.url.0", "properties.author.0"),
        time=("properties.published.0", "properties.updated.0"),
        url=("properties.url.0", "properties.uid.0"),
        id=("properties.uid.0",),
        parent=(
            "properties.in-reply-to.0.properties.url.0",
            "properties.in-reply-to.0.value",
            "properties.in-reply-to.0",
        ),
        children=("properties.comment", "children"),
        media=("properties.photo", "properties.video", "properties.audio"),
    ),
    Shape(
        "ActivityStreams 2",
        needs=("type",),
        values=(("type", AS2_POSTS),),
        title=("name",),
        text=("content", "summary", "contentMap.sv"),
        author=("attributedTo", "actor", "author"),
        profile=(
            "attributedTo.url",
            "attributedTo.id",
            "attributedTo.0.url",
            "attributedTo.0.id",
            "attributedTo.0",
            "attributedTo",
        ),
        time=("published", "updated"),
        url=("url.0.href", "url.href", "url.0", "url", "id"),
        parent=("inReplyTo.id", "inReplyTo.url", "inReplyTo.0.id", "inReplyTo.0.url", "inReplyTo.0", "inReplyTo"),
        children=("replies.items", "replies.first.items", "replies.orderedItems"),
        media=("attachment", "image"),
    ),
    Shape(
        "ActivityStreams 1",
        needs=("objectType",),
        values=(("objectType", AS1_POSTS | {"comment"}),),
        title=("displayName", "title"),
        text=("content", "summary"),
        author=("author", "actor"),
        profile=("author.url", "actor.url"),
        time=("published", "updated"),
        url=("url", "urls.0.value"),
        parent=("inReplyTo.0.url", "inReplyTo.0.id", "inReplyTo.0", "inReplyTo.url", "inReplyTo.id"),
        children=("replies.items",),
        media=("attachments", "image", "stream"),
    ),
    Shape(
        "AT Protocol record",
        needs=("$type", "text"),
        values=(("$type", frozenset({"app.bsky.feed.post"})),),
        text=("text",),
        html=False,
        time=("createdAt",),
        id=(),
        parent_native="at:{reply.parent.uri}",
    ),
    _JSON_FEED,
    replace(_JSON_FEED, needs=("content_html",)),
    replace(_JSON_FEED, needs=("content_text",)),
    Shape(
        "some interface",
        needs=(),
        title=("title", "subject", "headline"),
        text=(
            "content.rendered",
            "contentHtml",
            "attributes.contentHtml",
            "content_html",
            "cooked",
            "message",
            "full_text",
            "raw_message",
            "content",
            "body",
            "text",
            "selftext",
            "caption.text",
            "caption",
            "comment",
            "desc",
            "description",
        ),
        author=(
            "author_name",
            "author",
            "user",
            "account",
            "from",
            "creator",
            "owner",
            "by",
            "username",
            "userName",
            "nickname",
            "authors.0",
            "attributes.user",
        ),
        profile=("author_url", "author.url", "author.link", "user.html_url", "user.url", "account.url", "creator.url"),
        time=(
            "published",
            "publishedAt",
            "published_at",
            "date_published",
            "created_time",
            "created_at",
            "createdAt",
            "attributes.createdAt",
            "timestampISO",
            "date_gmt",
            "dateCreated",
            "datePublished",
            "created_utc",
            "createTime",
            "taken_at",
            "timestamp",
            "created",
            "time",
            "date",
        ),
        url=("permalink_url", "permalink", "html_url", "webUrl", "shareUrl", "url", "link"),
        native="",
        parent=("in_reply_to", "inReplyTo"),
        parent_native="json:{parent_id}|json:{parentId}|json:{parent}|json:{in_reply_to_id}|json:{replyId}|json:{replyToId}",
        children=("comments.data", "comments", "replies.data", "replies", "children", "answers"),
        media=("images", "image", "photo", "media", "attachments"),
        unsure=True,
    ),
)
"""In order; the first shape whose needs are met is the object's."""
