"""Which elements of a block hold its words: those that the markup names, or the one that holds all paragraphs."""

import re
from collections.abc import Collection

from lxml.html import HtmlElement

from archiver.extract.prose import flat, text_of, word_set
from archiver.extract.readers.author import Named
from archiver.extract.readers.controls import HEADINGS, is_button, is_control, is_unseen
from archiver.extract.readers.edges import LEADS
from archiver.extract.readers.hints import is_content
from archiver.extract.readers.signs import LONGEST_SIGN
from archiver.extract.times import EDIT_WORDS, MONTHS, UNIT_OF, WEEKDAYS, ends_in_distance, find_time
from archiver.platforms.selectors import Marks

WHO_AND_WHEN = frozenset(
    LEADS
    | word_set(
        "senast senaste ändrad ändrat uppdaterad uppdaterat redigerad redigerat last updated modified edited changed"
    )
    | set(MONTHS)
    | set(WEEKDAYS)
    | set(UNIT_OF)
)
"""Words that only tell who wrote and when."""
_WORD = re.compile(r"[^\W\d_]+")
LETTER = re.compile(r"[^\W\d_]")
ITEM_NUMBER = re.compile(r"(?i)(?:msg|message|post|comment|pid|p|c|inlagg|inlägg|reply|entry)[-_]?(\d+)")
"""The `id` of an item or of its words, with its number."""
MOST_BESIDE = 12
"""Letters of running text that may stand beside the paragraphs, as the names of figures."""
MOST_IN_SOURCE, LONGEST_BYLINE = 1000, 160
"""Characters a line may have in the source, with its indentation, and as it is shown."""
LETTER = re.compile(r"[^\W\d_]")
MOST_BESIDE = 12
"""Letters of running text that may stand beside the paragraphs, as the names of figures."""


def contents_of(
    own: list[HtmlElement], roots: list[HtmlElement], sign: HtmlElement | None, author: Named, marks: Marks
) -> list[HtmlElement]:
    """The outermost elements that the table or the markup names as content, none that holds the time or the author."""
    around = {
        above
        for element in (sign, author.element)
        if element is not None
        for above in (element, *element.iterancestors())
    }
    if marks.texts:
        found = [element for element in own if element in marks.texts and element not in around]
    else:
        found = [element for element in own if element.tag != "meta" and is_content(element) and element not in around]
    found = [element for element in found if element in marks.texts or any(map(str.strip, element.itertext()))]
    named = set(found)
    outermost = [element for element in found if not any(above in named for above in element.iterancestors())]
    outermost = [inner for element in outermost for inner in _closest(element, named)]
    return [_unwrapped(element) for element in outermost or _numbered(own, roots, around)]


def _closest(element: HtmlElement, named: set[HtmlElement]) -> list[HtmlElement]:
    """The content named inside what is named as content, where nothing but headings and controls stands beside it."""
    inner = [each for each in element.iterdescendants() if each in named]
    inner = [each for each in inner if not any(above in inner for above in each.iterancestors())]
    if not inner:
        return [element]
    tools = {each for each in element.iterdescendants() if isinstance(each.tag, str) and _stands_beside(each)}
    if len(inner) > 1 or LETTER.search(text_of(element, {*inner, *tools})):
        return [element]
    return _closest(inner[0], named)


def _stands_beside(element: HtmlElement) -> bool:
    return element.tag in HEADINGS or is_unseen(element) or is_button(element) or is_control(element)


def _unwrapped(element: HtmlElement) -> HtmlElement:
    """Without a `blockquote` that is all there is in the content: it quotes nobody, the software sets all words so."""
    inner = element
    while inner.tag != "blockquote":
        rest = [each for each in inner if each.tag not in HEADINGS]
        if len(rest) != 1 or flat(inner.text or "") or any(flat(each.tail or "") for each in inner):
            return element
        inner = rest[0]
    return inner


def _numbered(own: list[HtmlElement], roots: list[HtmlElement], around: set[HtmlElement]) -> list[HtmlElement]:
    """What repeats the number of the item in its own `id` (`msg_901` in `msg901`): the words, where no class tells them."""
    whole = ITEM_NUMBER.fullmatch(roots[0].get("id") or "")
    if whole is None:
        return []
    ids = ((element, ITEM_NUMBER.fullmatch(element.get("id") or "")) for element in own if element not in around)
    found = [element for element, told in ids if told and told[1] == whole[1] and element not in roots]
    return found if len(found) == 1 and flat(found[0].text_content()) else []


