"""Reads one block: who wrote it, its permalink, its text, its attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from archiver.extract.addresses import absolute, anchor_of, host_of, key_of, page_key
from archiver.extract.prose import emoji_of, flat, text_of
from archiver.extract.readers.hints import (
    AUTHOR_TOKENS,
    CONTENT_PROPS,
    CONTENT_TOKENS,
    CONTROL_WORDS,
    META_TOKENS,
    PROFILE_LINK,
    tokens,
)
from archiver.extract.times import EDIT_WORDS, read_time
from archiver.model import Attachment

ITEM_PATH = re.compile(
    r"(?i)(/status(es)?/|/posts?/|/p/|/comment|/inlagg|/inl%C3%A4gg|/permalink|story_fbid|/videos?/|/reel/|/notes?/|/objects/|/topic|/thread|/t/|/d/|/amne|/tråd|/trad|[?&](p|post|comment_id|story|id|t|topic|thread|postid|msg)=|/\d{4}/\d\d/)"
)
FILE_ENDING = re.compile(r"(?i)\.(pdf|docx?|odt|xlsx?|ods|pptx?|odp|zip|csv|ics|txt|rtf)$")
NAME_EDGES = re.compile(
    r"(?i)^(av|by|från|from|inlägg av|kommentar av|svar från|posted by|skrivet av|publicerat av|författare|author|användare)\s*:?\s+|"
    r"\s*(säger|skriver|skrev|says|wrote|said|svarade|kommenterade|replied|commented)?\s*:?\s*$"
)
LABEL_AUTHOR = re.compile(
    r"(?i)\b(?:kommentar|svar|inlägg|comment|reply|post|tweet|status)\s+(?:från|av|by|from)\s+(?P<name>.{2,60}?)(?=\s+(?:för|till|to|on|på|about|an?|\d)\b|\s*[,;:·]|\s*$)"
)
LINE_AUTHOR = re.compile(
    r"(?i)(?:^|[\s·|,])(?:av|by|skrivet av|publicerat av|posted by)\s*:?\s+(?P<name>[^\d·|,:\n]{2,50}?)\s*(?=$|[·|,:\n]|\d|\bden\b|\bkl\b|\bon\b)"
)
CUT_WORDS = re.compile(
    r"(?i)(…|\.\.\.|\[…\]|läs mer|visa mer|se mer|read more|see more|continue reading|fortsätt läsa)\s*[→»]?\s*$"
)
CONTROL_TAGS = ("a", "span", "li", "div", "small", "label", "summary")
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a block tells about itself."""

    author: str
    profile_url: str
    permalink: str
    anchor: str
    """The block's own anchor on the page, for items that have no link to themselves."""
    text: str
    truncated: bool
    attachments: tuple[Attachment, ...]


def parts_of(roots: list[HtmlElement], inner: frozenset[HtmlElement], sign: HtmlElement | None, base: str) -> Parts:
    """Reads the block made up of `roots`, leaving out the blocks `inner` it contains; `sign` tells its time."""
    own = list(_own(roots, inner))
    author, named_by, profile = _author(own, roots, sign, base)
    permalink = _permalink(own, roots, sign, base)
    text, content = _text(own, roots, inner, sign, named_by, author)
    return Parts(
        author,
        profile,
        permalink,
        _anchor(roots, base),
        text,
        bool(CUT_WORDS.search(text[-60:])) or _cut_by_link(content or roots, inner),
        _attachments(own, content, base),
    )


def _own(roots: list[HtmlElement], inner: frozenset[HtmlElement]) -> Iterator[HtmlElement]:
    """The block's elements in page order, without those of the blocks inside it."""
    stack = list(reversed(roots))
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or (element in inner and element not in roots):
            continue
        yield element
        stack.extend(reversed(element))


# ------------------------------------------------------------------------------------------------------ author


