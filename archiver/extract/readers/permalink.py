"""Finds the address that leads to one block: links that say so, the link around the time, the heading's link."""

import re
from collections.abc import Container

from lxml.html import HtmlElement

from archiver.extract.addresses import absolute, anchor_of, host_of, key_of, page_key
from archiver.extract.prose import flat
from archiver.extract.readers.answering import leads_up
from archiver.extract.readers.author import path_of
from archiver.extract.readers.hints import (
    ANSWER_WORDS,
    CONTROL_WORDS,
    ITEM_PATH,
    LIST_PATH,
    PROFILE_LINK,
    is_content,
    item_kind,
    tokens,
)
from archiver.extract.times import read_time
from archiver.platforms.selectors import Marks

LINK_WORDS = re.compile(
    r"(?i)permal|direktlänk|länk till (inlägget|kommentaren|svaret)|link to this|visa i tråd|show in thread"
)
OWN_LINK = re.compile(r"(?i)\W*(link|länk)\W*")
"""All that a short link to the item itself says: "[link]"."""
MORE_WORDS = re.compile(r"(?i)läs mer|read more|visa inlägg|till inlägget|öppna inlägg|fortsätt läsa|continue reading")
LAST_ANSWER = re.compile(r"(?i)/(last|latest|newest|last-?post|unread|senaste|sista)/?([?#]|$)")
"""An address that leads to whatever is the last in a thread, which is another tomorrow."""
NEVER = re.compile(
    r"(?i)replytocom|[?&]action=|/wp-login|/log-?in\b|/logga-?in|#respond$|[?&](like|vote|report|delete|edit|reply)=|/(share|sharer|intent)[/.]|"
    r"/(rss|feeds?|atom)(\.xml)?/?([?#]|$)|"
    r"/(liked-by|likes|reposted-by|reposts|retweets|quotes|favourites|reblogs|reactions)/?(\?|#|$)|"
    r"/(history|revisions?|edits?|versions?|versioner|historik|changes|diff)(/\d+)*/?(\?|#|$)|[?&](oldid|diff|rev)=|"
    r"[?&](from|to|date|day|since|until|after|before)=\d{4}-\d\d-\d\d|"
    r"/(last|latest|newest|last-?post|unread|senaste|sista)/?([?#]|$)"
)
NEVER_TOKENS = frozenset({"comment-reply-link", "comment-edit-link", "post-edit-link", "more-replies"})
NEIGHBOUR = re.compile(r"(?i)(^|[-_\s])(prev|previous|next|föregående|nästa|adjacent|neighbou?rs?|related)([-_\s]|$)")
"""What holds the links to the posts before and after, as class or `rel` (HTML, 4.6.7 link types `prev` and `next`)."""
RUNNING = re.compile(r"#\s?(\d{1,6})")
"""An entry's number in its thread, which forums make the link to it."""
HEADINGS = ("h1", "h2", "h3", "h4")


IN_HEADING = 8
_NUMBERED = re.compile(r"#?\s?(?:[^\W\d_]+[\s:#.]*)?\d+\.?")
"""What a link to a place on the page says where it leads to the item itself: "#5", "5.", "Kommentar 5"."""


def permalink_of(
    own: list[HtmlElement], sign: HtmlElement | None, base: str, marks: Marks, never: Container[str] = ()
) -> str:
    """The link among a block's own elements that leads to this very item, empty where there is none.

    `never` holds keys of addresses that are no item's: the account's own, the author's profile.
    """
    best: tuple[int, str] = (0, "")
    timed = _around(sign) if sign is not None else set()
    for element in own:
        if element.tag not in ("a", "link", "meta"):
            continue
        told = element.get("content") if element.tag == "meta" else element.get("href")
        url = absolute(told, base) if told else ""
        if not url or NEVER.search(url) or (element.tag == "meta" and not _is_own_address(element)):
            continue
        if key_of(url) in never and element not in marks.permalinks:
            continue
        score = 20 if element in marks.permalinks else _score(element, url, base, sign, holds_time=element in timed)
        if score in (3, 5, IN_HEADING) and (anchor := anchor_of(url)) and _is_inside(anchor, own):
            numbered = _NUMBERED.fullmatch(flat(element.text_content())) and page_key(url) == page_key(base)
            score = 6 if numbered else 0  # a place inside the item: its own number, or only one of its headings
        if score > best[0] and not _is_neighbour(element) and not leads_up(element):
            best = (score, url)
    return best[1]


def _is_inside(anchor: str, own: list[HtmlElement]) -> bool:
    """Whether an anchor is a place inside an item, not the item itself."""
    return any(each.get("id") == anchor for each in own[1:])


