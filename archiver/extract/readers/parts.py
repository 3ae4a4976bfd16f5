"""Reads one block: who wrote it, its permalink, its text, its attachments."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from archiver.extract.addresses import key_of
from archiver.extract.readers.attachments import attachments_of
from archiver.extract.readers.author import author_of
from archiver.extract.readers.hints import is_zone
from archiver.extract.readers.permalink import anchor_in, permalink_of, title_links
from archiver.extract.readers.words import words_of
from archiver.model import Attachment
from archiver.platforms.platform import SavedPage
from archiver.platforms.selectors import NO_MARKS, Marks


@dataclass(frozen=True, slots=True)
class Parts:
    """What a block tells about itself; `anchor` is the block's own place on its page, for items without a link."""

    author: str
    profile_url: str
    permalink: str
    anchor: str
    text: str
    truncated: bool
    attachments: tuple[Attachment, ...]
    links: tuple[str, ...] = ()
    """Where nothing says which link is the block's own: those that may be its title's."""


def parts_of(
    roots: list[HtmlElement],
    inner: frozenset[HtmlElement],
    sign: HtmlElement | None,
    page: SavedPage,
    marks: Marks = NO_MARKS,
    times: Collection[HtmlElement] = (),
) -> Parts:
    """Reads the block made up of `roots`, leaving out the blocks `inner` it contains; `sign` tells its time,
    `times` are all elements of the page that do."""
    base = page.url
    zones: list[HtmlElement] = []
    own = list(_own(roots, inner | marks.ignored, zones))
    account = key_of(page.account_url)
    permalink = permalink_of(own, sign, base, marks, never=frozenset({account}))
    author = author_of(own, roots, sign, page, marks, permalink)
    if author.profile_url and key_of(author.profile_url) == key_of(permalink):
        permalink = permalink_of(own, sign, base, marks, never=frozenset({account, key_of(permalink)}))
    words = words_of(own, roots, (inner | marks.ignored).union(zones), sign, author, marks, times)
    return Parts(
        author.name,
        author.profile_url,
        permalink,
        anchor_in(roots, sign, base),
        words.text,
        words.truncated,
        attachments_of(own, words.contents, author, base),
        () if permalink else tuple(title_links(own, base, author.name)),
    )


def _own(roots: list[HtmlElement], inner: frozenset[HtmlElement], zones: list[HtmlElement]) -> Iterator[HtmlElement]:
    """The block's elements in page order, without those of the blocks inside it; menus and forms go to `zones`."""
    stack = list(reversed(roots))
    starts = set(roots)
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or (element not in starts and element in inner):
            continue
        if element not in starts and is_zone(element):
            zones.append(element)
            continue
        yield element
        stack.extend(reversed(element))
