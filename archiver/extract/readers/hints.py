"""The words of markup: what class names, roles, ids and labels say about an element, Swedish and English.

Tables only, and the small questions asked of them; the readers of structure decide what follows from the answers.
"""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from archiver.extract.prose import word_set
from archiver.model import ItemKind

COMMENT_TOKENS = word_set("""comment kommentar comment-item comment-box comment-wrapper comment-container commentitem reply svar isso-comment
    h-cite reply-item answer comment-entry media-comment""")
POST_TOKENS = word_set("""post inlagg inlägg tweet status toot message meddelande entry note topic-post question h-entry hentry activity-item
    feed-item post-item postitem blog-post blogpost forum-post update timeline-item status-item story-item news-item nyhet
    article artikel postrow post-container post-wrapper wp-block-post msg card-post snac-post""")
COMMENT_TYPES = re.compile(r"/(Comment|Answer|Review|UserComments)$")
POST_TYPES = re.compile(r"/(\w*Posting|Article|NewsArticle|BlogPost|Question|SocialMediaPosting|CreativeWork)$")
_ITEM_ID = re.compile(
    r"(?i)^(?:li-|div-)?(?P<word>comment|kommentar|reply|svar|isso|post|inlagg|inlägg|msg|message|tweet|status|note|entry|topic|[pc](?=[-_:]?\d+$))[-_:]?(?:\d[\w-]*|[0-9a-f-]{12,})$"
)
_COMMENT_WORDS = frozenset({"comment", "kommentar", "reply", "svar", "isso", "c"})

REPLY_AREA = re.compile(
    r"(?i)(^|[-_\s])(comments?|commentlist|comment-list|kommentarer|replies|svar(en)?|children|responses|answers|thread-replies|subcomments?|nested|indented|isso-thread|isso-follow-up|discussion)([-_\s]|$)"
)
PLACES_FOR_ANSWERS = word_set(
    "comments comments-area comment-section comment-list commentlist kommentarer respond replies"
)
HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
ZONES = word_set("nav form")
ZONE_ROLES = word_set("navigation banner search contentinfo menu menubar toolbar tablist alertdialog")
ZONE_TOKENS = re.compile(
    r"(?i)^(sidebar|widget|widget-area|related(-?(posts?|articles?|stories|content))?|relaterat|relaterade|recent(-?(posts|comments|inlägg))?|popular|latest-?(posts|comments)|wp-block-latest-(posts|comments)(__.*)?|wp-block-archives.*|breadcrumbs?|pagination|pager|cookie.*|consent.*|jp-relatedposts|similar-.*|suggested.*|trending|whatshappening|site-footer|site-header|colophon)$"
)
_LOG = re.compile(
    r"(?i)(ändrings|händelse|version)?(historik|logg)|ändringar|(change |revision |edit )?history|(change|activity|event|audit) ?log|changes|revisions"
)
"""What a table of a log calls itself."""
_NEWEST = re.compile(r"(?i)^(recent|latest)")
"""What a side column calls its list of newest posts, and a front page its only one."""
CONTENT_TOKENS = word_set("""e-content entry-content comment-content comment-text commenttext post-content post-message post-text post-body postbody
    message-body message-content messagecontent postcontent message-text comment-body-text content body text usercontent bbwrapper md
    comment_text comment-message kommentarstext status__content note-content status-content isso-text topic-body cooked
    snac-content comment__content comment__text comment__body post__content post__text post__body p-summary
    wp-block-post-content wp-block-comment-content wp-block-post-excerpt__excerpt entry-summary comment-markdown article-body articlebody
    markdown-body markdown article-content article-entry prose rich-text richtext brodtext brödtext inlaggstext inläggstext text-content""")
