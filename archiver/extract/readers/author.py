"""Finds who wrote a block: by markup that says so, by links to people, by lines such as "av Anna Larsson"."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from archiver.extract.addresses import ROUTES, absolute, anchor_of, key_of
from archiver.extract.prose import flat, text_of, word_set
from archiver.extract.readers import columns
from archiver.extract.readers.bounds import weight
from archiver.extract.readers.hints import (
    AUTHOR_TOKENS,
    CONTROL_WORDS,
    ITEM_PATH,
    LIST_PATH,
    PROFILE_LINK,
    is_content,
    is_reply_area,
    item_kind,
    tokens,
)
from archiver.extract.readers.signs import PICTURE_LABEL, SENTENCE_END
from archiver.extract.times import EDIT_WORDS, find_time, read_time
from archiver.model import ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.selectors import Marks

NAME_EDGES = re.compile(
    r"(?i)^(?:namn|name|signatur|alias|avsändare)\s*:\s*|^((?:tillag[dt]|inlag[dt]|skapa[dt]|starta[dt]|skicka[dt]|added|created|started|sent) (?:av|by)|av|by|från|from|inlägg av|kommentar av|svar från|posted by|skrivet av|publicerat av|författare|author|användare)\s*:?\s+|"
    r"\s+@[\w.-]+(@[\w.-]+)?$|\s*\b(säger|skriver|skrev|says|wrote|said|svarade|kommenterade|replied|commented)\s*:?\s*$|\s*:\s*$|"
    r"(?:\s+(?-i:för|sedan|den|kl|on|at|ago))+\s*[.,]?\s*$"
)
LABEL_AUTHOR = re.compile(
    r"(?i)\b(?:kommentar|svar|inlägg|comment|reply|post|tweet|status)\s+(?:från|av|by|from)\s+(?P<name>.{2,60}?)"
    r"(?=\s+(?:för|till|to|on|på|about|an?|\d)\b|\s+\d|\s*[,;:·]|\s*$)"
)
LINE_AUTHOR = re.compile(
    r"(?i)(?:^|[·|,»]\s*|\d\s+|\b(?:publicera\w+|skriv\w+|post\w+|skapa[dt]|inskicka[dt]|lämna[dt]|rapportera[dt](?: i .{2,40}?)?|reported|created|upplagt|inlagt|written|published)\s+)(?:av|by)\s*:?\s+(?P<name>(?-i:[A-ZÅÄÖ@])[^\d·|,:\n]{1,50}?|[\w.-]{3,30}(?=\s(?:kl|den)\b))\s*(?=$|[·|,:\n]|\d|\bden\b|\bkl\b|\bon\b)"
)
FIELD_AUTHOR = re.compile(
    r"(?i)^(?:author|författare|skribent|avsändare|skriven av|skrivet av|written by|posted by|reporter|rapporterad av)\s*:\s*(?P<name>.{1,60})$"
)
"""A label with the name behind it, and nothing else in the line."""
AUTHOR_LABEL = re.compile(
    r"(?i)(inläggets |post |artikelns |article )?(författare|skribent|author|writer|skriven av|skrivet av|written by|publicera[dt] av|posted by)\s*:?|"
    r"(namn|name|från|from|signatur|alias|avsändare)\s*:"
)
"""What stands before a name and says no more; the last words are no label without a colon."""
FACE = re.compile(r"(?i)(användarens |user |profile )?(avatar|bild|profilbild|foto|photo|picture)")
FACE_OF = re.compile(
    r"(?i)(?:avatar|profilbild|foto|bild|photo|picture|profile (?:photo|picture))\s+(?:av|för|på|of|for)\s+(?P<name>.{2,60})"
)
"""How somebody's picture, or the button around it, is labelled."""
SEPARATORS = re.compile(r"\s+[-–—~/]\s+|\s*[|·•∙⋅,]\s+")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
DATED = re.compile(r"\b(19|20)\d\d\b.*\d[:.]\d\d")
SAYS_WHO = re.compile(r"(?i)(^|[\s(,·|–-])(av|by)\s*:?\s*$")
"""What stands right before the name of who wrote something."""
NOT_WRITTEN = re.compile(
    r"(?i)\b(gilla\w*|like[ds]?|dela[dst]\w*|shared?|boost\w*|repost\w*|flytta\w*|moved|stäng\w*|closed|ägs|owned|tilldela\w*|assigned)\b"
)
BRACKETED = re.compile(r"\[.*\]")
"""What one may press: "[källa]", "[edit]"."""
NAME_TAGS = word_set("strong b cite h3 h4 h5 h6 dt")
FIGURES = 5
"""What a name without a letter loses: it may be a person's, but more often counts something."""
SURE = 6
"""From this score on, the markup itself says that it is an author."""