def title_links(own: list[HtmlElement], base: str, author: str) -> list[str]:
    """Addresses of links in a block that stand outside its running text and may be its title's, in page order."""
    found: dict[str, None] = {}
    running: set[HtmlElement] = set()
    for element in own:
        if element.tag in ("p", "blockquote") or is_content(element) or element.getparent() in running:
            running.add(element)
        elif element.tag == "a" and (url := absolute(element.get("href") or "", base)):
            said = flat(element.text_content())
            path = path_of(url)
            if (
                len(said) > 1
                and said != author
                and host_of(url) == host_of(base)
                and page_key(url) != page_key(base)
                and not (NEVER.search(url) or CONTROL_WORDS.match(said) or _is_neighbour(element))
                and not (PROFILE_LINK.search(path) or LIST_PATH.search(path) or "tag" in (element.get("rel") or ""))
            ):
                found.setdefault(url)
    return list(found)


def _around(sign: HtmlElement) -> set[HtmlElement]:
    """The links that are the time's own: around it, or inside it where they say nothing but the time."""
    links = [(each, flat(each.text_content())) for each in sign.iterdescendants("a")]
    inside = [link for link, text in links if not text or read_time(text) or re.fullmatch(r"#?\d+\.?", text)]
    return {sign, *sign.iterancestors(), *inside}


def anchor_in(roots: list[HtmlElement], sign: HtmlElement | None, base: str) -> str:
    """The address of the block's own anchor on its page, of its element or of what is around its time; empty where it has none."""
    inside = set(roots)
    above = list(sign.iterancestors()) if sign is not None else []
    around = above[: next((place for place, each in enumerate(above) if each in inside), 0)]
    for root in roots:
        for element in (root, *list(root)[:2], *reversed(around)):
            if not isinstance(element.tag, str):
                continue
            anchor = element.get("id") or (element.get("name") if element.tag == "a" else "") or ""
            if anchor_of("#" + anchor):
                return f"{base.partition('#')[0]}#{re.sub(r'^(li|div|article)-(?=comment|post)', '', anchor)}"
    return ""


def _score(element: HtmlElement, url: str, base: str, sign: HtmlElement | None, *, holds_time: bool) -> int:
    rel = (element.get("rel") or "").split()
    names = tokens(element)
    if (
        names & NEVER_TOKENS
        or "author" in rel
        or (host_of(url) != host_of(base) and not holds_time and "u-url" not in names)
    ):
        return 0
    if key_of(url) == key_of(base) and not anchor_of(url):
        if holds_time:
            return 10
        return 8 if "bookmark" in rel or "u-url" in names or LINK_WORDS.search(_said(element)) else 0
    if "bookmark" in rel or "u-url" in names:
        return 12
    if names & {"permalink", "permalänk"} or _is_own_address(element):
        return 11
    if holds_time and not (PROFILE_LINK.search(path_of(url)) and not ITEM_PATH.search(path_of(url))):
        return 10
    said = _said(element)
    if LINK_WORDS.search(said) or OWN_LINK.fullmatch(said):
        return 9
    parent = element.getparent()
    if (
        parent is not None
        and parent.tag in HEADINGS
        and parent is not sign
        and not (PROFILE_LINK.search(path_of(url)) or LIST_PATH.search(path_of(url)))
    ):
        return IN_HEADING
    if RUNNING.fullmatch(flat(element.text_content())) and (anchor_of(url) or ITEM_PATH.search(path_of(url))):
        return 8
    if MORE_WORDS.search(said):
        return 7
    path = path_of(url)
    if (PROFILE_LINK.search(path) or LIST_PATH.search(path)) and not ITEM_PATH.search(path):
        return 0
    if anchor_of(url) and page_key(url) == page_key(base):
        if ANSWER_WORDS.search(said):
            return 0
        return 5 if re.fullmatch(r"#?\s?\d+", flat(element.text_content())) else 3
    return 4 if ITEM_PATH.search(path) or _is_called_by_address(element, path) else 0


def _is_called_by_address(element: HtmlElement, path: str) -> bool:
    """Whether a link says nothing but the number or name at the end of its own address: "msg25 (visa)" for `/msg25`."""
    last = path.rpartition("/")[2].lower()
    if not any(c.isdigit() for c in last):
        return False
    said = flat(element.text_content()).partition("(")[0].strip(" #:.").lower()
    return said == last and not any(
        is_content(each) or each.tag in ("p", "pre") for each in list(element.iterancestors())[:3]
    )


def _is_own_address(element: HtmlElement) -> bool:
    """Whether microdata gives an element as the address of the post itself, not of its author or category (HTML, 5.2.5)."""
    if element.get("itemprop") not in ("url", "mainEntityOfPage"):
        return False
    scope = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
    return scope is None or scope.get("itemprop") is None or item_kind(scope) is not None


def _is_neighbour(element: HtmlElement) -> bool:
    """Whether a link only leads to the post before or after, by its `rel`, its class or that of what it stands in."""
    around = zip(range(3), (element, *element.iterancestors()), strict=False)
    return any(NEIGHBOUR.search(f"{each.get('class') or ''} {each.get('rel') or ''}") for _, each in around)


def _said(element: HtmlElement) -> str:
    return f"{flat(element.text_content())} {element.get('title') or ''} {element.get('aria-label') or ''}"