CONTENT_PROPS = word_set("text articleBody description reviewBody commentText caption")
AUTHOR_TOKENS = re.compile(
    r"(?i)^(p-author|author|authors|byline|by-line|fn|vcard|h-card|user-?name|username|user|display-?name|displayname|screen-?name|"
    r"nick(name)?|poster|avsandare|avsändare|skribent|författare|forfattare|namn|name|comment-author|comment__author|post-author|"
    r"post__author|author-name|authorname|entry-author|isso-author|account-?name|commenter|profile-?name|actor|member-?name|"
    r"wp-block-(post|comment)-author(-name)?|user-?link|userlink|login|creator|snac-author|message-?name|sender|\w[\w-]*(__|-)(authors?|byline)(-name|__name)?)$"
)
PROFILE_LINK = re.compile(
    r"(?i)/(@[\w.-]+|users?|u|profiles?|profil|profile\.php|anvandare|användare|anv%C3%A4ndare|members?|medlem(mar)?|author|authors|forfattare|people|konto|konton|in)(/|$|\?)|memberlist\.php"
)
"""The address of a person's page on the platform."""
ITEM_PATH = re.compile(
    r"(?i)(/@[\w.-]+/\d+|/status(es)?/|/posts?/|/p/|/comment|/inlagg|/inl%C3%A4gg|/inlägg|/permalink|story_fbid|/videos?/|/reel/|/notes?/|/objects/|"
    r"/topic|/thread|/t/|/d/|/amne|/ämne|/tråd|/trad|/photo|[?&](p|post|comment_id|story|id|t|topic|thread|postid|msg|lc|v)=|/\d{4}/\d\d/)"
)
"""The address of one post or comment, as platforms write them."""
LIST_PATH = re.compile(
    r"(?i)/(categor(y|ies)|kategori(er)?|tags?|taggar?|amnen|ämnen|forum|forums|board|search|sok|sök)(/|$|\?)|#|hashtag"
)
"""Addresses of lists, which are nobody's."""
META_TOKENS = re.compile(
    r"(?i)^(screen-reader-text|sr-only|visually-?hidden|cat-links|tags?-links|tag-?list|taggar|categories|kategorier|entry-footer|"
    r"comment-metadata|comment-meta|entry-meta|post-meta|posted-on|byline|meta|post-?info|actions?|post-actions|comment-actions|"
    r"buttons?|toolbar|controls|share|sharing|sharedaddy|social-?(share|links)|reactions?|likes?|ratings?|betyg|votes?|voting|counters?|stats|avatar|"
    r"permalink|reply|edit-link|post-edit-link|signature|signatur|sig|says|awaiting-moderation|isso-comment-footer|isso-comment-header|"
    r"snac-controls|snac-score|wp-block-comment-reply-link|wp-block-comment-edit-link|wp-block-post-terms|badge|label|rank|user-?title|"
    r"copyright|edited|redigerad|\w[\w-]*(__|-)meta)$"
)
CONTROL_WORDS = re.compile(
    r"(?i)^(?:[\W\d_]*)(?:(?:tn|mn|k)\s)?(svara|svar|reply|gilla|like|likes|dela|share|rapportera|anmäl|report|följ|follow|kommentera|kommentarer|kommentar|comments?|"
    r"add (a )?comment|visa (mer|mindre|original|översättning|fler svar|fler kommentarer|alla|svar)|se (mer|mindre|översättning|original)|"
    r"läs mer|read more|see more|show more|load more|more|mer|redigera|edit|ta bort|delete|citera|quote|permalänk|permalink|länk|link|"
    r"skriv en kommentar|ny kommentar|nytt svar|new comment|skriv ett svar|write a comment|leave a (reply|comment)|lämna en kommentar|lämna ett svar|tacka|upvote|downvote|rösta|"
    r"följare|followers|prenumeranter|subscribers|gilla-markering(ar)?|"
    r"bokmärk|bookmark|boost|retweet|repost|spara|save|tillbaka( till .{1,40})?|(go )?back( to .{1,40})?|return( to .{1,40})?|like reply|gilla svara|översätt|translate|dölj|hide|författare|author|op|"
    r"svar på denna kommentar|skicka|send|kopiera länk|copy link|logga in för att svara|log in to reply|administratör|moderator|toppfan|top fan|"
    r"följer|verifierad|verified|reagera|gillar|gillningar|delningar|visningar|views|shares|retweets)(?:[\W\d_]*)$"
)
"""A link or button whose whole text is this is a control, not content."""


ANSWER_WORDS = re.compile(r"(?i)^\W*(svar till|i svar till|in reply to|replying to|svarar|@|↩|↑|⤴|»|re:)")
"""How a link to what is answered begins."""
CONTENT_ID = re.compile(r"(?i)^(post|comment|message|msg|inlagg)[-_]?(message|content|text|body)[-_]?\d+$")
UNSEEN_TOKENS = word_set(
    "screen-reader-text sr-only visually-hidden visuallyhidden sharedaddy jp-relatedposts edit-link "
    "material-icon material-icons material-symbols-outlined material-symbols-rounded material-symbols-sharp"
)
"""Text for screen readers, parts that plug-ins put into the content, and names of signs that an icon font draws."""


