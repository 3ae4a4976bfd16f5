"""The one post of a page of its own: no peer beside it shows its bounds, so heading, time, text and author are put together."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from archiver.extract.prose import flat, word_set
from archiver.extract.readers.blocks import WHOLE_PAGE, Block, every
from archiver.extract.readers.bounds import HEADINGS, names_somebody
from archiver.extract.readers.hints import is_content, is_zone, tokens
from archiver.model import ItemKind

_BANNERS = word_set("banner header masthead pageheader page-header site-header siteheader topbar top-menu")
LONGEST_LINE = 90
"""Characters that a paragraph with the time in it may hold and still be no running text: "Publicerad av Anna den …"."""
LONGEST_COLUMN = 200
"""Characters that a column about the author may hold: name, title, when they joined, how much they have written."""


def article_alone(tree: HtmlElement, blocks: list[Block]) -> list[Block]:
    """The one `article` on a page of its own that tells no time, with heading and running text (HTML, 4.3.2)."""
    inside = {part for block in blocks for root in block.roots() for part in root.iter()}
    articles = [
        each
        for each in tree.iter("article")
        if each not in inside
        and next(each.iter("h1"), None) is not None
        and sum(len(part.text_content().strip()) for part in each.iter("p") if part not in inside) > 20
        and not any(above.tag == "article" or is_zone(above) for above in each.iterancestors())
    ]
    return [Block(articles[0], None, ItemKind.POST, named=True, is_alone=True)] if len(articles) == 1 else []


def grow_alone(block: Block, others: Sequence[Block], *, titled: bool = True) -> None:
    """A single block, with no peer to show its bounds, grows until heading and running text lie in it.

    On a post's own page the line with author and time often stands apart from the heading and the text. What is not `titled`,
    a comment in a frame, has no heading.
    """
    inside = {part for answer, _ in every([*block.answers, *others]) for root in answer.roots() for part in root.iter()}
    above_time = frozenset(block.sign.element.iterancestors()) if block.sign else frozenset()
    if block.more:
        return
    if block.named and _reads_whole(block.element, inside, above_time):
        _end_with_article(block, inside)
        return
    nearest: HtmlElement | None = None
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in ("html", "body") or is_zone(element):
            break
        if _reads_whole(element, inside, above_time, least=20 if titled else 1):
            nearest = nearest if nearest is not None else element
            if not titled:
                break
            if any(not _is_site_name(each) for each in element.iter("h1")):
                nearest = element
                break
    if nearest is not None:
        block.element = nearest
        _end_with_article(block, inside)
        _take_author(block, inside)


def _is_site_name(heading: HtmlElement) -> bool:
    """Whether a heading stands in the page's own head, by role, tag, class or id: the name of the site, not of a post."""
    return any(
        each.get("role") == "banner"
        or (each.tag not in ("body", "html") and {each.get("id") or "", *tokens(each)} & _BANNERS)
        for each in heading.iterancestors()
    )


def _end_with_article(block: Block, inside: set[HtmlElement]) -> None:
    """Where heading and text stand apart, the text in the one `article`, it reaches from the heading or the time to the
    article and no further: what follows is of other posts, or of the site (HTML, 4.3.2 and 4.3.11).
    """
    articles = [each for each in block.element.iter("article") if each not in inside and _runs(each)]
    heading = next(block.element.iter("h1"), None)
    if len(articles) != 1 or articles[0] is block.element or heading is None or heading in articles[0].iter("h1"):
        return
    above = set(articles[0].iterancestors())
    first = {heading, *heading.iterancestors()}
    if block.sign is not None:
        first |= {block.sign.element, *block.sign.element.iterancestors()}
    element = block.element
    while (inner := next((each for each in element if each in above), None)) is not None and heading in inner.iter(
        "h1"
    ):
        element = inner
    children = [each for each in element if isinstance(each.tag, str)]
    last = next(place for place, each in enumerate(children) if each is articles[0] or each in above)
    begin = next((place for place, each in enumerate(children[:last]) if each in first), last)
    block.element, *block.more = [*children[begin:last], articles[0]]
    block.is_alone = block.sign is None


def _runs(article: HtmlElement) -> bool:
    return any(len(part.text_content().strip()) > 20 for part in article.iter("p"))


def _take_author(block: Block, inside: set[HtmlElement]) -> None:
    """Where nobody is named in it, a short column beside it that names somebody belongs to it, as on forums."""
    if block.named or names_somebody(block.element):
        return
    length = len(flat(block.element.text_content()))
    for above in list(block.element.iterancestors())[:2]:
        if above.tag in WHOLE_PAGE or is_zone(above) or len(flat(above.text_content())) > length + LONGEST_COLUMN:
            break
        if names_somebody(above) and inside.isdisjoint(above):
            block.element = above
            break


def _reads_whole(
    element: HtmlElement, inside: set[HtmlElement], above_time: frozenset[HtmlElement], least: int = 20
) -> bool:
    """Whether an element holds running text of its own; what is named as content and holds no time may be short."""

    def reads(part: HtmlElement) -> bool:
        length = len(part.text_content().strip())
        if part.tag == "p":
            return length > (LONGEST_LINE if part in above_time and least > 1 else least)
        if not is_content(part) or part.tag in HEADINGS or next(part.iter("time"), None) is not None:
            return False
        return length > (20 if part in above_time else 1)

    return any(reads(part) for part in element.iter() if isinstance(part.tag, str) and part not in inside)
