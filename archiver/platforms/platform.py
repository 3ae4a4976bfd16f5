"""What every platform is: data that says how it is recognised, opened up and read.

A member is one file with its selectors in one table at the top, and one line in `registry.py`. The visit (capture/)
uses `hosts`, `visiting` and `walls`; the reading (extract/) uses `read`. Nothing here touches the network.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from archiver.model import Box, Item
from archiver.platforms.selectors import NO_TABLE, Selectors
from archiver.text import Text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from archiver.extract.drafts import Found


@dataclass(frozen=True, slots=True)
class Visiting:
    """What a visit must know of a platform, all CSS selectors or visible button texts (compared without case).

    `items` finds posts and comments, for counting while scrolling; `more` are elements to press until none is left
    ("visa fler kommentarer"), `more_texts` the same by their words; `consent_no` answers the consent overlay with no.
    The general lists in `capture/` are always used besides these.
    """

    items: str = ""
    more: tuple[str, ...] = ()
    more_texts: tuple[str, ...] = ()
    consent_no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Walls:
    """Signs that a page is not the account: CSS selectors and address patterns (regular expressions) of login pages."""

    login_selectors: tuple[str, ...] = ()
    login_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page of a capture, as it lies in the evidence folder.

    `tree` is the rendered document; `boxes` maps the value of an element's `data-sa` attribute to its place on the
    picture; `frames` are the documents of its iframes; `raw` is the HTML as the server first sent it (often knows more
    than the rendered page), empty where not kept; `answers` are the platform interface's answers by name.
    """

    url: str
    tree: "HtmlElement"
    account_name: str = ""
    account_url: str = ""
    boxes: dict[str, Box] = field(default_factory=dict)
    frames: tuple["SavedPage", ...] = ()
    raw: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)
    fetched: tuple[str, ...] = ()
    """JSON that the page's own scripts fetched."""
    seen_at: datetime | None = None
    """When the page was captured; "för 3 timmar sedan" can only be read with it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: items in page order, what the page itself says it has (by kind), and remarks in Swedish."""

    items: tuple[Item, ...]
    claimed: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    """Addresses of the next pages of the lists on the pages read ("Äldre inlägg", "Nyare kommentarer")."""


@dataclass(frozen=True, slots=True)
class Platform:
    """One member of the family. `hosts` are host names it owns, subdomains included."""

    key: str
    name: Text
    version: str
    """Version of the selectors, changed with them, e.g. `2026-11`."""
    hosts: tuple[str, ...]
    read: Callable[[SavedPage], "Found"]
    """Reads one page, frames and answers included; `extract/items.py` makes the drafts of all pages into items."""
    visiting: Visiting = Visiting()
    walls: Walls = Walls()
    table: Selectors = NO_TABLE
    """The selectors that `read` was made from (`reading.described`)."""