def _author(
    own: list[HtmlElement], roots: list[HtmlElement], sign: HtmlElement | None, base: str
) -> tuple[str, HtmlElement | None, str]:
    """The best candidate for the author's name, the element that names it, and the address of the profile."""
    best: tuple[int, str, HtmlElement | None, str] = (0, "", None, "")
    before = sign is not None
    contents = 0
    for element in own:
        if element is sign:
            before = False
        if _is_content(element):
            contents += 1
        score = _author_score(element, base) + (1 if before else 0) - (4 if contents else 0)
        if score <= max(best[0], 2):
            continue
        name = _name(element)
        if name:
            best = (score, name, element, _profile(element, base))
    if best[0] < 3:
        for root in roots:
            if match := LABEL_AUTHOR.search(root.get("aria-label") or ""):
                return match["name"].strip(), None, ""
    if best[0] < 6:
        told = _author_line(own)
        if told:
            return told, best[2] if best[1] == told else None, best[3] if best[1] == told else ""
    return best[1], best[2], best[3]


def _author_score(element: HtmlElement, base: str) -> int:
    if element.get("itemprop") in ("author", "creator") or "p-author" in tokens(element):
        return 12
    href = element.get("href") or ""
    score = 0
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        score = 11
    elif any(AUTHOR_TOKENS.match(name) for name in tokens(element)):
        score = 9
    elif element.get("data-author") or element.get("data-username"):
        score = 5
    elif element.tag == "a" and href and PROFILE_LINK.search(urlsplit_path(absolute(href, base))):
        score = 7
    elif element.tag in ("strong", "b", "cite", "h3", "h4", "h5", "h6"):
        score = 3
    elif element.tag == "a" and href:
        score = 2
    return score + (1 if score and element.tag == "a" else 0)


def urlsplit_path(url: str) -> str:
    """Path and query of an address, empty for a broken one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _name(element: HtmlElement) -> str:
    """The name an element gives, empty where it is none."""
    for inner in element.iter():
        if (
            isinstance(inner.tag, str)
            and inner is not element
            and (inner.get("itemprop") == "name" or tokens(inner) & {"p-name", "fn", "display-name"})
        ):
            element = inner
            break
    if element.tag == "meta":
        return flat(element.get("content") or "")
    times = set(element.iter("time"))
    lines = [line for line in text_of(element, times).split("\n") if line]
    text = flat(lines[0]) if lines else ""
    return as_name(text)


def as_name(text: str) -> str:
    """A name without "av" before and "skriver:" after; empty where the text can be no name."""
    name = NAME_EDGES.sub("", NAME_EDGES.sub("", text)).strip(" ·|,–-»«:\u200e\u200f")
    if not 1 <= len(name) <= 70 or CONTROL_WORDS.match(name) or not any(c.isalpha() for c in name):
        return ""
    return "" if read_time(name) or EDIT_WORDS.match(name) or name.startswith(("http://", "https://", "#")) else name


def _profile(element: HtmlElement, base: str) -> str:
    links = [element] if element.tag == "a" else list(element.iter("a"))
    parent = element.getparent()
    if not links and parent is not None and parent.tag == "a":
        links = [parent]
    return next((url for link in links if (url := absolute(link.get("href") or "", base)) and not anchor_of(url)), "")


def _author_line(own: list[HtmlElement]) -> str:
    """A name in a line such as "Publicerat av Anna Larsson, 3 november"."""
    for element in own:
        if len(element) > 4 or (element.tag in ("p", "blockquote") and len(flat(element.text_content())) > 100):
            continue
        line = flat(" ".join(text for text in (element.text, *(child.tail for child in element)) if text))
        if 4 <= len(line) <= 120 and (match := LINE_AUTHOR.search(line)) and (name := as_name(match["name"])):
            return name
    return ""


# ------------------------------------------------------------------------------------------------------ permalink


def _permalink(own: list[HtmlElement], roots: list[HtmlElement], sign: HtmlElement | None, base: str) -> str:
    """The link that leads to this very item; the block's own anchor where there is no such link."""
    best: tuple[int, str] = (0, "")
    around = set(sign.iterancestors()) if sign is not None else set()
    for element in own:
        if element.tag not in ("a", "link", "meta") or element.get("rel") in ("author", "nofollow noopener tag"):
            continue
        url = absolute(element.get("href") or element.get("content") or "", base)
        if not url or (element.tag == "meta" and element.get("itemprop") != "url"):
            continue
        score = _permalink_score(
            element,
            url,
            base,
            sign is not None and (element is sign or element in around or sign in set(element.iter())),
        )
        if score > best[0]:
            best = (score, url)
    return best[1]