@dataclass(frozen=True, slots=True)
class Named:
    """An author with the element that names them, None where a label or line did."""

    name: str = ""
    profile_url: str = ""
    element: HtmlElement | None = None
    titles: tuple[HtmlElement, ...] = ()
    """What stands between the name and the time: a title, an address, where from."""


def author_of(
    own: list[HtmlElement],
    roots: list[HtmlElement],
    sign: HtmlElement | None,
    page: SavedPage,
    marks: Marks,
    permalink: str,
) -> Named:
    """The best candidate among a block's own elements; nobody where nothing looks like a name.

    A heading that links to `permalink` is a title, not a name.
    """
    base = page.url
    titles = _titles(own, base, permalink, sign)
    score, best = _best(own, titles, sign, page, marks)
    if score < SURE:
        for root in roots:
            if match := LABEL_AUTHOR.search(root.get("aria-label") or ""):
                name = match["name"].strip()
                return best if best.name == name else Named(name, _profile_by_name(own, name, base))
        for element in own:
            if element.tag == "img" and (match := PICTURE_LABEL.search(element.get("alt") or "")):
                return Named(match["name"].strip())
        told = _in_a_line(own) or _labelled(own) or _pictured(own)
        if told and told != best.name:
            return Named(told)
        if sign is not None and not any(each.tag in HEADINGS for each in own) and not _stands_before(best, sign, own):
            best = _before_time(sign, roots) or best
        if not best.name and sign is not None and _is_comment(sign):
            return Named(_beside_time(sign))
    return best


def _titles(own: list[HtmlElement], base: str, permalink: str, sign: HtmlElement | None) -> set[HtmlElement]:
    """What leads to the item itself, with the headings around it: titles and times, no names. A heading that tells the
    time may name somebody beside the link: "Av <b>Anna</b> den 3 november [länk]"."""
    key = key_of(permalink)
    links = [each for each in own if key and each.tag == "a" and key_of(absolute(each.get("href") or "", base)) == key]
    headings = {above for link in links for above in list(link.iterancestors())[:2] if above.tag in HEADINGS}
    timed = {each for each in headings if sign is not None and (each is sign or each in sign.iterancestors())}
    return {part for each in (*links, *(headings - timed)) for part in each.iter()} | {
        each for each in timed if each is not sign
    }


def _best(
    own: list[HtmlElement], titles: set[HtmlElement], sign: HtmlElement | None, page: SavedPage, marks: Marks
) -> tuple[int, Named]:
    best = (2, Named())
    before, in_content = sign is not None, False
    contents: set[HtmlElement] = set()
    around = set(sign.iterancestors()) if sign is not None else set()
    for element in own:
        if element is sign:
            before = False
        if element in titles:
            continue
        named = (is_content(element) and element not in around) or element in marks.texts
        in_content = element.getparent() in contents or named
        if in_content:
            contents.add(element)
        if not before and sign is not None and element.tag == "a" and flat(element.text_content()).startswith("@"):
            continue  # whom it answers, or somebody it mentions
        score = 20 if element in marks.authors else _score(element, page) + before - (9 if in_content else 0)
        if score > best[0] and (name := _name(element, sign)):
            if not any(letter.isalpha() for letter in name) and (score := score - FIGURES) <= best[0]:
                continue  # a count of points in the link around the person's picture
            best = (score, Named(name, _profile(element, page.url), element))
    return best


