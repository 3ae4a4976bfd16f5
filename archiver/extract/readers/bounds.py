"""Where an item of a page begins and ends: what only heads it, what of a part is the answer in it, what its like tells."""

import re
from collections.abc import Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from archiver.extract.readers.hints import AUTHOR_TOKENS, CONTROL_WORDS, PROFILE_LINK, is_content, is_zone, tokens
from archiver.extract.readers.make import same_make

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_A_TIME = re.compile(r"(?i)\b(sedan|ago)\b|\d{1,2}[:.]\d\d|\b(19|20)\d\d\b|^\d+\s?\w{1,3}$|^i\s?(dag|går)")


def around_words(inmost: HtmlElement, outer: HtmlElement) -> HtmlElement:
    """What of a part with a form to write in is the one answer in it: what holds its time, all paragraphs and what is named as
    content, with all that wraps just that. `outer` where there is no form or are no paragraphs."""
    around = [inmost, *inmost.iterancestors()]
    inside = around[: around.index(outer) + 1] if outer in around else []
    if next(outer.iter("textarea", "input", "select"), None) is None:
        return outer
    speaking = [each for each in outer.iter() if isinstance(each.tag, str) and (each.tag == "p" or is_content(each))]
    speaking = [part for part in speaking if weight(part.text_content()) > 1]
    above_words = [{part, *part.iterancestors()} for part in speaking]
    found = next((each for each in inside if speaking and all(each in above for above in above_words)), outer)
    if found is not outer:
        words = " ".join(found.text_content().split())
        for above in inside[inside.index(found) + 1 :]:
            if " ".join(above.text_content().split()) != words:
                break
            found = above
    return found


def like_in(inmost: HtmlElement, peer: HtmlElement, outer: HtmlElement) -> HtmlElement | None:
    """The element of the very make of `peer` that another lies in, somewhere inside `outer`."""
    for each in (inmost, *inmost.iterancestors()):
        if each is outer:
            return None
        if same_make(each, peer):
            return each
    return None


def answered_by_its_like(answers: Sequence[HtmlElement], part: HtmlElement, outer: HtmlElement) -> bool:
    """Whether a part is answered by one of its own make that is whole, so that its bounds are known by the other's: software
    builds an item and its answers of the same part. A heading of the page (`h1`) outside it is still its own."""
    heading = next(outer.iter("h1"), None)
    if heading is not None and heading not in part.iter("h1"):
        return False
    like = [each for answer in answers if (each := like_in(answer, part, outer)) is not None]
    return bool(like) and not any(_heads_words(each) for each in like)


def _heads_words(part: HtmlElement) -> bool:
    """Whether words stand beside a part, in what holds no other of its make."""
    parent = part.getparent()
    return parent is not None and any(
        each is not part
        and isinstance(each.tag, str)
        and not is_zone(each)
        and (is_content(each) or weight(each.text_content()) > 1)
        and not any(same_make(inner, part) for inner in each.iter(part.tag))
        for each in parent
    )


def below_heading(part: HtmlElement, item: HtmlElement, peer: HtmlElement) -> HtmlElement | None:
    """What stands under the heading of a part with one item, where the part before has the page's heading.

    The outline (HTML, 4.3.11) says that it is a section about what stands before: "Svar (1)" under the case itself.
    """
    if next(peer.iter("h1"), None) is None or next(part.iter("h1"), None) is not None:
        return None
    below: HtmlElement | None = None
    for each in (item, *item.iterancestors()):
        if each is part:
            break
        if any(beside.tag in HEADINGS for beside in each.itersiblings(preceding=True)):
            below = each
    return below


def is_head(part: HtmlElement, parts: Sequence[tuple[HtmlElement, object]]) -> bool:
    """Whether a part only heads (or closes) an item whose words stand beside it, in a part without any time; `parts` are those
    with one."""
    words = 0
    for element in part.iter():
        if not isinstance(element.tag, str) or (element.tag == "a" and PROFILE_LINK.search(element.get("href") or "")):
            continue
        words += weight(element.text)
    words += sum(weight(element.tail) for element in part.iterdescendants())
    if words > (6 if names_somebody(part) else 40):
        return False
    parent = part.getparent()
    timed = {child for child, _ in parts}
    beside = [each for each in parent if isinstance(each.tag, str) and each not in timed] if parent is not None else []
    return any(weight(each.text_content()) > 1 and each.tag not in HEADINGS and not is_zone(each) for each in beside)


def stands_by_words(part: HtmlElement, parts: Sequence[tuple[HtmlElement, object]]) -> bool:
    """Whether words stand between a part and the next or the last one that tells a time; beside a short comment in a list of
    them there are none."""
    timed = {child for child, _ in parts}
    for siblings in (part.itersiblings(), part.itersiblings(preceding=True)):
        for each in takewhile(lambda sibling: sibling not in timed, siblings):
            if isinstance(each.tag, str) and weight(each.text_content()) > 1 and each.tag not in HEADINGS:
                return True
    return False


def weight(text: str | None) -> int:
    """How many characters a text says, none for a control or a time."""
    text = " ".join((text or "").split())
    return 0 if not text or CONTROL_WORDS.match(text[:60]) or (len(text) < 60 and _A_TIME.search(text)) else len(text)


def names_somebody(part: HtmlElement) -> bool:
    """Whether a part holds something that looks like an author."""
    return any(
        (element.tag == "a" and PROFILE_LINK.search(element.get("href") or ""))
        or element.get("itemprop") == "author"
        or any(AUTHOR_TOKENS.match(name) for name in tokens(element))
        for element in part.iter()
        if isinstance(element.tag, str)
    )


def same_cells(row: HtmlElement, other: HtmlElement) -> bool:
    """Whether two rows of a table hold the same cells: what heads the one heads the other, however long a name is."""
    cells = [each.tag for each in row]
    return row.tag == "tr" and len(cells) > 1 and cells == [each.tag for each in other]


def within(element: HtmlElement, parent: HtmlElement) -> HtmlElement:
    """The element itself, or what holds it among the children of `parent`."""
    return next((each for each in (element, *element.iterancestors()) if each.getparent() is parent), element)
