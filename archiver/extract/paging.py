"""Which further pages a list goes on to: "Äldre inlägg", "Nästa", 1 2 3 … 6, "Nyare kommentarer".

Every sign is general (HTML's `rel`, what pagers are called in classes and labels, the words on the link); a link counts only
when it stays on the host and is no account, reply, sharing or log-in address.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archiver.extract.addresses import absolute, host_of
from archiver.extract.prose import flat

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGER = re.compile(
    r"(?i)(?<![a-z])(pag(er|ing|inat\w*|inering|e-?numbers|e-?nav\w*)|nav-?links|(posts|comments?)-?(navigation|nav|pagination)|"
    r"sidnavigering|sidnumrering|bläddra\w*|sidor)(?![a-z])"
)
"""Class, id or label of what holds links to further pages."""
PAGE_OF = re.compile(r"(?i)\b(sida|sidan|page)\s+\d+\s*(/|av|of)\s*\d+")
"""What a pager says of itself where it has no name: "Sida 1 av 6"."""
NOT_PAGER = re.compile(r"(?i)(post-navigation|adjacent|related|breadcrumb|page-?item-\d+-menu)")
"""The neighbours of one post are not a list that goes on."""
ONWARD = re.compile(
    r"(?i)^\W*((visa |se |läs |hämta |load |show |view |see )?(fler|mer|more|nästa|next|följande|äldre|older|tidigare|previous|earlier|nyare|newer)"
    r"( (sida|inlägg|artiklar|nyheter|poster|kommentarer|svar|trådar|ämnen|händelser|meddelanden|"
    r"page|posts?|entries|articles|news|comments|replies|threads|topics|messages|items|results))?)\W*$"
)
ALONE = re.compile(
    r"(?i)^\W*(äldre|older|nästa sida|next page|nästa|next|more)\W*$|inlägg|posts|kommentarer|comments|trådar|topics"
)
"""Words that are enough outside a pager; the others ("mer", "previous") must stand in one."""
NUMBER = re.compile(r"^\d{1,4}$")
_FIGURES = re.compile(r"\d+")
_NUMBERED = re.compile(r"(page|sida|p)/\d{1,4}/?")
"""What the addresses of further pages add to the first one's."""
ELSEWHERE = re.compile(
    r"(?i)(replytocom|[?&/](share|reply|respond|login|log-?in|logga-?in|signin|register|logout|edit|delete|report|feed)([=/?&]|$)|"
    r"\.(pdf|zip|docx?|xlsx?|png|jpe?g|gif|mp4|rss|xml|json)$|wp-(admin|login|json))"
)
MOST = 200


def next_pages(tree: "HtmlElement", url: str) -> tuple[str, ...]:
    """Addresses of further pages of the lists on a page, in page order, each once, never the page itself.

    Args:
        tree: the rendered document.
        url: its address, against which links are read.
    """
    found: dict[str, None] = {}
    for link in _links(tree, url):
        address = absolute(link.get("href") or "", url).partition("#")[0]
        if address and same_host(address, url) and not ELSEWHERE.search(address):
            found.setdefault(address)
    found.pop(url.partition("#")[0], None)
    return tuple(found)[:MOST]


def _links(tree: "HtmlElement", url: str) -> Iterator["HtmlElement"]:
    for link in tree.iter("a", "link"):
        if not link.get("href") or _neighbour(link):
            continue
        said = flat(link.text_content() or link.get("aria-label") or link.get("title") or "")
        if link.tag == "link":
            if "next" in _rel(link):
                yield link
        elif (
            "next" in _rel(link)
            or (_in_pager(link) and (NUMBER.match(said) or ONWARD.match(said) or _differs_by_number(link, url)))
            or (ONWARD.match(said) and ALONE.search(said))
            or (not any(c.isalpha() for c in said) and _beside_page_number(link))
        ):
            yield link


def _differs_by_number(link: "HtmlElement", url: str) -> bool:
    """Whether the address is the page's own but for a number at its end or in its query, as arrows without words lead to."""
    path, _, query = absolute(link.get("href") or "", url).partition("#")[0].partition("?")
    own_path, _, own_query = url.partition("#")[0].partition("?")
    if path == own_path:
        return bool(_FIGURES.search(query)) and _FIGURES.sub("", own_query) in ("", _FIGURES.sub("", query))
    if path.startswith(own_path) and own_path.endswith("/") and _NUMBERED.fullmatch(path[len(own_path) :]):
        return True
    return (
        _FIGURES.sub("", path) == _FIGURES.sub("", own_path)
        and path.rstrip("/").rpartition("/")[0] == own_path.rstrip("/").rpartition("/")[0]
    )


def _rel(link: "HtmlElement") -> list[str]:
    return (link.get("rel") or "").lower().split()


def names_of(element: "HtmlElement") -> str:
    """What an element is called in class, id, label and role, in one line."""
    return " ".join(element.get(name) or "" for name in ("class", "id", "aria-label", "role"))


def _in_pager(link: "HtmlElement") -> bool:
    above = [link, *link.iterancestors()][:5]
    return any(PAGER.search(names_of(each)) for each in above if each.tag not in ("body", "html", "main"))


def _beside_page_number(link: "HtmlElement") -> bool:
    """Whether a link stands beside the words "sida 1 av 6", and little else."""
    for above in list(link.iterancestors())[:4]:
        text = flat(above.text_content())
        if above.tag in ("body", "html", "main") or len(text) > 120:
            return False
        if PAGE_OF.search(text):
            return True
    return False


def _neighbour(link: "HtmlElement") -> bool:
    return any(NOT_PAGER.search(names_of(each)) for each in [link, *link.iterancestors()][:5])


def same_host(address: str, url: str) -> bool:
    """Whether both addresses are of one host and port."""
    return host_of(address) == host_of(url) and urlsplit(address).port == urlsplit(url).port