def _score(element: HtmlElement, page: SavedPage) -> int:
    names = tokens(element)
    if element.get("itemprop") in ("author", "creator") or "p-author" in names:
        return 12
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return 11
    if any(AUTHOR_TOKENS.match(name) for name in names):
        return 10 if element.tag == "a" else 9
    href = element.get("href") if element.tag == "a" else None
    url = absolute(href, page.url) if href else ""
    if url and (PROFILE_LINK.search(path_of(url)) or key_of(url) == key_of(page.account_url)):
        return 8
    if href and _is_said_to_have_written(element):
        return 7
    if element.get("data-author") or element.get("data-username"):
        return 5
    if element.tag in NAME_TAGS:
        return SURE if element.tag != "strong" and next(element.iter("a"), None) is not None else 3
    if element.tag == "td" and columns.AUTHOR.fullmatch(columns.column_of(element)):
        return 7
    if href and columns.TITLE.fullmatch(columns.column_of(element)):
        return 0
    plain = (
        href and not anchor_of(href) and not ITEM_PATH.search(path_of(url)) and "tag" not in (element.get("rel") or "")
    )
    return 3 if plain and not LIST_PATH.search(path_of(url)) and len(flat(element.text_content()).split()) <= 5 else 0


def _is_said_to_have_written(link: HtmlElement) -> bool:
    """Whether the words right before a link are "av" or "by", not of a change, a like or the like."""
    previous, parent = link.getprevious(), link.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else ""
    before = (text or "").rstrip(" \n\t:\u00a0")[-40:]
    if before[-2:].lower() not in ("av", "by"):
        return False
    return bool(SAYS_WHO.search(before)) and not EDIT_WORDS.search(before) and not NOT_WRITTEN.search(before)