def is_content(element: HtmlElement) -> bool:
    """Whether the markup names an element as the words of an item."""
    named = element.get("itemprop") in CONTENT_PROPS or bool(tokens(element) & CONTENT_TOKENS)
    return named or bool(CONTENT_ID.match(element.get("id") or ""))


def tokens(element: HtmlElement) -> frozenset[str]:
    """Class names in lower case, modifiers taken away (`post--large` is also `post`), `post_body` also as `post-body`."""
    return _tokens(element.get("class") or "")


@lru_cache(4096)
def _tokens(named: str) -> frozenset[str]:
    names = named.lower().split()
    hyphened = (name.replace("_", "-") for name in names if "_" in name and "__" not in name)
    return frozenset((*names, *(name.partition("--")[0] for name in names), *hyphened))


def item_kind(element: HtmlElement) -> ItemKind | None:
    """What the markup says that an element is: a post, a comment, or nothing of the sort.

    A heading is none whatever its id: it introduces what follows it (HTML, 4.3.11).
    """
    if element.tag in HEADINGS:
        return None
    kind_type = element.get("itemtype") or ""
    if COMMENT_TYPES.search(kind_type) or element.get("itemprop") in ("comment", "suggestedAnswer", "acceptedAnswer"):
        return ItemKind.COMMENT
    names = tokens(element)
    if names & COMMENT_TOKENS and not names & {"comment-reply-link"}:
        return ItemKind.COMMENT
    role = element.get("role") or ""
    id_word = _ITEM_ID.match(element.get("id") or "")
    if role == "comment" or (id_word and id_word["word"].lower() in _COMMENT_WORDS):
        return ItemKind.COMMENT
    if role == "article" or element.tag == "article":
        return ItemKind.COMMENT if REPLY_AREA.search(" ".join(names)) else ItemKind.POST
    if POST_TYPES.search(kind_type) or names & POST_TOKENS or id_word:
        return ItemKind.POST
    return None


def is_declared(element: HtmlElement) -> bool:
    """Whether a vocabulary made for it says that an element is a post or comment: schema.org or microformats2."""
    kind = element.get("itemtype") or ""
    return bool(COMMENT_TYPES.search(kind) or POST_TYPES.search(kind) or tokens(element) & {"h-entry", "h-cite"})


def is_zone(element: HtmlElement) -> bool:
    """Whether an element is a part of the page that shows no items of its own: menus, side columns, forms."""
    tag = element.tag
    names = tokens(element)
    if tag == "form" and not _is_to_fill_in(element):
        return False
    if tag in ZONES or element.get("role") in ZONE_ROLES:
        return tag != "nav" or not any(AUTHOR_TOKENS.match(name) for name in names)
    if tag == "aside" or element.get("role") == "complementary":
        return not is_reply_area(element) and not (
            next(element.iter("article"), None) is not None and _speaks(element, 40)
        )
    if tag == "table" and _is_log(element):
        return True
    if "footer" in names and (above := element.getparent()) is not None and above.tag == "body":
        return True  # the foot of the page itself, as `footer` is there (HTML-AAM, `contentinfo`)
    zones = [name for name in names if ZONE_TOKENS.match(name)]
    return bool(zones) and not (all(_NEWEST.match(name) for name in zones) and _speaks(element))


def _is_log(table: HtmlElement) -> bool:
    """Whether a table says over its first row that it is the log of what was done to a thing; nobody wrote its rows."""
    first = next(table.iter("caption", "tr"), None)
    return first is not None and bool(_LOG.fullmatch(" ".join(first.text_content().split())[:60]))


def _is_to_fill_in(form: HtmlElement) -> bool:
    """Whether a form has anything to fill in or press, or has words for it: some wrap the words of an item in one, for its editor."""
    return any(field.get("type") != "hidden" for field in form.iter("input", "textarea", "select", "button", "label"))


def _speaks(element: HtmlElement, least: int = 200) -> bool:
    """Whether running text outweighs the links: a list of posts with their beginnings, not one that leads to them."""
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return len(" ".join(element.text_content().split())) > 2 * linked + least


def holds_answers(element: HtmlElement) -> bool:
    """Whether an element is the whole place for answers by its very name, empty or not: none of it is the post's own words."""
    return (element.get("id") or "").lower() in PLACES_FOR_ANSWERS or bool(tokens(element) & PLACES_FOR_ANSWERS)


def is_reply_area(element: HtmlElement) -> bool:
    """Whether an element's names say that answers or comments lie in it."""
    return (
        bool(REPLY_AREA.search(f"{element.get('class') or ''} {element.get('id') or ''}")) or element.tag == "details"
    )