def _anchor(roots: list[HtmlElement], base: str) -> str:
    """The address of the block's own anchor on its page, empty where it has none."""
    for root in roots:
        for element in (root, *list(root)[:2]):
            anchor = (
                (element.get("id") or (element.get("name") if element.tag == "a" else "") or "")
                if isinstance(element.tag, str)
                else ""
            )
            if anchor_of("#" + anchor):
                numbered = re.sub(r"^(li|div|article)-(?=comment|post)", "", anchor)
                return f"{base.partition('#')[0]}#{numbered}"
    return ""


def _permalink_score(element: HtmlElement, url: str, base: str, holds_time: bool) -> int:
    rel = (element.get("rel") or "").split()
    names = tokens(element)
    if host_of(url) != host_of(base) and not holds_time:
        return 0
    if (
        page_key(url).endswith(("/wp-login.php", "/login"))
        or "replytocom" in url
        or names & {"comment-reply-link", "comment-edit-link", "post-edit-link"}
    ):
        return 0
    if key_of(url) == key_of(base) and not anchor_of(url):
        return 8 if holds_time or "bookmark" in rel or names & {"u-url"} else 0
    if names & {"u-url", "permalink", "permalänk"} or "bookmark" in rel or element.get("itemprop") == "url":
        return 12 if names & {"u-url"} or "bookmark" in rel else 11
    if holds_time:
        return 10
    words = (
        flat(element.text_content()).lower()
        + " "
        + (element.get("title") or "").lower()
        + " "
        + (element.get("aria-label") or "").lower()
    )
    if re.search(r"permal|direktlänk|länk till (inlägget|kommentaren)|link to this", words):
        return 9
    if element.getparent() is not None and (element.getparent().tag in HEADINGS or element.tag in HEADINGS):
        return 9
    if re.search(r"läs mer|read more|visa inlägg|till inlägget|fortsätt läsa|continue reading", words):
        return 7
    if PROFILE_LINK.search(urlsplit_path(url)) and not ITEM_PATH.search(urlsplit_path(url)):
        return 0
    return 4 if ITEM_PATH.search(urlsplit_path(url)) or (anchor_of(url) and page_key(url) == page_key(base)) else 0


# ------------------------------------------------------------------------------------------------------ text


def _is_content(element: HtmlElement) -> bool:
    return element.get("itemprop") in CONTENT_PROPS or bool(tokens(element) & CONTENT_TOKENS)


def _text(
    own: list[HtmlElement],
    roots: list[HtmlElement],
    inner: frozenset[HtmlElement],
    sign: HtmlElement | None,
    named_by: HtmlElement | None,
    author: str,
) -> tuple[str, list[HtmlElement]]:
    """The words of the item, its title first, and the elements they were taken from."""
    contents: list[HtmlElement] = []
    for element in own:
        if (
            element.tag != "meta"
            and _is_content(element)
            and not any(sign is part or named_by is part for part in element.iter())
            and not any(above in contents for above in element.iterancestors())
        ):
            contents.append(element)
    skip = {*inner, *_controls(own, contents)}
    skip -= set(roots)
    if contents:
        body = "\n\n".join(text for element in contents if (text := text_of(element, skip)))
        title = _title(own, contents, named_by)
        whole = body if not title or flat(body).startswith(title) else f"{title}\n\n{body}".strip()
        if whole:
            return whole, contents
    if sign is not None:
        skip.add(sign)
    if named_by is not None:
        skip.add(named_by)
    body = "\n".join(text for root in roots if (text := text_of(root, skip)))
    return _without_heads(body, author), []


def _title(own: list[HtmlElement], contents: list[HtmlElement], named_by: HtmlElement | None) -> str:
    for element in own:
        if (
            element.tag in HEADINGS
            and element is not named_by
            and not any(above in contents for above in element.iterancestors())
        ):
            text = flat(text_of(element))
            if text and not CONTROL_WORDS.match(text) and (named_by is None or named_by not in set(element.iter())):
                return text
    return ""


