"""Takes the words of a block: all that its author wrote, and nothing that the platform put around it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile

from lxml.html import HtmlElement

from archiver.extract.addresses import anchor_of
from archiver.extract.prose import ANSWER_TITLE, flat, text_of
from archiver.extract.readers.author import Named, as_name
from archiver.extract.readers.contents import LETTER, byline_of, contents_of, paragraphs_of
from archiver.extract.readers.controls import HEADINGS, is_button, is_control, is_cut_link, is_unseen
from archiver.extract.readers.edges import without_edges
from archiver.extract.readers.hints import CONTROL_WORDS, holds_answers, is_content
from archiver.platforms.selectors import Marks

CUT_END = re.compile(
    r"(?i)(…|\.\.\.|\[…\]|\[\.\.\.\]|läs mer|visa mer|se mer|read more|see more|continue reading|fortsätt läsa)\s*[→»]?\s*$"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The text, whether it was cut by the page, and the elements it was taken from where the markup names them."""

    text: str
    truncated: bool
    contents: tuple[HtmlElement, ...] = ()


def words_of(
    own: list[HtmlElement],
    roots: list[HtmlElement],
    inner: frozenset[HtmlElement],
    sign: HtmlElement | None,
    author: Named,
    marks: Marks,
    times: Collection[HtmlElement] = (),
) -> Words:
    """The words of an item, its title first; from named content where there is some, else all that is left over."""
    contents = contents_of(own, roots, sign, author, marks) or paragraphs_of(own, roots, inner, sign, author, times)
    cut = [element for element in own if is_cut_link(element)]
    pressed = _pressed_whole(sign, author)
    if contents:
        inside = {part for element in contents for part in element.iter()}
        skip = {*inner, *cut, *(element for element in own if is_unseen(element) or is_button(element))}
        skip = (skip - pressed) | _foot(own, roots) | _references(own)
        body = "\n\n".join(text for element in contents if (text := text_of(element, skip)))
        if not any(is_content(element) or element in marks.texts for element in contents):
            body = without_edges(body, author)
        title = _title(own, inside, author)
        whole = body if not title or flat(body).startswith(title) else f"{title}\n\n{body}".strip()
        if whole:
            return Words(whole, bool(cut) or bool(CUT_END.search(body[-60:])), tuple(contents))
    skip = {
        *inner,
        *cut,
        *(element for element in own if is_unseen(element) or is_button(element) or is_control(element)),
    }
    skip -= pressed
    skip |= _headings_of_others(own, inner)
    skip |= {element for element in (*times, author.element) if element is not None} | _foot(own, roots)
    skip |= _line_of_time(own, sign) | _references(own) | set(author.titles)
    line = byline_of(roots, sign, author)
    body = _left(roots, sign, author, skip | line) or (_left(roots, sign, author, skip) if line else "")
    return Words(body, bool(cut) or bool(CUT_END.search(body[-60:])))


def _left(roots: list[HtmlElement], sign: HtmlElement | None, author: Named, skip: set[HtmlElement]) -> str:
    """All that is left of a block without what is to be skipped."""
    without = skip - set(roots)
    said = "\n".join(text for root in _spoken(roots, sign) if (text := text_of(root, without)))
    return without_edges(said, author)


def _pressed_whole(sign: HtmlElement | None, author: Named) -> set[HtmlElement]:
    """What holds both author and time is the item: some are one large button, which answers them."""
    if sign is None or author.element is None:
        return set()
    return set(sign.iterancestors()).intersection(author.element.iterancestors())


def _spoken(roots: list[HtmlElement], sign: HtmlElement | None) -> list[HtmlElement]:
    """The roots without one that only heads the others."""
    return [root for root in roots if root is not sign] if len(roots) > 1 else roots


def _title(own: list[HtmlElement], inside: set[HtmlElement], author: Named) -> str:
    """The heading of a post that stands outside its content: the first of the highest rank (HTML, 4.3.11)."""
    among = set(own)
    headings = [
        each
        for each in own
        if each.tag in HEADINGS and not any(above in among and holds_answers(above) for above in each.iterancestors())
    ]
    for element in sorted(headings, key=lambda each: (each.get("itemprop") != "headline", str(each.tag))):
        if element not in inside and author.element not in set(element.iter()):
            text = flat(text_of(element, {link for link in element.iter("a") if is_button(link)}))
            if text and not CONTROL_WORDS.match(text) and not ANSWER_TITLE.match(text) and as_name(text) != author.name:
                return text
    return ""


def _headings_of_others(own: list[HtmlElement], inner: frozenset[HtmlElement]) -> set[HtmlElement]:
    """Headings under which stand only answers or what one fills in: "Kommentarer", "Lämna en uppdatering"."""
    found: set[HtmlElement] = set()
    for heading in own:
        if heading.tag not in HEADINGS:
            continue
        under = list(takewhile(lambda each: each.tag not in HEADINGS, heading.itersiblings()))
        others = [part for each in under for part in each.iter() if part in inner]
        if (
            others
            and not flat(heading.tail or "")
            and not any(flat(text_of(each, inner)) for each in under if each not in inner)
        ):
            found.add(heading)
    return found


def _line_of_time(own: list[HtmlElement], sign: HtmlElement | None) -> set[HtmlElement]:
    """The list or line around the time of a post that has a heading and paragraphs of its own: category, reading time."""
    if sign is None or not any(each.tag in HEADINGS for each in own):
        return set()
    among = set(own)
    line = [
        above
        for above in sign.iterancestors("ul", "ol", "dl", "p")
        if above in among and len(flat(above.text_content())) < 120
    ]
    speaks = any(each.tag == "p" and each not in line and len(each.text_content().strip()) > 20 for each in own)
    return set(line[-1:]) if speaks else set()


def _foot(own: list[HtmlElement], roots: list[HtmlElement]) -> set[HtmlElement]:
    """What HTML says is about an item and not of it: its `footer` and its author's `address` (4.3.8 and 4.3.10)."""
    feet = [element for element in own if element.tag in ("footer", "address") and element not in roots]
    return {each for each in feet if not any(above.tag in ("blockquote", "figure") for above in each.iterancestors())}


def _references(own: list[HtmlElement]) -> set[HtmlElement]:
    """Links such as "@Anna" to a place on the page, with the line they stand alone in: the platform says so what is answered.

    People write no links to places on the page, whose names they don't know.
    """
    found: set[HtmlElement] = set()
    for link in own:
        if link.tag == "a" and anchor_of(link.get("href") or "") and flat(link.text_content()).startswith("@"):
            line, above = link, link.getparent()
            name = flat(link.text_content())
            while above is not None and not LETTER.search(flat(above.text_content()).replace(name, "", 1)):
                line, above = above, above.getparent()
            found.add(line)
    return found
