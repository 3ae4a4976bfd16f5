"""How the open standards write a post or comment: schema.org, microformats2, ActivityStreams, JSON Feed.

Sources: ActivityStreams 2.0 vocabulary §3–4, JSON Activity Streams 1.0 §3, schema.org, microformats2 JSON, JSON Feed 1.1.
"""

from dataclasses import replace

from archiver.extract.readers.shape import Shape
from archiver.model import ItemKind

POST, COMMENT = ItemKind.POST, ItemKind.COMMENT

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

SCHEMA_ORG: tuple[Shape, ...] = (
    replace(_SCHEMA, values=(("@type", SCHEMA_COMMENTS),), kind=COMMENT),
    replace(_SCHEMA, values=(("@type", SCHEMA_POSTS),), kind=POST),
)
STREAMS: tuple[Shape, ...] = (
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
)
JSON_FEED: tuple[Shape, ...] = (
    _JSON_FEED,
    replace(_JSON_FEED, needs=("content_html",)),
    replace(_JSON_FEED, needs=("content_text",)),
)
