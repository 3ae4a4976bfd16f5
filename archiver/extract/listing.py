"""Lists of threads: a page that shows no post itself, only rows with a heading to press, as forums and news lists do.

A list is three or more like elements beside each other, each with a link of its own and something told about it (a number of
answers, a day, a name), or each an `article` (HTML, 4.3.2), or each with a heading that is a link. Menus, page heads and feet
are none. A list of letters needs less: that some of its links begin with "Re:" (RFC 5322, section 3.6.5), or that its rows hold
rows of the same make, each a link and a name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archiver.extract.addresses import absolute, page_key
from archiver.extract.paging import ELSEWHERE, same_host
from archiver.extract.prose import ANSWER_TITLE, flat

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LEAST_ROWS = 3
LEAST_LETTERS = 2
LONGEST_NAME = 80
MOST = 300
_MENU = re.compile(
    r"(?i)(?<![a-z])(menu|meny|nav(bar|igation)?|breadcrumbs?|footer|header|sidebar|pag(er|ination)|language|tabs?)(?![a-z])"
)
_TOLD = re.compile(r"\d")


def listed(tree: "HtmlElement", url: str) -> tuple[str, ...]:
    """Addresses of the threads in the page's greatest list, in page order, each once; empty where it has no list.

    Args:
        tree: the rendered document.
        url: its address, against which links are read.
    """
    best = tuple(dict.fromkeys(_address(link, url) for link in _letters(tree, url)))[:MOST]
    for rows in _lists(tree) if not best else ():
        addresses = _headings(rows, url)
        if len(addresses) > len(best):
            best = addresses
    return best[:MOST]


def answers(tree: "HtmlElement", url: str) -> dict[str, str]:
    """Which letter answers which, by address, as lists inside the rows of a list tell it."""
    found: dict[str, str] = {}
    for link in _letters(tree, url):
        row = next(link.iterancestors("li"), None)
        outer = next(row.iterancestors("li"), None) if row is not None else None
        above = next(outer.iter("a"), None) if outer is not None else None
        if above is not None and above is not link and (address := _address(above, url)):
            found[_address(link, url)] = address
    return found


def _letters(tree: "HtmlElement", url: str) -> list["HtmlElement"]:
    """The links of lists of letters, where some begin with "Re:"."""
    lists = {
        around[-1]: None
        for link in tree.iter("a")
        if ANSWER_TITLE.match(flat(link.text_content())) and (around := list(link.iterancestors("ul", "ol", "table")))
    } or {each: None for each in tree.iter("ul", "ol") if _nests_letters(each)}
    return [
        link
        for each in lists
        for link in each.iter("a")
        if link.get("href") and len(flat(link.text_content())) >= LEAST_LETTERS and _address(link, url)
    ]


def _nests_letters(element: "HtmlElement") -> bool:
    """Whether a list nests in its rows rows that, as they do, tell a name beside their link; a menu's rows are links alone."""
    rows = list(element.iter("li"))
    if len(rows) < LEAST_ROWS or next(element.iterancestors("li", "ul", "ol"), None) is not None or _in_menu(element):
        return False
    nested = sum(next(row.iterancestors("li"), None) is not None for row in rows)
    return nested > 0 and all(_names_beside_link(row) for row in rows)


def _names_beside_link(row: "HtmlElement") -> bool:
    """Whether a row, without the rows in it, is one link and a few words."""
    own = [part for part in row if part.tag not in ("ul", "ol")]
    links = [part for part in own if part.tag == "a" or next(part.iter("a"), None) is not None]
    words = " ".join(
        [row.text or "", *(f"{'' if part in links else part.text_content()} {part.tail or ''}" for part in own)]
    )
    return bool(links) and LEAST_LETTERS <= len(flat(words)) <= LONGEST_NAME


def _lists(tree: "HtmlElement") -> Iterator[list["HtmlElement"]]:
    """Like elements beside each other that each hold a link and a figure besides it."""
    for parent in tree.iter():
        if (
            not isinstance(parent.tag, str)
            or parent.tag in ("head", "nav", "header", "footer", "aside")
            or _in_menu(parent)
        ):
            continue
        beside: dict[str, list[HtmlElement]] = {}
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in ("a", "script", "style", "option", "br"):
                beside.setdefault(child.tag, []).append(child)
        for rows in beside.values():
            telling = [row for row in rows if _tells(row)]
            if len(telling) >= LEAST_ROWS and len(telling) * 2 >= len(rows):
                yield telling


def _tells(row: "HtmlElement") -> bool:
    links = [link for link in row.iter("a") if link.get("href")]
    if not links or len(links) > 12:
        return False
    heading = max((flat(link.text_content()) for link in links), key=len)
    words = flat(row.text_content())
    told = _TOLD.search(words.replace(heading, "", 1)) or row.tag == "article" or _heads_with_link(row)
    return len(heading) >= 2 and len(words) < 1500 and bool(told)


def _heads_with_link(row: "HtmlElement") -> bool:
    """Whether a row has a heading of its own that is a link."""
    return any(next(heading.iter("a"), None) is not None for heading in row.iter("h2", "h3", "h4"))


def _headings(rows: Sequence["HtmlElement"], url: str) -> tuple[str, ...]:
    """The link of each row that differs most from row to row: the heading, not the category or the last answer's author."""
    links = [[_address(link, url) for link in row.iter("a") if flat(link.text_content())] for row in rows]
    widest = max((len(row) for row in links), default=0)
    columns = [[row[place] for row in links if len(row) > place and row[place]] for place in range(min(widest, 6))]
    columns = [column for column in columns if len(column) * 2 >= len(rows)]
    if not columns:
        return ()
    best = max(columns, key=lambda column: (len({page_key(each) for each in column}), -columns.index(column)))
    return tuple({page_key(each): each for each in reversed(best)}.values())[::-1]


def _address(link: "HtmlElement", url: str) -> str:
    address = absolute(link.get("href") or "", url).partition("#")[0]
    fits = address and same_host(address, url) and not ELSEWHERE.search(address) and page_key(address) != page_key(url)
    return address if fits else ""


def _in_menu(element: "HtmlElement") -> bool:
    """Whether it stands in a menu, the page's head or its foot."""
    for each in (element, *element.iterancestors()):
        if each.tag in ("nav", "header", "footer", "aside") or each.get("role") in (
            "navigation",
            "banner",
            "contentinfo",
        ):
            return True
        if each.tag not in ("body", "html") and _MENU.search(f"{each.get('class') or ''} {each.get('id') or ''}"):
            return True
    return False