def paragraphs_of(
    own: list[HtmlElement],
    roots: list[HtmlElement],
    inner: frozenset[HtmlElement],
    sign: HtmlElement | None,
    author: Named,
    times: Collection[HtmlElement],
) -> list[HtmlElement]:
    """What holds all paragraphs, where nothing but links, buttons, headings and figures stands beside it: the words of an
    item whose markup names nothing, with the tools of the platform around."""
    about: list[HtmlElement] = []
    paragraphs = [each for each in own if each.tag == "p"]
    holders = {each.getparent() for each in paragraphs}
    if len(holders) > 1:
        about = [each for each in paragraphs if is_control(each) or _is_linked(each) or _tells_time(each, times)]
        paragraphs = [each for each in paragraphs if each not in about]
        holders = {each.getparent() for each in paragraphs}
    if len(holders) != 1:
        return []
    holder = holders.pop()
    named = {each for each in (sign, author.element) if each is not None}
    if holder is None or holder in roots or not named.isdisjoint(holder.iter()):
        return []
    tools = [each for each in own if each.tag in ("a", "button", *HEADINGS)]
    if not any(flat(each.text_content()) for each in tools if each.tag in ("a", "button")):
        return []
    beside = {
        *inner,
        *tools,
        *named,
        holder,
        *about,
        *_labelled(own),
        *(each for each in own if is_unseen(each) or is_control(each)),
    }
    beside |= _after_answers(roots, inner) | byline_of(roots, sign, author)
    left = flat(" ".join(text_of(root, beside) for root in roots))
    return [holder] if len(LETTER.findall(left)) <= MOST_BESIDE else []


def _after_answers(roots: list[HtmlElement], inner: frozenset[HtmlElement]) -> set[HtmlElement]:
    """What stands behind the last answer: ways to answer, help, what the page ends with; nobody's words."""
    answers = [each for root in roots for each in root.iterdescendants() if each in inner]
    after: set[HtmlElement] = set()
    for each in (answers[-1], *answers[-1].iterancestors()) if answers else ():
        if each in roots:
            break
        after.update(each.itersiblings())
    return after


def _tells_time(element: HtmlElement, times: Collection[HtmlElement]) -> bool:
    """Whether a short paragraph does nothing but tell a time of the item: "Skapad i går", "Senast ändrad i dag"."""
    said = flat(element.text_content())
    return len(said) < LONGEST_SIGN and (
        any(each in times for each in element.iter())
        or bool(EDIT_WORDS.search(said) and (find_time(said) or ends_in_distance(said)))
    )


def _labelled(own: list[HtmlElement]) -> list[HtmlElement]:
    """Tables and lists of labels with a value each, as beside an article or a case: "Rapporterad av: Anna", "Prioritet: 2".

    Told by `th` before `td` in a row (HTML, 4.9.10: a header cell of what stands beside it), or by `dl`, of short cells.
    """
    found: list[HtmlElement] = []
    for each in own:
        if each.tag in ("table", "dl"):
            heads = list(each.iter("th", "dt"))
            cells = [*heads, *each.iter("td", "dd")]
            beside = each.tag == "dl" or all(
                (after := head.getnext()) is not None and after.tag == "td" for head in heads
            )
            short = all(len(flat(cell.text_content())) <= LONGEST_SIGN for cell in cells)
            found += [each] if heads and beside and short else []
    return found


def _is_linked(element: HtmlElement) -> bool:
    """Whether all words of an element are one link's."""
    link = next(element.iter("a"), None)
    return link is not None and flat(link.text_content()) == flat(element.text_content())


def byline_of(roots: list[HtmlElement], sign: HtmlElement | None, author: Named) -> set[HtmlElement]:
    """The outermost element around the time that says nothing but who and when: "av Anna — publicerad …, senast ändrad …"."""
    named = set(_WORD.findall(author.name.lower()))
    line: set[HtmlElement] = set()
    for above in sign.iterancestors() if sign is not None else ():
        said = above.text_content() if above not in roots else ""
        if not said or len(said) > MOST_IN_SOURCE or len(flat(said)) > LONGEST_BYLINE:
            break
        if any(word not in WHO_AND_WHEN and word not in named for word in _WORD.findall(said.lower())):
            break
        line = {above}
    return line