def _controls(own: list[HtmlElement], contents: list[HtmlElement]) -> set[HtmlElement]:
    """Elements of a block that are no content: buttons, counters, lines about the item."""
    found: set[HtmlElement] = set()
    for element in own:
        names = tokens(element)
        inside_content = any(above in contents for above in element.iterancestors())
        if element.tag in ("form", "nav") or element.get("role") in ("button", "toolbar", "menu"):
            found.add(element)
        elif (
            element not in contents
            and not inside_content
            and any(META_TOKENS.match(name) for name in names)
            and len(flat(element.text_content())) < 300
        ):
            if not any(part in contents for part in element.iter()):
                found.add(element)
        elif names & {
            "screen-reader-text",
            "sr-only",
            "visually-hidden",
            "sharedaddy",
            "jp-relatedposts",
            "edit-link",
        } or (
            element.tag in CONTROL_TAGS and len(element) <= 3 and CONTROL_WORDS.match(flat(element.text_content())[:60])
        ):
            found.add(element)
    return found


def _without_heads(text: str, author: str) -> str:
    """Takes leading lines away that only repeat the author or hold marks between parts of the head."""
    lines = text.split("\n")
    while lines and (
        (not any(c.isalnum() for c in lines[0]) and len(lines[0]) < 4 and not _is_symbol(lines[0]))
        or (author and as_name(lines[0]) == author)
    ):
        lines.pop(0)
    while lines and (
        CONTROL_WORDS.match(lines[-1])
        or (len(lines[-1]) < 3 and not any(c.isalnum() for c in lines[-1]) and not _is_symbol(lines[-1]))
    ):
        lines.pop()
    return "\n".join(lines).strip()


def _is_symbol(text: str) -> bool:
    """Whether a text without letters is an emoji rather than a mark of layout."""
    return any(ord(c) >= 0x2600 for c in text)


def _cut_by_link(elements: list[HtmlElement], inner: frozenset[HtmlElement]) -> bool:
    return any(
        CUT_WORDS.fullmatch(flat(link.text_content())[:40]) is not None or "more-link" in tokens(link)
        for element in elements
        for link in element.iter("a")
    )


# ------------------------------------------------------------------------------------------------------ attachments


def _attachments(own: list[HtmlElement], content: list[HtmlElement], base: str) -> tuple[Attachment, ...]:
    """Pictures, films, files and outside links that belong to the item; no avatars, no emoji."""
    found: dict[str, Attachment] = {}
    inside = {part for element in content for part in element.iter()}
    for element in own:
        attachment = _attachment(element, base, element in inside)
        if attachment:
            found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def _attachment(element: HtmlElement, base: str, in_content: bool) -> Attachment | None:
    if element.tag == "img" and not emoji_of(element) and not _is_avatar(element):
        url = absolute(element.get("src") or element.get("data-src") or "", base)
        return Attachment("image", url, flat(element.get("alt") or "")) if url else None
    if element.tag in ("video", "audio"):
        source = (
            element.get("src")
            or next((s.get("src") or "" for s in element.iter("source")), "")
            or element.get("poster")
            or ""
        )
        url = absolute(source, base)
        return (
            Attachment(element.tag, url, flat(element.get("title") or element.get("aria-label") or "")) if url else None
        )
    if element.tag == "a" and (url := absolute(element.get("href") or "", base)):
        if FILE_ENDING.search(urlsplit_path(url).partition("?")[0]):
            return Attachment("file", url, flat(element.text_content())[:200])
        if in_content and host_of(url) != host_of(base):
            return Attachment("link", url, flat(element.text_content())[:200])
    return None


def _is_avatar(image: HtmlElement) -> bool:
    marks = f"{image.get('class') or ''} {image.get('src') or ''} {image.get('alt') or ''}".lower()
    if re.search(r"avatar|gravatar|profil(e|bild)|userpic|identicon|u-photo author", marks):
        return True
    size = (image.get("width") or "").removesuffix("px")
    if size.isdigit() and int(size) <= 48:
        return True
    return any(tokens(above) & {"avatar", "p-author", "h-card", "vcard"} for above in list(image.iterancestors())[:3])
