"""Addresses: made absolute, and made comparable, so that the same post has the same key in every capture.

A key leaves out what changes between visits (scheme, `www.`, tracking and paging parameters, signatures of content
networks); an anchor is kept only where it points at one item (`#comment-12`, never `#respond`).
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

PASSING_PARAMETERS = re.compile(
    r"(?i)^(utm_\w+|fbclid|gclid|igsh(id)?|__\w+(\[\d+\])?|mibextid|rdid|si|feature|ref|ref_src|refsrc|s|cxt|trk\w*|lipi|"
    r"replytocom|hl|locale|paipv|eav|_rdr|_fb_noscript|sid|phpsessid|jsessionid|session\w*|token|sort|order|"
    r"unread|highlight|notif_\w+|acontext|aref|acorn)$"
)
PAGING_PARAMETERS = re.compile(r"(?i)^(page|paged|cpage|start|offset|sida)$")
"""Left out only with a number as value: `?page=om` names a page of its own."""
ANCHOR = re.compile(r"(?i)^(?=.*\d)[a-z_/:-]*[a-z0-9][\w:./-]*$")
"""An anchor that can name one item holds a digit: `comment-12`, `p55`, `isso-3`, `c4`, `uuid…`."""
NOT_ITEM_ANCHOR = re.compile(
    r"(?i)^(respond|reply|replies|comments?|kommentar(er)?|top|main|content|more(-\d+)?|toggle.*|menu.*|h\d|section-?\d*|page-?\d+|sida-?\d+)$"
)
ITEM_PARAMETERS = re.compile(r"(?i)^(p|c|post|comment|reply|message|msg|entry)[-_]?(id|no|nr|number)?$")
"""Parameters that name one item of a page (`?post=1#1`), whatever its number."""
COMMENT_PAGE = re.compile(r"/comment-page-\d+|/page/\d+|/sida/\d+")
ROUTES = ("/", "!")
"""How the fragment begins in pages that scripts draw after it: it names a page, not a place on one."""
WEB = ("http://", "https://")


@lru_cache(4096)
def absolute(url: str, base: str) -> str:
    """The address as a whole http(s) address, or empty where it is none (empty, `javascript:`, `mailto:`, broken)."""
    if not url.strip():
        return ""
    try:
        whole = urljoin(base, url.strip())
        urlsplit(whole).port  # noqa: B018 - raises on a broken port
    except ValueError:
        return ""
    return whole if whole.startswith(WEB) else ""


def anchor_of(url: str) -> str:
    """The anchor where it names one item, else empty; a route of the page's own is none."""
    _, _, fragment = url.partition("#")
    return (
        fragment
        if not fragment.startswith(ROUTES) and ANCHOR.match(fragment) and not NOT_ITEM_ANCHOR.match(fragment)
        else ""
    )


def without_anchor(url: str) -> str:
    """The address of a page, without the place on it that was asked for; a route of the page's own (`#/post/1`) stays."""
    address, _, anchor = url.partition("#")
    return url if anchor.startswith(ROUTES) and len(anchor) > 1 else address


@lru_cache(4096)
def key_of(url: str) -> str:
    """The comparable form of an http(s) address: `host/path?query#anchor`; empty for an empty or broken address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return ""
    if not host:
        return ""
    host = re.sub(r"^(www|m|mobile|mbasic|touch|sv-se|web)\.(?=.*\.)", "", host)
    query = urlencode(sorted(kept(parts.query)))
    anchor = anchor_of(url)
    path = COMMENT_PAGE.sub("", unquote(parts.path)) if anchor else unquote(parts.path)
    if not anchor and parts.fragment.startswith(ROUTES):
        anchor = unquote(parts.fragment).rstrip("/")
    return f"{host}{port}{path.rstrip('/')}{'?' + query if query else ''}{'#' + anchor if anchor else ''}"


@lru_cache(4096)
def page_key(url: str) -> str:
    """The key of the page an address lies on: without its anchor, what repeats it (`?p=12#p12`) and pages of comments."""
    address, _, anchor = url.partition("#")
    if anchor.startswith(ROUTES):
        return key_of(url)
    number, word = re.sub(r"\D", "", anchor), re.sub(r"[\W\d_]", "", anchor).casefold()

    def left(match: re.Match[str]) -> str:
        name = match[1].casefold()
        return "" if len(number) > 1 or name == word or (not word and ITEM_PARAMETERS.match(name)) else match[0]

    if number:
        address = re.sub(rf"(?<=[?&])(\w+)={number}(&|$)", left, address)
    return COMMENT_PAGE.sub("", key_of(address))


def kept(query: str) -> list[tuple[str, str]]:
    """The parameters of a query that say which thing is meant."""
    return [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not PASSING_PARAMETERS.match(name) and not (PAGING_PARAMETERS.match(name) and value.isdigit())
    ]


def host_of(url: str) -> str:
    """Lower-case host name without port, empty for a broken address."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def without_query(url: str) -> str:
    """A picture's address without signature and size parameters, which change at every visit."""
    return url.partition("#")[0].partition("?")[0]


def without_tracking(url: str) -> str:
    """The address without parameters that only follow the visitor; all else as it is written."""
    address, mark, anchor = url.partition("#")
    path, question, query = address.partition("?")
    if not question:
        return url
    names = [pair for pair in query.split("&") if not PASSING_PARAMETERS.match(unquote(pair.partition("=")[0]))]
    return f"{path}{'?' + '&'.join(names) if names else ''}{mark}{anchor}"