def path_of(url: str) -> str:
    """Path and query of an address, with the route of the page's own after them; empty for a broken one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    route = parts.fragment if parts.fragment.startswith(ROUTES) else ""
    return f"{parts.path}?{parts.query}{route}" if parts.query else f"{parts.path}{route}"


def _name(element: HtmlElement, sign: HtmlElement | None) -> str:
    """The name an element gives, the time it may hold left out; empty where it is none."""
    if element.tag == "meta":
        return flat(element.get("content") or "")
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and (
            inner.get("itemprop") == "name"
            or tokens(inner) & {"p-name", "fn", "display-name", "displayname", "name", "username", "author-name"}
        ):
            if inner.tag == "meta":
                return flat(inner.get("content") or "")
            element = inner
            break
    times = set(element.iter("time")) | ({sign} if sign is not None and sign is not element else set())
    lines = [line for line in text_of(element, times).split("\n") if line]
    if not lines and any(AUTHOR_TOKENS.match(name) for name in tokens(element)):
        lines = [alt for img in element.iter("img") if (alt := flat(img.get("alt") or "")) and not FACE.fullmatch(alt)][
            :1
        ]
    return as_name(lines[0]) if lines and len(lines) <= 4 else ""


def as_name(text: str) -> str:
    """A name without "av" before and "skriver:" after; empty where the text can be no name."""
    name = NAME_EDGES.sub("", NAME_EDGES.sub("", flat(text))).strip(" ·|,–—»:\u200e\u200f")
    if not 1 <= len(name) <= 70 or CONTROL_WORDS.match(name) or not any(c.isalnum() for c in name):
        return ""
    if DATED.search(name) or BRACKETED.fullmatch(name):
        return ""
    if AUTHOR_LABEL.fullmatch(flat(text)) or (SENTENCE_END.search(name) and len(name.split()) > 2):
        return ""
    return "" if read_time(name) or EDIT_WORDS.match(name) or name.startswith(("http://", "https://", "#")) else name


def _profile(element: HtmlElement, base: str) -> str:
    links = [element] if element.tag == "a" else list(element.iter("a"))
    for above in list(element.iterancestors())[:3]:
        if not links and above.tag == "a":
            links = [above]
    return next((url for link in links if (url := absolute(link.get("href") or "", base)) and not anchor_of(url)), "")


def _profile_by_name(own: list[HtmlElement], name: str, base: str) -> str:
    return next(
        (_profile(element, base) for element in own if element.tag == "a" and flat(element.text_content()) == name), ""
    )


def _is_comment(element: HtmlElement) -> bool:
    """Whether an element stands in what the markup calls a comment or a place for them."""
    return any(item_kind(above) is ItemKind.COMMENT or is_reply_area(above) for above in element.iterancestors())


def _beside_time(sign: HtmlElement) -> str:
    """The one name in a line such as "3 november 2026 kl. 8.15 – Anna Larsson".

    Only of comments: beside the time of an article stands its category as often.
    """
    pieces = [piece for piece in SEPARATORS.split(flat(sign.text_content())) if piece]
    others = [piece.rstrip(" ¶#§") for piece in pieces if not find_time(piece)]
    return as_name(others[0]) if len(others) == 1 < len(pieces) else ""


def _stands_before(named: Named, sign: HtmlElement, own: list[HtmlElement]) -> bool:
    return named.element is not None and next((each for each in own if each in (named.element, sign)), sign) is not sign


def _before_time(sign: HtmlElement, roots: list[HtmlElement]) -> Named | None:
    """The name that stands alone in the element nearest before a time, or before what holds nothing but it; where the words
    come after, what stands between is the name's title, and the name is the first.

    Only of what has no heading: those of articles have a category there as often.
    """
    for each in (sign, *sign.iterancestors()):
        before = [
            one for one in each.itersiblings(preceding=True) if isinstance(one.tag, str) and flat(one.text_content())
        ]
        if each in roots or (before and is_content(before[0])):
            return None
        if before:
            titles = before[:-1] if _words_after(each, roots) else []
            named = before[-1] if titles else before[0]
            name = as_name(flat(named.text_content()))
            fits = name and len(name.split()) <= 5 and any(letter.isalpha() for letter in name)
            return Named(name, "", named, tuple(titles)) if fits else None
    return None


def _words_after(element: HtmlElement, roots: list[HtmlElement]) -> bool:
    """Whether an item goes on in words after an element of it."""
    for each in (element, *element.iterancestors()):
        if each in roots:
            return False
        if any(isinstance(one.tag, str) and weight(one.text_content()) > 1 for one in each.itersiblings()):
            return True
    return False


def _labelled(own: list[HtmlElement]) -> str:
    """A name that stands in or after an element that begins with nothing but "Författare" or "Namn:"."""
    for element in own:
        if len(element) > 1 or not AUTHOR_LABEL.fullmatch(flat(element.text or "")):
            continue
        if (beside := as_name(flat(element.tail or ""))) and len(beside.split()) <= 6:
            return beside
        following = element[0] if len(element) else element.getnext()
        if following is not None and (name := as_name(flat(following.text_content()))) and len(name.split()) <= 6:
            return name
    return ""


def _pictured(own: list[HtmlElement]) -> str:
    """Of whom the first picture is, where its label says so."""
    labels = (
        each.get("aria-label") or each.get("alt") or "" for each in own if each.tag in ("img", "button", "a", "svg")
    )
    return next((as_name(match["name"]) for label in labels if (match := FACE_OF.fullmatch(flat(label)))), "")


def _in_a_line(own: list[HtmlElement]) -> str:
    """A name in a line such as "Publicerat av Anna Larsson, 3 november"."""
    for element in own:
        if (
            is_content(element)
            or len(element) > 4
            or (element.tag in ("p", "blockquote") and len(element.text_content()) > 100)
        ):
            continue
        line = flat(" ".join(text for text in (element.text, *(child.tail for child in element)) if text))
        if (
            4 <= len(line) <= 120
            and (match := LINE_AUTHOR.search(line) or FIELD_AUTHOR.match(line))
            and (name := as_name(match["name"]))
        ):
            return name
    return ""
